"""How strong was each tie then, and how strong is it now? A table of pairs: rows then, columns now.

Pairs answered about both times, as in ``Counts``: the row *no tie* adds up to what began, the column *no tie* to what ended, and
the rest to what lasted. A tie whose pair was not answered about the other time stands under *not known*, never under *no tie*.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from sysmap.analysis.change import Change
from sysmap.analysis.change_ties import FORMED, KEPT, TieChange
from sysmap.analysis.network import Value

NO_TIE, TIE, NOT_STATED, NOT_KNOWN = "no tie", "tie", "not stated", "not known"


@dataclass(frozen=True, slots=True)
class Transitions:
    """``states`` in order, and how many pairs went from one (then) to another (now).

    ``rounded`` is True where a value was put with the nearest whole number (halves go up), as means of several questions are.
    ``came`` and ``went`` are ties with one that joined or left: these pairs were not there both times and stand in no cell.
    """

    states: tuple[str, ...]
    table: Mapping[tuple[str, str], int]
    rounded: bool
    came: int
    went: int

    def count(self, then: str, now: str) -> int:
        return self.table.get((then, now), 0)


def transitions(change: Change, *, strengths: bool = True) -> Transitions | None:
    """The table of a change; None where nothing can be compared. Without ``strengths`` every tie is simply a tie."""
    counts = change.core.counts
    if counts is None or not change.comparable:
        return None
    scale = change.before.scale if strengths and not change.before.yes_no else None
    table: Counter[tuple[str, str]] = Counter()
    rounded = False
    for tie in change.ties:
        if tie.change in KEPT | FORMED | {"dissolved", "unobserved"}:
            table[_state(tie, 0, scale), _state(tie, 1, scale)] += 1
            rounded = rounded or (scale is not None and any(isinstance(v, Fraction) and v.denominator > 1 for v in _values(tie)))
    table[NO_TIE, NO_TIE] += counts.n00
    went, came = (sum(tie.change == what for tie in change.ties) for what in ("left", "joined"))
    return Transitions(_states(table, scale), dict(table), rounded, came, went)


def _values(tie: TieChange) -> tuple[Value, Value]:
    """Its values; for a tie that lasted those on the questions answered both times, from which the change is told."""
    return tie.compared if tie.compared is not None else (tie.before, tie.after)


def _state(tie: TieChange, place: int, scale: tuple[int, int] | None) -> str:
    if not (tie.seen_before, tie.seen_after)[place]:
        return NOT_KNOWN if tie.change == "unobserved" else NO_TIE
    if scale is None:
        return TIE
    value = _values(tie)[place]
    return NOT_STATED if value is None else str(min(scale[1], max(scale[0], floor(Fraction(value) + Fraction(1, 2)))))


def _states(table: Mapping[tuple[str, str], int], scale: tuple[int, int] | None) -> tuple[str, ...]:
    """The whole scale, and of the rest what occurs."""
    seen = {state for pair in table for state in pair}
    levels = [TIE] if scale is None else [str(level) for level in range(scale[0], scale[1] + 1)]
    return (NO_TIE, *levels, *(state for state in (NOT_STATED, NOT_KNOWN) if state in seen))
