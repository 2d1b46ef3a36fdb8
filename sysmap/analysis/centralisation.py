"""How much does the network lean on its most central member? 0: all are alike; 1: a star. Freeman 1979, without loops.

The largest possible sum depends on how many members there are, so that networks of other sizes are not compared by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from sysmap.analysis.betweenness import through
from sysmap.analysis.definition import PATHS, Measure, Number, share
from sysmap.analysis.seen import Seen


def centralisation_in(seen: Seen) -> Number:
    """How much are those heard named unequally? Sum of (largest - each) / (n - 1) squared; None with fewer than two."""
    return _leaning([len(others) for others in seen.predecessors])


def centralisation_out(seen: Seen) -> Number:
    """How unequally do those heard name others? Sum of (largest - each) / (n - 1) squared; None with fewer than two."""
    return _leaning([len(others) for others in seen.successors])


def centralisation_betweenness(seen: Seen) -> float | None:
    """How much hangs on one who links others? Sum of (largest - each) / (n - 1)^2 (n - 2); None with fewer than three."""
    scores, n = through(seen), len(seen.heard)
    if n < 3:
        return None
    largest = max(scores)
    return sum(largest - s for s in scores) / ((n - 1) ** 2 * (n - 2))


def _leaning(degrees: Sequence[int]) -> Fraction | None:
    if len(degrees) < 2:
        return None
    return share(max(degrees) * len(degrees) - sum(degrees), (len(degrees) - 1) ** 2)


def _measure(name: str, question: str, direction: str) -> Measure:
    of = {"in": centralisation_in, "out": centralisation_out, "both": centralisation_betweenness}
    return Measure(
        name, question, "network", 0, 1, direction, "none", "among those who answered", "depends on how many answered: compare at equal n",
        "Freeman 1979", PATHS, of_network=of[direction],
    )


MEASURES = (
    _measure("centralisation_in", "How much does being named gather on one?", "in"),
    _measure("centralisation_out", "How much does naming gather on one?", "out"),
    _measure("centralisation_betweenness", "How much does linking others hang on one?", "both"),
)
