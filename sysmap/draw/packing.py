"""How do several pieces share one frame? Big ones first, in shelves; those who stand alone in rows below; nobody on top of another."""

from __future__ import annotations

import math
from collections.abc import Sequence

from sysmap.draw.frame import FRAME, UNIT, dot_radius

Places = dict[int, tuple[float, float]]
Block = tuple[list[int], list[tuple[float, float]]]
Box = tuple[list[int], list[tuple[float, float]], float, float]
_TURNS = 60
_MOST = 180_000
"""How often dots are looked at, at most: among thousands a few may touch, and everyone is drawn within seconds."""
GAP = 0.9
"""Between two pieces, in lengths of a tie."""


def pack(blocks: Sequence[Block], alone: Sequence[int], frame: tuple[float, float]) -> Places:
    """Places for all nodes inside the frame. ``blocks`` come largest first, each with places of its own."""
    width, height = frame
    strip = _strip_height(len(alone), sum(len(nodes) for nodes, _ in blocks), width, height)
    found: Places = {}
    if blocks:
        _fit(_shelves(blocks, width / max(height - strip, 1.0)), (0.0, 0.0, width, height - strip), found)
    _rows(alone, (0.0, height - strip, width, strip), found)
    return found


def _strip_height(alone: int, tied: int, width: float, height: float) -> float:
    if not alone or not tied:
        return height if alone else 0.0
    return min(0.6, max(0.13, alone / (alone + tied) * 0.8)) * height


def _shelves(blocks: Sequence[Block], aspect: float) -> list[tuple[int, float, float]]:
    """Every block's bounding box is given room in proportion to how many it holds, and put on shelves from the top."""
    boxes: list[Box] = []
    for nodes, points in blocks:
        xs, ys = [x for x, _ in points], [y for _, y in points]
        w, h = max(max(xs) - min(xs), 0.35), max(max(ys) - min(ys), 0.35)
        scale = math.sqrt(len(nodes) / (w * h)) if len(nodes) > 2 else 1.0 / w
        boxes.append((nodes, [((x - min(xs)) * scale, (y - min(ys)) * scale) for x, y in points], w * scale, h * scale))
    wide = [sum(w + GAP for *_, w, _ in boxes[: at + 1]) for at in range(min(len(boxes), 40))]
    return max((_on_shelves(boxes, limit) for limit in wide), key=lambda placed: _room(placed, aspect))


def _on_shelves(boxes: Sequence[Box], limit: float) -> list[tuple[int, float, float]]:
    out: list[tuple[int, float, float]] = []
    x = y = shelf = 0.0
    for nodes, points, w, h in boxes:
        if x and x + w > limit:
            x, y, shelf = 0.0, y + shelf + GAP, 0.0
        out += [(node, x + px, y + py) for node, (px, py) in zip(nodes, points, strict=True)]
        x, shelf = x + w + GAP, max(shelf, h)
    return out


def _room(placed: Sequence[tuple[int, float, float]], aspect: float) -> float:
    """How large the pieces could be drawn in a box of this aspect."""
    xs, ys = [x for _, x, _ in placed], [y for *_, y in placed]
    w, h = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    return round(min(aspect / w, 1.0 / h), 9)


def _fit(placed: list[tuple[int, float, float]], box: tuple[float, float, float, float], found: Places) -> None:
    """Stretch to the box, at most by a third more one way than the other: a little stretch uses the page, more would mislead."""
    left, top, width, height = box
    xs, ys = [x for _, x, _ in placed], [y for *_, y in placed]
    w, h = max(max(xs) - min(xs), 1e-6), max(max(ys) - min(ys), 1e-6)
    across, down = width / w, height / h
    across, down = min(across, down * 1.35), min(down, across * 1.35)
    dx, dy = left + (width - w * across) / 2, top + (height - h * down) / 2
    for node, x, y in placed:
        found[node] = (dx + (x - min(xs)) * across, dy + (y - min(ys)) * down)


