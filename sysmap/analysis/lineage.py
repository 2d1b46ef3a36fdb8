"""One organisation's story, not a death and a birth: what was renamed, split, merged or absorbed between two points.

Whoever was renamed is followed under its new name. A split or a merger has no one successor whose ties could be followed: both ends
stay among those who came and went, and the story stands beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sysmap.analysis.network import Network, Pair
from sysmap.analysis.succession import Succession


def between(before: Network, after: Network) -> tuple[Succession, ...]:
    """The successions that explain why somebody is in one of the two only."""
    then, now = frozenset(before.ids), frozenset(after.ids)
    known = dict.fromkeys((*before.lineage, *after.lineage))
    return tuple(s for s in known if (s.before in then and s.before not in now) or (s.after in now and s.after not in then))


def renamed_between(before: Network, after: Network) -> dict[str, str]:
    """Old id -> new id of those that only changed their name: each was there then, is there now, and never under both ids."""
    found: dict[str, str] = {}
    then, now = frozenset(before.ids), frozenset(after.ids)
    for s in between(before, after):
        fresh = s.before in then and s.before not in now and s.after in now and s.after not in then
        if s.kind == "renamed" and fresh and s.before not in found and s.after not in found.values():
            found[s.before] = s.after
    return found


def under_new_names(network: Network, names: Mapping[str, str]) -> Network:
    """The network with these members under their new ids."""
    if not names:
        return network

    def pair(old: Pair) -> Pair:
        return names.get(old[0], old[0]), names.get(old[1], old[1])

    return replace(
        network,
        members=tuple(replace(m, id=names.get(m.id, m.id)) for m in network.members),
        ties={pair(old): tie for old, tie in network.ties.items()},
        unobserved=frozenset(map(pair, network.unobserved)),
        answered_pairs=frozenset(map(pair, network.answered_pairs)),
        new_voices=frozenset(names.get(a, a) for a in network.new_voices),
        groups={name: frozenset(names.get(a, a) for a in ids) for name, ids in network.groups.items()},
        group_of={names.get(a, a): group for a, group in network.group_of.items()},
    )
