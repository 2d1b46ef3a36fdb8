"""How do groups speak of one another? The mean trust from each group to each, and how it moved on the ties that lasted.

A group of one organisation is folded into *others*, since what one organisation receives stands in no table; where *others* is
itself one organisation, what goes to it is withheld. A mean needs five answers from three organisations, about two or more.
The change is taken on lasting ties alone: the difference of two means would count who came and went as trust.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from sysmap.analysis.change import Change
from sysmap.analysis.grouping import OTHERS, enough
from sysmap.analysis.network import Network, Pair, Value

NO_GROUP = "not stated"
GroupPair = tuple[str, str]
Said = tuple[str, str, Value]
"""Who said it, about whom, and what."""


@dataclass(frozen=True, slots=True)
class Cell:
    """From one group to another: ``ties`` of which ``n`` state a value, said by ``organisations``; ``mean`` None where too few did."""

    ties: int
    n: int
    organisations: int
    mean: Fraction | None


@dataclass(frozen=True, slots=True)
class Groups:
    """``of`` names each member's group, ``order`` has the groups as they come on the map, ``alone`` those of one organisation."""

    of: Mapping[str, str]
    order: tuple[str, ...]
    alone: frozenset[str]


def groups_among(networks: Sequence[Network], attribute: str = "sector") -> Groups:
    """The groups of all these networks together; one that has a single member in any of them is folded into *others*."""
    said = {m.id: _group(network, m.id, getattr(m, attribute, None)) for network in networks for m in network.members}
    sizes = [Counter(said[id] for id in network.ids) for network in networks]
    thin = {group for group in said.values() if any(size[group] == 1 for size in sizes)} | {OTHERS}
    of = {id: OTHERS if group in thin else group for id, group in said.items()}
    order = [group for group in dict.fromkeys(of.values()) if group != OTHERS]
    folded = [Counter(of[id] for id in network.ids) for network in networks]
    alone = frozenset(group for group in of.values() if any(size[group] == 1 for size in folded))
    return Groups(of, (*order, OTHERS) if OTHERS in of.values() else tuple(order), alone)


def _group(network: Network, id: str, own: str | None) -> str:
    """By the attribute that was asked for, where one was."""
    return network.group_of.get(id, NO_GROUP) if network.group else str(own or NO_GROUP)


def between(network: Network, groups: Groups) -> dict[GroupPair, Cell]:
    """Each pair of groups with a tie between them."""
    return _cells(((pair, tie.value) for pair, tie in network.ties.items()), groups)


def moved_between(change: Change, groups: Groups) -> dict[GroupPair, Cell]:
    """How far the ties that lasted moved, on what was answered both times."""
    return _cells(((tie.pair, tie.difference) for tie in change.core.ties if tie.compared is not None), groups)


def _cells(ties: Iterable[tuple[Pair, Value]], groups: Groups) -> dict[GroupPair, Cell]:
    found: dict[GroupPair, list[Said]] = {}
    for (a, b), value in ties:
        if a in groups.of and b in groups.of:
            found.setdefault((groups.of[a], groups.of[b]), []).append((a, b, value))
    return {pair: _cell(pair, said, groups) for pair, said in found.items()}


def _cell(pair: GroupPair, said: list[Said], groups: Groups) -> Cell:
    """What is shown of one cell: no mean over too few answers, and none that is what one organisation alone receives."""
    values = [Fraction(value) for _, _, value in said if value is not None]
    raters = len({a for a, _, value in said if value is not None})
    rated = len({b for _, b, value in said if value is not None})
    shown = enough(len(values), raters) and rated > 1 and pair[1] not in groups.alone
    return Cell(len(said), len(values), raters, sum(values, Fraction(0)) / len(values) if shown else None)
