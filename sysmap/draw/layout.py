"""Where does each actor stand? One place per actor for all the networks compared, the same in every process.

Distances on the picture follow distances on the network (stress, Gansner, Koren and North 2005): a tie between actors who
share their neighbours is drawn short, a tie that bridges is drawn long. Components are laid out apart and packed; actors who
have no tie stand in rows of their own. Nothing random is used: the start is a spiral in the order of the actors, all arithmetic
is elementwise, and results are rounded, so neither hash order nor a linear algebra library can change a byte.

Positions live in a frame of ``FRAME`` units; ``draw`` fits the frame to the page, so a kept actor stays on its pixel.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sysmap.draw.packing import pack, spread
from sysmap.draw.stress import place

if TYPE_CHECKING:
    from sysmap.analysis.network import Network

FRAME = (1000.0, 740.0)
Positions = dict[str, tuple[float, float]]


def positions(networks: Iterable[Network], kept: Mapping[str, tuple[float, float]] | None = None) -> Positions:
    """Where every actor of these networks stands; ``kept`` actors stand exactly where they stood.

    The order of the networks does not matter to actors who are in all of them, but the first network's order of actors decides
    the start. New actors are placed beside those they have ties with, and never move a kept one. Where less than half are kept,
    as when a person put a few where they belong, all others stand as they would without them.
    """
    order, ties = _union(networks)
    stays = {id: (float(x), float(y)) for id, (x, y) in (kept or {}).items() if math.isfinite(x) and math.isfinite(y)}
    known = sum(id in stays for id in order)
    if 2 * known >= len(order) > 0:
        return _beside(order, ties, stays)
    found = _afresh(order, ties)
    return {id: stays.get(id, place) for id, place in found.items()} if known else found


def _union(networks: Iterable[Network]) -> tuple[list[str], list[tuple[int, int]]]:
    order: dict[str, int] = {}
    pairs: dict[tuple[int, int], None] = {}
    for network in networks:
        for member in (*network.members, *network.left):
            order.setdefault(member.id, len(order))
        for a, b in network.ties:
            if a in order and b in order and a != b:
                i, j = order[a], order[b]
                pairs[min(i, j), max(i, j)] = None
    return list(order), sorted(pairs)


def _afresh(order: Sequence[str], ties: Sequence[tuple[int, int]]) -> Positions:
    blocks, alone = [], []
    for component in _components(len(order), ties):
        if len(component) == 1:
            alone.append(component[0])
            continue
        index = {node: at for at, node in enumerate(component)}
        inside = [(index[a], index[b]) for a, b in ties if a in index]
        blocks.append((component, place(len(component), inside)))
    found = pack(blocks, alone, FRAME)
    spread(found, FRAME)
    return {order[node]: _rounded(x, y) for node, (x, y) in sorted(found.items())}


def _components(n: int, ties: Sequence[tuple[int, int]]) -> list[list[int]]:
    parent = list(range(n))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in ties:
        low, high = sorted((root(a), root(b)))
        parent[high] = low
    groups: dict[int, list[int]] = {}
    for node in range(n):
        groups.setdefault(root(node), []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _beside(order: Sequence[str], ties: Sequence[tuple[int, int]], stays: Positions) -> Positions:
    """Kept actors as they stood; each new one near the middle of its placed neighbours, on the nearest free spot."""
    near: dict[int, list[int]] = {node: [] for node in range(len(order))}
    for a, b in ties:
        near[a].append(b)
        near[b].append(a)
    found = {node: stays[id] for node, id in enumerate(order) if id in stays}
    xs, ys = [x for x, _ in found.values()], [y for _, y in found.values()]
    width = max(max(xs) - min(xs), max(ys) - min(ys), 1.0)
    gap = 0.9 * width / math.sqrt(max(len(order), 4))
    taken = _Grid(gap)
    for point in found.values():
        taken.add(point)
    middle = (sum(xs) / len(xs), sum(ys) / len(ys))
    waiting = [node for node in range(len(order)) if node not in found]
    while waiting:
        node = max(waiting, key=lambda one: (sum(other in found for other in near[one]), -one))
        waiting.remove(node)
        beside = [found[other] for other in near[node] if other in found]
        start = (sum(x for x, _ in beside) / len(beside), sum(y for _, y in beside) / len(beside)) if beside else middle
        found[node] = _rounded(*taken.free(start))
        taken.add(found[node])
    return {order[node]: found[node] for node in range(len(order))}


class _Grid:
    """Which spots are taken, looked up by square so that thousands of actors stay quick."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        self.squares: dict[tuple[int, int], list[tuple[float, float]]] = {}

    def _square(self, point: tuple[float, float]) -> tuple[int, int]:
        return math.floor(point[0] / self.gap), math.floor(point[1] / self.gap)

    def add(self, point: tuple[float, float]) -> None:
        self.squares.setdefault(self._square(point), []).append(point)

    def is_free(self, point: tuple[float, float]) -> bool:
        column, row = self._square(point)
        return not any(
            (x - point[0]) ** 2 + (y - point[1]) ** 2 < self.gap**2
            for i in (column - 1, column, column + 1)
            for j in (row - 1, row, row + 1)
            for x, y in self.squares.get((i, j), ())
        )

    def free(self, start: tuple[float, float]) -> tuple[float, float]:
        """The nearest free spot to ``start`` along a spiral."""
        for step in range(100_000):
            reach, turn = 0.35 * self.gap * math.sqrt(step), 2.399963 * step
            point = (start[0] + reach * math.cos(turn), start[1] + reach * math.sin(turn))
            if self.is_free(point):
                return point
        return start


def _rounded(x: float, y: float) -> tuple[float, float]:
    return round(x, 1) + 0.0, round(y, 1) + 0.0
