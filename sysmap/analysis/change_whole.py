"""How was the network as a whole, then and now, and does it fall into the same groups?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from sysmap.analysis import louvain
from sysmap.analysis.catalogue import chosen
from sysmap.analysis.communities import grouping
from sysmap.analysis.definition import Measure, Score, plain
from sysmap.analysis.network import Network
from sysmap.analysis.observation import Rows
from sysmap.analysis.question import Question
from sysmap.analysis.seen import Seen

ON_PAIRS = frozenset(
    {
        "density", "mean_degree", "mean_value", "reciprocity", "reciprocity_correlation", "reciprocity_weighted", "dyads",
        "ei_index", "ei_index_expected", "assortativity", "assortativity_numeric",
    }
)  # fmt: skip
"""Measures that use every observed pair; the rest need whole triads or paths, and the members who answered."""


@dataclass(frozen=True, slots=True)
class GroupsKept:
    """The groups found then and now among the ``n`` actors that are in both, compared: ``ari`` beside how far two searches on one
    network agree. Groups have only been shown to differ where ``ari`` is below both."""

    n: int
    ari: float | None
    noise_before: float | None
    noise_after: float | None

    @property
    def beyond_noise(self) -> bool | None:
        """Do the groups differ by more than two searches on the same network do? None where that is not known."""
        if self.ari is None or self.noise_before is None or self.noise_after is None:
            return None
        return self.ari < min(self.noise_before, self.noise_after)

    def as_json(self) -> dict[str, Any]:
        named = {name: getattr(self, name) for name in self.__slots__}
        return {**named, "beyond_noise": self.beyond_noise}


@dataclass(frozen=True, slots=True)
class Whole:
    """Every measure of a network that its layer has, then and now, and what became of the groups found."""

    before: Mapping[str, Score] = field(default_factory=dict)
    after: Mapping[str, Score] = field(default_factory=dict)
    groups: GroupsKept | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "network": {name: [plain(self.before[name]), plain(self.after[name])] for name in self.before},
            "communities": self.groups.as_json() if self.groups else None,
        }


def whole_of_core(before: Network, after: Network, rows: Rows, paths: tuple[Seen, Seen], question: Question) -> Whole:
    """The measures on what was observed both times: pairs between members of both, and ``paths`` among those who answered both."""
    pairs = [Seen(followed_pairs(n, rows), question.group, question.seed) for n in (before, after)]
    found = [{m.name: _score(m, pair if m.name in ON_PAIRS else path) for m in _measures(before, question)}
             for pair, path in zip(pairs, paths, strict=True)]  # fmt: skip
    return Whole(found[0], found[1], groups_kept(paths[0], paths[1]))


def whole_of_everyone(seen: tuple[Seen, Seen], question: Question) -> Whole:
    """The measures of each network by itself."""
    found = [{m.name: _score(m, one) for m in _measures(seen[0].network, question)} for one in seen]
    return Whole(found[0], found[1], groups_kept(seen[0], seen[1]))


def groups_kept(then: Seen, now: Seen) -> GroupsKept | None:
    """The groups found in both networks, compared over the actors heard in both; None on a layer without paths.

    Hubert & Arabie 1985; Louvain's own disagreement beside it, or two runs on one network would be read as a change.
    """
    if then.network.layer == "power":
        return None
    first, second = grouping(then), grouping(now)
    was, has = dict(zip(then.heard, first.labels, strict=True)), dict(zip(now.heard, second.labels, strict=True))
    both = [a for a in then.heard if a in has]
    defined = first.modularity is not None and second.modularity is not None
    ari = louvain.agreement([was[a] for a in both], [has[a] for a in both]) if defined else None
    return GroupsKept(len(both), ari, first.agreement, second.agreement)


def followed_pairs(network: Network, rows: Rows) -> Network:
    """The network with only the pairs that ``rows`` observed, between the members that have a row."""
    members = tuple(replace(m, status="answered" if rows[m.id].full else "partial") for m in network.members if m.id in rows)
    if not network.asked:
        members = tuple(m for m in network.members if m.id in rows)
    return replace(
        network,
        members=members,
        ties={(a, b): tie for (a, b), tie in network.ties.items() if a in rows and b in rows and rows[a].observes(b)},
        unobserved=frozenset((a, b) for a, row in rows.items() if row.full for b in row.but if b in rows),
        answered_pairs=frozenset((a, b) for a, row in rows.items() if not row.full for b in row.but if b in rows),
    )


def _measures(network: Network, question: Question) -> list[Measure]:
    return [m for m in chosen((), network.layer, question.group) if m.of_network is not None]


def _score(measure: Measure, seen: Seen) -> Score:
    return measure.of_network(seen) if measure.of_network is not None else None
