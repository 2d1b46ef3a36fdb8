"""What would these rows do to the map? Each row against the fact it is about: new, changed or the same; and what is no longer mentioned.

Without an id a row is about the fact that agrees with it on the key of its kind, by order among equals; ids that are made depend on
the key alone, so importing a folder twice changes nothing. Columns a file does not have leave things as they are.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sysmap.errors import Problem
from sysmap.formats.incoming import Incoming, Row
from sysmap.formats.matching import matched
from sysmap.formats.unlisted import with_unlisted
from sysmap.model.actors import Map
from sysmap.model.batch import Change
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS
from sysmap.model.state import SealKey, State
from sysmap.model.text import WITHDRAWN, Text

KEPT_BY_REPLACE = frozenset({"map", "snapshot"})
"""Snapshots are pointers to revisions that stay; a folder without them takes none away."""

Position = tuple[str, int]


class Planned(NamedTuple):
    """What an import would do: the changes, counts by kind, and the file and row (0: no rows) behind each fact that was mentioned."""

    changes: tuple[Change, ...]
    new: Mapping[str, int]
    changed: Mapping[str, int]
    same: Mapping[str, int]
    removed: Mapping[str, int]
    positions: Mapping[tuple[str, str], Position]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()
    salts: Mapping[SealKey, str] = {}


def changes_for(incoming: Incoming, state: State, replace: bool = False) -> Planned:
    """Work out what the rows add and change, and with ``replace`` what they no longer mention. Pure; stores nothing."""
    work = _Work(incoming, state)
    for kind in KINDS:
        rows = incoming.rows.get(kind, ())
        if kind == "map":
            continue
        if rows:
            work.take(kind, rows)
        if replace and kind not in KEPT_BY_REPLACE:
            work.remove_unmentioned(kind)
    work.take_map()
    work.tell_equal_names()
    return work.planned()


class _Work:
    """The sums of one plan while it is worked out."""

    def __init__(self, incoming: Incoming, state: State) -> None:
        self.incoming = incoming
        self.state = state
        self.changes: dict[str, list[Change]] = {}
        self.counts: dict[str, dict[str, int]] = {"add": {}, "change": {}, "same": {}, "remove": {}}
        self.positions: dict[tuple[str, str], Position] = {}
        self.mentioned: dict[str, dict[str, tuple[Row, Any]]] = {}
        self.problems: list[Problem] = []
        self.warnings: list[Problem] = []

    def take(self, kind: str, rows: Sequence[Row]) -> None:
        existing = self.state.of(kind)
        first_new: Row | None = None
        for row, id in matched(kind, rows, existing, self.problems):
            before = existing.get(id)
            fact = merged(kind, id, row, before)
            if before is None and fact.source is None and self.incoming.fallback_source is not None:
                fact = fact._replace(source=self.incoming.fallback_source)
            self.enter(kind, id, row, before, fact)
            if before is None and first_new is None:
                first_new = row
        if first_new is not None:
            self.tell_missing(kind, first_new)

    def enter(self, kind: str, id: str, row: Row, before: Any | None, fact: Any) -> None:
        self.positions[kind, id] = (row.file, row.number)
        self.mentioned.setdefault(kind, {})[id] = (row, fact)
        verb = "add" if before is None else "same" if before == fact else "change"
        self.counts[verb][kind] = self.counts[verb].get(kind, 0) + 1
        if verb != "same":
            self.changes.setdefault(kind, []).append(Change(verb, kind, id, fact))

    def remove_unmentioned(self, kind: str) -> None:
        mentioned = self.mentioned.get(kind, {})
        gone = [id for id in self.state.of(kind) if id not in mentioned]
        if gone:
            self.counts["remove"][kind] = len(gone)
            self.changes.setdefault(kind, []).extend(Change("remove", kind, id, None) for id in gone)

    def take_map(self) -> None:
        """The map's own fact comes last, because words that its codebook lacks are added to it."""
        before = self.state.get("map", self.state.map)
        rows = self.incoming.rows.get("map", ())
        row = rows[0] if rows else Row("map", "", 0, {"name": self.incoming.map_id} if before is None else {})
        id = self.incoming.map_id
        fact = merged("map", id, row, before)
        if before is None and fact.name is None:
            self.tell_missing("map", row)
        said = before.codebook if isinstance(before, Map) else None
        fact = fact._replace(codebook=with_unlisted(fact.codebook, said, self.mentioned, self.warnings))
        if rows or fact != before:
            self.enter("map", id, row, before, fact)

    def tell_missing(self, kind: str, row: Row) -> None:
        """A required column that the file does not have: harmless in an update, wrong where a fact is new."""
        for of, file, column in self.incoming.missing:
            if of == kind and file == row.file:
                place = 1 if row.number else None
                fix = "add it" if place else f'write {column} = "text"'
                what = f"the column {column}, which is required," if place else f"{column}, which is required,"
                self.problems.append(Problem(f"{what} is missing", fix, file, place, column, code="MISSING"))

    def tell_equal_names(self) -> None:
        if "actor" not in self.mentioned:
            return
        named: dict[Text, list[str]] = {}
        for id, fact in {**self.state.actors, **{id: fact for id, (_, fact) in self.mentioned["actor"].items()}}.items():
            named.setdefault(fact.name, []).append(id)
        for name, ids in named.items():
            rows = [self.mentioned["actor"][id][0] for id in ids if id in self.mentioned["actor"]]
            if name is not None and name != WITHDRAWN and len(ids) > 1 and rows:
                said = f"{len(ids)} actors have this name: {', '.join(ids)}"
                fix = "leave it if they are different ones"
                self.warnings.append(Problem(said, fix, rows[-1].file, rows[-1].number, "name", name, "EQUAL_NAMES"))

    def planned(self) -> Planned:
        ordered = tuple(change for kind in KINDS for change in self.changes.get(kind, ()))
        counts = {verb: {kind: count[kind] for kind in KINDS if kind in count} for verb, count in self.counts.items()}
        add, changed, same, removed = (counts[verb] for verb in ("add", "change", "same", "remove"))
        salts = dict(self.incoming.salts)
        return Planned(ordered, add, changed, same, removed, self.positions, tuple(self.problems), tuple(self.warnings), salts)


def merged(kind: str, id: str, row: Row, before: Any | None) -> Any:
    """The fact that a row makes of what was there: only what the row mentions is other than before."""
    given = row.given
    spec = KINDS[kind]
    if before is None:
        fact = spec.fact._make((id, *map(given.get, spec.fields[1:])))
    else:
        fact = before._replace(**given)
        if fact.id != id:
            fact = fact._replace(id=id)
    if row.extra or "attributes" in given:
        attributes = _attributes(row, before.attributes if before is not None else None)
        return fact if fact.attributes == attributes else fact._replace(attributes=attributes)
    return fact


def _attributes(row: Row, before: Text) -> Text:
    """Unknown columns over what the fact had; a file with a column ``attributes`` says all that has no column of its own."""
    stated = {name: value for name, value in row.extra.items() if value is not None}
    whole = row.given.get("attributes") if "attributes" in row.given else before
    held = _table(whole)
    if held is None:
        return canonical_json(stated) if stated else whole
    kept = {name: value for name, value in held.items() if name not in row.extra}
    return canonical_json({**kept, **stated}) if kept or stated else None


def _table(text: Text) -> dict[str, Any] | None:
    """Attributes as a table; None for text that is none, such as *withdrawn*."""
    if text is None:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
