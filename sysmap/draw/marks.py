"""Which outline has a dot, where does a line begin and end, where are its heads? Geometry alone, the same for every format."""

from __future__ import annotations

import math
from typing import NamedTuple

from sysmap.draw.picture import Point, tenth

_CORNERS: dict[str, tuple[int, float, float]] = {
    "triangle": (3, -90.0, 1.32),
    "triangle-down": (3, 90.0, 1.32),
    "square": (4, 45.0, 1.25),
    "diamond": (4, 0.0, 1.22),
    "pentagon": (5, -90.0, 1.14),
    "hexagon": (6, 0.0, 1.1),
}
"""Corners, where the first stands (degrees), and the reach that makes all shapes look equally large."""
HATCH_GAP = 3.6


def shrunk(radius: float) -> tuple[float, float]:
    """By how much lines are thinned on a crowded picture, and how long a head may be there.

    >>> shrunk(11.0)
    (1.0, 12.0)
    """
    return max(0.25, min(1.0, radius / 9.0)), max(2.4, min(12.0, 1.2 * radius))


def outline(shape: str, x: float, y: float, radius: float) -> tuple[Point, ...]:
    """The corners of a dot's shape; none for a circle."""
    if shape == "star":
        reach = [(1.42 if at % 2 == 0 else 0.62) * radius for at in range(10)]
        return tuple(_at(x, y, r, -90.0 + 36.0 * at) for at, r in enumerate(reach))
    if shape == "plus":
        a, b = 0.42 * radius, 1.2 * radius
        corners = ((-a, -b), (a, -b), (a, -a), (b, -a), (b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a), (-b, -a), (-a, -a))
        return tuple((tenth(x + dx), tenth(y + dy)) for dx, dy in corners)
    if shape not in _CORNERS:
        return ()
    corners_n, first, reach_of = _CORNERS[shape]
    return tuple(_at(x, y, reach_of * radius, first + 360.0 * at / corners_n) for at in range(corners_n))


def _at(x: float, y: float, reach: float, degrees: float) -> Point:
    return tenth(x + reach * math.cos(math.radians(degrees))), tenth(y + reach * math.sin(math.radians(degrees)))


def hatching(shape: str, x: float, y: float, radius: float, share: float) -> list[tuple[Point, Point]]:
    """Slanted strokes inside the shape; with ``share`` 0.5 only in its lower half."""
    corners = outline(shape, x, y, radius) or tuple(_at(x, y, radius, 15.0 * at) for at in range(24))
    gap = max(1.6, min(HATCH_GAP, radius / 2.6))
    reach = 1.5 * radius
    strokes = []
    steps = int(2 * reach / gap)
    for step in range(-steps, steps + 1):
        offset = step * gap
        for start, end in _inside(corners, x + y + offset):
            low = y if share < 1 else y - 2 * reach
            clipped = _below(start, end, low)
            if clipped:
                strokes.append(clipped)
    return strokes


def crossing(corners: tuple[Point, ...], gap: float) -> list[tuple[Point, Point]]:
    """Slanted strokes inside a polygon, ``gap`` apart."""
    totals = [x + y for x, y in corners]
    steps = range(math.ceil(min(totals) / gap), math.floor(max(totals) / gap) + 1) if corners else range(0)
    return [strokes for step in steps for strokes in _inside(corners, step * gap)]


def _inside(corners: tuple[Point, ...], total: float) -> list[tuple[Point, Point]]:
    """The parts of the line x + y = total that lie inside the polygon."""
    cuts = []
    for (ax, ay), (bx, by) in zip(corners, (*corners[1:], corners[0]), strict=True):
        a, b = ax + ay - total, bx + by - total
        if (a < 0) != (b < 0):
            part = a / (a - b)
            cuts.append((ax + (bx - ax) * part, ay + (by - ay) * part))
    cuts.sort()
    pairs = [(cuts[at], cuts[at + 1]) for at in range(0, len(cuts) - 1, 2)]
    return [((tenth(ax), tenth(ay)), (tenth(bx), tenth(by))) for (ax, ay), (bx, by) in pairs]


def _below(start: Point, end: Point, low: float) -> tuple[Point, Point] | None:
    """The part of a slanted stroke (x + y constant) that lies below ``low``."""
    (ax, ay), (bx, by) = sorted((start, end), key=lambda point: point[1])
    if by <= low:
        return None
    if ay < low:
        ax, ay = ax + ay - low, low
    return (tenth(ax), tenth(ay)), (bx, by)


class Stroke(NamedTuple):
    """A line as drawn: from, the bend's control point (None when straight), to, and the triangles of its heads."""

    start: Point
    bend: Point | None
    end: Point
    heads: tuple[tuple[Point, Point, Point], ...]


def stroke(a: Point, b: Point, radii: tuple[float, float], curve: float, heads: str, width: float, largest: float = 12.0) -> Stroke:
    """The line between two dots, from rim to rim, shortened under its heads so that a dash never blunts them."""
    (ax, ay), (bx, by) = a, b
    length = math.hypot(bx - ax, by - ay) or 1.0
    bend = ((ax + bx) / 2 + (by - ay) * curve, (ay + by) / 2 - (bx - ax) * curve) if curve else None
    size = min(largest, 5.0 + 1.5 * width, length / 3)
    gap = 1.5 if largest > 6 else 0.5
    toward_a, toward_b = bend or b, bend or a
    tip_b, back_b = _rim(b, toward_b, radii[1] + gap, size)
    tip_a, back_a = _rim(a, toward_a, radii[0] + gap, size)
    at_end, at_start = heads in ("end", "both"), heads == "both"
    triangles = tuple(_head(tip, back, size) for tip, back, is_on in ((tip_b, back_b, at_end), (tip_a, back_a, at_start)) if is_on)
    start, end = back_a if at_start else tip_a, back_b if at_end else tip_b
    rounded_bend = None if bend is None else (tenth(bend[0]), tenth(bend[1]))
    return Stroke(_round(start), rounded_bend, _round(end), triangles)


def _rim(middle: Point, toward: Point, reach: float, size: float) -> tuple[Point, Point]:
    """Where a line meets a dot's rim, and the point one head's length before it."""
    dx, dy = toward[0] - middle[0], toward[1] - middle[1]
    length = math.hypot(dx, dy) or 1.0
    reach = min(reach, 0.45 * length)
    ux, uy = dx / length, dy / length
    far = reach + size
    return (middle[0] + ux * reach, middle[1] + uy * reach), (middle[0] + ux * far, middle[1] + uy * far)


def _head(tip: Point, back: Point, size: float) -> tuple[Point, Point, Point]:
    dx, dy = (tip[0] - back[0]) / size, (tip[1] - back[1]) / size
    half = 0.42 * size
    return _round(tip), _round((back[0] - dy * half, back[1] + dx * half)), _round((back[0] + dy * half, back[1] - dx * half))


def _round(point: Point) -> Point:
    return tenth(point[0]), tenth(point[1])
