"""Who is round one actor, and how does one reach another, on a map that nobody has read whole? The store is asked for that part alone.

The answer is the same as from the whole map, which is used where it is in memory already and where the part would not do: trust for
others than the map keeper (one hidden answer hides the round), a round without a roster, an earlier version, money and power.
"""

from __future__ import annotations

from sysmap.analysis.building import build_network
from sysmap.analysis.building_members import roster_of
from sysmap.analysis.ego import FURTHEST, ego_network, shortest_ways
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from sysmap.model.visibility import Viewer, visible
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import folded_for

WALKED = {"relationships": "relationship", "trust": "rating"}


def near(
    desk: Desk, viewer: Viewer, map: str, of: str, steps: int, at: str | None, question: Question, known_at: str | None = None
) -> Network:
    """Somebody, everybody within ``steps`` (1 to 6), and the ties among them. Raises NotFound for no member, UsageError."""
    network = None if known_at is not None else _part(desk, viewer, map, (of,), steps, at, question)
    return ego_network(_whole(desk, viewer, map, at, question, known_at) if network is None else network, of, steps)


def ways(
    desk: Desk,
    viewer: Viewer,
    map: str,
    ends: tuple[str, str],
    furthest: int,
    at: str | None,
    question: Question,
    known_at: str | None = None,
) -> tuple[tuple[str, ...], ...]:
    """Every shortest way of at most ``furthest`` steps, at most 20. Read outwards from both ends until one is found."""
    furthest = min(max(furthest, 1), FURTHEST)
    for radius in range(1, furthest // 2 + furthest % 2 + 1):
        # Each actor on a way of so many steps is within half of them of one end.
        network = None if known_at is not None else _part(desk, viewer, map, ends, radius, at, question)
        if network is None:
            return shortest_ways(_whole(desk, viewer, map, at, question, known_at), *ends, furthest)
        found = shortest_ways(network, *ends, min(2 * radius, furthest))
        if found:
            return found
    return ()


def _whole(desk: Desk, viewer: Viewer, map: str, at: str | None, question: Question, known_at: str | None) -> Network:
    return folded_for(viewer, network_at(desk, viewer, map, at, question, known_at).network)


def _part(desk: Desk, viewer: Viewer, map: str, ids: tuple[str, ...], steps: int, at: str | None, question: Question) -> Network | None:
    """The network of the part; None where only the whole map can answer."""
    kind = WALKED.get(question.layer)
    if kind is None or (kind == "rating" and not viewer.is_steward) or desk.holds(map) or not 1 <= steps <= FURTHEST:
        return None
    part = visible(desk.near(map, kind, ids, steps), viewer)
    if part.empty:
        return None
    point = resolve_point(part.state, at, question.layer)
    if point.revision not in {None, part.state.revision} or (point.wave is not None and not roster_of(part.state, point.wave)):
        return None
    try:
        return build_network(part.state, point, question)
    except UsageError:
        # A word that is used elsewhere on the map is a word of it.
        return None
