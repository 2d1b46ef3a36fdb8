"""In which units does everybody stand? In those of one frame, which every picture is fitted to in the same way.

The frame's width and height are the plot's, less a margin for names. Places that came from elsewhere, in units of their own, are brought
into the frame once, by all that are known and never by those that one picture happens to show: so nobody moves between two pictures.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

FRAME = (1000.0, 740.0)
PLOT = (24.0, 96.0, 824.0, 610.0)
MARGIN_X, MARGIN_Y = 52.0, 26.0
UNIT = ((PLOT[2] - 2 * MARGIN_X) / FRAME[0], (PLOT[3] - 2 * MARGIN_Y) / FRAME[1])
"""How many pixels of the page a unit of the frame is, across and down."""
CORNER = (PLOT[0] + MARGIN_X, PLOT[1] + MARGIN_Y)
"""Where the frame's upper left corner lies on the page."""
FURTHEST = 1e9
"""A number beyond this is no place."""

Place = tuple[float, float]


def dot_radius(n: int) -> float:
    """How large a dot is, in pixels, where so many share the page.

    >>> dot_radius(40), dot_radius(180), dot_radius(5_000)
    (11.0, 5.5, 2.2)
    """
    return round(max(2.2, min(11.0, 11.0 * math.sqrt(45 / max(n, 1)))), 1)


def on_page(place: Place) -> Place:
    """The pixel of a place in the frame.

    >>> on_page((0.0, 0.0)), on_page((1000.0, 740.0))
    ((76.0, 122.0), (796.0, 680.0))
    """
    return CORNER[0] + place[0] * UNIT[0], CORNER[1] + place[1] * UNIT[1]


def in_frame(kept: Mapping[str, Place]) -> dict[str, Place]:
    """The kept places in units of the frame. As they are where they lie in it and use it; else all of them fitted into it, their shape
    on the page kept. What is no number, or beyond all bounds, is left out.

    >>> in_frame({"a": (-1.0, 0.0), "b": (1.0, 0.0)})
    {'a': (0.0, 370.0), 'b': (1000.0, 370.0)}
    """
    known = usable(kept)
    if not known or is_in_frame(known):
        return known
    xs, ys = [x for x, _ in known.values()], [y for _, y in known.values()]
    across, down = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    scale = min(UNIT[0] * FRAME[0] / across, UNIT[1] * FRAME[1] / down)
    by_x, by_y = scale / UNIT[0], scale / UNIT[1]
    dx, dy = (FRAME[0] - (max(xs) - min(xs)) * by_x) / 2, (FRAME[1] - (max(ys) - min(ys)) * by_y) / 2
    # Held to the rim: a last digit beyond it would make other units of these again.
    return {id: (min(dx + (x - min(xs)) * by_x, FRAME[0]), min(dy + (y - min(ys)) * by_y, FRAME[1])) for id, (x, y) in known.items()}


def is_in_frame(known: Mapping[str, Place]) -> bool:
    """Do these lie in the frame and use it, or are they in other units? One or two that lie in it are taken to be in its units."""
    xs, ys = [x for x, _ in known.values()], [y for _, y in known.values()]
    inside = min(xs) >= 0 and min(ys) >= 0 and max(xs) <= FRAME[0] and max(ys) <= FRAME[1]
    return inside and (len(known) < 3 or max(xs) - min(xs) > FRAME[0] / 3 or max(ys) - min(ys) > FRAME[1] / 3)


def usable(kept: Mapping[str, Place]) -> dict[str, Place]:
    """Without what is no number, or beyond all bounds."""
    return {id: (float(x), float(y)) for id, (x, y) in kept.items() if _is_place(x) and _is_place(y)}


def _is_place(number: float) -> bool:
    return math.isfinite(number) and abs(number) <= FURTHEST
