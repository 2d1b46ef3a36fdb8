"""What changed on a layer around each event, and which moves to scale came before it? After is not because."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from sysmap.model.dates import parse_date
from sysmap.model.learning import Event
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.visibility import Viewer
from sysmap.service.choices import choices
from sysmap.service.comparing import compared
from sysmap.service.desk import Desk
from sysmap.service.disclosure import disclosed_change
from sysmap.service.views import revision_known_at, view

CAUTION = "What comes after an event need not come from it: the two rounds lie some way apart, and other things happened between them too."
MOVED = ("formed", "dissolved", "strengthened", "weakened")
MONTHS = 12


class Around(NamedTuple):
    """An event, the moves to scale in the ``months`` before it, and what moved between the rounds on both sides of it.

    ``shifts`` are ties of the stable core that touch whom the event affects (all of them, where it says of nobody), as JSON has them;
    None with ``why`` where no two rounds lie round it.
    """

    event: Event
    moves: tuple[Event, ...]
    before: str | None
    after: str | None
    shifts: tuple[dict[str, Any], ...] | None
    why: str | None


def timeline(
    desk: Desk,
    viewer: Viewer,
    map: str,
    question: Question,
    events: Collection[str] = (),
    months: int = MONTHS,
    known_at: str | None = None,
) -> tuple[Around, ...]:
    """Each event (all that have a date, unless some are named) in order of time. Raises UsageError, NotFound."""
    if months < 1:
        raise UsageError(f"{months} months are no time", fix="Give 1 or more.")
    state = view(desk, viewer, map, revision_known_at(desk, map, known_at)).state
    known = state.of("event")
    strangers = [id for id in events if id not in known]
    if strangers:
        raise UsageError(f"There is no event {strangers[0]!r}", fix=f"Events: {', '.join(known) or 'none'}.")
    dated = sorted(((day, e) for e in known.values() if (day := _day(e.date)) is not None), key=lambda row: row[0])
    rounds = _rounds(desk, viewer, map, state, question.layer)
    found = []
    for day, event in dated:
        if not events or event.id in events:
            moves = tuple(e for d, e in dated if e.tag and e.id != event.id and _months_before(day, months) <= d <= day)
            found.append(_around(desk, viewer, map, question, known_at, event, day, moves, rounds))
    return tuple(found)


def _rounds(desk: Desk, viewer: Viewer, map: str, state: State, layer: str) -> list[tuple[dt.date, str]]:
    offered = {one.id for one in choices(desk, viewer, map).rounds.get(layer, ())}
    return sorted((day, wave.id) for wave in state.waves.values() if wave.id in offered and (day := _day(wave.date)) is not None)


def _around(
    desk: Desk, viewer: Viewer, map: str, question: Question, known_at: str | None, event: Event, day: dt.date, moves: tuple[Event, ...],
    rounds: list[tuple[dt.date, str]],
) -> Around:  # fmt: skip
    then = [wave for date, wave in rounds if date <= day]
    now = [wave for date, wave in rounds if date > day]
    if not then or not now:
        return Around(event, moves, then[-1] if then else None, now[0] if now else None, None, "There is no round on both sides of it.")
    change = compared(desk, viewer, map, then[-1], now[0], question, known_at)
    if not change.comparable:
        return Around(event, moves, then[-1], now[0], None, "The rounds on both sides of it asked differently.")
    affected = frozenset(split_list(event.affects or ""))
    ties = [tie for tie in disclosed_change(change, viewer)["ties"] if tie["change"] in MOVED]
    shifts = tuple(tie for tie in ties if not affected or {tie["from"], tie["to"]} & affected)
    return Around(event, moves, then[-1], now[0], shifts, None)


def _day(date: str | None) -> dt.date | None:
    parsed = parse_date(date) if date else None
    return parsed.named[0] if parsed else None


def _months_before(day: dt.date, months: int) -> dt.date:
    whole = day.year * 12 + day.month - 1 - months
    return dt.date(max(whole // 12, 1), whole % 12 + 1, 1)
