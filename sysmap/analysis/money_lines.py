"""Which money is counted, once? Flows as lines by year: direct money, what enters a fund, a fund's grants, and what is paid onward.

Money that enters a fund and leaves it again as grants is one money: it is counted where it enters. What a receiver pays onward out of
a grant is that same money too, and adds nothing. A joint gift is one line. Currencies are never added together.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from sysmap.analysis.building_funding import NO_FLOW
from sysmap.model.dates import latest_end, parse_date
from sysmap.model.state import State
from sysmap.model.text import NOT_STATED, split_list
from sysmap.model.ties import Funding

START, EVEN = "start", "even"
SPREADS: Mapping[str, str] = {
    START: "An award over several years counts whole in the year in which it starts.",
    EVEN: "An award over several years is spread evenly over the months it covers.",
}
DIRECT, ENTERING, GRANTED, ONWARD = "direct", "entering", "granted", "onward"


class Line(NamedTuple):
    """One flow's money in one year. ``amount`` None is *not stated*; ``fund`` is the fund it enters or is granted from."""

    flow: Funding
    role: str
    year: str
    amount: Fraction | None
    currency: str
    funder: str
    place: str
    fund: str | None = None


def lines_of(state: State, spread: str = START, year_from: int = 1) -> tuple[Line, ...]:
    """Every flow of money of a map, by year. Proposed and withdrawn flows, and ends spoken of in general, are left out."""
    funds = {flow.pooled_in for flow in _money(state) if flow.pooled_in is not None}
    return tuple(line for flow in _money(state) for line in _lines(state, flow, funds, spread, year_from))


def _money(state: State) -> Iterator[Funding]:
    for flow in state.funding.values():
        ends = [state.actors[a] for a in (*split_list(flow.from_id), flow.to_id or "") if a in state.actors]
        if (flow.kind or "money") == "money" and flow.status not in NO_FLOW and not any(a.is_generic for a in ends):
            yield flow


def _lines(state: State, flow: Funding, funds: set[str], spread: str, year_from: int) -> Iterator[Line]:
    role, fund = _role(flow, funds)
    givers = split_list(flow.from_id)
    names = [state.actors[a].name or a if a in state.actors else a for a in givers]
    receiver = state.actors.get(flow.to_id or "")
    place = flow.place or (receiver.place if receiver else None) or NOT_STATED
    amount = Fraction(flow.amount) if flow.amount is not None else None
    for year, share in years_of(flow, spread, year_from).items():
        part = None if amount is None else amount * share
        yield Line(flow, role, year, part, flow.currency or NOT_STATED, " and ".join(names) or NOT_STATED, place, fund)


def _role(flow: Funding, funds: set[str]) -> tuple[str, str | None]:
    if flow.pooled_in is not None:
        return ENTERING, flow.pooled_in
    if flow.out_of is not None and flow.from_id not in funds:
        return ONWARD, None
    return (GRANTED, flow.from_id) if flow.from_id in funds else (DIRECT, None)


def years_of(flow: Funding, spread: str, year_from: int) -> dict[str, Fraction]:
    """In which years the money is, and with what share.

    >>> years_of(Funding("f", since="2023-10", until="2024-09"), START, 4)
    {'2023/24': Fraction(1, 1)}
    >>> years_of(Funding("f", since="2023-10", until="2024-09"), EVEN, 1)
    {'2023': Fraction(1, 4), '2024': Fraction(3, 4)}
    """
    begun = parse_date(flow.since or flow.awarded or "")
    if begun is None:
        return {NOT_STATED: Fraction(1)}
    first = begun.named[0]
    end = latest_end(flow.until)
    if spread == START or end is None or end <= first:
        return {year_name(first.year, first.month, year_from): Fraction(1)}
    # ``until`` is the first day it no longer holds.
    last = end - dt.timedelta(days=1)
    months = [divmod(at, 12) for at in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]
    found: dict[str, Fraction] = {}
    for year, month in months:
        name = year_name(year, month + 1, year_from)
        found[name] = found.get(name, Fraction(0)) + Fraction(1, len(months))
    return found


def year_name(year: int, month: int, year_from: int) -> str:
    """The year that a month is in, when years begin in month ``year_from``.

    >>> year_name(2024, 3, 4), year_name(2024, 4, 4), year_name(2024, 3, 1)
    ('2023/24', '2024/25', '2024')
    """
    begun = year if month >= year_from else year - 1
    return str(begun) if year_from == 1 else f"{begun}/{(begun + 1) % 100:02}"
