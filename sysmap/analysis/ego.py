"""Who is round one member, and how does one reach another? The near network and the shortest ways, by steps.

A step is any tie with a value above 0 or not stated, as everywhere. The near network takes ties whichever way they point; a way is
walked along them. Statements of power are never walked along.
"""

from __future__ import annotations

from collections import deque

from sysmap.analysis.network import Network
from sysmap.analysis.seen import among
from sysmap.errors import NotFound, UsageError

FURTHEST = 6
MOST_WAYS = 20


def ego_network(network: Network, ego: str, steps: int = 1) -> Network:
    """The member, everybody within ``steps`` of it, and the ties among them. Raises NotFound for nobody of this network."""
    _check(network, ego)
    if not 1 <= steps <= FURTHEST:
        raise UsageError(f"{steps} is no number of steps", fix=f"Give 1 to {FURTHEST}.")
    beside: dict[str, set[str]] = {id: set() for id in network.ids}
    for a, b in network.ties:
        beside[a].add(b)
        beside[b].add(a)
    near, edge = {ego}, {ego}
    for _ in range(steps):
        edge = {other for one in edge for other in beside[one]} - near
        near |= edge
    return among(network, near)


def shortest_ways(network: Network, start: str, end: str, furthest: int = FURTHEST) -> tuple[tuple[str, ...], ...]:
    """Every shortest way from one member to another along ties, of at most ``furthest`` steps; at most 20 of them, in map order.

    Empty when there is none, which under silence does not mean that there is none in truth.
    """
    _check(network, start, end)
    if network.layer == "power":
        raise UsageError("Statements of power are never walked along", fix="Ask about another layer.")
    if start == end:
        return ()
    out: dict[str, list[str]] = {id: [] for id in network.ids}
    for a, b in network.ties:
        out[a].append(b)
    step, before = {start: 0}, {start: list[str]()}
    queue = deque([start])
    while queue:
        one = queue.popleft()
        if one == end or step[one] == furthest:
            continue
        for other in out[one]:
            if other not in step:
                step[other], before[other] = step[one] + 1, [one]
                queue.append(other)
            elif step[other] == step[one] + 1:
                before[other].append(one)
    return _walked(before, start, end) if end in step else ()


def _walked(before: dict[str, list[str]], start: str, end: str) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    waiting: list[tuple[str, ...]] = [(end,)]
    while waiting and len(found) < MOST_WAYS:
        way = waiting.pop()
        if way[0] == start:
            found.append(way)
        else:
            waiting += [(one, *way) for one in reversed(before[way[0]])]
    return tuple(found)


def _check(network: Network, *ids: str) -> None:
    known = set(network.ids)
    for id in ids:
        if id not in known:
            raise NotFound(f"{id!r} is no member of this network", fix="Ask for the network's members.")
