"""Who came, who went, and who was heard? A member that leaves is not trust lost: its ties are counted apart."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sysmap.analysis.change_ties import FORMED, TieChange
from sysmap.analysis.network import Network
from sysmap.analysis.succession import Succession


@dataclass(frozen=True, slots=True)
class Composition:
    """Members by what became of them, ids in map order. ``answered_both`` is empty and ``asked`` False for recorded layers.

    ``lineage`` tells of those who came or went which were renamed (and are followed), split, merged or absorbed.
    """

    joined: tuple[str, ...]
    left: tuple[str, ...]
    stable: tuple[str, ...]
    answered_both: tuple[str, ...]
    asked: bool
    lineage: tuple[Succession, ...] = ()

    @property
    def core(self) -> tuple[str, ...]:
        """On whom paths are compared: those who answered both times, and where nobody was asked all who are in both."""
        return self.answered_both if self.asked else self.stable

    def as_json(self) -> dict[str, Any]:
        return {
            "joined": list(self.joined),
            "left": list(self.left),
            "stable": len(self.stable),
            "answered_both": len(self.answered_both) if self.asked else None,
            "lineage": [succession.as_json() for succession in self.lineage],
        }


def composition_of(before: Network, after: Network) -> Composition:
    """Who is a member then and now."""
    then, now = frozenset(before.ids), frozenset(after.ids)
    stable = tuple(a for a in after.ids if a in then)
    heard = frozenset(before.heard) & frozenset(after.heard)
    return Composition(
        tuple(a for a in after.ids if a not in then),
        tuple(a for a in before.ids if a not in now),
        stable,
        tuple(a for a in stable if a in heard) if before.asked else (),
        before.asked,
    )


@dataclass(frozen=True, slots=True)
class Turnover:
    """The ties of both networks by what became of them: each tie of then in one of four, each tie of now in one of four."""

    kept: int
    dissolved: int
    went_with_leavers: int
    not_answered_again: int
    formed: int
    came_with_joiners: int
    heard_only_now: int

    def as_json(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__slots__}


def turnover_of(ties: Collection[TieChange]) -> Turnover:
    """Where every tie of then went, and where every tie of now comes from."""
    count = {change: sum(t.change == change for t in ties) for change in ("dissolved", "left", "joined")}
    unobserved = [t for t in ties if t.change == "unobserved"]
    return Turnover(
        kept=sum(t.seen_before and t.seen_after and t.change != "unobserved" for t in ties),
        dissolved=count["dissolved"],
        went_with_leavers=count["left"],
        not_answered_again=sum(t.seen_before for t in unobserved),
        formed=sum(t.change in FORMED for t in ties),
        came_with_joiners=count["joined"],
        heard_only_now=sum(t.seen_after for t in unobserved),
    )


Heard = tuple[int, int]
"""(answered in full, members)."""


def heard_by_sector(network: Network) -> dict[str, Heard]:
    """Who is missing, by sector? (answered, members) of each, in the order in which sectors come on the map."""
    found: dict[str, Heard] = {}
    for m in network.members:
        answered, members = found.get(m.sector or "not stated", (0, 0))
        found[m.sector or "not stated"] = (answered + m.heard, members + 1)
    return found
