"""Who joins two groups that would not meet otherwise, and does it hang on one actor?

An open path goes i -> v -> k, with i in one group and k in the other (either way round) and no tie i -> k: without such a v the two
would have to find each other by themselves. Among those who were heard. After Gould & Fernandez 1989.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sysmap.analysis.definition import PATHS, Measure, share
from sysmap.analysis.network import Network
from sysmap.analysis.ranks import Rank, ranked
from sysmap.analysis.seen import Seen
from sysmap.analysis.what_if import what_if
from sysmap.errors import UsageError
from sysmap.model.vocabulary import nearest


@dataclass(frozen=True, slots=True)
class Bridge:
    """One actor on ``paths`` open paths between the two groups: which share of all, and its rank with its range."""

    id: str
    paths: int
    share: Fraction | None
    rank: Rank


@dataclass(frozen=True, slots=True)
class Bridges:
    """Who bridges two groups, members in map order; those on no path are left out. ``pieces`` are with and without the first of them."""

    network: Network
    between: tuple[str, str]
    bridges: tuple[Bridge, ...]
    paths: int
    direct: int
    pieces: tuple[int, int] | None
    method: str

    @property
    def first(self) -> Bridge | None:
        """Who is on most of the paths; None where there is none, or several are on as many."""
        top = [bridge for bridge in self.bridges if bridge.rank.rank == 1]
        return top[0] if len(top) == 1 else None


def bridges_of(network: Network, one: str, other: str) -> Bridges:
    """The open paths between two groups of the attribute that the network was asked by, by whom they go through.

    Raises UsageError for a layer without paths, for one group given twice, and for a group that nobody in the network belongs to.
    """
    if network.layer not in PATHS:
        raise UsageError("Statements of who decides are not followed as paths", fix="Ask about another layer.")
    if one == other:
        raise UsageError(f"{one} is one group", fix="Name two different ones.")
    there = tuple(dict.fromkeys(network.group_of.values()))
    for group in (one, other):
        if group not in there:
            guess = nearest(group, there)
            meant = f'Did you mean "{guess}"? ' if guess else ""
            raise UsageError(f"Nobody here is of {group!r}", fix=f"{meant}There are {', '.join(there) or 'none'}.")
    seen = Seen(network, network.group)
    counts = open_paths(seen, one, other)
    found = ranked(seen, _measure(one, other))
    whole = sum(n or 0 for n in counts.values())
    bridges = tuple(Bridge(a, n, share(n, whole), found[a]) for a, n in counts.items() if n)
    direct = sum({network.group_of.get(a), network.group_of.get(b)} == {one, other} for a, b in network.ties)
    made = Bridges(network, (one, other), bridges, whole, direct, None, _method(one, other))
    return replace(made, pieces=what_if(network, (made.first.id,)).pieces) if made.first else made


def open_paths(seen: Seen, one: str, other: str) -> dict[str, int | None]:
    """How many open paths between the two groups go through each of those heard; None for the rest.

    >>> from sysmap.analysis.network import Member, Network, Tie
    >>> members = tuple(Member(a, a, "answered") for a in "abc")
    >>> net = Network("m", "M", "w", "trust", members, {("a", "b"): Tie(1), ("b", "c"): Tie(1)}, True, group_of={"a": "x", "c": "y"})
    >>> open_paths(Seen(net), "x", "y")
    {'a': 0, 'b': 1, 'c': 0}
    """
    group = [seen.groups.get(a) for a in seen.heard]
    named = [set(others) for others in seen.successors]
    found = []
    for v in range(len(seen.heard)):
        open_to = {one: [k for k in seen.successors[v] if group[k] == one], other: [k for k in seen.successors[v] if group[k] == other]}
        across: Mapping[str | None, list[int]] = {one: open_to[other], other: open_to[one]}
        found.append(sum(k not in named[i] for i in seen.predecessors[v] for k in across.get(group[i], ())))
    return seen.by_heard(found)


def _measure(one: str, other: str) -> Measure:
    return Measure(
        "bridging", "Who joins two groups that would not meet?", "actor", 0, None, "both", "none", "among those who answered",
        "fragile: each silent member hides paths", "Gould & Fernandez 1989", PATHS, of_actors=lambda seen: open_paths(seen, one, other),
    )  # fmt: skip


def _method(one: str, other: str) -> str:
    return (
        f"Counted are paths of two ties between somebody of {one} and somebody of {other} who have no tie of their own in that direction, "
        "among those who answered. A rank's range is over leaving out each other respondent's answers in turn. What was not answered may "
        "join them too."
    )
