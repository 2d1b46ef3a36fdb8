"""How do places in the frame become places on the page? One fit for all pictures of the same positions, so nobody moves by a pixel.

The page is A4 on its side at 96 points to the inch. The plot never changes its place or size: a long caption or legend makes
the page longer below, and the dots of two pictures of the same actors still lie exactly on one another.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sysmap.draw.labels import Spot, label_all
from sysmap.draw.layout import FRAME
from sysmap.draw.picture import Dot, Line, tenth

WIDTH, HEIGHT = 1123.0, 794.0
PLOT = (24.0, 96.0, 824.0, 610.0)
MARGIN_X, MARGIN_Y = 52.0, 26.0
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
    radius = tenth(max(2.2, min(11.0, 11.0 * math.sqrt(45 / n))))
    text_size = 11.0 if n <= 60 else 10.0 if n <= 120 else 8.5
    left, top, across, down = _window(positions)
    x0, y0, width, height = PLOT[0] + MARGIN_X, PLOT[1] + MARGIN_Y, PLOT[2] - 2 * MARGIN_X, PLOT[3] - 2 * MARGIN_Y
    scale_x, scale_y = width / across, height / down
    if (across, down) != FRAME:
        scale_x = scale_y = min(scale_x, scale_y)
    dx, dy = x0 + (width - across * scale_x) / 2, y0 + (height - down * scale_y) / 2
    places = {id: (tenth(dx + (x - left) * scale_x), tenth(dy + (y - top) * scale_y)) for id, (x, y) in positions.items()}
    return Stage(places, radius, text_size)


def _window(positions: Mapping[str, tuple[float, float]]) -> tuple[float, float, float, float]:
    """The frame itself when the positions lie in it and use it; else their own bounding box (positions from elsewhere)."""
    if not positions:
        return 0.0, 0.0, *FRAME
    xs, ys = [x for x, _ in positions.values()], [y for _, y in positions.values()]
    inside = min(xs) >= 0 and min(ys) >= 0 and max(xs) <= FRAME[0] and max(ys) <= FRAME[1]
    across, down = max(xs) - min(xs), max(ys) - min(ys)
    if inside and (len(positions) < 3 or across > FRAME[0] / 3 or down > FRAME[1] / 3):
        return 0.0, 0.0, *FRAME
    across, down = max(across, 1e-6), max(down, 1e-6)
    return min(xs), min(ys), across, down


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
