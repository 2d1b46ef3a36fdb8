"""Which indicators moved between two rounds, with how many asked, and may the two values be compared at all?"""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import NamedTuple

from sysmap.errors import UsageError
from sysmap.model.learning import Indicator, Measurement
from sysmap.model.money import parse_number
from sysmap.service.scenes import Scene

METHOD = (
    "The last value of each indicator at the one point, and at the other. A difference is given only where both were measured on one "
    "scale, in one unit and with one instrument; whether more is better is the indicator's own matter, and not judged. A difference of "
    "counts is no difference of shares: read it with each n, which may not be stated."
)


class MeasurementMove(NamedTuple):
    """One indicator then and now. ``difference`` is None where the two may not be compared, and ``why`` says so."""

    indicator: Indicator
    before: Measurement | None
    after: Measurement | None
    difference: Decimal | None
    why: str | None


def measurement_moves(then: Scene, now: Scene, chosen_by: Collection[str] = ()) -> tuple[MeasurementMove, ...]:
    """Every indicator that was measured at either point, or those that these people chose, in map order.

    Raises UsageError where nobody of that name chose any.
    """
    indicators = {**then.state.of("indicator"), **now.state.of("indicator")}
    choosers = tuple(dict.fromkeys(one.chosen_by for one in indicators.values() if one.chosen_by))
    strangers = [name for name in chosen_by if name not in choosers]
    if strangers:
        raise UsageError(f"No indicator was chosen by {strangers[0]!r}", fix=f"Chosen by: {', '.join(choosers) or 'not stated'}.")
    before, after = _measured(then), _measured(now)
    found = []
    for id, indicator in indicators.items():
        if (id in before or id in after) and (not chosen_by or indicator.chosen_by in chosen_by):
            was, is_ = before.get(id), after.get(id)
            why = _why_not(was, is_)
            found.append(MeasurementMove(indicator, was, is_, None if why else _difference(was, is_), why))
    return tuple(found)


def _measured(here: Scene) -> dict[str, Measurement]:
    return {one.indicator: one for one in here.held("measurement").values() if one.indicator is not None}


def _why_not(was: Measurement | None, is_: Measurement | None) -> str | None:
    """Why the two may not be compared; None where they may."""
    if was is None or is_ is None:
        return "It was measured at one of the two points only."
    for field, words in (("scale", "on different scales"), ("unit", "in different units"), ("instrument", "with different instruments")):
        if getattr(was, field) != getattr(is_, field):
            return f"The two were measured {words}: {getattr(was, field) or 'not stated'}, and {getattr(is_, field) or 'not stated'}."
    if parse_number(was.value) is None or parse_number(is_.value) is None:
        return "A value is not stated, or is no number."
    return None


def _difference(was: Measurement | None, is_: Measurement | None) -> Decimal | None:
    one, other = parse_number(was.value if was else None), parse_number(is_.value if is_ else None)
    return None if one is None or other is None else other - one
