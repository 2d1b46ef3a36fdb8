"""Where does everything stand on the page? A picture as strokes, shapes and words in the order of painting.

SVG and PDF both write down this one list, so they cannot disagree about a legend, a dash or a caption.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from statistics import median

from sysmap.draw.lettering import carried, width_of, wrapped
from sysmap.draw.marks import crossing, hatching, outline, shrunk, stroke
from sysmap.draw.picture import Area, Dash, Dot, DotStyle, Key, Label, Line, LineStyle, Note, Picture, Point, Rule
from sysmap.draw.styles import INK, PAPER, SOFT_INK

TITLED = 600
"""Beyond this many lines they are drawn without titles, which would double the file; the table has the words."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled outline: a polygon, or a circle when ``radius`` is set (then ``points`` holds its middle)."""

    points: tuple[Point, ...]
    fill: str | None
    stroke: str | None = None
    width: float = 0.0
    dash: Dash = ()
    radius: float | None = None


@dataclass(frozen=True, slots=True)
class Path:
    """An open line, straight or bent once."""

    start: Point
    end: Point
    style: LineStyle
    bend: Point | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text. ``halo`` puts paper round it, so that it can be read across lines."""

    text: str
    x: float
    y: float
    size: float
    colour: str = INK
    anchor: str = "start"
    halo: bool = False
    turn: float = 0.0
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Marks that are one thing, with its title; ``what`` names the part of the picture."""

    what: str
    marks: tuple[Mark, ...]
    title: str | None = None


