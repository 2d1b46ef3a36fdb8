"""What would this file do to the map, and then: do it, whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sysmap.errors import Conflict, Problem
from sysmap.formats import Asked, Placed, Planned, Repeat, changes_for, columns_said, joined, read_confined, told_once
from sysmap.model.batch import Change, Revision
from sysmap.model.canonical import digest
from sysmap.model.sealing import seals_for
from sysmap.model.state import Seal, SealKey, State, empty
from sysmap.model.validation import Finding, check
from sysmap.service.desk import Desk
from sysmap.service.editing import after, edit, refuse
from sysmap.service.ledger import kept_withdrawn
from sysmap.store.port import Head

TRIES = 3

STAGES = ("reading", "comparing with the map", "checking the rules", "storing")
Tell = Callable[[str, int, int], None]
"""Told which of ``STAGES`` it is at, and how many rows are done of how many (0 where nobody counts), so that long work is seen to move."""


def say_nothing(stage: str, done: int, of: int) -> None:
    """For callers that show no progress."""


class Preview(NamedTuple):
    """What an import would do. ``looked_at`` is the head it was worked out against; nothing is stored yet."""

    map: str
    format: str
    why: str
    looked_at: Head
    planned: Planned
    seals: dict[SealKey, Seal]
    warnings: tuple[Problem, ...]
    not_carried: tuple[str, ...]
    columns: Mapping[str, Mapping[str, str]] = {}
    repeats: tuple[Repeat, ...] = ()

    @property
    def base(self) -> int:
        """The revision it was worked out against; 0 for a map that is not there yet."""
        return self.looked_at.revision

    @property
    def changes_anything(self) -> bool:
        return bool(self.planned.changes)


class Imported(NamedTuple):
    """What an import did. ``revision`` is the map's newest revision, also when nothing was new."""

    preview: Preview
    revision: int

    def as_json(self) -> dict[str, Any]:
        """The object of contract.md section 2, counts by kind."""
        plan = self.preview
        return {
            "map": plan.map,
            "format": plan.format,
            "why": plan.why,
            "revision": self.revision,
            "new": dict(plan.planned.new),
            "changed": dict(plan.planned.changed),
            "same": dict(plan.planned.same),
            "removed": dict(plan.planned.removed),
            "warnings": [w.line() for w in plan.warnings],
            "not_carried": list(plan.not_carried),
            "columns": {table: dict(columns) for table, columns in plan.columns.items()},
            "possible_duplicates": [like._asdict() for like in plan.repeats],
        }


class How(NamedTuple):
    """How a file is to be read: its format (None: guessed), the round and day of answers, and what columns hold."""

    form: str | None = None
    wave: str | None = None
    date: str | None = None
    columns: str | None = None
    tables: Mapping[str, Placed] = {}
    same: Mapping[str, str] = {}
    """Which names of the file are one organisation, by their ids: agreed by a person, never guessed."""

    def asked(self) -> Asked:
        return Asked(None, self.wave, self.date, columns_said(self.columns), self.tables)


GUESSED = How()


def preview(
    desk: Desk, path: Path, map: str | None = None, *, replace: bool = False, tell: Tell = say_nothing, how: How = GUESSED
) -> Preview:
    """Work out what a file would add and change. Raises InputError with every problem in it, NotFound for no such file."""
    tell("reading", 0, 0)
    incoming = read_confined(path, map, form=how.form, asked=how.asked(), told=partial(tell, "reading"))
    tell("comparing with the map", 0, 0)
    state = desk.state(incoming.map_id) if desk.store.head(incoming.map_id) else empty(incoming.map_id)
    incoming = joined(incoming.against(state), how.same, state)
    planned = kept_withdrawn(changes_for(incoming, state, replace), desk.store.ledger(incoming.map_id), state)
    seals = seals_for(planned.changes, state, planned.salts)
    planned = planned._replace(changes=_pinned(planned.changes, state, seals))
    tell("checking the rules", 0, 0)
    found = check(state, after(state, planned.changes), planned.changes, everything=state.revision == 0)
    told = (*incoming.problems, *planned.problems, *located(found.refused, planned.positions))
    refuse(told_once(told, broken=incoming.broken))
    warned = (*incoming.warnings, *planned.warnings, *located(found.warned, planned.positions))
    looked_at = Head(incoming.map_id, state.revision, state.erasures, "")
    return Preview(
        incoming.map_id,
        incoming.format,
        incoming.why,
        looked_at,
        planned,
        seals,
        warned,
        incoming.not_carried,
        incoming.columns,
        incoming.repeats,
    )


def carry_out(
    desk: Desk,
    plan: Preview,
    *,
    again: Callable[[], Preview] | None = None,
    known_at: str | None = None,
    author: str = "map keeper",
    edit_id: str | None = None,
) -> Imported:
    """Store a previewed import as one revision. When the map moved on meanwhile, ``again`` previews it anew, a few times.

    Raises Conflict when others keep editing the same facts.
    """
    for attempt in range(TRIES):
        if not plan.changes_anything:
            return Imported(plan, plan.base)
        try:
            revision = _stored(desk, plan, known_at, author, edit_id)
            return Imported(plan, revision.number)
        except Conflict:
            if again is None or attempt == TRIES - 1:
                raise
            plan = again()
    raise AssertionError("unreachable")


def _stored(desk: Desk, plan: Preview, known_at: str | None, author: str, edit_id: str | None) -> Revision:
    return edit(
        desk,
        plan.map,
        plan.planned.changes,
        reason=f"import of a {plan.format}",
        author=author,
        base=plan.base,
        edit_id=edit_id,
        known_at=known_at,
        seals=plan.seals,
        checked_against=plan.looked_at,
    )


def _pinned(changes: tuple[Change, ...], state: State, seals: dict[SealKey, Seal]) -> tuple[Change, ...]:
    """Snapshots that a bundle defines are taken of the revision that the import makes."""
    defined = {c.id for c in changes if c.kind == "snapshot" and c.fact is not None and c.fact.revision is None}
    if not defined:
        return changes
    made = after(state, changes)
    made = State(made.map, made.revision, made.erasures, made.facts, {**made.seals, **seals})
    pin = {"revision": str(made.revision), "digest": digest(made)}
    return tuple(c._replace(fact=c.fact._replace(**pin)) if c.kind == "snapshot" and c.fact and c.id in defined else c for c in changes)


def located(findings: tuple[Finding, ...], positions: Mapping[tuple[str, str], tuple[str, int]]) -> tuple[Problem, ...]:
    """The findings with the file and row that their facts came from, in reading order."""
    placed = []
    for finding in findings:
        file, row = positions.get((finding.kind, finding.id), (finding.problem.file, finding.problem.row))
        placed.append(finding.problem._replace(file=file, row=row or None))
    return tuple(sorted(placed, key=lambda p: (p.file or "", p.row or 0)))
