"""What stands before the words of a legend on a page? A small drawing of the mark itself, hidden from screen readers."""

from __future__ import annotations

from sysmap.draw.marks import stroke
from sysmap.draw.picture import Key
from sysmap.draw.sheet import Group, Path, Shape, dot_marks
from sysmap.draw.svg import mark_text


def swatch(key: Key) -> str:
    """An inline SVG of the key's dot or line; an empty one where words stand alone."""
    marks: list[Path | Shape] = []
    if key.dot is not None:
        marks += [mark for mark in dot_marks(key.dot, 22.0, 11.0, 5.0 if key.dot.ring else 7.0) if isinstance(mark, Path | Shape)]
    if key.line is not None:
        drawn = stroke((0.0, 11.0), (44.0, 11.0), (0.0, 0.0), 0.0, key.heads, key.line.width, 10.0)
        marks.append(Path(drawn.start, drawn.end, key.line))
        marks += [Shape(triangle, key.line.colour) for triangle in drawn.heads]
    inside = mark_text(Group("dot", tuple(marks))) if marks else ""
    return f'<svg aria-hidden="true" focusable="false" width="44" height="22" viewBox="0 0 44 22" fill="none">{inside}</svg>'
