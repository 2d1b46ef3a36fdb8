"""Does everything that a fact points to exist? And does anything point to what a batch takes away?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sysmap.model.kinds import KINDS, heading
from sysmap.model.references import POINTERS, Pointer, pointed_at, pointing_at
from sysmap.model.validation.around import Around

CALLED = {"actor": "organisation or group", "wave": "round", "funding": "funding flow"}


def check_pointers(around: Around, kind: str, fact: Any) -> None:
    """Every id the fact holds of another fact must be on the map after the batch."""
    for pointer in POINTERS[kind]:
        if pointer.free or fact[pointer.place] is None:
            continue
        for id in pointed_at(fact, pointer):
            if id not in around.after.of(pointer.target):
                _nothing_there(around, kind, fact, pointer, id)
    if kind == "funding" and fact.from_id is not None and not pointed_at(fact, POINTERS[kind][0]):
        around.refuse(kind, fact, "UNKNOWN", "the list names nobody", "name the givers, split by |, or leave it empty", "from_id")


def _nothing_there(around: Around, kind: str, fact: Any, pointer: Pointer, id: str) -> None:
    target = pointer.target
    rule = f"there is no {CALLED.get(target, target)} with this id"
    fix = f"{around.meant(id, around.after.of(target))}add it to {KINDS[target].file}, or correct the {heading(pointer.field)}"
    around.refuse(kind, fact, "UNKNOWN", rule, fix, pointer.field, id)


def check_removed(around: Around, removed: Mapping[str, Collection[str]]) -> None:
    """What a batch takes away must have nothing left that points to it."""
    targets = {kind: ids for kind, ids in removed.items() if any(p.target == kind for ps in POINTERS.values() for p in ps)}
    if not targets:
        return
    for kind, fact, pointer, id in pointing_at(around.after, targets):
        rule = f"this {kind} still points to {pointer.target} {id}, which the edit removes"
        around.refuse(kind, fact, "UNKNOWN", rule, f"remove or change the {kind} {fact.id} in the same edit", pointer.field, id)
