"""Which facts must be checked after these changes? The changed ones, and those whose rightness leans on what changed.

A small edit on a map of 100,000 ties must not read them all. So ties are gone through only when something they lean on changed in a
way that matters: an actor's dates, kind or sector, a wave's scale, items or dates, or who answered in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sysmap.model.batch import Change
from sysmap.model.kinds import KINDS
from sysmap.model.references import POINTERS, pointed_at
from sysmap.model.state import State

Facts = dict[str, dict[str, Any]]

MATTERS = {"actor": ("since", "until", "kind", "sector"), "wave": ("date", "closes", "items", "scale_min", "scale_max")}
"""The fields of what is pointed to on which a rule about the pointing fact leans."""


class Scope(NamedTuple):
    """``own``: the facts to check in every way; ``leaning``: those to check only against others; ``removed``: ids by kind."""

    own: Mapping[str, Mapping[str, Any]]
    leaning: Mapping[str, Mapping[str, Any]]
    removed: Mapping[str, frozenset[str]]

    @property
    def both(self) -> dict[str, Mapping[str, Any]]:
        return {
            kind: {**self.own.get(kind, {}), **self.leaning.get(kind, {})} for kind in KINDS if kind in self.own or kind in self.leaning
        }


def scope_of(before: State, after: State, changes: tuple[Change, ...], everything: bool) -> Scope:
    """What has to be checked."""
    if everything:
        return Scope({kind: after.of(kind) for kind in KINDS if after.of(kind)}, {}, {})
    own: Facts = {}
    gone: dict[str, set[str]] = {}
    for change in changes:
        fact = after.get(change.kind, change.id)
        if fact is not None:
            own.setdefault(change.kind, {})[change.id] = fact
        elif before.get(change.kind, change.id) is not None:
            gone.setdefault(change.kind, set()).add(change.id)
    removed = {kind: frozenset(ids) for kind, ids in gone.items()}
    return Scope(own, _leaning(before, after, own, removed), removed)


def _leaning(before: State, after: State, own: Facts, removed: Mapping[str, frozenset[str]]) -> Facts:
    altered = {kind: _altered(before, kind, fields, own.get(kind, {})) for kind, fields in MATTERS.items()}
    found: Facts = {}
    if any(altered.values()):
        for kind, pointers in POINTERS.items():
            wanted = [(p, altered[p.target]) for p in pointers if altered.get(p.target)]
            if wanted and kind != "actor":
                _gather(after, kind, found, own, lambda fact, ps=wanted: any(i in ids for p, ids in ps for i in pointed_at(fact, p)))
    asked = _asked_anew(before, after, own, removed)
    if asked:
        waves = {wave for wave, _ in asked}
        _gather(
            after,
            "rating",
            found,
            own,
            lambda r: r.wave in waves and bool({(r.wave, r.from_id), (r.wave, r.to_id), (r.wave, None)} & asked),
        )
    return found


def _gather(after: State, kind: str, found: Facts, own: Facts, leans: Any) -> None:
    mine = own.get(kind, {})
    for id, fact in after.of(kind).items():
        if id not in mine and leans(fact):
            found.setdefault(kind, {})[id] = fact


def _altered(before: State, kind: str, fields: tuple[str, ...], facts: Mapping[str, Any]) -> frozenset[str]:
    known = before.of(kind)
    pairs = ((known[id], fact) for id, fact in facts.items() if id in known)
    return frozenset(now.id for was, now in pairs if any(getattr(was, f) != getattr(now, f) for f in fields))


def _asked_anew(before: State, after: State, own: Facts, removed: Mapping[str, frozenset[str]]) -> set[tuple[str | None, str | None]]:
    """The (wave, actor) whose roster row is new, changed or gone; (wave, None) for all when a wave got or lost its roster."""
    rows = [*own.get("roster", {}).values(), *(before.roster[id] for id in own.get("roster", {}) if id in before.roster)]
    rows += [before.roster[id] for id in removed.get("roster", ())]
    touched = {(row.wave, row.actor) for row in rows}
    if touched:
        had = {row.wave for row in before.roster.values()}
        has = {row.wave for row in after.roster.values()}
        touched |= {(wave, None) for wave, _ in touched if (wave in had) != (wave in has)}
    return touched
