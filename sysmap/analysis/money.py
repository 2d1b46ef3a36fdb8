"""Where does money go: by prevention tier, year, place and funder, counted once, and what is not known of it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from sysmap.analysis import engine
from sysmap.analysis.building_members import invented
from sysmap.analysis.definition import plain, share
from sysmap.analysis.money_lines import DIRECT, ENTERING, GRANTED, ONWARD, SPREADS, START, Line, lines_of
from sysmap.errors import UsageError
from sysmap.model.money import parse_tiers
from sysmap.model.state import State
from sysmap.model.vocabulary import CLOSED

TIERS = tuple(tier for tier in CLOSED["tier"] if tier != "not classified")
EARLY = ("primary", "secondary")
UNKNOWN = "not classified"
ZERO = Fraction(0)


Row = tuple[str, str, str, Fraction | None, int, int]


_SUMS = frozenset({"once", "direct", "entering", "still_in_fund", "every_row", "counted_twice_if_added"})


@dataclass(frozen=True, slots=True)
class Year:
    """The money of one year in one currency, exact. ``once`` = ``direct`` + ``entering``; the tiers add up to it, unless
    a fund grants what entered it in another year.

    ``every_row`` adds every line up, so that what is counted twice by doing so can be said. ``not_stated`` are flows without an amount.
    """

    year: str
    currency: str
    once: Fraction
    direct: Fraction
    entering: Fraction
    still_in_fund: Fraction
    every_row: Fraction
    tiers: Mapping[str, Fraction]
    flows: int
    not_stated: int

    @property
    def unclassified(self) -> Fraction:
        return self.tiers[UNKNOWN]

    @property
    def early(self) -> dict[str, Fraction | None]:
        """The share for prevention: as classified, the most it could be, and of what is classified."""
        known = sum((self.tiers[tier] for tier in EARLY), ZERO)
        return {
            "low": share(known, self.once),
            "high": share(known + self.unclassified, self.once),
            "of_classified": share(known, self.once - self.unclassified),
        }

    def as_json(self) -> dict[str, Any]:
        named = {name: plain(getattr(self, name)) for name in self.__slots__}
        shares = {tier: plain(share(amount, self.once)) for tier, amount in self.tiers.items()}
        told = {**named, "shares": shares, "early": plain(self.early), "counted_twice_if_added": plain(self.every_row - self.once)}
        return told if self.stated else told | {name: None for name in told if name in _SUMS} | {"tiers": dict.fromkeys(self.tiers)}

    @property
    def stated(self) -> bool:
        """Is any amount of this year stated? A sum over none is not known, never 0."""
        return self.not_stated < self.flows


@dataclass(frozen=True, slots=True)
class Loop:
    """Actors among whom money goes round, and the smallest stated flow among them: at most so much comes back."""

    members: tuple[str, ...]
    smallest: Fraction | None
    currency: str
    names: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"members": list(self.members), "names": list(self.names), "smallest": plain(self.smallest), "currency": self.currency}


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a map. ``by_funder`` and ``by_place`` hold (year, currency, name, amount, flows, not stated)."""

    map: str
    spread: str
    years: tuple[Year, ...]
    by_funder: tuple[Row, ...]
    by_place: tuple[Row, ...]
    loops: tuple[Loop, ...]
    other_kinds: Mapping[str, int]
    invented: str | None
    method: str

    def as_json(self) -> dict[str, Any]:
        return {
            "map": self.map,
            "years": [year.as_json() for year in self.years],
            "by_funder": [_row("funder", row) for row in self.by_funder],
            "by_place": [_row("place", row) for row in self.by_place],
            "loops": [loop.as_json() for loop in self.loops],
            "other_kinds": dict(self.other_kinds),
            "spread": self.spread,
            "method": self.method,
        }


def _row(name: str, row: Row) -> dict[str, Any]:
    year, currency, of, amount, flows, unknown = row
    return {"year": year, "currency": currency, name: of, "amount": plain(amount), "flows": flows, "not_stated": unknown}


def money_of(state: State, spread: str = START, year_from: int = 1, place: str | None = None) -> Money:
    """The money of a map, or of one place. Raises UsageError for a rule of spreading, a month or a place that there is not."""
    if spread not in SPREADS:
        raise UsageError(f"There is no spread {spread!r}", fix=f"Choose {' or '.join(SPREADS)}.")
    if not 1 <= year_from <= 12:
        raise UsageError(f"There is no month {year_from}", fix="Give 1 to 12: the month in which a year begins.")
    lines = lines_of(state, spread, year_from)
    if place is not None:
        known = dict.fromkeys(line.place for line in lines)
        if place not in known:
            raise UsageError(f"No money on this map is for {place}", fix=f"Places: {', '.join(known) or 'none'}.")
        lines = tuple(line for line in lines if line.place == place)
    keys = sorted({(line.year, line.currency) for line in lines})
    made_up = invented(state, (line.flow for line in lines))
    kinds = [kind for flow in state.funding.values() if (kind := flow.kind or "money") != "money"]
    return Money(
        map=state.map,
        spread=spread,
        years=tuple(_year(year, unit, [li for li in lines if (li.year, li.currency) == (year, unit)]) for year, unit in keys),
        by_funder=_table(lines, (DIRECT, ENTERING), "funder"),
        by_place=_table(lines, (DIRECT, GRANTED), "place"),
        loops=tuple(replace(loop, names=tuple(_name(state, id) for id in loop.members)) for loop in _loops(lines)),
        other_kinds={kind: kinds.count(kind) for kind in dict.fromkeys(kinds)},
        invented=made_up,
        method=f"{_method(spread, lines)} {made_up}" if made_up else _method(spread, lines),
    )


