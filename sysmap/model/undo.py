"""How is an edit taken back? By its inverse as a new edit, unless something has come to lean on what it did.

Undoing never rewrites history: past states still show the edit. It is refused, naming the facts, when a touched fact changed
again since, when something that came later points to what would vanish, or when what would come back points to something gone.
"""

from __future__ import annotations

from collections.abc import Iterable

from sysmap.errors import Clash, Conflict, one_line
from sysmap.model.batch import Change
from sysmap.model.references import POINTERS, pointed_at, pointing_at
from sysmap.model.state import State

Place = tuple[str, str]
"""(kind, id) of a fact."""


def inverse(state_before: State, state_after: State, head_state: State, touched: Iterable[Place]) -> tuple[Change, ...]:
    """The changes that take back the edit between ``state_before`` and ``state_after``, made against ``head_state``.

    ``touched`` is what the edit wrote or removed. Raises Conflict with every clash; returns nothing when nothing was changed.
    """
    places = tuple(touched)
    clashes = undo_clashes(state_before, state_after, head_state, places)
    if clashes:
        shown = ", ".join(f"{c.kind} {one_line(c.id, 60)!r}" for c in clashes[:5])
        more = f" and {len(clashes) - 5} more" if len(clashes) > 5 else ""
        raise Conflict(
            f"Edit {state_after.revision} of {head_state.map} cannot be undone: changed since, or leaned on by later edits: {shown}{more}",
            clashes=clashes,
            fix="Undo the later edits first, or change these facts by hand.",
        )
    return _inverse(state_before, state_after, places)


def undo_clashes(state_before: State, state_after: State, head_state: State, touched: Iterable[Place]) -> tuple[Clash, ...]:
    """What stands in the way of an undo: for each fact, what it would become (``yours``) and what it is now (``theirs``)."""
    changes = _inverse(state_before, state_after, touched)
    return (*_changed_since(state_after, head_state, changes), *_leaned_on(head_state, changes), *_left_hanging(head_state, changes))


def _inverse(before: State, after: State, touched: Iterable[Place]) -> tuple[Change, ...]:
    changes = []
    for kind, id in touched:
        was, became = before.get(kind, id), after.get(kind, id)
        if was != became:
            verb = "remove" if was is None else "add" if became is None else "correct"
            changes.append(Change(verb, kind, id, was))
    return tuple(changes)


def _changed_since(after: State, head: State, changes: tuple[Change, ...]) -> list[Clash]:
    return [
        Clash(c.kind, c.id, c.fact, head.get(c.kind, c.id), head.revision)
        for c in changes
        if head.get(c.kind, c.id) != after.get(c.kind, c.id)
    ]


def _leaned_on(head: State, changes: tuple[Change, ...]) -> list[Clash]:
    """Facts outside the edit that point to what would vanish."""
    gone: dict[str, set[str]] = {}
    for change in changes:
        if change.fact is None:
            gone.setdefault(change.kind, set()).add(change.id)
    mine = {(change.kind, change.id) for change in changes}
    found = {(kind, fact.id): fact for kind, fact, _, _ in pointing_at(head, gone)} if gone else {}
    return [Clash(kind, id, None, fact, head.revision) for (kind, id), fact in found.items() if (kind, id) not in mine]


def _left_hanging(head: State, changes: tuple[Change, ...]) -> list[Clash]:
    """Facts that would come back and point to something that is gone meanwhile."""
    back = {(change.kind, change.id) for change in changes if change.fact is not None}
    away = {(change.kind, change.id) for change in changes if change.fact is None}
    found = []
    for change in changes:
        for pointer in POINTERS[change.kind] if change.fact is not None else ():
            for id in pointed_at(change.fact, pointer) if not pointer.free else ():
                place = (pointer.target, id)
                if place in away or (place not in back and head.get(*place) is None):
                    found.append(Clash(change.kind, change.id, change.fact, head.get(change.kind, change.id), head.revision))
    return list({(c.kind, c.id): c for c in found}.values())
