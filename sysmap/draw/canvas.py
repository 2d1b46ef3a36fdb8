"""What does the page's script draw? Nodes and edges in pyvis's form; looks and facts by number, so that files stay small.

Ids are made here (``d0``, ``l0``): a name such as ``__proto__`` is never a key in the script. Several pictures share their nodes:
an actor that stands on two of them is one node at one place, which is why nobody moves when one slides from round to round.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any

from sysmap.draw.lettering import carried
from sysmap.draw.marks import hatching, outline, shrunk
from sysmap.draw.picture import Dot, DotStyle, LineStyle, Picture
from sysmap.errors import UsageError

Json = dict[str, Any]


class Canvas:
    """The pictures of one page as plain data. ``places`` is the number of each actor, over all pictures."""

    def __init__(self, pictures: Sequence[Picture]) -> None:
        self.pictures = pictures
        self.places = _places(pictures)
        self.facts: dict[tuple[str, str], int] = {}
        self._dot_looks: dict[tuple[DotStyle, float], int] = {}
        self._line_looks: dict[tuple[LineStyle, str, float], int] = {}
        self._known: dict[tuple[int, str, float], int] = {}
        self._carried: dict[tuple[str, str], int] = {}
        self.nodes = self._nodes()
        self.dots = [[self._dot(dot) for dot in picture.dots] for picture in pictures]
        self.edges = [edge for frame, picture in enumerate(pictures) for edge in self._edges(picture, frame)]

    def _nodes(self) -> list[Json]:
        """One node an actor: its place, its name and its key on the map."""
        found: dict[str, Json] = {}
        for picture in self.pictures:
            for dot in picture.dots:
                if dot.id not in found:
                    node = {"id": f"d{self.places[dot.id]}", "key": carried(dot.id), "name": carried(dot.name), "x": dot.x, "y": dot.y}
                    found[dot.id] = node
        return list(found.values())

    def _dot(self, dot: Dot) -> list[Any]:
        """Number, look and facts of a dot; and its name where it stands on the picture, with its leader, relative to the dot."""
        look = self._dot_looks.setdefault((dot.style, dot.radius), len(self._dot_looks))
        told = [self.places[dot.id], look, self._numbers(dot.details)]
        if dot.label is None:
            return told
        label = dot.label
        told.append([carried(label.text), round(label.x - dot.x, 1), round(label.y - dot.y, 1), label.anchor, label.size])
        if label.leader:
            (ax, ay), (bx, by) = label.leader
            told.append([round(number, 1) for number in (ax - dot.x, ay - dot.y, bx - dot.x, by - dot.y)])
        return told

    def _edges(self, picture: Picture, frame: int) -> list[Json]:
        """One edge a line, with the picture it stands on; ``said`` is its title, ``value`` what a reader may see of its strength."""
        places, edges = self.places, []
        for at, line in enumerate(picture.lines):
            look = self._line_look(line.style, line.heads, line.curve)
            edge: Json = {"from": f"d{places[line.from_id]}", "id": f"l{frame}-{at}", "look": look}
            edge["said"], edge["to"] = carried(line.title), f"d{places[line.to_id]}"
            if frame:
                edge["frame"] = frame
            if line.details:
                edge["facts"] = self._numbers(line.details)
            if line.value is not None:
                edge["value"] = round(line.value, 4)
            edges.append(edge)
        return edges

    def _line_look(self, style: LineStyle, heads: str, curve: float) -> int:
        # The styles of many lines are one object: asking for its id is quick, comparing every field is not.
        key = (id(style), heads, curve)
        if key not in self._known:
            self._known[key] = self._line_looks.setdefault((style, heads, curve), len(self._line_looks))
        return self._known[key]

    def _numbers(self, details: Sequence[tuple[str, str]]) -> list[int]:
        numbers = []
        for pair in details:
            number = self._carried.get(pair)
            if number is None:
                number = self.facts.setdefault((carried(pair[0]), carried(pair[1])), len(self.facts))
                self._carried[pair] = number
            numbers.append(number)
        return numbers

    def dot_looks(self) -> list[Json]:
        """Every look of a dot: its outline round (0, 0), and how it is painted."""
        return [_dot_look(style, radius) for style, radius in self._dot_looks]

    def line_looks(self) -> list[Json]:
        """Every look of a line as vis-network words it."""
        thin, longest = shrunk(median([dot.radius for picture in self.pictures for dot in picture.dots] or [11.0]))
        return [_line_look(style, heads, curve, thin, longest) for style, heads, curve in self._line_looks]


def _places(pictures: Sequence[Picture]) -> dict[str, int]:
    """A number for every actor. Raises UsageError where one stands in two places: it would jump between the pictures."""
    places: dict[str, int] = {}
    stands: dict[str, tuple[float, float]] = {}
    for picture in pictures:
        for dot in picture.dots:
            places.setdefault(dot.id, len(places))
            if stands.setdefault(dot.id, (dot.x, dot.y)) != (dot.x, dot.y):
                raise UsageError(
                    f"{dot.name!r} stands in two places on pictures that are to be shown as one",
                    fix="Draw them with the positions of all their networks together",
                )
    return places


def _dot_look(style: DotStyle, radius: float) -> Json:
    return {
        "radius": radius,
        "points": outline(style.shape, 0.0, 0.0, radius),
        "fill": style.fill,
        "stroke": style.stroke,
        "width": style.stroke_width,
        "dash": style.dash,
        "ring": style.ring,
        "hatch": hatching(style.shape, 0.0, 0.0, radius, style.hatch) if style.hatch else [],
    }


def _line_look(style: LineStyle, heads: str, curve: float, thin: float, longest: float) -> Json:
    dash = [1.6, 3.4] if style.round else list(style.dash)
    arrow = {"enabled": True, "type": "arrow", "scaleFactor": round(longest / 24, 3)}
    arrows = {"to": arrow} if heads == "end" else {"to": arrow, "from": arrow} if heads == "both" else {}
    smooth = {"enabled": True, "type": "curvedCW", "roundness": round(curve * 1.2, 3)} if curve else {"enabled": False}
    return {
        "color": {"color": style.colour, "inherit": False},
        "width": round(style.width * thin, 2),
        "dashes": dash or False,
        "arrows": arrows,
        "smooth": smooth,
    }
