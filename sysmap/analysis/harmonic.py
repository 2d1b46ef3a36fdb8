"""How near is an actor to everyone? The sum of 1 / distance, in which whoever cannot be reached adds nothing."""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import PATHS, Measure, Number
from sysmap.analysis.seen import Seen

_ROCHAT = "Gil & Schmidt 1996; Rochat 2009"


def harmonic_in(seen: Seen) -> dict[str, Number]:
    """How easily do others reach this actor? Sum of 1/d over those who can, divided by n - 1; 0 to 1; None when alone."""
    return seen.by_heard(_shares(far_from(seen)))


def harmonic_out(seen: Seen) -> dict[str, Number]:
    """How easily does this actor reach others? Sum of 1/d over those it can, divided by n - 1; 0 to 1; None when alone."""
    return seen.by_heard(_shares(far_to(seen)))


def far_to(seen: Seen) -> list[list[int]]:
    """For each of the heard, how many it reaches in 1, 2, 3 ... steps."""
    return seen.once("far to", lambda: reached(seen.successors))


def far_from(seen: Seen) -> list[list[int]]:
    """For each of the heard, how many reach it in 1, 2, 3 ... steps."""
    return seen.once("far from", lambda: reached(seen.predecessors))


def reached(steps: list[list[int]]) -> list[list[int]]:
    """For each node, how many others are 1, 2, 3 ... steps away.

    All starts are walked at once: a set of nodes is one whole number with a bit for each, and joining two sets is one ``|``.

    >>> reached([[1], [2], []])
    [[1, 1], [1], []]
    """
    within = [1 << i for i in range(len(steps))]
    counts: list[list[int]] = [[] for _ in steps]
    moving = set(range(len(steps)))
    while moving:
        grown = {}
        for i in moving:
            bits = within[i]
            for j in steps[i]:
                bits |= within[j]
            if bits != within[i]:
                grown[i] = bits
        for i, bits in grown.items():
            counts[i].append(bits.bit_count() - within[i].bit_count())
        for i, bits in grown.items():
            within[i] = bits
        moving = set(grown) if grown else set()
    return counts


def _shares(counts: list[list[int]]) -> list[Number]:
    others = len(counts) - 1
    if others < 1:
        return [None] * len(counts)
    return [float(sum((Fraction(n, d) for d, n in enumerate(c, start=1)), Fraction(0)) / others) for c in counts]


def _measure(name: str, question: str, direction: str) -> Measure:
    return Measure(
        name, question, "actor", 0, 1, direction, "none: every tie is one step", "among those who answered; null for the rest",
        "fairly sturdy", _ROCHAT, PATHS, of_actors=harmonic_in if direction == "in" else harmonic_out,
    )


MEASURES = (
    _measure("harmonic_in", "How easily do others reach this one?", "in"),
    _measure("harmonic_out", "How easily does this one reach others?", "out"),
)
