"""What does the page's script draw? Nodes and edges in pyvis's form, with looks shared by number, so that files stay small.

Ids are made here (``d0``, ``l0``): a name such as ``__proto__`` is never a key in the script.
"""

from __future__ import annotations

from typing import Any

from sysmap.draw.lettering import carried
from sysmap.draw.marks import hatching, outline, shrunk
from sysmap.draw.picture import Dot, Picture


def nodes_of(picture: Picture) -> list[dict[str, Any]]:
    """One node a dot; ``look`` is its place in ``dot_looks``, ``label`` its words, place, anchor and leader relative to it."""
    looks = _looks(picture)
    nodes = []
    for at, dot in enumerate(picture.dots):
        node: dict[str, Any] = {"id": f"d{at}", "x": dot.x, "y": dot.y, "name": carried(dot.name), "look": looks[_look(dot)]}
        if dot.details:
            node["details"] = [[carried(term), carried(value)] for term, value in dot.details]
        if dot.label is not None:
            label = dot.label
            node["text"] = [carried(label.text), round(label.x - dot.x, 1), round(label.y - dot.y, 1), label.anchor, label.size]
            if label.leader:
                (ax, ay), (bx, by) = label.leader
                node["leader"] = [round(number, 1) for number in (ax - dot.x, ay - dot.y, bx - dot.x, by - dot.y)]
        nodes.append(node)
    return nodes


def edges_of(picture: Picture) -> list[dict[str, Any]]:
    """One edge a line; ``look`` is its place in ``line_looks``."""
    places = {dot.id: at for at, dot in enumerate(picture.dots)}
    looks = {look: at for at, look in enumerate(_line_looks(picture))}
    edges = []
    for at, line in enumerate(picture.lines):
        look = looks[line.style, line.heads, line.curve]
        ends = {"from": f"d{places[line.from_id]}", "to": f"d{places[line.to_id]}"}
        edges.append({"id": f"l{at}", **ends, "look": look, "said": carried(line.title)})
    return edges


def dot_looks(picture: Picture) -> list[dict[str, Any]]:
    """Every look of a dot: its outline round (0, 0), and how it is painted."""
    looks = []
    for dot in _looks_in_order(picture):
        style = dot.style
        looks.append(
            {
                "radius": dot.radius,
                "points": outline(style.shape, 0.0, 0.0, dot.radius),
                "fill": style.fill,
                "stroke": style.stroke,
                "width": style.stroke_width,
                "dash": style.dash,
                "ring": style.ring,
                "hatch": hatching(style.shape, 0.0, 0.0, dot.radius, style.hatch) if style.hatch else [],
            }
        )
    return looks


def line_looks(picture: Picture) -> list[dict[str, Any]]:
    """Every look of a line as vis-network words it."""
    thin, longest = shrunk(min((dot.radius for dot in picture.dots), default=11.0))
    looks = []
    for style, heads, curve in _line_looks(picture):
        dash = [1.6, 3.4] if style.round else list(style.dash)
        arrow = {"enabled": True, "type": "arrow", "scaleFactor": round(longest / 24, 3)}
        arrows = {"to": arrow} if heads == "end" else {"to": arrow, "from": arrow} if heads == "both" else {}
        smooth = {"enabled": True, "type": "curvedCW", "roundness": round(curve * 1.2, 3)} if curve else {"enabled": False}
        width = round(style.width * thin, 2)
        looks.append(
            {
                "color": {"color": style.colour, "inherit": False},
                "width": width,
                "dashes": dash or False,
                "arrows": arrows,
                "smooth": smooth,
            }
        )
    return looks


def _look(dot: Dot) -> tuple[Any, float]:
    return dot.style, dot.radius


def _looks_in_order(picture: Picture) -> list[Dot]:
    return list({_look(dot): dot for dot in reversed(picture.dots)}.values())[::-1]


def _looks(picture: Picture) -> dict[tuple[Any, float], int]:
    return {_look(dot): at for at, dot in enumerate(_looks_in_order(picture))}


def _line_looks(picture: Picture) -> list[tuple[Any, str, float]]:
    return list(dict.fromkeys((line.style, line.heads, line.curve) for line in picture.lines))
