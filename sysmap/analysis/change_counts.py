"""How many ties lasted, began and ended, among pairs that were answered about both times?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sysmap.analysis.change_ties import FORMED, KEPT, TieChange
from sysmap.analysis.definition import share


@dataclass(frozen=True, slots=True)
class Counts:
    """The table of what became of pairs. ``kept`` is strengthened + weakened + unchanged + value_unknown.

    n00 + formed + dissolved + kept = the pairs observed both times. ``formed`` includes ``first_attested``: ties now recorded of
    which only the source's date says since when.
    """

    n00: int
    formed: int
    dissolved: int
    kept: int
    strengthened: int
    weakened: int
    unchanged: int
    value_unknown: int
    first_attested: int
    unobserved_pairs: int
    unobserved_ties: int
    not_comparable: int = 0

    @property
    def jaccard(self) -> Fraction | None:
        """Which share of the ties of then or now is a tie both times? None when there never was one. Jaccard 1901."""
        return share(self.kept, self.kept + self.formed + self.dissolved)

    @property
    def kept_share(self) -> Fraction | None:
        """Which share of the ties of then lasted?"""
        return share(self.kept, self.kept + self.dissolved)

    @property
    def formed_share(self) -> Fraction | None:
        """Which share of the pairs without a tie then has one now?"""
        return share(self.formed, self.n00 + self.formed)

    @property
    def hamming(self) -> int:
        """How many pairs differ?"""
        return self.formed + self.dissolved

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


def counts_of(ties: Collection[TieChange], observed: int, stable: int) -> Counts:
    """Count the ties among ``observed`` pairs of ``stable`` members; the rest of the pairs were not observed both times."""
    count = {change: sum(t.change == change for t in ties) for change in (*KEPT, "dissolved", "unobserved", "first_attested")}
    kept, formed = sum(count[c] for c in KEPT), sum(t.change in FORMED for t in ties)
    return Counts(
        n00=observed - kept - formed - count["dissolved"],
        formed=formed,
        dissolved=count["dissolved"],
        kept=kept,
        strengthened=count["strengthened"],
        weakened=count["weakened"],
        unchanged=count["unchanged"],
        value_unknown=count["value_unknown"],
        first_attested=count["first_attested"],
        unobserved_pairs=stable * (stable - 1) - observed,
        unobserved_ties=count["unobserved"],
    )


def weighted_jaccard(ties: Collection[TieChange]) -> Fraction | None:
    """How alike are the two networks with their strengths? Sum of the smaller over sum of the larger value of each pair.

    Over pairs observed both times; ties with a value not stated are left out. None when no value is left. Ruzicka 1958.
    """
    low = high = Fraction(0)
    for tie in ties:
        values = _values(tie)
        if values is not None:
            low += min(values)
            high += max(values)
    return share(low, high)


def _values(tie: TieChange) -> tuple[Any, Any] | None:
    if tie.change in KEPT:
        return tie.compared
    if tie.change in FORMED or tie.change == "dissolved":
        return None if tie.before is None or tie.after is None else (tie.before, tie.after)
    return None
