"""When was it so? Dates as people know them: a year, a month, a day, *by*, *after*, *about*; never more exact than stated.

A fact is **in force** at a day when it *may* be: its earliest possible start is on or before that day, and its latest
possible end is after the day's beginning (``until`` is the first day it no longer holds: intervals are half open).
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from sysmap.model.text import Text

FORMS = "2015, 2015-03, 2015-03-01, by 2020-05, after 2021, ~2014-02"
_SHAPE = re.compile(r"(?P<mark>by |after |before |~)?\s*(?P<y>\d{4})(?:-(?P<m>\d{2})(?:-(?P<d>\d{2}))?)?", re.IGNORECASE | re.ASCII)


class FuzzyDate(NamedTuple):
    """A date with its precision. ``first`` and ``last`` bound the day meant; None is unbounded on that side.

    ``precision`` is one of day, month, year; ``mark`` one of ``""``, ``by``, ``before``, ``after``, ``~``.
    """

    text: str
    precision: str
    mark: str
    first: dt.date | None
    last: dt.date | None

    @property
    def named(self) -> tuple[dt.date, dt.date]:
        """The first and last day of the period that is named, without its mark."""
        return _period(self.text)


def _period(text: str) -> tuple[dt.date, dt.date]:
    shape = _SHAPE.fullmatch(text.strip())
    assert shape is not None, text
    year, month, day = int(shape["y"]), shape["m"], shape["d"]
    if day:
        one = dt.date(year, int(month), int(day))
        return one, one
    if month:
        start = dt.date(year, int(month), 1)
        following = dt.date(year + (start.month == 12), start.month % 12 + 1, 1) if year < 9999 or start.month < 12 else None
        return start, (following - dt.timedelta(days=1)) if following else dt.date.max
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


@lru_cache(maxsize=4096)
def parse_date(text: str) -> FuzzyDate | None:
    """The date that the text means, or None when it is no date of the forms in ``FORMS``.

    >>> parse_date("2015-03").last, parse_date("by 2020-05").first, parse_date("31/05/2024")
    (datetime.date(2015, 3, 31), None, None)
    """
    shape = _SHAPE.fullmatch(text.strip())
    if shape is None:
        return None
    try:
        first, last = _period(text)
    except ValueError:
        return None
    mark = (shape["mark"] or "").strip().lower()
    precision = "day" if shape["d"] else "month" if shape["m"] else "year"
    low: dt.date | None = None if mark in {"by", "before"} else first
    high: dt.date | None = None if mark == "after" else last
    if mark == "before":
        high = first - dt.timedelta(days=1) if first > dt.date.min else first
    if mark == "after":
        low = last + dt.timedelta(days=1) if last < dt.date.max else last
    return FuzzyDate(text.strip(), precision, mark, low, high)


def earliest_start(since: Text, source_date: Text = None) -> dt.date | None:
    """The earliest day a fact may have begun: its own start, else its source's date, else None for *at every date*."""
    if since is not None:
        parsed = parse_date(since)
        return parsed.first if parsed else None
    parsed = parse_date(source_date) if source_date else None
    # A source "by 2020" attests from 2020 on, not from ever; one "after 2021" not before 2022.
    return (parsed.first or parsed.named[0]) if parsed else None


def latest_end(until: Text) -> dt.date | None:
    """The latest first day on which a fact no longer holds; None when it has no stated end, or an open one."""
    if until is None:
        return None
    parsed = parse_date(until)
    return parsed.last if parsed else None


def in_force(day: FuzzyDate, since: Text, until: Text, source_date: Text = None) -> bool:
    """May the fact hold at ``day``? (contract.md section 2, *In force*.)

    >>> may = parse_date("2024-05-31")
    >>> in_force(may, "2023", None), in_force(may, None, "2024-05-31"), in_force(may, None, "2024-07"), in_force(may, "2025", None)
    (True, False, True, False)
    """
    first, last = day.named
    start, end = earliest_start(since, source_date), latest_end(until)
    return (start is None or start <= last) and (end is None or end > first)


def overlap(since_a: Text, until_a: Text, since_b: Text, until_b: Text) -> bool:
    """Must two intervals share a day, as far as their dates are stated? Unknown ends are open."""
    start = max(_start(since_a), _start(since_b))
    return start < min(_end(until_a), _end(until_b))


def _start(since: Text) -> dt.date:
    parsed = parse_date(since) if since else None
    return (parsed.last or parsed.named[1]) if parsed else dt.date.min


def _end(until: Text) -> dt.date:
    parsed = parse_date(until) if until else None
    return (parsed.first or parsed.named[0]) if parsed else dt.date.max


def ends_before_start(since: Text, until: Text) -> bool:
    """Does it certainly end before it starts? Equal periods such as 2024 and 2024 may be right and pass.

    >>> ends_before_start("2020", "2018"), ends_before_start("2020", "2020"), ends_before_start("after 2021", "2021")
    (True, False, True)
    """
    start, end = earliest_start(since), latest_end(until)
    return start is not None and end is not None and end < start
