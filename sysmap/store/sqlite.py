"""Maps in a SQLite file, or in memory: the port's promises kept with one transaction a question and one an edit."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path

from sysmap.errors import StoreDamaged, UsageError
from sysmap.model.batch import Batch, Revision
from sysmap.model.fold import wall_clock
from sysmap.model.history import Check, Clock, Delta, Erased, Head, Record, Version
from sysmap.model.state import SealKey, State
from sysmap.store import sqlite_erasing, sqlite_near, sqlite_reading, sqlite_writing
from sysmap.store.collecting import collector_paused
from sysmap.store.sqlite_connection import Connections
from sysmap.store.sqlite_heads import enter_erased, entries, erased_from, must_stand, standing, standings
from sysmap.store.sqlite_texts import altered_texts


class SqliteStore:
    """A store in one file. ``clock`` tells the time in milliseconds."""

    at_once = 1

    def __init__(self, url: str, connections: Connections, clock: Clock = wall_clock) -> None:
        self.url = url
        self._connections = connections
        self._clock = clock
        self._verified: set[tuple[str, int | None]] = set()
        self._guard = threading.Lock()

    def ready(self) -> None:
        """The file can be read. One that may only be read is ready too: it was put there to be read."""
        self.heads()

    def heads(self) -> tuple[Head, ...]:
        with self._connections.reading() as connection:
            return tuple(found.head for found in standings(connection))

    def head(self, map: str) -> Head | None:
        # One statement sees one moment by itself.
        with self._connections.taken() as connection:
            found = standing(connection, map)
            return None if found is None else found.head

    def state(self, map: str, revision: int | None = None) -> State:
        """The first reading of a map's head, and of each past revision, is compared with the checksum of that revision."""
        with self._connections.reading() as connection:
            head = must_stand(connection, map).head.revision
            key = (map, None if revision is None or revision == head else revision)
            checked = key not in self._verified
            with collector_paused():
                state = sqlite_reading.read_state(connection, map, revision, checked=checked)
        if checked:
            with self._guard:
                self._verified.add(key)
        return state

    def near(self, map: str, kind: str, ids: Iterable[str], steps: int) -> State:
        with self._connections.reading() as connection:
            return sqlite_near.read_near(connection, map, kind, ids, steps)

    def delta(self, map: str, since: int) -> Delta:
        with self._connections.reading() as connection:
            return sqlite_reading.read_delta(connection, map, since)

    def append(self, batch: Batch, check: Check, undoes: int | None = None) -> Revision:
        with self._connections.writing() as connection:
            return sqlite_writing.append(connection, batch, check, undoes, self._clock)

    def revisions(self, map: str, since: int = 0) -> tuple[Revision, ...]:
        with self._connections.reading() as connection:
            head = must_stand(connection, map).head.revision
            return tuple(entry.revision for entry in entries(connection, map, min(max(since, 0), head), head))

    def versions(self, map: str, kind: str, id: str) -> tuple[Version, ...]:
        with self._connections.reading() as connection:
            return sqlite_reading.read_versions(connection, map, kind, id)

    def touched(self, map: str, revision: int) -> tuple[tuple[str, str], ...]:
        with self._connections.reading() as connection:
            return sqlite_reading.read_touched(connection, map, revision)

    def erase(self, map: str, texts: tuple[SealKey, ...]) -> int:
        with self._connections.writing() as connection:
            count = sqlite_erasing.erase(connection, map, texts, self._clock)
        self._connections.tidy()
        return count

    def forget(self, map: str) -> None:
        with self._connections.writing() as connection:
            sqlite_erasing.forget(connection, map, self._clock)
        with self._guard:
            self._verified = {key for key in self._verified if key[0] != map}
        self._connections.tidy()

    def ledger(self, map: str | None = None) -> tuple[Erased, ...]:
        with self._connections.reading() as connection:
            return erased_from(connection, map)

    def obey(self, erased: Iterable[Erased]) -> None:
        with self._connections.writing() as connection:
            for entered in erased:
                enter_erased(connection, entered)

    def records(self, map: str) -> Iterator[Record]:
        """One short transaction a revision, so that a slow reader of a long history holds nothing up."""
        with self._connections.reading() as connection:
            until = must_stand(connection, map).head.revision
        before = 0
        for number in range(1, until + 1):
            with self._connections.reading() as connection:
                must_stand(connection, map)
                record, before = sqlite_reading.read_record(connection, map, number, before)
            yield record

    def replay(self, map: str, records: Iterator[Record]) -> Head:
        with self._connections.writing() as connection:
            return sqlite_writing.replay(connection, map, records)

    def problems(self) -> tuple[str, ...]:
        """Everything that is looked at: the file's pages and indexes, what refers to what, every row, text and revision."""
        found: list[str] = []
        with self._connections.taken() as connection:
            said = [" ".join(str(line).split()) for (line,) in connection.execute("PRAGMA integrity_check(20)")]
            found += [f"The file is damaged: {line}" for line in said if line != "ok"]
            lost = len(connection.execute("PRAGMA foreign_key_check").fetchall())
            found += [f"{lost} rows belong to no revision"] if lost else []
        try:
            for head in self.heads():
                found += self._problems_of(head.map)
            self.ledger()
        except StoreDamaged as damage:
            found.append(damage.message)
        return tuple(found)

    def _problems_of(self, map: str) -> list[str]:
        with self._guard:
            self._verified -= {(map, None)}
        try:
            for _ in self.records(map):
                pass
            self.state(map)
            with self._connections.reading() as connection:
                count = altered_texts(connection, map)
        except StoreDamaged as damage:
            return [damage.message]
        return [f"{count} personal texts on the map {map!r} were altered"] if count else []

    def close(self) -> None:
        self._connections.close()


def open_sqlite(url: str, *, create: bool = False, clock: Clock = wall_clock) -> SqliteStore:
    """The store at ``sqlite:///relative.db``, ``sqlite:////absolute.db`` or ``sqlite://`` (memory)."""
    rest = url.partition("://")[2]
    if rest in ("", "/", "/:memory:"):
        return SqliteStore("sqlite://", Connections(None, "the store in memory", create=True), clock)
    if not rest.startswith("/") or "\0" in rest:
        raise UsageError(f"{url!r} is not the address of a store", fix="Write sqlite:///map.db (here) or sqlite:////srv/map.db (there).")
    path = Path(rest[1:])
    return SqliteStore(url, Connections(path, str(path), create=create), clock)
