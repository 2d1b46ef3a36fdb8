"""From what a person wants done to facts, to the changes of an edit: added, changed, corrected, ended, removed.

What is left out stays as it was **at the revision the edit was made against**, never as it is now: the same edit sent again then says
the same thing, and gets its first answer; and a fact changed by somebody else since is a clash and not a mixture.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sysmap.errors import Conflict, InputError, Problem
from sysmap.formats.ids import key_of, made_id, natural_id
from sysmap.model.batch import Change, Revision
from sysmap.model.kinds import KINDS, heading
from sysmap.model.state import State, empty
from sysmap.model.text import clean, join_list
from sysmap.model.validation import Finding, check
from sysmap.service.desk import Desk
from sysmap.service.editing import after, edit

UNMADE = frozenset(name for name, kind in KINDS.items() if kind.key == ("id",))
"""Kinds of which two may well say the same: an id made for one comes from the edit, and not from what it says."""


FEW = 20
"""An edit that looks at more facts than this reads the whole map as it was, and otherwise each fact's own versions."""


class Wish(NamedTuple):
    """One thing to be done to one fact. ``cells`` has the fields that are given; None in it clears a field."""

    verb: str
    kind: str
    key: str | None
    cells: Mapping[str, Any]


class Edit(NamedTuple):
    """What every edit says of itself: an id its sender made, the revision it was made against, why, and when it was known."""

    id: str
    base: int
    reason: str
    known_at: str | None = None


class Refused(InputError):
    """An edit breaks rules; ``findings`` say which facts break them."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        count = f"{len(findings)} problems" if len(findings) != 1 else "1 problem"
        super().__init__(f"{count}; nothing was stored", problems=tuple(f.problem for f in findings))
        self.findings = findings


def change(desk: Desk, map: str, made: Edit, wishes: Iterable[Wish], author: str = "map keeper") -> Revision:
    """Carry out an edit. Raises Refused, Conflict, EditReused, MapBusy, StoreUnavailable, NotFound for no such map."""
    was = _Past(desk, map, made.base)
    changes = _changes(was, made, tuple(wishes))
    try:
        return edit(
            desk, map, changes, reason=made.reason, author=author, base=made.base, edit_id=made.id, known_at=made.known_at, known=was.head
        )
    except InputError as error:
        before = desk.state(map)
        found = check(before, after(before, changes), changes).refused
        raise Refused(found or tuple(Finding("map", map, problem) for problem in error.problems)) from error


def _changes(was: _Past, made: Edit, wishes: tuple[Wish, ...]) -> tuple[Change, ...]:
    """The changes that an edit comes to. Raises Refused for what cannot be done to what there was."""
    changes: dict[tuple[str, str], Change] = {}
    wrong: list[Finding] = []
    for place, wish in enumerate(wishes):
        try:
            one = _change(was, made, wish, place)
            if (one.kind, one.id) in changes:
                raise _Cannot(one.id, "an edit touches a fact once", "put both changes into one")
            changes[one.kind, one.id] = one
            was.taken.add((one.kind, one.id))
        except _Cannot as cannot:
            wrong.append(Finding(wish.kind, cannot.id, cannot.problem))
    if wrong:
        raise Refused(tuple(wrong))
    return tuple(changes.values())


class _Cannot(Exception):
    def __init__(self, id: str, rule: str, fix: str, column: str | None = None, value: str | None = None) -> None:
        super().__init__(rule)
        self.id = id
        self.problem = Problem(rule, fix, column=column, value=value)


class _Past:
    """What facts were at the revision an edit was made against, reading no more than has to be read."""

    def __init__(self, desk: Desk, map: str, base: int) -> None:
        self.desk, self.map, self.base = desk, map, base
        self.head = desk.state(map) if base > 0 or desk.store.head(map) is not None else empty(map)
        if not 0 <= base <= self.head.revision:
            said = f"the map is at edit {self.head.revision}"
            raise Refused((Finding("map", map, Problem(said, "make the edit against that", column="base", value=str(base))),))
        self._state: State | None = None
        self._looked = 0
        self.taken: set[tuple[str, str]] = set()

    def get(self, kind: str, id: str) -> Any | None:
        if self.head.revision == self.base or self.desk.untouched(self.map, kind, id, self.base, self.head.revision):
            return self.head.get(kind, id)
        self._looked += 1
        if self._state is None and self._looked > FEW:
            self._state = self.desk.state(self.map, self.base)
        if self._state is not None:
            return self._state.get(kind, id)
        versions = self.desk.store.versions(self.map, kind, id)
        return next((v.fact for v in versions if v.born <= self.base and (v.died is None or v.died > self.base)), None)


def _change(was: _Past, made: Edit, wish: Wish, place: int) -> Change:
    kind = KINDS[wish.kind]
    cells = {name: _cell(value) for name, value in wish.cells.items()}
    if wish.verb == "add":
        return _added(was, made, wish, cells, place)
    if wish.key is None:
        raise _Cannot("", "a fact that is there already is named by its key", "give its key", "key")
    known = was.get(wish.kind, wish.key)
    if known is None:
        raise _Cannot(wish.key, f"there was no such {wish.kind} at edit {was.base}", "check the key, or add it", "key", wish.key)
    if wish.verb == "remove":
        return Change("remove", wish.kind, wish.key, None)
    if wish.verb == "end" and not cells.get("until"):
        raise _Cannot(wish.key, "an end has a date", "give the first day on which it no longer holds", "until")
    if wish.kind == "snapshot":
        raise _Cannot(wish.key, "a saved version never changes", "take another one")
    assert "id" not in cells, kind
    return Change(wish.verb, wish.kind, wish.key, known._replace(**cells))


def _added(was: _Past, made: Edit, wish: Wish, cells: dict[str, Any], place: int) -> Change:
    fact = KINDS[wish.kind].fact
    id = clean(wish.key) or natural_id(wish.kind, cells)
    if id is None and wish.kind in UNMADE:
        told = hashlib.sha256(f"{made.id}\x1f{place}".encode("utf-8", "surrogatepass")).hexdigest()
        id = f"{wish.kind}-{told[:16]}"
    if id is None:
        id = _free_id(was, wish.kind, cells)
    if was.get(wish.kind, id) is not None:
        raise _Cannot(id, f"there is a {wish.kind} with this key already", "change that one, or give another key", "key", id)
    return Change("add", wish.kind, id, fact(id, **cells))


def _free_id(was: _Past, kind: str, cells: Mapping[str, Any]) -> str:
    """The id that a file's row would get for the same: so that a later import knows it again."""
    key = key_of(kind, cells)
    for ordinal in range(1_000):
        id = made_id(kind, key, ordinal)
        if was.get(kind, id) is None and (kind, id) not in was.taken:
            return id
    raise _Cannot("", "there are a thousand like this already", "give it a key of its own", "key")


