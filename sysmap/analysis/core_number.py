"""How deep in the thick of the network is an actor?"""

from __future__ import annotations

from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.seen import Seen


def core_number(seen: Seen) -> dict[str, int | None]:
    """The largest k such that this actor is in a group each of whose members has k ties within it, in and out added.

    A tie that goes both ways counts twice. Among those heard; None for the rest. Seidman 1983.
    """
    import networkx as nx

    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(len(seen.heard)))
    graph.add_edges_from((a, b) for a, others in enumerate(seen.successors) for b in others)
    cores = nx.core_number(graph)
    return seen.by_heard([int(cores[i]) for i in range(len(seen.heard))])


MEASURES = (
    Measure(
        "core_number", "How deep in the thick of it is this one?", "actor", 0, None, "both", "none: a tie both ways counts twice",
        "among those who answered; null for the rest", "fairly sturdy", "Seidman 1983, in and out added", PATHS, of_actors=core_number,
    ),
)
