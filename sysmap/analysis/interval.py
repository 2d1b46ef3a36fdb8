"""How sure is a change of density or of a mean? What the two ways of telling share: the ratios compared, and the interval.

A density is ties over pairs, a mean is strength over ties: both are a sum over a count. The interval says which change the same
actors' other answers could have given, each actor's answers given and received coming and going together. It is not about other
actors: everyone who belongs was asked, and nobody was sampled.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, NamedTuple

from sysmap.analysis.change_ties import FORMED, KEPT, TieChange
from sysmap.analysis.definition import plain, share
from sysmap.analysis.network import Pair, Value
from sysmap.analysis.observation import Rows

LEVEL = 0.95
REACH = NormalDist().inv_cdf((1 + LEVEL) / 2)

ABOUT = "Which change other answers of the same actors could have given. Everyone was asked and nobody sampled: it is not about others."
NO_TIE = "There is no tie in either of the two."
UNDEFINED = "There is nothing to divide by in one of the two."


class Ratio(NamedTuple):
    """A sum over a count, pair by pair: ``top`` says what a pair adds above, ``below`` below the line; pairs not named add 0 and 1.

    With ``below`` None every observed pair adds 1 below the line.
    """

    top: Mapping[Pair, Value]
    below: Mapping[Pair, int] | None


class Compared(NamedTuple):
    """A ratio then and now over the same observed pairs; ``before`` None where the ratio is itself a change."""

    ids: tuple[str, ...]
    rows: Rows
    before: Ratio | None
    after: Ratio


@dataclass(frozen=True, slots=True)
class Interval:
    """A change with its standard error and the interval of 95% round it. ``n`` actors; None with ``why`` where it is not told."""

    difference: Any
    n: int
    method: str
    se: float | None = None
    draws: int | None = None
    seed: int | None = None
    why: str | None = None

    @property
    def low(self) -> float | None:
        return None if self.se is None or self.difference is None else float(self.difference) - REACH * self.se

    @property
    def high(self) -> float | None:
        return None if self.se is None or self.difference is None else float(self.difference) + REACH * self.se

    def as_json(self) -> dict[str, Any]:
        return {
            "difference": plain(self.difference), "se": self.se, "method": self.method, "low": self.low, "high": self.high,
            "level": LEVEL, "n": self.n, "exact": self.draws is None, "draws": self.draws, "seed": self.seed,
            "about": ABOUT, "why": self.why,
        }  # fmt: skip


def densities(ids: tuple[str, ...], rows: Rows, ties: Collection[TieChange]) -> Compared:
    """Density then and now: ties over pairs observed both times."""
    then = {t.pair: 1 for t in ties if t.change in KEPT or t.change == "dissolved"}
    now = {t.pair: 1 for t in ties if t.change in KEPT or t.change in FORMED}
    return Compared(ids, rows, Ratio(then, None), Ratio(now, None))


def means(ids: tuple[str, ...], rows: Rows, ties: Collection[TieChange]) -> Compared:
    """The mean of the ties then and of the ties now, over pairs observed both times and values stated."""
    then, now = _values(ties, 0), _values(ties, 1)
    return Compared(ids, rows, Ratio(then, dict.fromkeys(then, 1)), Ratio(now, dict.fromkeys(now, 1)))


def lasting_changes(ids: tuple[str, ...], rows: Rows, ties: Collection[TieChange]) -> Compared:
    """The mean change of the ties that lasted."""
    moved = {t.pair: t.difference for t in ties if t.change in KEPT and t.difference is not None}
    return Compared(ids, rows, None, Ratio(moved, dict.fromkeys(moved, 1)))


def _values(ties: Collection[TieChange], side: int) -> dict[Pair, Value]:
    found: dict[Pair, Value] = {}
    once = frozenset({"dissolved"}) if side == 0 else FORMED
    for tie in ties:
        if tie.change in KEPT and tie.compared is not None:
            found[tie.pair] = tie.compared[side]
        elif tie.change in once and (value := tie.before if side == 0 else tie.after) is not None:
            found[tie.pair] = value
    return found


def difference_of(compared: Compared, observed: int) -> Any:
    """Now less then, exact; None where one of the two is undefined."""
    sides = [side for side in (compared.before, compared.after) if side is not None]
    found = [share(sum(v for v in s.top.values() if v is not None), observed if s.below is None else sum(s.below.values())) for s in sides]
    if None in found:
        return None
    return found[-1] - found[0] if len(found) == 2 else found[0]  # type: ignore[operator]