def _rows(alone: Sequence[int], box: tuple[float, float, float, float], found: Places) -> None:
    if not alone:
        return
    left, top, width, height = box
    columns = max(1, math.ceil(math.sqrt(len(alone) * width / max(height, 1.0) / 2.2)))
    columns = min(columns, len(alone))
    rows = math.ceil(len(alone) / columns)
    for at, node in enumerate(alone):
        row, column = divmod(at, columns)
        found[node] = (left + (column + 0.5) * width / columns, top + (row + 0.5) * height / rows)


def room_for(n: int, frame: tuple[float, float] = FRAME) -> tuple[float, float]:
    """How wide and tall a box each of so many may have, name and all."""
    share = 0.56 * frame[0] * frame[1] / max(n, 1)
    # The more there are, the flatter the boxes: a name stays as long while its letters grow smaller.
    tall = min(46.0, math.sqrt(share / (4.0 if n <= 60 else min(9.0, n / 15))))
    return min(190.0, share / tall), tall


def room_for_dot(n: int) -> tuple[float, float]:
    """How wide and tall a dot is among so many, with a little air."""
    across = 2 * dot_radius(n) + 2.0
    return across / UNIT[0], across / UNIT[1]


def spread(found: Places, frame: tuple[float, float]) -> None:
    """Push apart whoever stands on another: everyone gets a box of its own, wide enough for a name while there is room."""
    if len(found) < 2:
        return
    wide, tall = room_for(len(found), frame)
    order = sorted(found)
    for _ in range(_TURNS):
        if not _push(order, found, wide, tall, frame):
            return
    _part_dots(found, frame)


def _push(order: Sequence[int], found: Places, wide: float, tall: float, frame: tuple[float, float]) -> bool:
    squares: dict[tuple[int, int], list[int]] = {}
    for node in order:
        x, y = found[node]
        squares.setdefault((math.floor(x / wide), math.floor(y / tall)), []).append(node)
    moved = False
    for (column, row), nodes in sorted(squares.items()):
        around = [other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in squares.get((column + i, row + j), ())]
        for node in nodes:
            for other in around:
                if other > node and _part(node, other, found, wide, tall):
                    moved = True
    for node in order:
        x, y = found[node]
        found[node] = (min(max(x, 0.0), frame[0]), min(max(y, 0.0), frame[1]))
    return moved


def _part_dots(found: Places, frame: tuple[float, float]) -> None:
    """Where there is no room for every name, there still is for every dot. Only who was moved, and who is near them, is looked at again."""
    wide, tall = room_for_dot(len(found))
    again = set(found)
    for _ in range(min(4 * _TURNS, _MOST // len(found))):
        squares: dict[tuple[int, int], list[int]] = {}
        for node, (x, y) in found.items():
            squares.setdefault((math.floor(x / wide), math.floor(y / tall)), []).append(node)
        moved: set[int] = set()
        for node in sorted(again):
            column, row = math.floor(found[node][0] / wide), math.floor(found[node][1] / tall)
            for other in (o for i in (-1, 0, 1) for j in (-1, 0, 1) for o in squares.get((column + i, row + j), ())):
                if other != node and _part(min(node, other), max(node, other), found, wide, tall):
                    moved |= {node, other}
        for node in moved:
            found[node] = (min(max(found[node][0], 0.0), frame[0]), min(max(found[node][1], 0.0), frame[1]))
        again = moved
        if not again:
            return


def _part(node: int, other: int, found: Places, wide: float, tall: float) -> bool:
    """Move two overlapping boxes apart along the direction that needs the smaller move."""
    (ax, ay), (bx, by) = found[node], found[other]
    across, down = wide - abs(ax - bx), tall - abs(ay - by)
    if across <= 0.5 or down <= 0.5:
        return False
    if across / wide < down / tall:
        step = across / 2 if ax <= bx else -across / 2
        found[node], found[other] = (ax - step, ay), (bx + step, by)
    else:
        step = down / 2 if ay <= by else -down / 2
        found[node], found[other] = (ax, ay - step), (bx, by + step)
    return True
