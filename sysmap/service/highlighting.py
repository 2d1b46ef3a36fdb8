"""Show in a picture what an answer is about: it keeps its look, and the rest steps back without leaving."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from sysmap.analysis.network import Pair
from sysmap.draw.picture import Dot, DotStyle, Key, Line, Picture

FAINT_LINE, FAINT_FILL, FAINT_EDGE = "#c9c9c9", "#f1f1f1", "#9a9a9a"


def highlighted(picture: Picture, dots: Collection[str], lines: Collection[Pair], words: str) -> Picture:
    """The picture with these actors, these ties and their ends in front. Nothing to show: the picture as it is.

    What steps back is paler and thinner, and what stands in front has a second outline: never colour alone.
    """
    pairs = {pair for a, b in lines for pair in ((a, b), (b, a))}
    ends = {end for pair in pairs for end in pair}
    here = {dot.id for dot in picture.dots}
    front = (set(dots) or ends) & here
    if not front:
        return picture
    near = front | (ends & here)
    shown = tuple(_dot(dot, dot.id in front, dot.id in near) for dot in picture.dots)
    drawn = [_line(line, (line.from_id, line.to_id) in pairs) for line in picture.lines]
    ring = DotStyle(stroke_width=2.0, ring=True)
    legend = (Key("In front", words, len(front), dot=ring), *picture.legend)
    return replace(picture, dots=shown, lines=tuple(drawn), legend=legend)


def _dot(dot: Dot, front: bool, near: bool) -> Dot:
    if front:
        return replace(dot, style=replace(dot.style, ring=True, stroke_width=max(2.0, dot.style.stroke_width)))
    if near:
        return dot
    return replace(dot, style=replace(dot.style, fill=FAINT_FILL, stroke=FAINT_EDGE))


def _line(line: Line, front: bool) -> Line:
    if front:
        return replace(line, style=replace(line.style, width=max(2.0, line.style.width)))
    return replace(line, style=replace(line.style, colour=FAINT_LINE, width=min(0.9, line.style.width)))