def _cell(value: Any) -> Any:
    """A value as it is kept: text cleaned, lists joined, numbers and nothing as they are."""
    if isinstance(value, list | tuple):
        return join_list(tuple(str(clean(str(one)) or "") for one in value))
    return clean(value) if isinstance(value, str) else value


def rated(desk: Desk, map: str, made: Edit, cells: Mapping[str, Any]) -> Wish:
    """An answer, as a new one or in the place of the one that was given to the same question by the same respondent."""
    was = _Past(desk, map, made.base)
    return _set(was, "rating", cells)


def placed(desk: Desk, map: str, made: Edit, cells: Mapping[str, Any]) -> Wish:
    """Where an actor stands on the picture, new or moved."""
    return _set(_Past(desk, map, made.base), "layout", cells)


def _set(was: _Past, kind: str, cells: Mapping[str, Any]) -> Wish:
    clean_cells = {name: _cell(value) for name, value in cells.items()}
    id = natural_id(kind, clean_cells) or made_id(kind, key_of(kind, clean_cells), 0)
    return Wish("add" if was.get(kind, id) is None else "change", kind, id, cells)


def done_before(desk: Desk, map: str, edit_id: str) -> Revision | None:
    """The revision that an edit made when it came the first time."""
    return next((r for r in desk.store.revisions(map) if r.edit_id == edit_id), None)


def column_of(problem: Problem) -> str | None:
    """The field that a problem is about, as a bundle's heading."""
    return heading(problem.column) if problem.column else None


__all__ = ["Conflict", "Edit", "Refused", "Wish", "change", "column_of", "done_before", "placed", "rated"]
