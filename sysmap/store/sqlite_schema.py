"""How does a store's file get its tables, and how is a file refused that this sysmap must not touch? Numbered steps, forward only."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import metadata, resources
from typing import NamedTuple

import apsw

from sysmap.errors import StoreDamaged, StoreTooNew, StoreUnavailable
from sysmap.model.fold import wall_clock
from sysmap.model.history import stamp

APPLICATION = 0x53594D50
"""The application id in the file's header: SYMP."""

LEAST_SQLITE = (3, 51, 3)
"""Earlier libraries, from 3.7.0 on, can corrupt a WAL file when two connections write and checkpoint at the same moment."""

RESTORE = "Restore it from a backup: sysmap restore."


class Migration(NamedTuple):
    """One numbered step, named V0001__what_it_does.sql."""

    number: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def migrations() -> tuple[Migration, ...]:
    """Every step, oldest first. Raises ValueError when one is missing or misnamed: a mistake in sysmap itself."""
    found = []
    for file in sorted(resources.files("sysmap.store").joinpath("migrations").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".sql"):
            number, _, name = file.name.removesuffix(".sql").partition("__")
            found.append(Migration(int(number.removeprefix("V")), name, file.read_text(encoding="utf-8").replace("\r\n", "\n")))
    if [m.number for m in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"migrations are not numbered from 1 without gaps: {[m.number for m in found]}")
    return tuple(found)


def ddl() -> str:
    """The tables as they are after every step, for people who open the file with other tools."""
    head = "-- The tables of a sysmap store in SQLite. Generated from sysmap/store/migrations; do not edit.\n"
    return head + "".join(f"\n-- V{m.number:04}: {m.name.replace('_', ' ')}\n\n{m.sql}" for m in migrations())


def version() -> str:
    """The version of sysmap that writes."""
    try:
        return metadata.version("sysmap")
    except metadata.PackageNotFoundError:
        return "0"


def refuse_old_library() -> None:
    """Raise StoreUnavailable when the SQLite library is one that can corrupt what it writes."""
    have = tuple(int(part) for part in apsw.sqlite_lib_version().split(".")[:3])
    if have < LEAST_SQLITE:
        raise StoreUnavailable(
            f"SQLite {apsw.sqlite_lib_version()} can corrupt a file that two programs write; sysmap needs 3.51.3 or later",
            fix="Install the apsw package from its wheel: pip install --upgrade apsw.",
        )


def prepare(connection: apsw.Connection, name: str) -> None:
    """Bring the tables to this sysmap's shape, in one transaction, or refuse the file and leave it as it was.

    Raises StoreTooNew for a later sysmap's file, StoreUnavailable for another program's, StoreDamaged for altered tables.
    """
    if _looks_current(connection, name):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = _number(connection)
        _refuse_foreign(connection, name, done)
        _refuse_altered(connection, name, done)
        for step in migrations()[done:]:
            connection.execute(step.sql)
            connection.execute("INSERT INTO migration VALUES (?, ?, ?, ?)", (step.number, step.name, step.checksum, stamp(wall_clock())))
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('sysmap', ?)", (version(),))
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('tables', ?)", (_tables(connection),))
        connection.execute(f"PRAGMA user_version = {len(migrations())}")
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _looks_current(connection: apsw.Connection, name: str) -> bool:
    done = _number(connection)
    if done == 0:
        return False
    _refuse_foreign(connection, name, done)
    if done > len(migrations()):
        raise StoreTooNew(
            f"{name} was written by sysmap {_written_by(connection)}, and this is {version()}", fix="Install that version or a later one."
        )
    _refuse_altered(connection, name, done)
    return done == len(migrations())


def _number(connection: apsw.Connection) -> int:
    return int(connection.pragma("user_version"))


def _refuse_foreign(connection: apsw.Connection, name: str, done: int) -> None:
    found = int(connection.pragma("application_id"))
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").get
    if (done and found != APPLICATION) or (not done and (found or tables)):
        raise StoreUnavailable(f"{name} is an SQLite file, but not one of sysmap's", fix=f"Name another file. If it was one: {RESTORE}")


def _refuse_altered(connection: apsw.Connection, name: str, done: int) -> None:
    if not done:
        return
    applied = {number: (title, checksum) for number, title, checksum in connection.execute("SELECT number, name, checksum FROM migration")}
    expected = {m.number: (m.name, m.checksum) for m in migrations()[:done]}
    if applied != expected:
        wrong = sorted(n for n in applied.keys() | expected.keys() if applied.get(n) != expected.get(n))
        raise StoreDamaged(f"{name}: migration {wrong[0]} is not the one this sysmap knows", fix=RESTORE)
    if connection.execute("SELECT value FROM meta WHERE name = 'tables'").get != _tables(connection):
        raise StoreDamaged(f"{name}: its tables are not as its migrations made them", fix=RESTORE)


def _written_by(connection: apsw.Connection) -> str:
    return str(connection.execute("SELECT value FROM meta WHERE name = 'sysmap'").get or "of a later version")


def _tables(connection: apsw.Connection) -> str:
    """A hash over the definitions of all tables and indexes: a flipped bit there would change what every statement means."""
    named = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    lines = sorted(str(sql) for (sql,) in named)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
