"""Which dots belong to a group? A band that runs from member to member and covers nobody else where it can help it; groups may overlap.

An outline round all members would also hold whoever happens to stand between them, and be read as their group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import hypot
from typing import NamedTuple

from sysmap.draw.lettering import isolated, shortened, width_of
from sysmap.draw.picture import Dot, DotStyle, Key, LineStyle, Note, Rule, tenth
from sysmap.draw.styles import BLUE, SOFT_INK

MOST = 5
"""More groups than this would hide one another; the largest are drawn."""
LOOKS = ((SOFT_INK, "#f2f2f2"), (BLUE, "#d7e7f3"), ("#8a6100", "#fdf8ea"), ("#007f5c", "#e0f0e9"), ("#a8487d", "#f3e4ed"))
"""The edge and the inside of each band: the edge has the contrast of a line, the insides differ in lightness too."""
SIZE = 10.0
ROOM, EDGE, WAY, NESTED = 7.0, 1.6, 10.0, 3.5
"""How far a band reaches beyond a dot, how thick its edge is, how wide it is between dots,
and by how much more it reaches for each group that lies upon it."""


def group_bands(dots: Sequence[Dot], groups: Mapping[str, Sequence[str]]) -> tuple[list[Rule], list[Band], tuple[str, ...]]:
    """The bands of the groups of two or more, largest undermost, and what is left out for lack of room."""
    # In the order of the dots: members come as a set, whose order is another in every process.
    found = {name: [dot for dot in dots if dot.id in ids] for name, ids in groups.items()}
    large = sorted((name for name, inside in found.items() if len(inside) > 1), key=lambda name: (-len(found[name]), name))
    rules: list[Rule] = []
    bands = []
    for at, (name, (edge, inside)) in enumerate(zip(large, LOOKS, strict=False)):
        room, title = ROOM + NESTED * (min(len(large), MOST) - 1 - at), f"{name}: {len(found[name])}"
        rules += [*_band(found[name], edge, room + EDGE, title), *_band(found[name], inside, room, title)]
        bands.append(Band(name, len(found[name]), DotStyle("square", inside, edge, 1.8), _name(found[name], dots, name, edge)))
    left = large[MOST:]
    return rules, bands, (f"Not drawn as areas for lack of room: {', '.join(left)}",) if left else ()


class Band(NamedTuple):
    """One group as drawn: its name, how many belong to it, its look, and its name where its longest way runs."""

    name: str
    members: int
    look: DotStyle
    note: Note | None

    @property
    def key(self) -> Key:
        return Key("Groups", isolated(self.name), self.members, dot=self.look)


def _name(dots: Sequence[Dot], all_dots: Sequence[Dot], name: str, colour: str) -> Note | None:
    """The name on the longest way of its band where it covers no dot and no other name; None where there is no such place."""
    text = isolated(shortened(name))
    half = width_of(text, SIZE) / 2
    for a, b in sorted(joined(dots), key=lambda pair: (-_far(*pair), pair[0].id)):
        for part in (0.5, 0.35, 0.65):
            x, y = a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part + 3.5
            if not any(_covers(dot, x - half, y - SIZE, x + half, y + 2.0) for dot in all_dots):
                return Note(text, tenth(x), tenth(y), SIZE, "middle", colour, 0.0, True)
    return None


def _covers(dot: Dot, left: float, top: float, right: float, bottom: float) -> bool:
    """Does the dot, or its name, reach into the box?"""
    if left < dot.x + dot.radius and dot.x - dot.radius < right and top < dot.y + dot.radius and dot.y - dot.radius < bottom:
        return True
    if dot.label is None:
        return False
    wide = width_of(dot.label.text, dot.label.size)
    start = dot.label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[dot.label.anchor]
    return left < start + wide and start < right and top < dot.label.y + 2.0 and dot.label.y - dot.label.size < bottom


def _band(dots: Sequence[Dot], colour: str, room: float, title: str) -> Iterator[Rule]:
    """The ways between members, and a blob under each."""
    for a, b in joined(dots):
        yield Rule((a.x, a.y), (b.x, b.y), LineStyle(colour, WAY + 2 * (room - ROOM), (), True), title)
    for dot in dots:
        yield Rule((dot.x, dot.y), (dot.x + 0.1, dot.y), LineStyle(colour, tenth(2 * (dot.radius * 1.2 + room)), (), True), title)


def joined(dots: Sequence[Dot]) -> list[tuple[Dot, Dot]]:
    """The shortest ways that join all members (Prim 1957), the same each time."""
    inside, outside = [dots[0]], list(dots[1:])
    ways = []
    while outside:
        a, b = min(((one, other) for one in inside for other in outside), key=lambda pair: (_far(*pair), pair[0].id, pair[1].id))
        ways.append((a, b))
        inside.append(b)
        outside.remove(b)
    return ways


def _far(a: Dot, b: Dot) -> float:
    return hypot(a.x - b.x, a.y - b.y)
