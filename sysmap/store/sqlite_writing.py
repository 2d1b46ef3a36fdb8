"""How does a batch become a revision? Under the lock: read head, refuse what clashes, ask the check, write, move head."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import apsw

from sysmap.errors import SysmapError
from sysmap.model.appending import Last, conflict, meets, refuse_malformed, repeated, texts_of
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.history import Check, Clock, Head, Record, recorded_at
from sysmap.model.sealed import opened, sealed
from sysmap.model.state import Seal, SealKey
from sysmap.store.sqlite_heads import (
    Entry,
    Standing,
    damaged,
    entry_of_edit,
    erased_from,
    make_map,
    move_head,
    standing,
    write_entry,
)
from sysmap.store.sqlite_tables import NEVER, WHOLE, Row, Table, cells, crc, sealed_of, table_of, which
from sysmap.store.sqlite_texts import Texts, keep, seals_in_use

Place = tuple[str, str]
FEW = 50
"""From how many changes of a kind on it pays to ask first whether the map has any of that kind."""


class Birth(NamedTuple):
    """A version to write: its fact, sealed, and its place in the map."""

    kind: str
    sealed: Row
    turn: int


def append(connection: apsw.Connection, batch: Batch, check: Check, undoes: int | None, clock: Clock) -> Revision:
    """Make the batch the next revision. To be called inside a transaction that holds the lock."""
    made = entry_of_edit(connection, batch.map, batch.edit_id)
    if made is not None:
        return repeated(batch, made)
    found = standing(connection, batch.map)
    head = found.head if found else Head(batch.map, 0, len(erased_from(connection, batch.map)), "")
    refuse_malformed(batch, head)
    lasts = _last_versions(connection, batch)
    _refuse_clashes(connection, batch, lasts)
    check(head)
    at = recorded_at(clock(), head.recorded_at, batch.known_at)
    number = head.revision + 1
    revision = Revision(
        batch.map, number, batch.edit_id, batch.author, batch.reason, at, batch.fingerprint, len(batch.changes), undoes
    )
    if found is None:
        found = make_map(connection, batch.map, head.erasures)
    seals = seals_in_use(connection, batch.map, batch.seals)
    keep(connection, batch.map, (text for change in batch.changes for text in texts_of(change, seals)))
    births, places = _births(batch.changes, lasts, found.places, seals)
    deaths = [(table_of(kind), row) for (kind, _), row in lasts.items() if row[-1] == NEVER]
    write_step(connection, found, revision, births, deaths, places)
    return revision


def _births(
    changes: tuple[Change, ...], lasts: dict[Place, Row], places: int, seals: Mapping[SealKey, Seal]
) -> tuple[list[Birth], int]:
    """The versions to write. A fact that is new to the map takes the next place, one that comes back its earlier one."""
    births = []
    for change in changes:
        if change.fact is not None:
            last = lasts.get((change.kind, change.id))
            if last is None:
                places += 1
            births.append(Birth(change.kind, sealed(change.kind, change.fact, seals), places if last is None else last[-3]))
    return births, places


def _last_versions(connection: apsw.Connection, batch: Batch) -> dict[Place, Row]:
    """The newest version, living or dead, of every fact that the batch touches."""
    counted = Counter(change.kind for change in batch.changes)
    new = {kind for kind, count in counted.items() if count > FEW and connection.execute(table_of(kind).empty, (batch.map,)).get}
    found = {}
    for change in batch.changes:
        if change.kind not in new:
            row = connection.execute(table_of(change.kind).last, (batch.map, *which(change.kind, change.id))).fetchone()
            if row is not None:
                found[(change.kind, change.id)] = row
    return found


def _refuse_clashes(connection: apsw.Connection, batch: Batch, lasts: dict[Place, Row]) -> None:
    texts = Texts(connection, batch.map, all=False, checked=False)
    found = []
    for change in batch.changes:
        row = lasts.get((change.kind, change.id))
        last = None if row is None else Last(row[-2], None if row[-1] == NEVER else row[-1])
        met = meets(change, last, batch.base)
        if met is not None:
            living = row is not None and row[-1] == NEVER
            theirs = opened(change.kind, sealed_of(table_of(change.kind), row)[1], texts.find, {}) if row is not None and living else None
            found.append((change, theirs, met))
    if found:
        raise conflict(batch, found)


def write_step(
    connection: apsw.Connection,
    found: Standing,
    revision: Revision,
    births: Iterable[Birth],
    deaths: Iterable[tuple[Table, Row]],
    places: int,
) -> Standing:
    """Write one revision after another: its entry, the ends and the beginnings of versions, and the head that now shows them."""
    map, number = revision.map, revision.number
    checksum = found.checksum
    ended: dict[str, list[Row]] = {}
    begun: dict[str, list[Row]] = {}
    for table, row in deaths:
        checksum -= crc(row[:-1])
        ended.setdefault(table.kill, []).append((number, map, row[-3], row[-2]))
    for kind, values, turn in births:
        own = cells(kind, values)
        checksum += crc((*own, turn, number))
        begun.setdefault(table_of(kind).insert, []).append((map, turn, number, NEVER, *own))
    checksum %= WHOLE
    write_entry(connection, Entry(revision, places, checksum))
    for statement, rows in (*ended.items(), *begun.items()):
        connection.executemany(statement, rows)
    move_head(connection, found.made, map, number, found.head.erasures)
    return Standing(Head(map, number, found.head.erasures, revision.recorded_at), found.made, places, checksum)


def replay(connection: apsw.Connection, map: str, records: Iterator[Record]) -> Head:
    """Write a history as it is. To be called inside a transaction that holds the lock, so that all of it comes or nothing."""
    if standing(connection, map) is not None:
        raise SysmapError(f"The map {map!r} is already there", fix="Restore into a new store, or erase the map first.")
    found: Standing | None = None
    for record in records:
        if found is None:
            found = make_map(connection, map, len(erased_from(connection, map)))
        if record.revision.number != found.head.revision + 1 or record.revision.map != map:
            raise damaged(f"revision {found.head.revision + 1} of the map {map!r} is missing from what is restored")
        found = _replay_one(connection, found, record)
    if found is None:
        raise SysmapError(f"The map {map!r} has no history to restore", fix="Look at the file with sysmap doctor.")
    return found.head


def _replay_one(connection: apsw.Connection, found: Standing, record: Record) -> Standing:
    map = record.revision.map
    keep(connection, map, ((key, seal, record.texts.get(key)) for key, seal in record.seals.items()))
    births = [Birth(v.kind, sealed(v.kind, v.fact, record.seals), v.place) for v in record.born]
    places = max((found.places, *(birth.turn for birth in births)))
    deaths = []
    for kind, id in record.died:
        row = connection.execute(table_of(kind).last, (map, *which(kind, id))).fetchone()
        if row is None or row[-1] != NEVER:
            raise damaged(f"revision {record.revision.number} of the map {map!r} ends a {kind} {id!r} that is not there")
        deaths.append((table_of(kind), row))
    return write_step(connection, found, record.revision, births, deaths, places)
