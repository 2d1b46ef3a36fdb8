"""How is one connected piece laid out? So that distances on the page follow distances along ties (stress majorisation)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

WHOLE = 450
"""Up to this many actors every pair counts; beyond, each actor is placed by its distance to pivots and to its neighbours."""
PIVOTS = 80
ROUNDS = 90


def place(n: int, ties: Sequence[tuple[int, int]]) -> list[tuple[float, float]]:
    """Places for actors 0..n-1 of one component, in units of about one tie's length. Ties are undirected pairs.

    >>> (ax, ay), (bx, by) = place(2, [(0, 1)])
    >>> round(math.dist((ax, ay), (bx, by)), 1) > 0
    True
    """
    import numpy as np

    near = _neighbours(n, ties)
    start = _spiral(n)
    if n == 1:
        return [(0.0, 0.0)]
    if n <= WHOLE:
        distance = _every_distance(n, ties, near)
        at = _settle(start, distance, np.arange(n), ROUNDS)
    else:
        at = _settle_by_pivots(start, near)
    at = _lie_flat(at)
    return [(float(x), float(y)) for x, y in at]


def _neighbours(n: int, ties: Sequence[tuple[int, int]]) -> list[set[int]]:
    near: list[set[int]] = [set() for _ in range(n)]
    for a, b in ties:
        near[a].add(b)
        near[b].add(a)
    return near


def _spiral(n: int) -> Floats:
    import numpy as np

    points = [(math.sqrt(i + 0.5) * math.cos(2.399963 * i), math.sqrt(i + 0.5) * math.sin(2.399963 * i)) for i in range(n)]
    return np.array(points, dtype=np.float64).round(6)


def _length(one: set[int], other: set[int]) -> float:
    """How long a tie is drawn: shorter, the more neighbours its ends share; one that is an actor's only tie is short."""
    if min(len(one), len(other)) == 1:
        return 0.9
    shared = len(one & other)
    return 1.0 + 1.4 * (1.0 - (shared + 1) / len(one | other))


def _every_distance(n: int, ties: Sequence[tuple[int, int]], near: list[set[int]]) -> Floats:
    """Shortest ways between all pairs (Floyd 1962), row by row in numpy."""
    import numpy as np

    distance = np.full((n, n), np.inf)
    np.fill_diagonal(distance, 0.0)
    for a, b in ties:
        distance[a, b] = distance[b, a] = _length(near[a], near[b])
    for middle in range(n):
        np.minimum(distance, distance[:, middle, None] + distance[None, middle, :], out=distance)
    return distance


def _settle(start: Floats, distance: Floats, pivots: NDArray[np.int64], rounds: int) -> Floats:
    """Move every actor to where its distances to the ``pivots`` (columns of ``distance``) ask it to be, again and again."""
    import numpy as np

    at = start * (float(distance.mean()) / max(math.sqrt(len(start)), 1.0))
    weight = np.where(distance > 0, 1.0 / np.maximum(distance, 1e-9) ** 2, 0.0)
    total, wanted = np.add.reduce(weight, axis=1), weight * distance
    dx, dy, apart, part = (np.empty_like(distance) for _ in range(4))
    for _ in range(rounds):
        # Into arrays that are there already: making them anew every round takes longer than the arithmetic.
        np.subtract(at[:, 0, None], at[None, pivots, 0], out=dx)
        np.subtract(at[:, 1, None], at[None, pivots, 1], out=dy)
        np.add(np.multiply(dx, dx, out=apart), np.multiply(dy, dy, out=part), out=apart)
        pull = np.divide(wanted, np.maximum(np.sqrt(apart, out=apart), 1e-6, out=apart), out=apart)
        middle = []
        for axis, gap in enumerate((dx, dy)):
            np.add(np.multiply(weight, at[None, pivots, axis], out=part), np.multiply(pull, gap, out=gap), out=part)
            middle.append(np.add.reduce(part, axis=1) / total)
        at = np.stack(middle, axis=1)
    return at


def _settle_by_pivots(start: Floats, near: list[set[int]]) -> Floats:
    import numpy as np

    n = len(start)
    pivots, columns = [0], [_walk(near, 0)]
    least = columns[0].copy()
    while len(pivots) < min(PIVOTS, n):
        pivots.append(int(least.argmax()))
        columns.append(_walk(near, pivots[-1]))
        least = np.minimum(least, columns[-1])
    distance = np.stack(columns, axis=1)
    at = _settle(start, distance, np.array(pivots), ROUNDS)
    ends = np.array([(i, j) for i in range(n) for j in sorted(near[i])], dtype=np.int64).reshape(-1, 2)
    return _loosen(at, ends, n)


def _loosen(at: Floats, ends: NDArray[np.int64], n: int) -> Floats:
    """Pull neighbours to about one length apart without losing the large shape."""
    import numpy as np

    many = np.maximum(np.bincount(ends[:, 0], minlength=n), 1)
    for _ in range(25):
        gap = at[ends[:, 1]] - at[ends[:, 0]]
        apart = np.maximum(np.sqrt(gap[:, 0] ** 2 + gap[:, 1] ** 2), 1e-6)
        step = gap * ((apart - 1.0) / apart)[:, None]
        move = np.stack([np.bincount(ends[:, 0], weights=step[:, axis], minlength=n) for axis in (0, 1)], axis=1)
        at = at + 0.12 * move / many[:, None]
    return at


def _walk(near: list[set[int]], start: int) -> Floats:
    """How many ties away is everyone from ``start``?"""
    import numpy as np

    away = [-1.0] * len(near)
    away[start], edge, steps = 0.0, [start], 0.0
    while edge:
        steps += 1.0
        after = []
        for node in edge:
            for other in near[node]:
                if away[other] < 0:
                    away[other] = steps
                    after.append(other)
        edge = after
    return np.array(away)


def _lie_flat(at: Floats) -> Floats:
    """Turn the piece so that its longest direction lies across the page."""
    import numpy as np

    at = at - at.mean(axis=0)
    xx, yy, xy = (float(np.add.reduce(value)) for value in (at[:, 0] ** 2, at[:, 1] ** 2, at[:, 0] * at[:, 1]))
    turn = -0.5 * math.atan2(2 * xy, xx - yy)
    cos, sin = round(math.cos(turn), 9), round(math.sin(turn), 9)
    return np.stack([at[:, 0] * cos - at[:, 1] * sin, at[:, 0] * sin + at[:, 1] * cos], axis=1)
