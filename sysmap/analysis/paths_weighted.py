"""Who links others, and who is near, when strong ties are short ways? The valued twins of betweenness and harmonic closeness."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from heapq import heappop, heappush
from typing import NamedTuple

from sysmap.analysis.cost import Costs, costs_of
from sysmap.analysis.definition import SCALED, Measure, Number
from sysmap.analysis.seen import Seen
from sysmap.analysis.waiting import steps

_WEIGHT = "strength: a tie of strength s is 1/s long, in exact whole numbers"
_MISSING = "among those who answered, along ties whose strength is stated; null for the rest"


class Walked(NamedTuple):
    """``betweenness`` by place; ``near`` the lengths of the shortest ways from each place; ``far`` those to each place."""

    betweenness: list[float]
    near: list[Counter[int]]
    far: list[Counter[int]]


def betweenness_weighted(seen: Seen) -> dict[str, float | None]:
    """The share of shortest ways among others that go through this actor, raw, where a tie of strength s is 1/s long.

    Strong ties are short. Ways of equal length are found equal, since lengths are whole numbers. None for a silent member, and
    throughout where strengths have no scale. Freeman 1977; Brandes 2001; Opsahl, Agneessens & Skvoretz 2010 with alpha 1.
    """
    walked = _walked(seen)
    return dict.fromkeys(seen.ids) if walked is None else seen.by_heard(walked.betweenness)


def harmonic_in_weighted(seen: Seen) -> dict[str, Number]:
    """How easily do others reach this actor along strong ties? Sum of 1/distance over n - 1, distance in units of 1/strength."""
    return _harmonic(seen, into=True)


def harmonic_out_weighted(seen: Seen) -> dict[str, Number]:
    """How easily does this actor reach others along strong ties? Sum of 1/distance over n - 1, distance in units of 1/strength."""
    return _harmonic(seen, into=False)


def _harmonic(seen: Seen, into: bool) -> dict[str, Number]:
    walked, made = _walked(seen), costs_of(seen)
    others = len(seen.heard) - 1
    if walked is None or made is None or others < 1:
        return dict.fromkeys(seen.ids)
    found = [sum((Fraction(n * made.unit, d) for d, n in at.items()), Fraction(0)) / others for at in (walked.far if into else walked.near)]
    return seen.by_heard([float(score) for score in found])


def _walked(seen: Seen) -> Walked | None:
    made = costs_of(seen)
    return None if made is None else seen.once("walked", lambda: walk(made))


def walk(made: Costs) -> Walked:
    """Every shortest way from everywhere, by Dijkstra on whole numbers, with Brandes' sums on the way back.

    >>> walk(Costs([{1: 1, 2: 3}, {2: 2}, {}], 1)).betweenness
    [0.0, 0.5, 0.0]
    """
    n = len(made.to)
    out = [list(ties.items()) for ties in made.to]
    through = [0.0] * n
    near, far = [Counter[int]() for _ in range(n)], [Counter[int]() for _ in range(n)]
    for start in steps("following strong ties", range(n), n):
        if not out[start]:
            continue
        order, before, ways, distance = _from(out, start)
        share = dict.fromkeys(order, 0.0)
        for v in reversed(order):
            each = (1.0 + share[v]) / ways[v]
            for u in before[v]:
                share[u] += ways[u] * each
            if v != start:
                through[v] += share[v]
                near[start][distance[v]] += 1
                far[v][distance[v]] += 1
    return Walked(through, near, far)


def _from(out: list[list[tuple[int, int]]], start: int) -> tuple[list[int], dict[int, list[int]], dict[int, int], dict[int, int]]:
    """From one place: the places reached in order of distance, through whom, in how many shortest ways, and how far."""
    n = len(out)
    distance, before, ways = {start: 0}, {start: list[int]()}, {start: 1}
    order: list[int] = []
    done = bytearray(n)
    # One whole number holds distance and place, so that the heap compares numbers and not pairs.
    heap = [start]
    while heap:
        at, u = divmod(heappop(heap), n)
        if done[u]:
            continue
        done[u] = 1
        order.append(u)
        for v, cost in out[u]:
            to = at + cost
            known = distance.get(v)
            if known is None or to < known:
                distance[v], before[v], ways[v] = to, [u], ways[u]
                heappush(heap, to * n + v)
            elif to == known:
                before[v].append(u)
                ways[v] += ways[u]
    return order, before, ways, distance


def _near(name: str, question: str, direction: str) -> Measure:
    return Measure(
        name, question, "actor", 0, None, direction, _WEIGHT, _MISSING, "fairly sturdy",
        "Rochat 2009, on distances of Opsahl, Agneessens & Skvoretz 2010", SCALED,
        of_actors=harmonic_in_weighted if direction == "in" else harmonic_out_weighted,
    )


MEASURES = (
    Measure(
        "betweenness_weighted", "Who links others along strong ties?", "actor", 0, None, "both", _WEIGHT, _MISSING,
        "fragile: read the rank with its range, and not at all under 70% response",
        "Freeman 1977; Brandes 2001; Opsahl, Agneessens & Skvoretz 2010 with alpha 1", SCALED, of_actors=betweenness_weighted,
    ),
    _near("harmonic_in_weighted", "How easily do others reach this one along strong ties?", "in"),
    _near("harmonic_out_weighted", "How easily does this one reach others along strong ties?", "out"),
)
