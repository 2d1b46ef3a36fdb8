"""What must be said of a measure before its number is shown? One row of the catalogue, with the function that computes it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sysmap.analysis.seen import Seen

Number = int | float | Fraction | None
Score = Number | Mapping[str, Any]
"""A result: a number, a table of named numbers, or None for *undefined or unobserved*, which is never 0."""

EVERY = frozenset({"trust", "relationships", "funding", "power"})
SCALED = frozenset({"trust", "relationships"})
"""Layers whose values have a scale."""
VALUED = SCALED | {"funding"}
PATHS = EVERY - {"power"}
"""Layers with paths: a statement of who has power over whom is never walked along."""


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its name, the question it answers in plain words, and everything a reader must know of the number.

    ``scope`` is actor, network or both; ``low`` and ``high`` the range (None: no bound); ``direction`` in, out, both or none; ``weight``
    what a tie's value does; ``missing`` how missing answers are treated; ``sturdy`` how well it stands missing answers;
    ``layers`` where it is defined (elsewhere it is null). ``of_actors`` or ``of_network`` is set, or both where the same name is
    asked of each actor and of the whole. ``by_group`` measures are null unless an attribute to group by is given.
    """

    name: str
    question: str
    scope: str
    low: float | None
    high: float | None
    direction: str
    weight: str
    missing: str
    sturdy: str
    source: str
    layers: frozenset[str] = EVERY
    of_actors: Callable[[Seen], Mapping[str, Score]] | None = None
    of_network: Callable[[Seen], Score] | None = None
    by_group: bool = False

    def as_json(self) -> dict[str, Any]:
        return {
            "range": [self.low, self.high],
            "direction": self.direction,
            "weight": self.weight,
            "missing": self.missing,
            "source": self.source,
            "scope": self.scope,
            "question": self.question,
            "sturdy": self.sturdy,
        }


def plain(score: Any) -> Any:
    """A score as JSON has it: whole numbers whole, other exact numbers as the nearest float, undefined as None.

    >>> plain(Fraction(6, 2)), plain(Fraction(1, 4)), plain({"a": None})
    (3, 0.25, {'a': None})
    """
    if isinstance(score, Fraction):
        return score.numerator if score.denominator == 1 else float(score)
    if isinstance(score, Mapping):
        return {key: plain(value) for key, value in score.items()}
    if isinstance(score, (list, tuple)):
        return [plain(value) for value in score]
    return score


def share(part: int | Fraction, whole: int | Fraction) -> Fraction | None:
    """part / whole, exact; None when there is no whole to have a share of."""
    return Fraction(part) / whole if whole else None
