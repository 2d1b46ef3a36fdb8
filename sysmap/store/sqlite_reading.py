"""What is on a map, what changed, and what became of a fact? Reading: rows in one pass, turned into facts without looking twice."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

import apsw

from sysmap.model.history import Delta, Record, Version
from sysmap.model.kinds import KINDS
from sysmap.model.sealed import PERSONAL, opened, texts_kept
from sysmap.model.state import Seal, SealKey, State
from sysmap.store.sqlite_heads import damaged, entry, must_stand, reach
from sysmap.store.sqlite_tables import NEVER, TABLES, WHOLE, Row, Table, crc, sealed_of, table_of, total, which
from sysmap.store.sqlite_texts import Texts

Place = tuple[str, str]


def read_state(connection: apsw.Connection, map: str, revision: int | None, *, checked: bool) -> State:
    """The facts at a revision. ``checked`` compares them with the revision's checksum, and every text with its commitment."""
    found, number = reach(connection, map, revision)
    read: dict[Table, list[Row]] = {}
    for table in TABLES:
        rows = connection.execute(table.read_checked if checked else table.read, (map, number, number)).fetchall()
        if rows:
            read[table] = rows
    if checked and sum(total(rows) for rows in read.values()) % WHOLE != entry(connection, map, number).checksum:
        raise damaged(f"on the map {map!r} at revision {number} a row was altered, added or lost")
    texts = Texts(connection, map, all=True, checked=checked)
    facts: dict[str, dict[str, Any]] = {}
    seals: dict[SealKey, Seal] = {}
    for table, rows in read.items():
        for kind, sealed in _by_kind(table, rows).items():
            facts[kind] = _facts(kind, sealed, texts, seals)
            if len(facts[kind]) != len(sealed):
                raise damaged(f"a {kind} stands twice on the map {map!r} at revision {number}")
    return State(map, number, found.head.erasures, facts, seals)


def _by_kind(table: Table, rows: list[Row]) -> dict[str, list[Row]]:
    if table.kind is not None:
        return {table.kind: rows}
    found: dict[str, list[Row]] = {}
    for row in rows:
        kind, sealed = sealed_of(table, row)
        found.setdefault(kind, []).append(sealed)
    return found


def _facts(kind: str, rows: list[Row], texts: Texts, seals: dict[SealKey, Seal]) -> dict[str, Any]:
    """The facts of one kind by id. Only rows with a commitment in them are looked at one by one."""
    make = KINDS[kind].fact._make
    width = len(KINDS[kind].fields)
    own = itemgetter(slice(width))
    # A checked row carries its turn and birth behind the fact's own cells; cut as they are used, they cost no second list.
    facts = dict(zip(map(itemgetter(0), rows), map(make, rows if len(rows[0]) == width else map(own, rows)), strict=True))
    # The id is picked too, so that one personal field gives a tuple as several do; it is never None.
    pick = itemgetter(*(index for index, _ in PERSONAL[kind]), *(index for index, _ in PERSONAL[kind][:1]))
    nothing = (None,) * (len(PERSONAL[kind]) + 1)
    for row in rows:
        if pick(row) != nothing:
            facts[row[0]] = opened(kind, own(row), texts.find, seals)
    return facts


def read_delta(connection: apsw.Connection, map: str, since: int) -> Delta:
    """What changed after ``since``, checked against the checksums of both revisions."""
    found, _ = reach(connection, map, since)
    head = found.head.revision
    before = entry(connection, map, since)
    now: dict[Place, tuple[Table, Row]] = {}
    turns: dict[Place, int] = {}
    then: set[Place] = set()
    difference = 0
    for table in TABLES:
        for row in connection.execute(table.born_after, (map, since, head)):
            place = _place(table, row)
            turns[place] = row[-3]
            if row[-1] > head:
                now[place] = (table, row)
                difference += crc(row[:-1])
        for row in connection.execute(table.died_after, (map, since, head, since)):
            place = _place(table, row)
            turns[place] = row[-3]
            then.add(place)
            difference -= crc(row[:-1])
    if (before.checksum + difference - found.checksum) % WHOLE:
        raise damaged(f"what changed on the map {map!r} after revision {since} was altered or lost in part")
    texts = Texts(connection, map, all=False, checked=True)
    seals: dict[SealKey, Seal] = {}
    changed = tuple(
        (kind, id, opened(*sealed_of(*now[(kind, id)]), texts.find, seals) if (kind, id) in now else None)
        for kind, id in sorted(turns, key=turns.__getitem__)
    )
    reordered = any(place not in then and turns[place] <= before.places for place in now)
    return Delta(map, since, found.head, changed, seals, reordered)


def _place(table: Table, row: Row) -> Place:
    return (table.kind, row[0]) if table.kind is not None else (row[0], row[1])


def _turns(table: Table, rows: Iterable[Row]) -> dict[Place, int]:
    return {_place(table, row): row[-3] for row in rows}


def read_versions(connection: apsw.Connection, map: str, kind: str, id: str) -> tuple[Version, ...]:
    """Every version of one fact, oldest first."""
    must_stand(connection, map)
    if kind not in KINDS:
        return ()
    table = table_of(kind)
    texts = Texts(connection, map, all=False, checked=True)
    return tuple(
        _version(table, row, texts, {}, died=None if row[-1] == NEVER else row[-1])
        for row in connection.execute(table.history, (map, *which(kind, id)))
    )


def _version(table: Table, row: Row, texts: Texts, seals: dict[SealKey, Seal], *, died: int | None) -> Version:
    kind, sealed = sealed_of(table, row)
    turn, born = row[-3], row[-2]
    return Version(kind, sealed[0], born, died, turn, opened(kind, sealed, texts.find, seals))


def read_touched(connection: apsw.Connection, map: str, revision: int) -> tuple[Place, ...]:
    """What a revision wrote or removed, in map order."""
    if revision < 1:
        reach(connection, map, -1)
    reach(connection, map, revision)
    turns: dict[Place, int] = {}
    for table in TABLES:
        for statement in (table.born_in, table.died_in):
            turns.update(_turns(table, connection.execute(statement, (map, revision))))
    return tuple(sorted(turns, key=turns.__getitem__))


def read_record(connection: apsw.Connection, map: str, number: int, before: int) -> tuple[Record, int]:
    """One revision as a backup carries it, and its checksum, which must follow from ``before``, that of the revision before it."""
    written = entry(connection, map, number)
    texts = Texts(connection, map, all=False, checked=True)
    seals: dict[SealKey, Seal] = {}
    born: list[tuple[Table, Row]] = []
    died: dict[Place, int] = {}
    sum_of_rows = before
    for table in TABLES:
        rows = connection.execute(table.born_in, (map, number)).fetchall()
        sum_of_rows += total(row[:-1] for row in rows)
        born += [(table, row) for row in rows]
        rows = connection.execute(table.died_in, (map, number)).fetchall()
        sum_of_rows -= total(row[:-1] for row in rows)
        died.update(_turns(table, rows))
    if (sum_of_rows - written.checksum) % WHOLE:
        raise damaged(f"a row of revision {number} of the map {map!r} was altered, added or lost")
    born.sort(key=lambda one: int(one[1][-3]))
    versions = tuple(_version(table, row, texts, seals, died=None) for table, row in born)
    gone = tuple(sorted(died, key=died.__getitem__))
    return Record(written.revision, versions, gone, seals, texts_kept(versions, seals)), written.checksum
