"""Where does each actor stand? One place per actor for all the networks compared, the same in every process.

Distances on the picture follow distances on the network (stress, Gansner, Koren and North 2005): a tie between actors who
share their neighbours is drawn short, a tie that bridges is drawn long. Components are laid out apart and packed; actors who
have no tie stand in rows of their own. Nothing random is used: the start is a spiral in the order of the actors, all arithmetic
is elementwise, and results are rounded, so neither hash order nor a linear algebra library can change a byte.

Positions live in the frame of ``frame.py``, which every picture fits to the page alike, so a kept actor stays on its pixel.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from sysmap.draw.frame import FRAME, usable
from sysmap.draw.newcomers import aside, beside, rounded
from sysmap.draw.packing import pack, spread
from sysmap.draw.stress import place

if TYPE_CHECKING:
    from sysmap.analysis.network import Network

Positions = dict[str, tuple[float, float]]


def positions(
    networks: Iterable[Network],
    kept: Mapping[str, tuple[float, float]] | None = None,
    *,
    settled: bool = False,
    came: Sequence[str] = (),
) -> Positions:
    """Where every actor of these networks stands; ``kept`` actors, in units of the frame, stand exactly where they stood.

    The order of the networks does not matter to actors who are in all of them, but the first network's order of actors decides
    the start. New actors are placed beside those they have ties with, and never move a kept one. Where less than half are kept,
    as when a person put a few where they belong, all others stand as they would without them; unless the map is ``settled``: everybody
    on it was kept, and then even many who come later are newcomers. ``came`` is the order in which actors came on the map.
    """
    order, ties = _union(networks)
    stays = usable(kept or {})
    known = sum(id in stays for id in order)
    if known and (settled or 2 * known >= len(order)):
        return beside(order, ties, stays, {id: at for at, id in enumerate(came)})
    found = _afresh(order, ties)
    return aside(found, stays) if known else found


def completed(network: Network, places: Mapping[str, tuple[float, float]]) -> Positions:
    """These places, in units of the frame, and beside them everyone of the network who has none."""
    order, ties = _union([network])
    return {**places, **beside(order, ties, places, {})}


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
    return {order[node]: rounded((x, y)) for node, (x, y) in sorted(found.items())}


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
