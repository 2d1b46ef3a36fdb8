"""Where does each name go? Greedily, most hemmed-in first, on the nearest spot that covers no dot and no other name.

A name that fits nowhere is left out of the picture and said to be; it stays in the title of its dot and in the table.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
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
    """Boxes already in use and whose they are (None: a dot's), found by square."""

    def __init__(self) -> None:
        self.squares: dict[tuple[int, int], list[tuple[Box, int | None]]] = {}

    def add(self, box: Box, owner: int | None = None) -> None:
        for square in self._squares(box):
            self.squares.setdefault(square, []).append((box, owner))

    def drop(self, box: Box, owner: int) -> None:
        for square in self._squares(box):
            self.squares[square].remove((box, owner))

    def covered(self, box: Box) -> set[int | None]:
        """Whose boxes this one would cover."""
        left, top, right, bottom = box
        return {
            owner
            for square in self._squares(box)
            for (l, t, r, b), owner in self.squares.get(square, ())  # noqa: E741
            if left < r and l < right and top < b and t < bottom
        }

    @staticmethod
    def _squares(box: Box) -> list[tuple[int, int]]:
        left, top, right, bottom = (math.floor(edge / _SQUARE) for edge in box)
        return [(i, j) for i in range(left, right + 1) for j in range(top, bottom + 1)]


class _Placing:
    """Names being placed: the dots, what is in use, and where the names of each dot stand so far."""

    def __init__(self, spots: Sequence[Spot], ties: Sequence[tuple[Point, Point]], bounds: Box, size: float) -> None:
        self.spots, self.bounds = spots, bounds
        self.taken, self.crowd = _Taken(), _crossings(ties)
        self.placed: dict[int, tuple[Label, Box]] = {}
        for spot in spots:
            reach = spot.radius + 1.5
            self.taken.add((spot.x - reach, spot.y - reach, spot.x + reach, spot.y + reach))
        small = max(7.0, 0.8 * size)
        few: tuple[Attempt, ...] = ((size, _ANGLES, _REACHES), (size, _ROUND, _FAR), (small, _ROUND, _REACHES + _FAR))
        self.attempts = few if len(spots) <= CROWD else ((size, _ANGLES, _REACHES[:2]),)

    def put(self, at: int, attempts: Sequence[Attempt]) -> bool:
        """Find a free spot for one name."""
        for attempt in attempts:
            best: tuple[float, Label, Box] | None = None
            found_at = math.inf
            for reach, cost, label, box in self._candidates(at, attempt):
                if best is not None and reach > max(11.0, found_at):
                    break
                if (best is None or cost < best[0]) and not self.taken.covered(box):
                    best, found_at = (cost, label, box), min(found_at, reach)
            if best is not None:
                self._set(at, best[1], best[2])
                return True
        return False

    def _set(self, at: int, label: Label, box: Box) -> None:
        self.placed[at] = (label, box)
        self.taken.add(box, at)

    def make_room(self, at: int) -> bool:
        """Put a name where one other stands, if that one finds another spot."""
        for attempt in self.attempts:
            for _, _, label, box in self._candidates(at, attempt):
                owners = self.taken.covered(box)
                if len(owners) != 1 or None in owners:
                    continue
                (other,) = owners
                assert other is not None
                was = self.placed.pop(other)
                self.taken.drop(was[1], other)
                self._set(at, label, box)
                if self.put(other, self.attempts):
                    return True
                self.taken.drop(box, at)
                del self.placed[at]
                self._set(other, *was)
        return False

    def _candidates(self, at: int, attempt: Attempt) -> Iterator[tuple[float, float, Label, Box]]:
        """Reach, cost, label and box of every spot inside the bounds, nearest first."""
        size, angles, reaches = attempt
        spot = self.spots[at]
        text = shortened(spot.name)
        width = width_of(text, size)
        for reach in reaches:
            for rank, angle in enumerate(angles):
                label, box = _candidate(spot, text, width, size, angle, reach)
                if _inside(box, self.bounds):
                    yield reach, 1.6 * _busy(box, self.crowd) + 0.9 * reach + 0.25 * rank, label, box


def label_all(spots: Sequence[Spot], ties: Sequence[tuple[Point, Point]], bounds: Box, size: float) -> list[Label | None]:
    """A label for each spot in its order, or None where it cannot stand without covering something."""
    placing = _Placing(spots, ties, bounds, size)
    hemmed = sorted(range(len(spots)), key=lambda at: (-_neighbours(spots, at) if len(spots) <= 400 else 0, at))
    for attempt in placing.attempts:
        for at in hemmed:
            if at not in placing.placed:
                placing.put(at, (attempt,))
    if len(spots) <= CROWD:
        for at in hemmed:
            if at not in placing.placed:
                placing.make_room(at)
    return [placing.placed[at][0] if at in placing.placed else None for at in range(len(spots))]


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