Mark = Shape | Path | Words | Group


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page: its size and what is painted on it, bottom first."""

    width: float
    height: float
    marks: tuple[Mark, ...]


def sheet_of(picture: Picture) -> Sheet:
    """The whole page: heading, plot, legend and caption. It grows downwards when words need room; the plot never moves."""
    legend, legend_end = _legend(picture)
    top = max(picture.plot[1] + picture.plot[3] + 22.0, 0.0)
    # Beside a legend that runs on below the plot the caption keeps to the plot's width, or the two would lie on one another.
    beside = picture.plot[2] if legend_end > top - 8.0 else picture.width - 2 * picture.plot[0]
    caption, caption_end = _caption(picture, top, beside)
    height = max(picture.height, legend_end + 12.0, caption_end + 14.0)
    paper = Shape(((0.0, 0.0), (picture.width, 0.0), (picture.width, height), (0.0, height)), PAPER)
    parts: list[Mark] = [paper, Group("heading", tuple(_heading(picture))), *_plot(picture)]
    parts += [Group("legend", tuple(legend)), Group("caption", tuple(caption))]
    return Sheet(picture.width, height, tuple(parts))


def _heading(picture: Picture) -> Iterator[Mark]:
    left, width = picture.plot[0], picture.width - 2 * picture.plot[0]
    size = 21.0 if width_of(picture.title, 21.0) <= width else 16.0
    lines = wrapped(carried(picture.title), width, size)[:2]
    y = 38.0 if len(lines) == 1 else 28.0
    for line in lines:
        yield Words(line, left, y, size)
        y += size + 3.0
    for line in wrapped(carried(picture.subtitle), width, 13.0)[:2]:
        yield Words(line, left, y + 2.0, 13.0, SOFT_INK)
        y += 16.0


def plot_of(picture: Picture) -> tuple[Mark, ...]:
    """What is drawn, without the heading, the legend and the caption: for pages that write these themselves."""
    return tuple(_plot(picture))


def _plot(picture: Picture) -> Iterator[Mark]:
    yield Group("areas", tuple(_area(area) for area in picture.areas))
    if picture.mark:
        left, top, width, tall = picture.plot
        yield Words(carried(picture.mark), left + width / 2, top + tall / 2 + 20, 64.0, "#8a8a8a", "middle", turn=-24.0, faint=True)
    if picture.empty:
        left, top, width, tall = picture.plot
        yield Words(carried(picture.empty), left + width / 2, top + tall / 2, 15.0, SOFT_INK, "middle")
    yield Group("rules", tuple(_rule(rule) for rule in picture.rules))
    yield Group("lines", tuple(_lines(picture)))
    labels = [dot.label for dot in picture.dots if dot.label is not None]
    yield Group("leaders", tuple(Path(*label.leader, LineStyle(SOFT_INK, 0.6)) for label in labels if label.leader))
    yield Group("dots", tuple(_dot(dot) for dot in picture.dots))
    yield Group("names", tuple(_name(label) for label in labels))
    yield Group("notes", tuple(_note(note) for note in picture.notes))


def _area(area: Area) -> Group:
    words = (Words(carried(area.words), *area.points[0], 11.0, SOFT_INK),) if area.words and area.points else ()
    shape = Shape(area.points, area.fill, area.stroke, area.width, area.dash)
    thin = LineStyle(area.stroke or SOFT_INK, 0.8)
    crossed = tuple(Path(start, end, thin) for start, end in crossing(area.points, 6.0)) if area.hatch else ()
    return Group("area", (shape, *crossed, *words), carried(area.title or area.words) or None)


def _rule(rule: Rule) -> Group:
    return Group("rule", (Path(rule.start, rule.end, rule.style),), carried(rule.title) or None)


def _note(note: Note) -> Words:
    return Words(carried(note.text), note.x, note.y, note.size, note.colour, note.anchor, note.halo, note.turn)


def _dot(dot: Dot) -> Group:
    return Group("dot", tuple(dot_marks(dot.style, dot.x, dot.y, dot.radius)), carried(dot.title))


def _name(label: Label) -> Words:
    return Words(carried(label.text), label.x, label.y, label.size, INK, label.anchor, halo=True)


def _lines(picture: Picture) -> Iterator[Mark]:
    dots = {dot.id: dot for dot in picture.dots}
    # A plain dot of this picture: were it the smaller end, a line to a small dot would look like a weaker tie.
    plain = median(dot.radius for dot in picture.dots) if picture.dots else 11.0
    drawn = [(line, tuple(line_marks(line, dots[line.from_id], dots[line.to_id], plain))) for line in picture.lines]
    if len(drawn) <= TITLED:
        for line, marks in drawn:
            yield Group("line", marks, carried(line.title))
        return
    for _, alike in groupby(drawn, key=lambda pair: pair[0].style):
        every = [mark for _, marks in alike for mark in marks]
        yield Group("line", (*(m for m in every if isinstance(m, Path)), *(m for m in every if isinstance(m, Shape))))


def line_marks(line: Line, a: Dot, b: Dot, plain: float) -> Iterator[Mark]:
    """A line between two dots: its stroke and its heads, as thick as suits the size of a plain dot."""
    thin, longest = shrunk(plain)
    style = replace(line.style, width=round(line.style.width * thin, 2))
    drawn = stroke((a.x, a.y), (b.x, b.y), (a.radius, b.radius), line.curve, line.heads, style.width, longest)
    yield Path(drawn.start, drawn.end, style, drawn.bend)
    for triangle in drawn.heads:
        yield Shape(triangle, line.style.colour)


def dot_marks(style: DotStyle, x: float, y: float, radius: float) -> Iterator[Mark]:
    """A dot: its outline filled, hatched and ringed as its style says."""
    if style.ring:
        yield Shape(((x, y),), None, style.stroke, max(1.0, style.stroke_width), (), radius * 1.5 + 2.0)
    corners = outline(style.shape, x, y, radius)
    circle = None if corners else radius
    yield Shape(corners or ((x, y),), style.fill, None if style.hatch else style.stroke, style.stroke_width, style.dash, circle)
    if style.hatch:
        thin = LineStyle(style.stroke, max(0.5, min(1.1, radius / 9)))
        for start, end in hatching(style.shape, x, y, radius, style.hatch):
            yield Path(start, end, thin)
        yield Shape(corners or ((x, y),), None, style.stroke, style.stroke_width, style.dash, circle)


def _legend(picture: Picture) -> tuple[list[Mark], float]:
    left = picture.plot[0] + picture.plot[2] + 22.0
    width = picture.width - left - picture.plot[0] + 6.0
    marks: list[Mark] = []
    y, group = picture.plot[1] + 10.0, None
    for key in picture.legend:
        if key.group != group:
            y += 14.0 if group is not None else 0.0
            marks.append(Words(carried(key.group), left, y, 12.5, INK))
            y, group = y + 20.0, key.group
        entry, y = _entry(key, left, y, width)
        marks.append(Group("key", tuple(entry)))
    return marks, y


def _entry(key: Key, left: float, y: float, width: float) -> tuple[list[Mark], float]:
    marks: list[Mark] = []
    if key.dot is not None:
        marks += dot_marks(key.dot, left + 17.0, y - 4.0, 4.5 if key.dot.ring else 6.5)
    if key.line is not None:
        a, b = Dot("", "", left - 1, y - 4.0, 0.0, DotStyle(), ""), Dot("", "", left + 37.0, y - 4.0, 0.0, DotStyle(), "")
        sample = Line("", "", key.line, "", key.heads)
        drawn = stroke((a.x, a.y), (b.x, b.y), (0.0, 0.0), 0.0, sample.heads, key.line.width, 10.0)
        marks.append(Path(drawn.start, drawn.end, key.line))
        marks += [Shape(triangle, key.line.colour) for triangle in drawn.heads]
    indent = 44.0 if key.dot is not None or key.line is not None else 0.0
    words = key.words if key.count is None else f"{key.words}: {key.count:,}"
    for line in wrapped(carried(words), width - indent, 11.0):
        marks.append(Words(line, left + indent, y, 11.0))
        y += 14.0
    return marks, y + 4.5


def _caption(picture: Picture, y: float, width: float) -> tuple[list[Mark], float]:
    left = picture.plot[0]
    marks: list[Mark] = []
    for line in wrapped(carried(picture.invented), width, 12.5) if picture.invented else ():
        marks.append(Words(line, left, y, 12.5, WARNING))
        y += 16.5
    for text in (*picture.caption, *picture.left_out):
        for line in wrapped(carried(text), width, 10.5):
            marks.append(Words(line, left, y, 10.5, SOFT_INK))
            y += 14.5
    return marks, y


WARNING = "#a34700"
"""Vermilion dark enough for text (4.5:1 on white)."""
