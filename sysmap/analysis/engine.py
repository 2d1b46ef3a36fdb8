"""How are paths counted quickly? networkx for small graphs, rustworkx for large ones and for many runs; proved equal by tests.

Graphs come as successor lists by place. rustworkx adds the shares of sources in parallel above ``parallel_threshold`` nodes,
in no fixed order, and the last digits of its sums then differ from run to run: scores are computed in one thread, so that the
same map gives the same bytes, and only ranks (which treat 1e-9 as equal) use all cores.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sysmap.analysis.waiting import steps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]

Successors = Sequence[Sequence[int]]

LARGE, SOURCES = 5_000, 100
"""Above so many nodes betweenness is estimated from the paths that begin at so many of them, drawn by the seed."""

SMALL = 40
"""Up to so many nodes networkx itself is used."""

_ONE_THREAD = 10**9
_ALL_CORES = 60
_HELD = 4_000_000
"""How many nodes or ties of all copies of a graph are held at once."""


def betweenness(successors: Successors) -> list[float]:
    """For each node, the sum over pairs of others of the share of their shortest directed paths that go through it.

    Raw: not divided by anything. Freeman 1977; Brandes 2001.
    """
    if len(successors) <= SMALL:
        return _small(successors)
    return _scores(_graph(successors), _ONE_THREAD)


def betweenness_sampled(successors: Successors, seed: int, sources: int = SOURCES) -> list[float]:
    """Betweenness estimated from the paths that begin at a few nodes, scaled up to all. Brandes & Pich 2007.

    >>> betweenness_sampled([[1], [2], []], 1, sources=3)
    [0.0, 1.0, 0.0]
    """
    import numpy as np

    n = len(successors)
    drawn = random.Random(seed).sample(range(n), min(sources, n))
    begins = np.cumsum([0, *map(len, successors)], dtype=np.int64)
    named = np.fromiter((b for others in successors for b in others), dtype=np.int64, count=int(begins[-1]))
    through = np.zeros(n)
    at_once = max(1, _HELD // max(n, len(named), 1))
    for start in steps("following paths", range(0, len(drawn), at_once), len(drawn) // at_once + 1):
        through += _shares_from(begins, named, np.array(drawn[start : start + at_once], dtype=np.int64))
    return [float(share) * n / len(drawn) for share in through]


def _shares_from(begins: Whole, named: Whole, sources: Whole) -> NDArray[np.float64]:
    """What each node carries of the shortest paths that begin at these. Every source walks its own copy of the graph, a step at a time."""
    import numpy as np

    n = len(begins) - 1
    there = np.zeros(len(sources) * n, dtype=bool)
    ways, latest = np.zeros(len(sources) * n), np.zeros(len(sources) * n, dtype=np.int64)
    begun = front = np.arange(len(sources)) * n + sources
    there[front], ways[front] = True, 1.0
    steps: list[tuple[Whole, Whole]] = []
    while len(front):
        node = front % n
        count = begins[node + 1] - begins[node]
        place = np.arange(int(count.sum())) + np.repeat(begins[node] - np.cumsum(count) + count, count)
        first, second = np.repeat(front, count), np.repeat(front - node, count) + named[place]
        new = ~there[second]
        first, second = first[new], second[new]
        np.add.at(ways, second, ways[first])
        there[second] = True
        # Each node once, by whichever tie wrote down its number last: sorting them would take most of the time.
        number = np.arange(len(second))
        latest[second] = number
        front = second[latest[second] == number]
        steps.append((first, second))
    share = np.zeros(len(sources) * n)
    for first, second in reversed(steps):
        np.add.at(share, first, (1.0 + share[second]) * ways[first] / ways[second])
    share[begun] = 0.0
    carried: NDArray[np.float64] = share.reshape(len(sources), n).sum(axis=0)
    return carried


def betweenness_without(successors: Successors, mutual: bool = False) -> Iterator[list[float]]:
    """Betweenness as it would be without the answers of each node in turn; the node stays, naming no one.

    With ``mutual`` a tie needs both ends' answers, so the ties towards that node go as well.
    """
    graph = _graph(successors)
    whole: list[float] | None = None
    for node in range(len(successors)):
        out = list(successors[node])
        if not out:
            whole = whole if whole is not None else _scores(graph, _ALL_CORES)
            yield whole
            continue
        edges = [(node, other) for other in out] + ([(other, node) for other in out] if mutual else [])
        graph.remove_edges_from(edges)
        yield _scores(graph, _ALL_CORES)
        graph.add_edges_from_no_data(edges)


def strong_components(successors: Successors) -> list[list[int]]:
    """The sets of nodes that can all reach one another, each sorted, in order of their first node."""
    import rustworkx

    found: Any = rustworkx.strongly_connected_components(_graph(successors))
    return sorted(sorted(component) for component in found)


def _small(successors: Successors) -> list[float]:
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(successors)))
    graph.add_edges_from((a, b) for a, others in enumerate(successors) for b in others)
    scores = nx.betweenness_centrality(graph, normalized=False)
    return [float(scores[node]) for node in range(len(successors))]


def _graph(successors: Successors) -> Any:
    import rustworkx

    graph: Any = rustworkx.PyDiGraph(multigraph=False)
    graph.add_nodes_from(range(len(successors)))
    graph.add_edges_from_no_data([(a, b) for a, others in enumerate(successors) for b in others])
    return graph


def _scores(graph: Any, threshold: int) -> list[float]:
    import rustworkx

    found = rustworkx.digraph_betweenness_centrality(graph, normalized=False, endpoints=False, parallel_threshold=threshold)
    return [found[node] for node in range(graph.num_nodes())]
