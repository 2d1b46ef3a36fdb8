"""What is on a picture? Dots, lines, areas, rules, a legend, words and the same facts as tables: plain data, in picture points.

This is the seam between results and formats: what makes a Picture knows nothing of formats, and what writes a format knows
nothing of networks. Coordinates are CSS pixels (96 to the inch) from the top left, rounded to a tenth, so that equal data are
equal bytes. Text is whatever people wrote; every writer escapes it for itself.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

Point = tuple[float, float]
Dash = tuple[float, ...]
"""Lengths of stroke and gap in turn; empty for a solid line."""


@dataclass(frozen=True, slots=True)
class DotStyle:
    """How a dot looks. ``hatch`` is the share crossed with strokes (1 not heard, 0.5 heard in part), ``ring`` a
    second outline; a white ``fill`` is hollow (not known)."""

    shape: str = "circle"
    fill: str = "#ffffff"
    stroke: str = "#1a1a1a"
    stroke_width: float = 1.5
    dash: Dash = ()
    hatch: float = 0.0
    ring: bool = False


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line looks. ``round`` caps turn very short strokes into dots."""

    colour: str = "#1a1a1a"
    width: float = 1.5
    dash: Dash = ()
    round: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the picture, shortened, where it was found to fit; ``leader`` joins it to its dot when it stands apart."""

    text: str
    x: float
    y: float
    anchor: str = "start"
    size: float = 11.0
    leader: tuple[Point, Point] | None = None


@dataclass(frozen=True, slots=True)
class Dot:
    """One actor. ``title`` is what a pointer resting on it says; ``details`` are term and value in reading order."""

    id: str
    name: str
    x: float
    y: float
    radius: float
    style: DotStyle
    title: str
    label: Label | None = None
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One tie, or two when ``heads`` is ``both``. ``curve`` is the bow as a share of the length, to the left of from -> to.

    ``details`` are term and value in reading order, as of a dot; a page offers its terms (Type, Level, Change ...) as filters.
    ``value`` is the strength or amount that a reader may see, None when it is not stated or not to be seen. ``facts`` are the ids
    behind it, for tracing it; they leave with no format, since an id may name who answered.
    """

    from_id: str
    to_id: str
    style: LineStyle
    title: str
    heads: str = "end"
    curve: float = 0.0
    details: tuple[tuple[str, str], ...] = ()
    value: float | None = None
    facts: tuple[str, ...] = field(default=(), compare=False, metadata={"leaves": False})


@dataclass(frozen=True, slots=True)
class Area:
    """A region behind the dots, such as a group, or a bar or cell of a chart; ``words`` stand at its first point.

    ``fill`` None is hollow, ``hatch`` crosses it with strokes (not known), ``title`` is what a pointer resting on it says.
    """

    points: tuple[Point, ...]
    fill: str | None
    words: str = ""
    stroke: str | None = None
    width: float = 1.0
    dash: Dash = ()
    hatch: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line that is no tie: an axis, a whisker, the slope between two ranks."""

    start: Point
    end: Point
    style: LineStyle
    title: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """Words that stand on the plot beside no dot: a heading, the value in a cell, the number on an axis. ``turn`` is in
    degrees; ``halo`` puts paper round the letters."""

    text: str
    x: float
    y: float
    size: float = 11.0
    anchor: str = "start"
    colour: str = "#1a1a1a"
    turn: float = 0.0
    halo: bool = False


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the legend, under the heading ``group``; ``count`` is how many of them are meant by the result."""

    group: str
    words: str
    count: int | None = None
    dot: DotStyle | None = None
    line: LineStyle | None = None
    heads: str = "end"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, and the dots and the line (by place in ``Picture.lines``) that it is about."""

    cells: tuple[str, ...]
    dots: tuple[str, ...] = ()
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """The facts of the picture in words, so that whoever cannot see it misses nothing."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything a format needs.

    ``invented`` is the sentence that made-up facts carry, ``mark`` stands across the page ("not for circulation"),
    ``left_out`` says what is not drawn, ``empty`` what stands in the place of an empty picture. ``moment`` names the round or
    the rounds in a few words, as a slider over several pictures says them. A ``still`` picture has nothing to walk through, such
    as a chart: a page shows it as a figure. ``rounds`` are the points that a page slides through from here, with the same positions,
    and ``changes`` those from each to the next; of a change itself only its two ends.
    """

    title: str
    subtitle: str
    width: float
    height: float
    plot: tuple[float, float, float, float]
    dots: tuple[Dot, ...] = ()
    lines: tuple[Line, ...] = ()
    areas: tuple[Area, ...] = ()
    rules: tuple[Rule, ...] = ()
    notes: tuple[Note, ...] = ()
    legend: tuple[Key, ...] = ()
    invented: str = ""
    caption: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    alt: str = ""
    tables: tuple[Table, ...] = ()
    mark: str | None = None
    empty: str = ""
    language: str = "en"
    moment: str = ""
    still: bool = False
    rounds: tuple[Picture, ...] = ()
    changes: tuple[Picture, ...] = ()

    def as_json(self) -> str:
        """The picture as canonical JSON: keys sorted, ASCII only, one line; equal pictures are equal text.

        What a page slides to from here is left out: those are pictures of their own.
        """
        told = {name: value for name, value in _plain(self).items() if name not in ("rounds", "changes")}
        return json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True) + "\n"


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value) if one.metadata.get("leaves", True)}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def tenth(number: float) -> float:
    """A coordinate rounded to a tenth, never minus nothing.

    >>> tenth(3.14159), tenth(-0.01)
    (3.1, 0.0)
    """
    return round(number, 1) + 0.0
