"""How few steps away is an actor from those it is joined with at all?

Freeman's closeness, over those reached only: whoever reaches one neighbour and nobody else has the highest value there is, so
that the harmonic form (``harmonic.py``) is the better one wherever a network is in pieces.
"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.harmonic import far_from, far_to
from sysmap.analysis.seen import Seen


def closeness_in(seen: Seen) -> dict[str, Fraction | None]:
    """The reciprocal of the mean distance of those who can reach this actor; 0 to 1; None when nobody can, or it was not heard."""
    return seen.by_heard([_near(counts) for counts in far_from(seen)])


def closeness_out(seen: Seen) -> dict[str, Fraction | None]:
    """The reciprocal of the mean distance to those this actor can reach; 0 to 1; None when it reaches nobody, or was not heard."""
    return seen.by_heard([_near(counts) for counts in far_to(seen)])


def efficiency(seen: Seen) -> Fraction | None:
    """How few steps is everyone from everyone? The mean of 1/d over ordered pairs of those heard; None with fewer than two.

    A pair that cannot reach adds nothing. Latora & Marchiori 2001.
    """
    n = len(seen.heard)
    if n < 2:
        return None
    at: dict[int, int] = {}
    for counts in far_to(seen):
        for distance, pairs in enumerate(counts, start=1):
            at[distance] = at.get(distance, 0) + pairs
    return sum((Fraction(pairs, distance) for distance, pairs in at.items()), Fraction(0)) / (n * (n - 1))


def _near(counts: list[int]) -> Fraction | None:
    steps = sum(distance * n for distance, n in enumerate(counts, start=1))
    return Fraction(sum(counts), steps) if steps else None


def _measure(name: str, question: str, direction: str) -> Measure:
    return Measure(
        name, question, "actor", 0, 1, direction, "none: every tie is one step",
        "among those who answered; null for the rest and the unreached", "fragile: harmonic is sturdier",
        "Freeman 1979, over those reached", PATHS, of_actors=closeness_in if direction == "in" else closeness_out,
    )


MEASURES = (
    Measure(
        "efficiency", "How few steps is everyone from everyone?", "network", 0, 1, "both", "none: every tie is one step",
        "among those who answered", "falls when some are silent", "Latora & Marchiori 2001, directed", PATHS, of_network=efficiency,
    ),
    _measure("closeness_in", "How few steps away are those who can reach this one?", "in"),
    _measure("closeness_out", "How few steps away are those this one can reach?", "out"),
)
