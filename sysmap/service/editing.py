"""How does an edit become a revision? Seal its personal text, check it inside the store's lock, write it whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sysmap.errors import Conflict, InputError, Problem
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.sealed import SHARED
from sysmap.model.sealing import seals_for
from sysmap.model.state import Seal, SealKey, State, empty
from sysmap.model.validation import check
from sysmap.service.desk import Desk
from sysmap.store.port import Head


def edit(
    desk: Desk,
    map: str,
    changes: Iterable[Change],
    *,
    reason: str,
    author: str = "map keeper",
    base: int | None = None,
    edit_id: str | None = None,
    known_at: str | None = None,
    seals: dict[SealKey, Seal] | None = None,
    undoes: int | None = None,
    checked_against: Head | None = None,
    known: State | None = None,
) -> Revision:
    """Make these changes the map's next revision. A map comes into being with its first revision.

    ``base`` is the revision the edit was made against (default: head as it is now); a fact changed since then is a clash. The
    rules that join facts are checked inside the lock against the head the revision will follow. ``checked_against`` says at which
    head the caller has checked them already: then nothing is checked twice, and a head that has moved on is a Conflict. ``known``
    is the state that the caller has just read.
    Raises InputError with every problem, Conflict with every clash, EditReused, MapBusy, StoreUnavailable.
    """
    batch_changes = tuple(changes)
    state = _state_or_empty(desk, map) if known is None else known
    batch = Batch(
        map, state.revision if base is None else base, edit_id or str(uuid.uuid4()), author, reason, batch_changes, known_at,
        seals_for(batch_changes, state) if seals is None else seals,
    )  # fmt: skip

    followed: list[State] = []

    def refuse_what_breaks_rules(head: Head) -> None:
        if checked_against is not None:
            refuse_moved_head(head, checked_against)
            return
        before = caught_up(desk, state, head)
        refuse(problems_of(before, batch_changes))
        followed[:] = [before]

    made = desk.store.append(batch, refuse_what_breaks_rules, undoes)
    if followed and is_plain(followed[0], batch) and made.number == followed[0].revision + 1:
        new = followed[0].applied(made.number, [(c.kind, c.id, c.fact) for c in batch_changes], batch.seals)
        desk.keep(new, ((c.kind, c.id) for c in batch_changes))
    return made


def is_plain(before: State, batch: Batch) -> bool:
    """Does the batch alone say what the map is after it? Not where a fact may come back to its old place, where a respondent's
    name may be known to the store under another seal, or where something was erased: then the store is asked.
    """
    shared = any(key[0] == SHARED and key not in before.seals for key in batch.seals)
    return not before.erasures and not shared and all(before.get(c.kind, c.id) is not None for c in batch.changes)


def caught_up(desk: Desk, state: State, head: Head) -> State:
    """The state at this head, reading only what was edited since: among many who edit at once that is nearly always something."""
    newer = desk.newer(state)
    state = newer if newer.revision <= head.revision else state
    if (head.revision, head.erasures) == (state.revision, state.erasures):
        return state
    if head.erasures == state.erasures and 0 < state.revision < head.revision:
        delta = desk.store.delta(state.map, state.revision)
        if not delta.reordered and (delta.head.revision, delta.head.erasures) == (head.revision, head.erasures):
            return state.applied(head.revision, delta.changed, delta.seals)
    return desk.store.state(state.map)


def refuse_moved_head(head: Head, checked: Head) -> None:
    """Raise Conflict when the map was edited or something was erased since it was looked at."""
    if (head.revision, head.erasures) != (checked.revision, checked.erasures):
        raise Conflict(f"The map {head.map} was edited in the meantime", clashes=(), fix="Try again.")


def after(state: State, changes: tuple[Change, ...]) -> State:
    """The state that the changes would make."""
    return state.applied(state.revision + 1, ((c.kind, c.id, c.fact) for c in changes))


def problems_of(before: State, changes: tuple[Change, ...]) -> tuple[Problem, ...]:
    """Everything that the rules refuse in these changes."""
    found = check(before, after(before, changes), changes)
    return tuple(finding.problem for finding in found.refused)


def refuse(problems: tuple[Problem, ...]) -> None:
    """Raise InputError when there are problems."""
    if problems:
        count = f"{len(problems)} problems" if len(problems) > 1 else "1 problem"
        raise InputError(f"{count}; nothing was stored", problems=problems)


def _state_or_empty(desk: Desk, map: str) -> State:
    return desk.state(map) if desk.store.head(map) is not None else empty(map)
