"""Where does each name go? Greedily, most hemmed-in first, on the nearest spot that covers no dot and no other name.

A name that fits nowhere is left out of the picture and said to be; it stays in the title of its dot and in the table.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from sysmap.draw.lettering import shortened, width_of
from sysmap.draw.picture import Label, Point, tenth

Box = tuple[float, float, float, float]
Attempt = tuple[float, tuple[float, ...], tuple[float, ...]]
"""Size of letters, directions and distances to try."""
_ANGLES = (0.0, 180.0, 90.0, 270.0, 35.0, 145.0, 325.0, 215.0, 60.0, 120.0, 300.0, 240.0)
_REACHES = (4.0, 11.0, 21.0, 33.0, 47.0, 62.0)
_ROUND = tuple(15.0 * step for step in range(24))
_FAR = (78.0, 96.0, 116.0)
_SQUARE = 60.0
_HEADS = (17.0, 25.0)
"""How far from the middle of a dot the arrowheads at it stand."""
_HEAD_WEIGHT = 2
CROWD = 150
"""Beyond this many names none stands away from its dot: leaders would only add to the thicket."""


class Spot(NamedTuple):
    """A dot that wants a name: its middle, radius and the full name."""

    x: float
    y: float
    radius: float
    name: str


class _Taken:
    """Boxes already in use, found by square."""

    def __init__(self) -> None:
        self.squares: dict[tuple[int, int], list[Box]] = {}

    def add(self, box: Box) -> None:
        for square in self._squares(box):
            self.squares.setdefault(square, []).append(box)

    def free(self, box: Box) -> bool:
        left, top, right, bottom = box
        return not any(
            left < r and l < right and top < b and t < bottom
            for square in self._squares(box)
            for l, t, r, b in self.squares.get(square, ())  # noqa: E741
        )

    @staticmethod
    def _squares(box: Box) -> list[tuple[int, int]]:
        left, top, right, bottom = (math.floor(edge / _SQUARE) for edge in box)
        return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]


def label_all(spots: Sequence[Spot], ties: Sequence[tuple[Point, Point]], bounds: Box, size: float) -> list[Label | None]:
    """A label for each spot in its order, or None where it cannot stand without covering something."""
    taken = _Taken()
    for spot in spots:
        reach = spot.radius + 1.5
        taken.add((spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach))
    crowd = _crossings(ties)
    hemmed = sorted(range(len(spots)), key=lambda at: (-_neighbours(spots, at) if len(spots) <= 400 else 0, at))
    labels: list[Label | None] = [None] * len(spots)
    if len(spots) > CROWD:
        attempts: tuple[Attempt, ...] = ((size, _ANGLES, _REACHES[:2]),)
    else:
        attempts = ((size, _ANGLES, _REACHES), (size, _ROUND, _FAR), (max(7.0, 0.8 * size), _ROUND, _REACHES + _FAR))
    for attempt in attempts:
        for at in hemmed:
            if labels[at] is None:
                labels[at] = _label(spots[at], taken, crowd, bounds, attempt)
    return labels


def _neighbours(spots: Sequence[Spot], at: int) -> int:
    here = spots[at]
    return sum(abs(here.x - other.x) < 110 and abs(here.y - other.y) < 40 for other in spots)


def _crossings(ties: Sequence[tuple[Point, Point]]) -> dict[tuple[int, int], int]:
    """How many lines run through each small square, so that names prefer quiet places."""
    crowd: dict[tuple[int, int], int] = {}
    if len(ties) > 1_500:
        return crowd
    for (ax, ay), (bx, by) in ties:
        length = math.hypot(bx - ax, by - ay)
        steps = max(1, int(length / 14.0))
        runs = [step / steps for step in range(1, steps)]
        # A name over an arrowhead hides which way the tie goes, so that place counts more than a line that only passes.
        heads = [part for off in _HEADS if 2 * off < length for part in (off / length, 1.0 - off / length)]
        for part in runs + heads * _HEAD_WEIGHT:
            square = (int((ax + (bx - ax) * part) // 14), int((ay + (by - ay) * part) // 14))
            crowd[square] = crowd.get(square, 0) + 1
    return crowd


def _label(spot: Spot, taken: _Taken, crowd: dict[tuple[int, int], int], bounds: Box, attempt: Attempt) -> Label | None:
    size, angles, reaches = attempt
    text = shortened(spot.name)
    width = width_of(text, size)
    best: tuple[float, Label, Box] | None = None
    for reach in reaches:
        for rank, angle in enumerate(angles):
            label, box = _candidate(spot, text, width, size, angle, reach)
            if not _inside(box, bounds) or not taken.free(box):
                continue
            cost = 1.6 * _busy(box, crowd) + 0.9 * reach + 0.25 * rank
            if best is None or cost < best[0]:
                best = (cost, label, box)
        if best is not None and reach >= 11.0:
            break
    if best is None:
        return None
    taken.add(best[2])
    return best[1]


def _candidate(spot: Spot, text: str, width: float, size: float, angle: float, reach: float) -> tuple[Label, Box]:
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    x, y = spot.x + (spot.radius + reach) * cos, spot.y + (spot.radius + reach) * sin
    left = x if cos > 0.3 else x - width if cos < -0.3 else x - width / 2
    top = y - size * (0.6 - 0.55 * sin)
    leader = None
    if reach > 12.0:
        start = (tenth(spot.x + spot.radius * cos), tenth(spot.y + spot.radius * sin))
        leader = (start, (tenth(x - 2 * cos), tenth(y - 2 * sin)))
    anchor = "start" if cos > 0.3 else "end" if cos < -0.3 else "middle"
    label = Label(text, tenth(x), tenth(top + 0.92 * size), anchor, size, leader)
    return label, (left - 1.5, top - 0.5, left + width + 1.5, top + 1.25 * size)


def _inside(box: Box, bounds: Box) -> bool:
    return box[0] >= bounds[0] and box[1] >= bounds[1] and box[2] <= bounds[2] and box[3] <= bounds[3]


def _busy(box: Box, crowd: dict[tuple[int, int], int]) -> int:
    left, top, right, bottom = (int(edge // 14) for edge in box)
    return sum(crowd.get((i, j), 0) for i in range(left, right + 1) for j in range(top, bottom + 1))
