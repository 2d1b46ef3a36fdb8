"""Do the dates fit together? Nothing ends before it starts, and no tie lies outside the life of one of its ends.

Only what is certain from the dates as stated is refused: "2015" and "2015" may be right, "by 2020" may be any day before.
"""

from __future__ import annotations

import datetime as dt
from typing import Any, NamedTuple

from sysmap.model.dates import ends_before_start, parse_date
from sysmap.model.kinds import KINDS
from sysmap.model.text import Text, split_list
from sysmap.model.validation.around import Around

_CALLED = {"actor": "organisation", "rating": "answer", "funding": "flow", "power": "statement", "roster": "row"}


def check_order(around: Around, kind: str, fact: Any) -> None:
    """Invariant 2: it cannot end before it starts."""
    if kind == "map":
        return
    if fact.since is not None and fact.until is not None and ends_before_start(fact.since, fact.until):
        rule = f"This {_CALLED.get(kind, kind)} ends ({fact.until}) before it starts ({fact.since})"
        around.refuse(kind, fact, "DATES", rule, "correct one of the two dates", "until")
    if kind == "wave" and fact.closes is not None and fact.date is not None and ends_before_start(fact.date, fact.closes):
        rule = f"This wave closes ({fact.closes}) before it opens ({fact.date})"
        around.refuse(kind, fact, "DATES", rule, "correct one of the two dates", "closes")


class Span(NamedTuple):
    """From when to when a fact says it held. ``opens`` and ``closes`` differ only for an answer, which may be of any day between."""

    opens: Text
    closes: Text
    until: Text


def check_lives(around: Around, kind: str, fact: Any) -> None:
    """Invariant 3: a tie lies within the life of its ends, as far as their dates are certain."""
    span = _span(around, kind, fact)
    if span.opens is None and span.until is None:
        return
    for field in KINDS[kind].ends:
        cell = getattr(fact, field)
        for id in split_list(cell) if kind == "funding" and field == "from_id" else (cell,):
            actor = around.actors.get(id)
            if actor is not None and (actor.since is not None or actor.until is not None):
                _check_life(around, kind, fact, field, actor, span)


def _check_life(around: Around, kind: str, fact: Any, field: str, actor: Any, span: Span) -> None:
    name = around.name(actor.id)
    if kind == "funding" and span.opens is not None and span.until is not None:
        # A payment is dated by the financial year it fell in: only a year wholly outside the life of an end is a mistake.
        span = Span(span.opens, span.until, span.opens)
    if certainly_before(span.closes, actor.since):
        rule = f"{name} joins the map in {actor.since}; a tie dated {span.opens} needs an earlier start for {name} first"
        around.refuse(kind, fact, "OUTSIDE_LIFE", rule, "date the tie later, or the organisation's start earlier", field)
        return
    late = certainly_over(actor.until, span.opens)
    if kind == "rating" and field == "from_id" and late:
        return  # invariant 14 says it better
    if late or certainly_before(actor.until, span.until):
        beyond = span.opens if late else span.until
        rule = f"{name} leaves the map in {actor.until}; a tie dated {beyond} needs a later end for {name} first"
        around.refuse(kind, fact, "OUTSIDE_LIFE", rule, "end the tie earlier, or the organisation later", field)


def _span(around: Around, kind: str, fact: Any) -> Span:
    """The fact's own dates; of an answer or a tie that names a wave and no dates, the wave's."""
    if fact.since is not None or fact.until is not None or kind in {"roster", "position", "layout"}:
        return Span(fact.since, fact.since, fact.until)
    named = getattr(fact, "wave", None)
    wave = around.after.waves.get(named) if named is not None else None
    return Span(wave.date, wave.closes or wave.date, None) if wave is not None else Span(None, None, None)


def certainly_before(date: Text, start: Text) -> bool:
    """Is every day that ``date`` may mean before every day that ``start`` may mean?

    >>> certainly_before("2012", "2015"), certainly_before("2015", "2015-06"), certainly_before("2012", "by 2015")
    (True, False, False)
    """
    last, first = _bounds(date)[1], _bounds(start)[0]
    return last is not None and first is not None and last < first


def certainly_over(until: Text, date: Text) -> bool:
    """Is it certainly over, its end being the first day it no longer holds, on the earliest day that ``date`` may mean?

    >>> certainly_over("2024-06", "2025"), certainly_over("2024-06", "2024-06-30"), certainly_over("2024-06", "2024-05-31")
    (True, True, False)
    """
    ended, day = _bounds(until)[1], _bounds(date)[0]
    return ended is not None and day is not None and ended <= day


def _bounds(text: Text) -> tuple[dt.date | None, dt.date | None]:
    parsed = parse_date(text) if text is not None else None
    return (parsed.first, parsed.last) if parsed is not None else (None, None)
