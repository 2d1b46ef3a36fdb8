"""Where does somebody new stand, when nobody else may move? Beside those it has ties with, on the nearest spot with room for its name.

Newcomers are placed one after another in the order in which they came, each by those who stand already: so whoever comes next year
moves neither those whose places were kept nor those who were placed beside them since.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence

from sysmap.draw.frame import FRAME, Place
from sysmap.draw.packing import room_for, room_for_dot

_TURN = 2.399963
_STEPS = 3_000
_ANYWHERE = 25
"""How many steps, for each who may stand there, take the spiral from the bottom over the whole frame."""
_SHRINK = 0.8
_BARE, _FULL = 5.0, 0.01
"""When a fifth of the room is left for each, dots begin to touch; when a hundredth, whoever comes stands on another."""


def beside(order: Sequence[str], ties: Sequence[tuple[int, int]], stays: Mapping[str, Place], came: Mapping[str, int]) -> dict[str, Place]:
    """Kept actors as they stood; each new one near the middle of its neighbours that stand. ``came`` gives the place in the order of
    coming; who is not in it comes last. Whoever has no tie yet is put below, as in a map laid out afresh."""
    near: dict[int, list[int]] = {node: [] for node in range(len(order))}
    for a, b in ties:
        near[a].append(b)
        near[b].append(a)
    found = {node: stays[id] for node, id in enumerate(order) if id in stays}
    # Sized in steps of two: by how many there are now, every spot would shift with each who comes.
    size = 2 * len(stays)
    while size < len(order):
        size *= 2
    spots = Spots(room_for(size), [*stays.values()], room_for_dot(size // 2))
    rank = sorted((node for node in range(len(order)) if node not in found), key=lambda node: (came.get(order[node], len(came)), node))
    turn = {node: at for at, node in enumerate(rank)}
    ready = [turn[node] for node in rank if not near[node] or any(other in found for other in near[node])]
    heapq.heapify(ready)
    later = iter(rank)
    while len(found) < len(order):
        node = rank[heapq.heappop(ready)] if ready else next(later)
        if node in found:
            continue
        beside_it = [found[other] for other in near[node] if other in found]
        found[node] = rounded(spots.take(_middle(beside_it)) if beside_it else spots.take((FRAME[0] / 2, FRAME[1]), _ANYWHERE * size))
        for other in near[node]:
            if other not in found:
                heapq.heappush(ready, turn[other])
    return {order[node]: found[node] for node in range(len(order))}


def aside(found: Mapping[str, Place], stays: Mapping[str, Place]) -> dict[str, Place]:
    """A map laid out afresh in which a few were put somewhere: nobody else moves, but for those upon whom somebody was put."""
    put = {id: stays.get(id, place) for id, place in found.items()}
    _, tall = room_for(len(found))
    close = Spots((0.7 * tall, 0.7 * tall), [stays[id] for id in found if id in stays])
    under = [id for id, place in found.items() if id not in stays and not close.is_free(place)]
    spots = Spots((tall, tall), [place for id, place in put.items() if id not in under])
    for id in under:
        put[id] = rounded(spots.take(put[id]))
    return put


def _middle(points: Sequence[Place]) -> Place:
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)


class Spots:
    """Which spots of the frame are taken, each by a box of ``room`` (width, height), looked up by square so that thousands stay quick.
    ``least`` is what a dot takes without its name: less room than that is given to nobody while there is any."""

    def __init__(self, room: Place, taken: Sequence[Place], least: Place = (0.0, 0.0)) -> None:
        self.room, self.least = (max(room[0], least[0]), max(room[1], least[1])), least
        self.share = 1.0
        self.tried: dict[Place, int] = {}
        self.squares: dict[tuple[int, int], list[Place]] = {}
        for point in taken:
            self._add(point)

    def _add(self, point: Place) -> None:
        self.squares.setdefault(self._square(point), []).append(point)

    def _square(self, point: Place) -> tuple[int, int]:
        return math.floor(point[0] / self.room[0]), math.floor(point[1] / self.room[1])

    def is_free(self, point: Place) -> bool:
        """Is nobody within the room that is left for each?"""
        column, row = self._square(point)
        floor = min(1.0, _BARE * self.share)
        wide, tall = (max(self.share * room, floor * least) for room, least in zip(self.room, self.least, strict=True))
        return not any(
            abs(x - point[0]) < wide and abs(y - point[1]) < tall
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for x, y in self.squares.get((i, j), ())
        )

    def take(self, start: Place, steps: int = _STEPS) -> Place:
        """The nearest free spot to ``start`` inside the frame, along a spiral; where there is none near, everybody after gets less room."""
        while self.share > _FULL:
            step = 0.3 * math.sqrt(self.share * self.room[0] * self.room[1])
            for at in range(self.tried.get(start, 0), steps):
                reach, turn = step * math.sqrt(at), _TURN * at
                point = (start[0] + reach * math.cos(turn), start[1] + reach * math.sin(turn))
                if 0 <= point[0] <= FRAME[0] and 0 <= point[1] <= FRAME[1] and self.is_free(point):
                    self._add(point)
                    self.tried[start] = at + 1
                    return point
            self.share *= _SHRINK
            self.tried.clear()
        self._add(start)
        return start


def rounded(place: Place) -> Place:
    return round(place[0], 1) + 0.0, round(place[1], 1) + 0.0
