"""Who could be recognised on a picture without names, by their ties alone? How many stand in it as nobody else does.

Codes in the place of names hide little: whoever knows how many an organisation works with, and how those work with one another,
finds it again. Said are the shares that are unique by degree (ties in and ties out) and by ego network (the actor, those it is tied
to, and the ties among them), exactly: networks that look alike by colour refinement (Weisfeiler & Lehman 1968) are compared for
isomorphism, and only where they are too large for that do they count as alike. Source of the measure: Romanini, Lehmann & Kivela 2021.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass

from sysmap.analysis.network import Network

ROUNDS = 4
"""How often colours are refined; an ego network is no more than two steps across."""
LARGEST = 40
"""Ego networks of more than this many are not compared for isomorphism: that can take for ever."""

Ties = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Recognition:
    """How many of ``members`` are the only one of their kind by degree and by ego network. Isolates are never recognised."""

    members: int
    average_degree: float | None
    by_degree: int
    by_ego: int

    @property
    def share(self) -> float:
        """The share that could be recognised by either."""
        return self.by_ego / self.members if self.members else 0.0


def recognisable(network: Network, actors: Collection[str] | None = None) -> Recognition:
    """How recognisable are the members of this network by their ties alone, whatever they are called?

    ``actors`` are those members who are somebody: a decision, or an end that is not stated, is nobody to be recognised.
    """
    counted = set(network.ids if actors is None else actors)
    out: dict[str, set[str]] = {id: set() for id in network.ids}
    into: dict[str, set[str]] = {id: set() for id in network.ids}
    for a, b in network.ties:
        if a in out and b in into:
            out[a].add(b)
            into[b].add(a)
    degrees = {id: (len(into[id]), len(out[id])) for id in network.ids}
    alike = Counter(degrees[id] for id in counted)
    by_degree = sum(1 for id in counted if alike[degrees[id]] == 1 and degrees[id] != (0, 0))
    frozen = {id: frozenset(others) for id, others in out.items()}
    unique = _unique_egos(frozen, {id: frozenset(others) for id, others in into.items()}, counted)
    ties = sum(len(others) for others in out.values())
    return Recognition(len(counted), ties / len(counted) if counted else None, by_degree, unique)


def _unique_egos(out: Ties, into: Ties, counted: Collection[str]) -> int:
    buckets: dict[Hashable, list[str]] = defaultdict(list)
    for id in counted:
        if out[id] or into[id]:
            buckets[_shape(id, out, into)].append(id)
    return sum(1 if len(alike) == 1 else _alone(alike, out, into) for alike in buckets.values())


def _ego(id: str, out: Ties, into: Ties) -> frozenset[str]:
    return out[id] | into[id] | {id}


def _shape(id: str, out: Ties, into: Ties) -> Hashable:
    """The colours of an ego network: equal for networks that are the same but for names."""
    inside = _ego(id, out, into)
    ties = {one: (out[one] & inside, into[one] & inside) for one in inside}
    colours: dict[str, Hashable] = {one: one == id for one in inside}
    for _ in range(ROUNDS):
        fuller = {
            one: (colours[one], _counted(colours[o] for o in ties[one][0]), _counted(colours[o] for o in ties[one][1])) for one in inside
        }
        colours = {one: hash(colour) for one, colour in fuller.items()}
    return colours[id], _counted(colours.values())


def _counted(colours: object) -> Hashable:
    return frozenset(Counter(colours).items())  # type: ignore[call-overload]


def _alone(alike: list[str], out: Ties, into: Ties) -> int:
    """How many of those with the same colours have an ego network that none of the others has."""
    classes: list[list[str]] = []
    for id in alike:
        if len(_ego(id, out, into)) > LARGEST:
            return 0
        home = next((one for one in classes if _same(one[0], id, out, into)), None)
        if home is None:
            classes.append([id])
        else:
            home.append(id)
    return sum(1 for one in classes if len(one) == 1)


def _same(a: str, b: str, out: Ties, into: Ties) -> bool:
    import networkx as nx

    def graph(id: str) -> nx.DiGraph[str]:
        inside = _ego(id, out, into)
        made: nx.DiGraph[str] = nx.DiGraph()
        for one in inside:
            made.add_node(one, ego=one == id)
        made.add_edges_from((one, other) for one in inside for other in out[one] & inside)
        return made

    return bool(nx.is_isomorphic(graph(a), graph(b), node_match=lambda x, y: x["ego"] == y["ego"]))
