"""Where does a map stand, and which revisions has it? Rows with a checksum each, refused when they do not fit together."""

from __future__ import annotations

from typing import Any, NamedTuple

import apsw

from sysmap.errors import StoreDamaged
from sysmap.model.batch import Revision
from sysmap.model.history import Erased, Head, no_map, no_revision
from sysmap.store.sqlite_schema import RESTORE
from sysmap.store.sqlite_tables import crc

_STANDING = """SELECT m.made, m.id, m.revision, m.erasures, m.crc, r.recorded_at, r.places, r.checksum
FROM map m LEFT JOIN revision r ON r.map = m.id AND r.number = m.revision"""
_ONE = f"{_STANDING} WHERE m.id = ?"
_ALL = f"{_STANDING} ORDER BY m.made"
_COLUMNS = "map, number, edit_id, author, reason, recorded_at, fingerprint, size, undoes, places, checksum"
_REVISIONS = f"SELECT {_COLUMNS}, crc FROM revision WHERE map = ? AND number > ? AND number <= ? ORDER BY number"
_BY_EDIT = f"SELECT {_COLUMNS}, crc FROM revision WHERE map = ? AND edit_id = ?"
_INSERT = f"INSERT INTO revision ({_COLUMNS}, crc) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Standing(NamedTuple):
    """A head with what the next revision builds on: how many places were given, and the sum of the living rows' checksums."""

    head: Head
    made: int
    places: int
    checksum: int


class Entry(NamedTuple):
    """A revision with its bookkeeping."""

    revision: Revision
    places: int
    checksum: int


def damaged(what: str) -> StoreDamaged:
    return StoreDamaged(f"The store is damaged: {what}", fix=RESTORE)


def standing(connection: apsw.Connection, map: str) -> Standing | None:
    """Where a map stands; None when it is not there. Raises StoreDamaged when its row does not hold what was written."""
    row = connection.execute(_ONE, (map,)).fetchone()
    return None if row is None else _standing(row)


def standings(connection: apsw.Connection) -> tuple[Standing, ...]:
    return tuple(_standing(row) for row in connection.execute(_ALL))


def must_stand(connection: apsw.Connection, map: str) -> Standing:
    """Like ``standing``, and NotFound when the map is not there."""
    found = standing(connection, map)
    if found is None:
        raise no_map(map)
    return found


def reach(connection: apsw.Connection, map: str, revision: int | None) -> tuple[Standing, int]:
    """The head and the revision asked for (None: head). Raises NotFound for a map or a revision that is not there."""
    found = must_stand(connection, map)
    number = found.head.revision if revision is None else revision
    if not 0 <= number <= found.head.revision:
        raise no_revision(map, number, found.head.revision)
    return found, number


def _standing(row: tuple[Any, ...]) -> Standing:
    made, id, revision, erasures, check, recorded_at, places, checksum = row
    if crc((made, id, revision, erasures)) != check:
        raise damaged(f"what it says about the map {id!r} was altered")
    if recorded_at is None:
        raise damaged(f"revision {revision} of the map {id!r}, its newest, is missing")
    return Standing(Head(id, revision, erasures, recorded_at), made, places, checksum)


def entries(connection: apsw.Connection, map: str, since: int, until: int) -> list[Entry]:
    """The revisions after ``since`` and up to ``until``, oldest first, each of them there and unaltered."""
    found = [_entry(row) for row in connection.execute(_REVISIONS, (map, since, until))]
    numbers = [entry.revision.number for entry in found]
    if numbers != list(range(since + 1, until + 1)):
        missing = sorted(set(range(since + 1, until + 1)) - set(numbers))
        raise damaged(f"revision {missing[0]} of the map {map!r} is missing")
    return found


def entry(connection: apsw.Connection, map: str, number: int) -> Entry:
    """One revision. Revision 0 is the map before its first: nothing on it."""
    if number == 0:
        return Entry(Revision(map, 0, "", "", "", "", "", 0), 0, 0)
    return entries(connection, map, number - 1, number)[0]


def entry_of_edit(connection: apsw.Connection, map: str, edit_id: str) -> Revision | None:
    row = connection.execute(_BY_EDIT, (map, edit_id)).fetchone()
    return None if row is None else _entry(row).revision


def _entry(row: tuple[Any, ...]) -> Entry:
    if crc(row[:11]) != row[11]:
        raise damaged(f"revision {row[1]} of the map {row[0]!r} was altered")
    return Entry(Revision._make(row[:9]), row[9], row[10])


def write_entry(connection: apsw.Connection, entry: Entry) -> None:
    row = (*entry.revision, entry.places, entry.checksum)
    connection.execute(_INSERT, (*row, crc(row)))


def rewrite_entry(connection: apsw.Connection, entry: Entry) -> None:
    """Put a revision's row again, after its fingerprint was blanked."""
    row = (*entry.revision, entry.places, entry.checksum)
    connection.execute(
        "UPDATE revision SET fingerprint = ?, crc = ? WHERE map = ? AND number = ?",
        (entry.revision.fingerprint, crc(row), entry.revision.map, entry.revision.number),
    )


def make_map(connection: apsw.Connection, map: str, erasures: int) -> Standing:
    """Enter a new map, before its first revision."""
    made = connection.execute("SELECT coalesce(max(made), 0) + 1 FROM map").get
    connection.execute("INSERT INTO map VALUES (?, ?, 0, ?, ?)", (made, map, erasures, crc((made, map, 0, erasures))))
    return Standing(Head(map, 0, erasures, ""), made, 0, 0)


def move_head(connection: apsw.Connection, made: int, map: str, revision: int, erasures: int) -> None:
    check = crc((made, map, revision, erasures))
    connection.execute("UPDATE map SET revision = ?, erasures = ?, crc = ? WHERE made = ?", (revision, erasures, check, made))


def erased_from(connection: apsw.Connection, map: str | None) -> tuple[Erased, ...]:
    """The ledger of erasures, oldest first."""
    where, of = ("", ()) if map is None else ("WHERE map = ?", (map,))
    found = []
    for row in connection.execute(f"SELECT map, kind, id, field, at, crc FROM erasure {where} ORDER BY at, map, kind, id, field", of):
        if crc(row[:5]) != row[5]:
            raise damaged(f"an entry in the ledger of erasures from the map {row[0]!r} was altered")
        found.append(Erased._make(row[:5]))
    return tuple(found)


def enter_erased(connection: apsw.Connection, entry: Erased) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO erasure (map, kind, id, field, at, crc) VALUES (?, ?, ?, ?, ?, ?)", (*entry, crc(tuple(entry)))
    )
