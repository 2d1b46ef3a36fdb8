"""What became of each tie? Lasted, began, ended, came or went with an organisation, or not known.

A tie *began* or *ended* only when both ends were members both times and the pair was answered about both times. A tie of an
organisation that joined or left came or went with it; a tie whose pair was not answered about the other time is unobserved.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sysmap.analysis.building_voices import exact, mean
from sysmap.analysis.definition import plain
from sysmap.analysis.network import Network, Pair, Tie, Value
from sysmap.analysis.observation import Rows

KEPT = frozenset({"strengthened", "weakened", "unchanged", "value_unknown"})
FORMED = frozenset({"formed", "first_attested"})


@dataclass(frozen=True, slots=True)
class TieChange:
    """One directed pair with a tie in at least one of the two networks.

    ``change`` is strengthened, weakened, unchanged, value_unknown (lasted, its values not comparable); formed, first_attested,
    dissolved; unobserved; joined, left (its organisation did); not_comparable. ``before`` and ``after`` are its values: 0 for an
    answered "no tie", None for not stated or not observed. ``compared`` is the pair of values on what was answered both
    times, from which the change is told; ``items`` the change of each item answered both times.
    """

    pair: Pair
    change: str
    before: Value
    after: Value
    seen_before: bool
    seen_after: bool
    compared: tuple[int | Any, int | Any] | None = None
    items: Mapping[str, Value] = field(default_factory=dict)

    @property
    def difference(self) -> Value:
        """How much stronger it is on what was answered both times; None when that is not known."""
        return None if self.compared is None else exact(self.compared[1] - self.compared[0])

    def as_json(self) -> dict[str, Any]:
        return {
            "from": self.pair[0],
            "to": self.pair[1],
            "before": plain(self.before),
            "after": plain(self.after),
            "change": self.change,
            "difference": plain(self.difference),
        }


def followed(before: Network, after: Network, rows: Rows) -> tuple[TieChange, ...]:
    """Every tie of either network with what became of it, in map order. ``rows`` are what both observed among members of both."""
    order = {id: i for i, id in enumerate(dict.fromkeys((*before.ids, *after.ids)))}
    pairs = sorted({*before.ties, *after.ties}, key=lambda pair: (order[pair[0]], order[pair[1]]))
    one = partial(_one, rows=rows, composite=len(before.items) > 1, bare=before.layer in _BARE)
    return tuple(one(pair, before.ties.get(pair), after.ties.get(pair)) for pair in pairs)


_BARE = frozenset({"relationships", "power"})
"""Layers on which a tie without a value is whole as it is: recorded twice so, it is the same tie. Elsewhere a value is missing."""


def _one(pair: Pair, then: Tie | None, now: Tie | None, rows: Rows, composite: bool, bare: bool) -> TieChange:
    was, value_was = then is not None, then.value if then else None
    has, value_has = now is not None, now.value if now else None
    if pair[0] not in rows or pair[1] not in rows:
        return TieChange(pair, "joined" if has else "left", value_was, value_has, was, has)
    if not rows[pair[0]].observes(pair[1]):
        return TieChange(pair, "unobserved", value_was, value_has, was, has)
    if then is None:
        assert now is not None
        return TieChange(pair, "first_attested" if now.attested else "formed", 0, value_has, was, has)
    if now is None:
        return TieChange(pair, "dissolved", value_was, 0, was, has)
    compared = _compared(then, now, composite)
    change = "unchanged" if bare and then.value is None and now.value is None else _moved(compared)
    return TieChange(pair, change, value_was, value_has, was, has, compared, _items(then, now))


def _moved(compared: tuple[Any, Any] | None) -> str:
    if compared is None:
        return "value_unknown"
    was, has = compared
    return "strengthened" if has > was else "weakened" if has < was else "unchanged"


def _compared(then: Tie, now: Tie, composite: bool) -> tuple[int | Any, int | Any] | None:
    """The tie's values on the items answered both times; None when a value is not stated or no item was answered twice."""
    if then.value is None or now.value is None:
        return None
    if not composite or then.items.keys() == now.items.keys():
        return then.value, now.value
    common = [item for item in then.items if item in now.items]
    if not common:
        return None
    return _mean_of(then, common), _mean_of(now, common)


def _mean_of(tie: Tie, items: list[str]) -> int | Any:
    return mean([value for item in items if (value := tie.items[item]) is not None])


def _items(then: Tie, now: Tie) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for item, was in then.items.items():
        has = now.items.get(item)
        if was is not None and has is not None:
            found[item] = exact(has - was)
    return found
