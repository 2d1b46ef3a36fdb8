"""What if every respondent counted once, and against their own way of using the scale?

One person gives everyone 5, another nobody more than 3. Centred, an answer is what it is above that respondent's own mean, so that a
change of who answers, or of how somebody reads the scale, is not taken for a change of trust.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sysmap.analysis.change_items import lasting
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.definition import plain, share


@dataclass(frozen=True, slots=True)
class Centred:
    """One actor as its raters see it against what they give others: over ``n`` lasting ties towards it, then and now."""

    id: str
    n: int
    before: Fraction
    after: Fraction

    def as_json(self) -> dict[str, Any]:
        return {name: plain(getattr(self, name)) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class ByRespondent:
    """``mean`` is the mean change of lasting ties when each of the ``n`` respondents counts once, however many ties they have."""

    n: int
    mean: Fraction | None
    up: int
    down: int
    centred: tuple[Centred, ...]

    def as_json(self) -> dict[str, Any]:
        told = [c.as_json() for c in self.centred]
        return {"respondents": self.n, "mean": plain(self.mean), "up": self.up, "down": self.down, "centred": told}


def by_respondent(ties: Collection[TieChange]) -> ByRespondent:
    """The change of lasting ties by respondent, and of each actor against its raters' own means over the same ties.

    A respondent with one lasting tie has nothing to be held against, and is left out of ``centred``.
    """
    rows: defaultdict[str, list[tuple[str, Fraction, Fraction]]] = defaultdict(list)
    for tie in lasting(ties):
        if tie.compared is not None:
            rows[tie.pair[0]].append((tie.pair[1], Fraction(tie.compared[0]), Fraction(tie.compared[1])))
    means = [sum((after - before for _, before, after in row), Fraction(0)) / len(row) for row in rows.values()]
    towards: defaultdict[str, list[tuple[Fraction, Fraction]]] = defaultdict(list)
    for row in rows.values():
        if len(row) > 1:
            then = sum((before for _, before, _ in row), Fraction(0)) / len(row)
            now = sum((after for _, _, after in row), Fraction(0)) / len(row)
            for other, before, after in row:
                towards[other].append((before - then, after - now))
    centred = tuple(
        Centred(other, len(seen), sum((b for b, _ in seen), Fraction(0)) / len(seen), sum((a for _, a in seen), Fraction(0)) / len(seen))
        for other, seen in towards.items()
    )
    total = sum(means, Fraction(0))
    return ByRespondent(len(means), share(total, len(means)), sum(m > 0 for m in means), sum(m < 0 for m in means), centred)
