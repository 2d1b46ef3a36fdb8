"""What may a dot tell beside who it is? Size, colour, shape and border, each by an attribute or a measure, each in the legend.

Area, never radius, grows with a number. What is not known is hollow and dashed, never small, and never a colour of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import sqrt
from typing import NamedTuple

from sysmap.analysis.strands import Strand
from sysmap.draw import wording
from sysmap.draw.charting import AMOUNTS, step_of
from sysmap.draw.lettering import isolated
from sysmap.draw.picture import Dash, Dot, DotStyle, Key, tenth
from sysmap.draw.styles import BLUE, GREEN, INK, ORANGE, PAPER, PURPLE, SKY, VERMILION, YELLOW, tint

COLOURS = (BLUE, ORANGE, GREEN, YELLOW, PURPLE, SKY, VERMILION)
SHAPES = ("circle", "square", "triangle", "diamond", "hexagon", "pentagon", "star", "triangle-down")
BORDERS: tuple[tuple[float, Dash], ...] = ((1.2, ()), (3.4, ()), (2.2, (1.2, 1.8)), (3.0, (6.0, 2.0)))
OTHERS_COLOUR, OTHERS_SHAPE, OTHERS_BORDER = "#404040", "plus", (1.6, (3.0, 1.5, 1.0, 1.5))
HOLLOW: Dash = (3.0, 2.5)
STEPS = AMOUNTS[1:]
LARGEST, LEAST = 2.0, 0.45
"""The radius of the largest and the smallest mark, in radii of a plain one."""

GONE = ("Between the rounds", "left")
"""The detail of a dot that says that somebody left between two points."""

Told = str | float | None


class Encoding(NamedTuple):
    """What one channel tells: its words, the value of each actor (None: not known), and what must be said of it."""

    words: str
    values: Mapping[str, Told]
    note: str = ""

    @property
    def numbers(self) -> list[float]:
        return [value for value in self.values.values() if isinstance(value, float)]

    @property
    def is_number(self) -> bool:
        return bool(self.numbers) and not any(isinstance(value, str) for value in self.values.values())

    def kinds(self, most: int) -> list[str]:
        """The commonest words that get a look of their own, in the order in which they come."""
        said = [str(value) for value in self.values.values() if value is not None]
        common = {word for word, _ in Counter(said).most_common(most)}
        return [word for word in dict.fromkeys(said) if word in common]


class Looks(NamedTuple):
    """Which channels tell something; None leaves a channel as it is (one size; shape and colour by sector)."""

    size: Encoding | None = None
    colour: Encoding | None = None
    shape: Encoding | None = None
    border: Encoding | None = None

    @property
    def told(self) -> dict[str, dict[str, str]]:
        """What each channel tells of every actor, in words, by the name of its column."""
        columns = {_capital(e.words): e for e in self if e is not None}
        return {name: {id: _said(value) for id, value in e.values.items()} for name, e in columns.items()}

    @property
    def notes(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(e.note for e in self if e is not None and e.note))


class Appearance(NamedTuple):
    """How a network picture is wanted beside its layer: looks, a line for each strand, what dashes tell, groups as areas,
    and whom it is drawn round."""

    looks: Looks = Looks()
    strands: tuple[Strand, ...] | None = None
    dash: str | None = None
    groups: Mapping[str, Sequence[str]] = {}
    middle: str | None = None

    def groups_of(self, id: str) -> str:
        """The groups that the areas show an actor in, for those who do not see them."""
        return ", ".join(wording.word(name) for name, ids in self.groups.items() if id in ids) or "none"

    def told(self, ids: Iterable[str]) -> dict[str, dict[str, str]]:
        """What each channel, and the areas, tell of every actor, in words, by the name of its column."""
        return {**self.looks.told, **({"Groups": {id: self.groups_of(id) for id in ids}} if self.groups else {})}


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def dressed(dots: Sequence[Dot], wears: Appearance) -> list[Dot]:
    """The dots with their looks, and a ring round the one in the middle."""
    ringed = (replace(dot, style=replace(dot.style, ring=True)) if dot.id == wears.middle else dot for dot in dots)
    told = [_dressed(dot, wears.looks) for dot in ringed]
    return [replace(dot, details=(*dot.details, ("Groups", wears.groups_of(dot.id)))) for dot in told] if wears.groups else told


def _dressed(dot: Dot, looks: Looks) -> Dot:
    style, radius, details = dot.style, dot.radius, list(dot.details)
    left = GONE in dot.details
    for encoding in looks:
        if encoding is not None:
            details.append((_capital(encoding.words), _said(encoding.values.get(dot.id))))
    if looks.shape is not None:
        style = replace(style, shape=_shape(looks.shape, dot.id))
    # Hollow and dashed says that somebody left: a fill or a border of its own would say that they are still there.
    if looks.colour is not None and not left:
        fill = _colour(looks.colour, dot.id)
        style = replace(style, fill=tint(fill) if style.hatch and fill != PAPER else fill)
    if looks.border is not None and not left:
        width, dash = _border(looks.border, dot.id)
        style = replace(style, stroke_width=width, dash=dash)
    if not left and any(e is not None and e.values.get(dot.id) is None for e in (looks.size, looks.colour, looks.shape)):
        style = replace(style, dash=HOLLOW, fill=PAPER)
    if looks.size is not None:
        radius = _radius(looks.size, dot)
    told = "; ".join(f"{term.lower()} {value}" for term, value in details[len(dot.details) :])
    return replace(dot, style=style, radius=radius, details=tuple(details), title=f"{dot.title}; {told}" if told else dot.title)


def _said(value: Told) -> str:
    if value is None:
        return "not known"
    return wording.word(value) if isinstance(value, str) else f"{value:,.2f}".rstrip("0").rstrip(".")


def _radius(encoding: Encoding, dot: Dot) -> float:
    value = encoding.values.get(dot.id)
    if not isinstance(value, float):
        return dot.radius
    top = max(encoding.numbers)
    part = max(value, 0.0) / top if top > 0 else 0.0
    return tenth(dot.radius * sqrt(LEAST**2 + (LARGEST**2 - LEAST**2) * part))


def _colour(encoding: Encoding, id: str) -> str:
    value = encoding.values.get(id)
    if value is None:
        return PAPER
    if encoding.is_number and isinstance(value, float):
        low, high = min(encoding.numbers), max(encoding.numbers)
        return STEPS[step_of(value - low, high - low, len(STEPS))]
    kinds = encoding.kinds(len(COLOURS))
    return COLOURS[kinds.index(str(value))] if str(value) in kinds else OTHERS_COLOUR


def _shape(encoding: Encoding, id: str) -> str:
    value = encoding.values.get(id)
    kinds = encoding.kinds(len(SHAPES))
    return "circle" if value is None else SHAPES[kinds.index(str(value))] if str(value) in kinds else OTHERS_SHAPE


def _border(encoding: Encoding, id: str) -> tuple[float, Dash]:
    value = encoding.values.get(id)
    if value is None:
        return 1.0, HOLLOW
    if encoding.is_number and isinstance(value, float):
        low, high = min(encoding.numbers), max(encoding.numbers)
        return (1.0, 2.4, 4.2)[step_of(value - low, high - low, 3)], ()
    kinds = encoding.kinds(len(BORDERS))
    return BORDERS[kinds.index(str(value))] if str(value) in kinds else OTHERS_BORDER


def look_keys(wears: Appearance, dots: Sequence[Dot]) -> Iterator[Key]:
    """The legend of every channel that tells something, with how many actors there are of each; and who is in the middle."""
    looks, present = wears.looks, {dot.id for dot in dots}
    for dot in dots:
        if dot.id == wears.middle:
            yield Key("In the middle", isolated(dot.name), dot=replace(dot.style, dash=()))
    for channel, encoding in zip(("Size", "Colour", "Shape", "Border"), looks, strict=True):
        if encoding is not None:
            shown = encoding._replace(values={id: encoding.values.get(id) for id in present})
            yield from _keys(channel, encoding, shown)


def _keys(channel: str, encoding: Encoding, shown: Encoding) -> Iterator[Key]:
    group = f"{channel}: {encoding.words}"
    if channel == "Size" or encoding.is_number:
        yield from _scale_keys(channel, group, encoding)
    else:
        most = {"Colour": len(COLOURS), "Shape": len(SHAPES), "Border": len(BORDERS)}[channel]
        kinds = encoding.kinds(most)
        for word in kinds:
            id = next(id for id, value in encoding.values.items() if value is not None and str(value) == word)
            count = sum(value is not None and str(value) == word for value in shown.values.values())
            yield Key(group, wording.word(word), count, dot=_sample(channel, encoding, id))
        others = sum(value is not None and str(value) not in kinds for value in shown.values.values())
        if others:
            id = next(id for id, value in encoding.values.items() if value is not None and str(value) not in kinds)
            yield Key(group, "others", others, dot=_sample(channel, encoding, id))
    unknown = sum(value is None for value in shown.values.values())
    if unknown:
        words = "Not known" if channel == "Border" else "Not known: hollow"
        yield Key(group, words, unknown, dot=DotStyle("circle", PAPER, INK, dash=HOLLOW))


def _scale_keys(channel: str, group: str, encoding: Encoding) -> Iterator[Key]:
    if not encoding.numbers:
        return
    low, high = min(encoding.numbers), max(encoding.numbers)
    if channel == "Size":
        yield Key(group, f"area from {_said(low)} (smallest) to {_said(high)} (largest)")
        return
    for place, value in enumerate((low, high) if high > low else (low,)):
        id = next(id for id, one in encoding.values.items() if one == value)
        words = f"{_said(value)} ({'highest' if place else 'lowest'})" if high > low else _said(value)
        yield Key(group, words, dot=_sample(channel, encoding, id))


def _sample(channel: str, encoding: Encoding, id: str) -> DotStyle:
    plain = DotStyle("circle", "#d9d9d9", INK)
    if channel == "Colour":
        return replace(plain, fill=_colour(encoding, id))
    if channel == "Shape":
        return replace(plain, shape=_shape(encoding, id))
    width, dash = _border(encoding, id)
    return replace(plain, stroke_width=width, dash=dash)
