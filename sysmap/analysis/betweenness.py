"""Who links others that would not otherwise reach one another?"""

from __future__ import annotations

from sysmap.analysis import engine
from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.seen import Seen


def betweenness(seen: Seen) -> dict[str, float | None]:
    """The shortest paths among others that go through this actor, directed and raw, among those who were heard.

    From 0 to (n - 1)(n - 2); strength plays no part. Among more than 5,000 it is an estimate, and the method says so. A silent
    member's is None. Freeman 1977, computed after Brandes 2001.
    """
    return seen.by_heard(through(seen))


def through(seen: Seen) -> list[float]:
    """Betweenness by place among the heard."""
    if len(seen.heard) > engine.LARGE:
        return seen.once("betweenness", lambda: engine.betweenness_sampled(seen.successors, seen.seed))
    return seen.once("betweenness", lambda: engine.betweenness(seen.successors))


MEASURES = (
    Measure(
        "betweenness", "Who links others?", "actor", 0, None, "both", "none: every tie is one step",
        "among those who answered; null for the rest", "fragile: read the rank with its range, and not at all under 70% response",
        "Freeman 1977; Brandes 2001", PATHS, of_actors=betweenness,
    ),
)
