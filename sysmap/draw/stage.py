"""How do places in the frame become places on the page? One fit for all pictures of the same positions, so nobody moves by a pixel.

The page is A4 on its side at 96 points to the inch. The plot never changes its place or size: a long caption or legend makes
the page longer below, and the dots of two pictures of the same actors still lie exactly on one another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.draw.frame import PLOT, dot_radius, on_page
from sysmap.draw.labels import Spot, label_all
from sysmap.draw.picture import Dot, Line, tenth

WIDTH, HEIGHT = 1123.0, 794.0
ALL_NAMED = 400
"""Beyond this many actors no names are drawn: which would be left to chance, and the table has them all."""


@dataclass(frozen=True, slots=True)
class Stage:
    """The fit of one set of positions: ``point`` gives the pixel of an actor, ``radius`` suits how many there are."""

    places: Mapping[str, tuple[float, float]]
    radius: float
    text_size: float

    def point(self, id: str) -> tuple[float, float]:
        return self.places[id]


def stage_for(positions: Mapping[str, tuple[float, float]]) -> Stage:
    """The stage for these positions. All that decides it is the positions, never which of the actors a picture shows."""
    n = max(len(positions), 1)
    radius = dot_radius(n)
    text_size = 11.0 if n <= 60 else 10.0 if n <= 120 else 8.5
    places = {id: (tenth(x), tenth(y)) for id, (x, y) in ((id, on_page(place)) for id, place in positions.items())}
    return Stage(places, radius, text_size)


def _reach(dot: Dot) -> float:
    """How far from its middle a dot is inked."""
    return dot.radius * 1.5 + 3.0 if dot.style.ring else dot.radius


def named(dots: Sequence[Dot], lines: Sequence[Line], stage: Stage, prefixes: Mapping[str, str]) -> tuple[tuple[Dot, ...], int]:
    """The dots with their names where these fit, and how many names found no room. ``prefixes`` are signs before a name."""
    from dataclasses import replace

    if len(dots) > ALL_NAMED:
        return tuple(dots), len(dots)
    spots = [Spot(dot.x, dot.y, _reach(dot), prefixes.get(dot.id, "") + dot.name) for dot in dots]
    ties = [(stage.point(line.from_id), stage.point(line.to_id)) for line in lines]
    bounds = (PLOT[0], PLOT[1], PLOT[0] + PLOT[2], PLOT[1] + PLOT[3])
    labels = label_all(spots, ties, bounds, stage.text_size)
    done = tuple(replace(dot, label=label) for dot, label in zip(dots, labels, strict=True))
    return done, sum(label is None for label in labels)