def _name(state: State, id: str) -> str:
    actor = state.actors.get(id)
    return (actor.name or id) if actor is not None else id


def _year(year: str, currency: str, lines: Collection[Line]) -> Year:
    direct, entering = _sum(lines, DIRECT), _sum(lines, ENTERING)
    granted: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    entered: defaultdict[str | None, Fraction] = defaultdict(Fraction)
    for line in lines:
        if line.amount is not None and line.role in (ENTERING, GRANTED):
            (entered if line.role == ENTERING else granted)[line.fund] += line.amount
    # A fund may grant in one year what entered it in another: what it holds is never counted as less than nothing.
    left = sum((max(entered[fund] - granted[fund], ZERO) for fund in {*entered, *granted}), ZERO)
    tiers = dict.fromkeys((*TIERS, UNKNOWN), ZERO)
    for line in lines:
        if line.amount is not None and line.role in (DIRECT, GRANTED):
            for tier, part in _tiers(line).items():
                tiers[tier] += part
    tiers[UNKNOWN] += left
    return Year(
        year, currency, direct + entering, direct, entering, left, sum((li.amount or ZERO for li in lines), ZERO), tiers,
        len(lines), sum(li.amount is None for li in lines),
    )  # fmt: skip


def _sum(lines: Iterable[Line], role: str) -> Fraction:
    return sum((line.amount or ZERO for line in lines if line.role == role), ZERO)


def _tiers(line: Line) -> dict[str, Fraction]:
    """A line's amount by tier; what its shares leave over is not classified."""
    assert line.amount is not None
    said = parse_tiers(line.flow.tiers)
    if len(said) == 1 and said[0][1] is None and said[0][0] in TIERS:
        return {said[0][0]: line.amount}
    found = {tier: line.amount * Fraction(percent) / 100 for tier, percent in said if percent is not None and tier in TIERS}
    return {**found, UNKNOWN: line.amount - sum(found.values(), ZERO)}


def _table(lines: Iterable[Line], roles: tuple[str, ...], by: str) -> tuple[Row, ...]:
    """Money by year, currency and funder or place: who gave is told where money enters, where it went by the grants of funds."""
    found: defaultdict[tuple[str, str, str], list[Fraction | None]] = defaultdict(list)
    for line in lines:
        if line.role in roles:
            found[line.year, line.currency, getattr(line, by)].append(line.amount)
    return tuple(
        (*key, _stated(amounts), len(amounts), sum(a is None for a in amounts))
        for key, amounts in sorted(found.items(), key=lambda entry: entry[0])
    )


def _stated(amounts: Collection[Fraction | None]) -> Fraction | None:
    """The sum of what is stated; None when nothing is, which is not nought."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


def _loops(lines: Iterable[Line]) -> tuple[Loop, ...]:
    """Sets of actors among whom money can go round, by currency."""
    found = []
    lines = list(lines)
    for currency in sorted({line.currency for line in lines}):
        flows = [line for line in lines if line.currency == currency and line.flow.to_id is not None]
        pairs = [(giver, str(li.flow.to_id), li.amount) for li in flows for giver in (li.flow.from_id or "").split("|") if giver]
        ids = list(dict.fromkeys(end for a, b, _ in pairs for end in (a, b)))
        place = {a: i for i, a in enumerate(ids)}
        successors: list[list[int]] = [[] for _ in ids]
        for a, b, _ in pairs:
            successors[place[a]].append(place[b])
        for component in engine.strong_components(successors):
            inside = {ids[i] for i in component}
            amounts = [amount for a, b, amount in pairs if a in inside and b in inside and amount is not None]
            if len(inside) > 1:
                found.append(Loop(tuple(ids[i] for i in component), min(amounts, default=None), currency))
    return tuple(found)


def _method(spread: str, lines: Collection[Line]) -> str:
    unknown = sum(line.amount is None for line in lines)
    told = [
        "Money is counted once: what goes straight to who uses it, and what enters a fund; a fund's grants say by tier what became of "
        "that, what is left in it is not classified, and what is paid onward out of a grant adds nothing.",
        SPREADS[spread],
    ]
    if unknown:
        told.append(f"{unknown} amounts are not stated; they are in no sum, and are not nought.")
    onward = sum(line.role == ONWARD for line in lines)
    if onward:
        told.append(f"{onward} onward payments are listed and not added.")
    return " ".join(told)
