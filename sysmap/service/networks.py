"""One network for somebody, and the pairs in it whose ends see their tie differently: what lists are made of."""

from __future__ import annotations

from typing import Any, NamedTuple

from sysmap.analysis.network import Network, Tie
from sysmap.analysis.question import Question
from sysmap.model.text import split_list
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked, network_at
from sysmap.service.disclosure import folded_for
from sysmap.service.scenes import Scene
from sysmap.service.sitting import Sitting


def network_shown(sitting: Sitting, viewer: Viewer, map: str, at: str | None, question: Question, known_at: str | None) -> Asked:
    """The network as these readers may have it: for the public, trust between groups only. Raises NotFound, UsageError."""
    asked = network_at(sitting, viewer, map, at, question, known_at)
    return asked._replace(network=folded_for(viewer, asked.network))


class PairSeen(NamedTuple):
    """Two ends and what each says of the other; None where an end names no tie or was not heard."""

    one: str
    other: str
    there: Tie | None
    back: Tie | None

    @property
    def gap(self) -> Any:
        """How far apart the two values are; None unless both are stated."""
        if self.there is None or self.back is None or self.there.value is None or self.back.value is None:
            return None
        return abs(self.there.value - self.back.value)


def pairs_of(network: Network, apart: float | None = None, of: str | None = None) -> list[PairSeen]:
    """Each pair with a tie once, in map order, whoever says more first; only those ``apart`` or more, where that is asked."""
    place = {id: n for n, id in enumerate(network.ids)}
    found = []
    for a, b in sorted({(a, b) if place[a] < place[b] else (b, a) for a, b in network.ties}, key=lambda p: (place[p[0]], place[p[1]])):
        pair = PairSeen(a, b, network.ties.get((a, b)), network.ties.get((b, a)))
        gap = pair.gap
        if gap and pair.back is not None and pair.there is not None and pair.back.value > pair.there.value:  # type: ignore[operator]
            pair = PairSeen(b, a, pair.back, pair.there)
        if (apart is None or (gap is not None and gap >= apart)) and of in {None, a, b}:
            found.append(pair)
    return found


def funded_by(here: Scene, giver: str) -> frozenset[str]:
    """The actors that somebody gives to, whenever and whatever: those who could be compared for having been funded."""
    return frozenset(f.to_id for f in here.state.funding.values() if f.to_id is not None and giver in split_list(f.from_id))
