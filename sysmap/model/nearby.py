"""Which part of a map lies round some actors? Those within so many ties of them, the ties among them, and what networks are made with.

For maps too large to hold: a store reads this part alone. A tie is walked whichever way it points and whatever holds of it, so that
the part is never less than what a viewer, a date or a type leaves of it; who sees what is decided afterwards, as for a whole state.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

from sysmap.errors import UsageError
from sysmap.model.sealed import seals_of
from sysmap.model.state import Seal, SealKey, State

WALKED = ("relationship", "rating")
"""Kinds that are walked along: those that maps hold by the hundred thousand."""
BESIDE = ("map", "wave", "roster", "place", "source", "snapshot")
"""Kinds that a network is made with, and that are never many: all of them belong to the part."""
MOST_STEPS = 6


def checked_walk(kind: str, steps: int) -> None:
    """Raise UsageError for a kind that is not walked, or too many steps."""
    if kind not in WALKED:
        raise UsageError(f"A {kind} is not walked along", fix=f"Walk along one of {', '.join(WALKED)}.")
    if not 0 <= steps <= MOST_STEPS:
        raise UsageError(f"{steps} is no number of steps", fix=f"Give 0 to {MOST_STEPS}.")


def is_step(kind: str, fact: Any) -> bool:
    """Does this tie lead from one actor to another? An answer "no tie", or none at all, does not."""
    if fact.from_id is None or fact.to_id is None:
        return False
    return kind == "relationship" or (fact.wave is not None and fact.value is not None and fact.value > 0)


def within(ids: Iterable[str], steps: int, beside: Callable[[set[str]], Iterable[str]]) -> set[str]:
    """Everybody within so many steps; ``beside`` tells who is one step from any of some, and may name them again."""
    near = set(ids)
    edge = set(near)
    for _ in range(steps):
        edge = set(beside(edge)) - near
        near |= edge
        if not edge:
            break
    return near


def belongs(state_waves: Collection[str], kind: str, fact: Any, near: Collection[str]) -> bool:
    """Is this tie among those who are near? Of answers, only those of a round that is on the map; "no tie" and unsaid ones too."""
    return fact.from_id in near and fact.to_id in near and (kind == "relationship" or fact.wave in state_waves)


def part_near(state: State, kind: str, ids: Iterable[str], steps: int) -> State:
    """The part of a state that is in memory: what each store's ``near`` answers. Ids that are no actors are passed over."""
    checked_walk(kind, steps)
    beside: dict[str, set[str]] = {}
    for fact in state.of(kind).values():
        if is_step(kind, fact):
            beside.setdefault(fact.from_id, set()).add(fact.to_id)
            beside.setdefault(fact.to_id, set()).add(fact.from_id)
    near = within(ids, steps, lambda edge: {other for one in edge for other in beside.get(one, ())})
    facts: dict[str, dict[str, Any]] = {name: dict(state.of(name)) for name in BESIDE}
    facts["actor"] = {id: fact for id, fact in state.actors.items() if id in near}
    facts[kind] = {id: fact for id, fact in state.of(kind).items() if belongs(state.waves, kind, fact, near)}
    facts = {name: table for name, table in facts.items() if table}
    seals: dict[SealKey, Seal] = {}
    for name, table in facts.items():
        for fact in table.values():
            seals |= seals_of(name, fact, state.seals)
    return State(state.map, state.revision, state.erasures, facts, seals)
