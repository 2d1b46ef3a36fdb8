"""On the ties that lasted, which trust question moved, and where? An average of several questions can hide both."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from sysmap.analysis.change_ties import KEPT, TieChange
from sysmap.analysis.definition import plain, share
from sysmap.analysis.network import Value

TRUST = "all"
"""The name under which the value of the tie itself stands beside its items."""


@dataclass(frozen=True, slots=True)
class Moved:
    """How a set of lasting ties moved on one item: over n ties answered both times, the sum of changes, how many up, down, same."""

    n: int
    sum: int | Fraction
    up: int
    down: int

    @property
    def same(self) -> int:
        return self.n - self.up - self.down

    @property
    def mean(self) -> Fraction | None:
        return share(self.sum, self.n)

    def as_json(self) -> dict[str, Any]:
        return {
            "n": self.n, "sum": plain(self.sum), "mean": plain(self.mean), "up": self.up, "down": self.down, "same": self.same,
        }  # fmt: skip


def moved(changes: Collection[int | Fraction]) -> Moved:
    """Count a set of changes.

    >>> moved([1, -1, 0, 2]).as_json()
    {'n': 4, 'sum': 2, 'mean': 0.5, 'up': 2, 'down': 1, 'same': 1}
    """
    return Moved(len(changes), sum(changes), sum(c > 0 for c in changes), sum(c < 0 for c in changes))


def lasting(ties: Collection[TieChange]) -> list[TieChange]:
    """The ties that are there both times."""
    return [t for t in ties if t.change in KEPT]


def changes_on(tie: TieChange, item: str) -> Value:
    """The change of a tie on an item, or of its value for ``TRUST``; None when not answered both times."""
    return tie.difference if item == TRUST else tie.items.get(item)


def moved_on(ties: Collection[TieChange], item: str) -> Moved:
    """How the lasting ties among these moved on an item."""
    return moved([c for t in lasting(ties) if (c := changes_on(t, item)) is not None])


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the network lasting ties moved on an item: ``within`` a group, ``towards`` it or ``from`` it, against all the rest."""

    item: str
    group: str
    where: str
    there: Moved
    elsewhere: Moved
    members: tuple[str, ...]

    @property
    def only_here(self) -> bool:
        """Is every single move on this item here, so that nothing moved anywhere else?"""
        return bool(self.there.up + self.there.down) and self.elsewhere.up + self.elsewhere.down == 0

    def as_json(self) -> dict[str, Any]:
        return {
            "item": self.item,
            "group": self.group,
            "where": self.where,
            "there": self.there.as_json(),
            "elsewhere": self.elsewhere.as_json(),
            "only_here": self.only_here,
            "members": list(self.members),
        }


def places(ties: Collection[TieChange], items: Collection[str], groups: Mapping[str, frozenset[str]]) -> tuple[Place, ...]:
    """For each item and each group that was named beforehand: how ties within, towards and from it moved, against the rest.

    Groups chosen after looking would always show something; these stand in the map's codebook. ``members`` are the group's
    own ends of the ties counted.
    """
    found = []
    for item in items:
        counted = [(t, c) for t in lasting(ties) if (c := changes_on(t, item)) is not None]
        for name, group in groups.items():
            for where, test in _WHERE.items():
                here = [t for t, _ in counted if test(t.pair[0] in group, t.pair[1] in group)]
                if here:
                    there = moved([c for t, c in counted if test(t.pair[0] in group, t.pair[1] in group)])
                    rest = moved([c for t, c in counted if not test(t.pair[0] in group, t.pair[1] in group)])
                    ends = dict.fromkeys(end for t in here for end in t.pair if end in group)
                    found.append(Place(item, name, where, there, rest, tuple(ends)))
    return tuple(found)


_WHERE: Mapping[str, Any] = {
    "within": lambda first, second: first and second,
    "towards": lambda first, second: second and not first,
    "from": lambda first, second: first and not second,
}
