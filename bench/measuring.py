"""How fast are measures and comparisons? Against networkx in the same run, and on 20,000 actors by themselves."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

from bench.table import Row
from bench.timing import Took, in_turn, once, ratio

ROUNDS = 3
CALLS, FASTER, LARGE_SECONDS = 40, 15, 30.0
SOME = ("in_degree", "out_degree", "in_strength", "out_strength", "reciprocity", "pagerank", "components_weak", "components_strong",
        "communities", "betweenness")  # fmt: skip
"""What is asked of 20,000 actors, beside the change."""


def rows() -> list[Row]:
    """Every figure: a workshop's map, two rounds of 300, one network of 2,000, two rounds of 20,000."""
    return [_workshop(), _two_rounds(), *_against_networkx(), _large()]


def made(actors: int, ties: int, seed: int = 1) -> tuple[Any, Any]:
    """Two rounds that everyone answered, of which three ties in four are the same."""
    from sysmap.analysis.network import Member, Network, Tie

    draw = random.Random(seed)
    members = tuple(Member(f"a{i}", f"a{i}", "answered") for i in range(actors))

    def pairs(n: int) -> list[tuple[str, str]]:
        found: dict[tuple[str, str], None] = {}
        while len(found) < n:
            one, other = draw.randrange(actors), draw.randrange(actors)
            if one != other:
                found[f"a{one}", f"a{other}"] = None
        return list(found)

    def network(at: str, chosen: list[tuple[str, str]]) -> Network:
        strengths = {pair: Tie(draw.randint(1, 5)) for pair in chosen}
        return Network("m", "M", at, "trust", members, strengths, True, wave=at, items=("trust",), scale=(1, 5))

    first = pairs(ties)
    second = dict.fromkeys((*draw.sample(first, ties * 3 // 4), *pairs(ties // 4)))
    return network("w1", first), network("w2", list(second))


def _whole(before: Any, after: Any) -> object:
    """All of ``compare``, and all measures of both rounds."""
    from sysmap.analysis.change import compare
    from sysmap.analysis.measures import measure
    from sysmap.analysis.question import Question

    return compare(before, after, Question()).as_json(), measure(before, Question()).as_json(), measure(after, Question()).as_json()


def _workshop() -> Row:
    before, after = made(40, 300)
    _whole(before, after)
    took = Took(tuple(once(partial(_whole, before, after)) for _ in range(ROUNDS)))
    what = "compare and all measures of both rounds, 40 actors, 300 ties"
    return Row(what, took.said(), "under 500 ms", took.least < 0.5)


def _two_rounds() -> Row:
    import networkx as nx

    before, after = made(300, 2_000)
    graph = before.to_networkx()
    sides: dict[str, Callable[[], object]] = {
        "ours": partial(_whole, before, after),
        "bare": lambda: nx.betweenness_centrality(graph),
    }
    took = in_turn(sides, ROUNDS)
    least, median = ratio(took["ours"], took["bare"])
    what = "the same on 300 actors, 2,000 ties, with 600 recomputations for ranges, in calls of networkx.betweenness_centrality"
    return Row(what, f"{took['ours'].said()}; {least:.1f} calls least, {median:.1f} median", f"{CALLS} calls or fewer", median <= CALLS)


def _against_networkx() -> list[Row]:
    import networkx as nx

    from sysmap.analysis import engine
    from sysmap.analysis.betweenness import betweenness
    from sysmap.analysis.harmonic import harmonic_in
    from sysmap.analysis.seen import Seen
    from sysmap.analysis.triads import triads

    network, _ = made(2_000, 12_000)
    graph, seen = network.to_networkx(), Seen(network)
    cut = engine.betweenness_without(seen.successors)
    of: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "betweenness": (lambda: betweenness(Seen(network)), lambda: nx.betweenness_centrality(graph)),
        "betweenness without one respondent's answers": (lambda: next(cut), lambda: nx.betweenness_centrality(graph)),
        "harmonic closeness": (lambda: harmonic_in(Seen(network)), lambda: nx.harmonic_centrality(graph)),
        "triad census": (lambda: triads(Seen(network)), lambda: nx.triadic_census(graph)),
    }
    found = []
    for name, (ours, theirs) in of.items():
        took = in_turn({"ours": ours, "bare": theirs}, 1)
        times, _ = ratio(took["bare"], took["ours"])
        what = f"{name}, 2,000 actors, 12,000 ties, how many times faster than networkx"
        found.append(Row(what, f"{times:.0f} times; {took['ours'].least * 1000:,.0f} ms", f"{FASTER} or more", times >= FASTER))
    return found


def _large() -> Row:
    from sysmap.analysis.change import compare
    from sysmap.analysis.measures import measure
    from sysmap.analysis.question import Question

    before, after = made(20_000, 100_000)
    seconds = once(lambda: (measure(before, Question(names=SOME)).as_json(), compare(before, after, Question()).as_json()))
    what = f"{', '.join(name.replace('_', ' ') for name in SOME)} (sampled) and the whole change, 20,000 actors, 100,000 ties"
    return Row(what, f"{seconds:.1f} s", f"under {LARGE_SECONDS:.0f} s", seconds < LARGE_SECONDS)
