"""Who offers what, where, and for how many? A mark for each offering: area is reach, shape and colour the type, the label the place.

Reach is counted in units that cannot be added or compared (families, pupils, homes): they share one scale of numbers, and the
picture says so. A reach that is not stated is hollow and of a middling size, never small.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import sqrt
from typing import NamedTuple

from sysmap.analysis.offering import Offered, Offering
from sysmap.draw import wording
from sysmap.draw.charting import FAINT, Around, chart, fitted, note, rule
from sysmap.draw.frame import PLOT
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Dot, DotStyle, Key, Note, Picture, Row, Rule, Table, tenth
from sysmap.draw.styles import PAPER, SOFT_INK, sector_styles

FEW_TYPES = 9
"""Up to so many kinds of offer have a shape each; with more of them shape and colour tell the sector, and words the offer."""
LARGEST, SMALLEST = 46.0, 7.0
MOST = 150
"""More offers than this find no room on a page, whatever their size."""
UNSTATED = 11.0
LINE, HEAD = 11.0, 22.0
NOWHERE = "Not stated"


class _Set(NamedTuple):
    """An offering with the radius of its mark and the words under it."""

    offering: Offering
    radius: float
    words: tuple[str, ...]


def draw_provision(found: Offered, around: Around) -> Picture:
    """The offerings as marks, place by place, in the order of the map. When there is not room for all, the table has the rest."""
    by_what = len({one.what for one in found.offerings}) <= FEW_TYPES
    type_of = _what if by_what else _sector
    looks = sector_styles(type_of(one) for one in found.offerings)
    largest, drawn = _size(found.offerings)
    dots, notes, rules = _shelves(found.offerings, largest, looks, type_of) if drawn else ([], [], [])
    units = Counter(one.unit or "unit not stated" for one in found.offerings if one.reach is not None)
    empty = "" if found.offerings else "Nothing is known of what anybody here offers."
    left = [f"{wording.actors(found.silent)} of which the map does not say what they offer"] if found.silent else []
    left += ["Too many to draw on one page; the table has them all"] if found.offerings and not drawn else []
    return chart(
        (found.where,),
        around,
        title="what is offered, where, and for how many",
        subtitle=f"{isolated(wording.moment(found.where))} · {wording.counted(len(found.offerings), 'offer')} by "
        f"{wording.actors(len({one.provider.id for one in found.offerings}))}",
        caption=_caption(units),
        dots=tuple(dots),
        rules=tuple(rules),
        notes=tuple(notes),
        legend=tuple(_keys(found, looks, type_of, largest, by_what)),
        left_out=tuple(left),
        alt=empty or _alt(found, units),
        tables=(_table(found.offerings),),
        empty=empty,
    )


def _what(one: Offering) -> str | None:
    return one.what


def _sector(one: Offering) -> str | None:
    return one.provider.sector


def _caption(units: Counter[str]) -> tuple[str, ...]:
    if len(units) > 1:
        told = f"Reach is counted in {len(units)} units ({', '.join(units)})."
        return (f"{told} Units differ: areas compare the numbers alone, and nothing is added up.",)
    return (f"Reach is counted in {next(iter(units))}.",) if units else ()


def _radius(one: Offering, largest: float, top: float) -> float:
    if one.reach is None:
        return UNSTATED
    return tenth(max(1.5, largest * sqrt(float(one.reach) / top))) if top else SMALLEST


def _size(offerings: Sequence[Offering]) -> tuple[float, bool]:
    """The radius of the largest mark with which all find room, and whether there is one."""
    if len(offerings) > MOST:
        return SMALLEST, False
    largest = LARGEST
    while largest >= SMALLEST:
        if _height(offerings, largest) <= PLOT[3]:
            return largest, True
        largest -= 1.0
    return SMALLEST, _height(offerings, SMALLEST) <= PLOT[3]


def _height(offerings: Sequence[Offering], largest: float) -> float:
    return sum(band.tall for band in _bands(offerings, largest))


class _Band(NamedTuple):
    """One row across the page: its height, the places that begin in it, and its marks with the middles of their columns."""

    tall: float
    heads: tuple[tuple[float, float, str], ...]
    marks: tuple[tuple[float, _Set], ...]


def _bands(offerings: Sequence[Offering], largest: float) -> list[_Band]:
    """The rows of marks. Small places share a row, side by side; a large one begins a row of its own and runs on."""
    top = max((float(one.reach) for one in offerings if one.reach is not None), default=0.0)
    by_place: dict[str, list[_Set]] = {}
    for one in offerings:
        by_place.setdefault(one.place or NOWHERE, []).append(_Set(one, _radius(one, largest, top), _words(one)))
    bands: list[_Band] = []
    heads: list[tuple[float, float, str]] = []
    row: list[tuple[float, _Set]] = []
    x = 0.0
    for place, marks in by_place.items():
        whole = sum(_wide(mark) for mark in marks)
        if row and (x + 18.0 + whole > PLOT[2] - 8):
            bands.append(_band(heads, row))
            heads, row, x = [], [], 0.0
        x += 18.0 if row else 0.0
        heads.append((x, min(whole, PLOT[2] - x), place))
        for mark in marks:
            if row and x + _wide(mark) > PLOT[2] - 8:
                bands.append(_band(heads, row))
                heads, row, x = [], [], 0.0
            row.append((x + _wide(mark) / 2, mark))
            x += _wide(mark)
    return [*bands, _band(heads, row)] if row else bands


def _wide(mark: _Set) -> float:
    return max(2 * mark.radius + 8, 99.0)


def _band(heads: list[tuple[float, float, str]], row: list[tuple[float, _Set]]) -> _Band:
    tall = max(2.5 * mark.radius + 14 + LINE * len(mark.words) for _, mark in row)
    return _Band(tall + (HEAD if heads else 0.0), tuple(heads), tuple(row))


def _words(one: Offering) -> tuple[str, ...]:
    """Under a mark: who, what, how many."""
    reach = "reach not stated" if one.reach is None else f"{float(one.reach):,.0f} {one.unit or ''}".strip()
    return tuple(fitted(text, 94.0, 9.5) for text in (one.provider.name, one.what or "offer not stated", reach))


def _shelves(
    offerings: Sequence[Offering], largest: float, looks: dict[str | None, DotStyle], type_of: Callable[[Offering], str | None]
) -> tuple[list[Dot], list[Note], list[Rule]]:
    dots: list[Dot] = []
    notes: list[Note] = []
    rules: list[Rule] = []
    y = PLOT[1]
    for band in _bands(offerings, largest):
        for x, wide, place in band.heads:
            notes.append(note(fitted(place, wide, 13.0), PLOT[0] + x, y + 14.0, 13.0))
            rules.append(rule(PLOT[0] + x, y + 19.0, PLOT[0] + x + wide - 6, y + 19.0, FAINT))
        foot = y + band.tall - 8.0
        for x, mark in band.marks:
            words_top = foot - LINE * (len(mark.words) - 1)
            dots.append(_dot(len(dots), PLOT[0] + x, words_top - LINE - 1.25 * mark.radius, mark, looks[type_of(mark.offering)]))
            for line, text in enumerate(mark.words):
                notes.append(note(text, PLOT[0] + x, words_top + line * LINE, 9.5, "middle", SOFT_INK if line else "#1a1a1a"))
        y += band.tall
    return dots, notes, rules


def _dot(at: int, x: float, y: float, mark: _Set, look: DotStyle) -> Dot:
    one = mark.offering
    style = DotStyle(look.shape, PAPER, look.stroke, 1.6, (3.0, 2.5)) if one.reach is None else look
    name = isolated(one.provider.name)
    details = tuple((term, value) for term, value in zip(_COLUMNS[1:], _cells(one)[1:], strict=True))
    title = f"{name}: " + ", ".join(f"{term.lower()} {value}" for term, value in details if value)
    return Dot(f"{one.provider.id}/{at}", one.provider.name, tenth(x), tenth(y), mark.radius, style, title, None, details)


_COLUMNS = ("Name", "What it offers", "For whom", "Reach", "Unit", "Size", "Place", "Sector")


def _cells(one: Offering) -> tuple[str, ...]:
    reach = "not stated" if one.reach is None else f"{one.reach:,f}"
    said = (one.what or "not stated", one.for_whom or "not stated", reach, one.unit or "not stated", one.size or "not stated")
    return (one.provider.name, *said, one.place or "not stated", wording.word(one.provider.sector))


def _keys(
    found: Offered, looks: dict[str | None, DotStyle], type_of: Callable[[Offering], str | None], largest: float, by_what: bool
) -> Iterator[Key]:
    counts = Counter(type_of(one) for one in found.offerings)
    group = "Shape and colour: what it offers" if by_what else "Shape and colour: sector"
    for kind, n in counts.items():
        yield Key(group, wording.word(kind), n, dot=looks[kind])
    unstated = sum(one.reach is None for one in found.offerings)
    top = max((float(one.reach) for one in found.offerings if one.reach is not None), default=0.0)
    if top:
        least = min(float(one.reach) for one in found.offerings if one.reach is not None)
        yield Key("Area: reach", f"from {least:,.0f} (smallest) to {top:,.0f} (largest)")
    if unstated:
        yield Key("Area: reach", "Hollow: reach not stated", unstated, dot=DotStyle("circle", PAPER, dash=(3.0, 2.5)))


def _alt(found: Offered, units: Counter[str]) -> str:
    places = Counter(one.place or "place not stated" for one in found.offerings)
    stated = sum(units.values())
    told = f"A picture of {wording.counted(len(found.offerings), 'offer')}: {', '.join(f'{n} in {place}' for place, n in places.items())}."
    return f"{told} Reach is stated for {stated} of them, in {wording.counted(len(units), 'unit')}."


def _table(offerings: Sequence[Offering]) -> Table:
    return Table("What is offered", _COLUMNS, tuple(Row(_cells(one)) for one in offerings))
