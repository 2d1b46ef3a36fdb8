"""How is the file reached? Connections taken and given back, transactions that end well or not at all, and errors as sentences."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import apsw

from sysmap.errors import InputError, MapBusy, NotFound, StoreDamaged, StoreUnavailable, one_line
from sysmap.store.sqlite_schema import RESTORE, prepare, refuse_old_library

KEPT = 8
"""Connections kept open between questions; each may hold 16 MB of pages."""

PATIENCE = 15_000
"""Milliseconds to wait for another program that writes; a big import holds the lock for some seconds."""

SETTINGS = (
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "synchronous = FULL",
    "cache_size = -16384",
)
"""What every connection is told. FULL: an acknowledged revision survives a power cut too."""


@contextmanager
def in_words(name: str) -> Iterator[None]:
    """Turn what SQLite says into a sentence that a person can act on."""
    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as error:
        raise MapBusy(f"Another program is writing {name}", fix="Try again shortly.") from error
    except (apsw.CorruptError, apsw.NotADBError, apsw.FormatError) as error:
        raise StoreDamaged(f"{name} is damaged, or no SQLite file at all: {one_line(str(error))}", fix=RESTORE) from error
    except apsw.FullError as error:
        raise StoreUnavailable(f"{name} cannot grow: the disk is full; nothing was stored", fix="Make room and try again.") from error
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError) as error:
        raise StoreUnavailable(f"{name} may not be written", fix="Change its permissions, or name another file.") from error
    except (apsw.CantOpenError, apsw.IOError) as error:
        raise StoreUnavailable(
            f"{name} cannot be read or written: {one_line(str(error))}", fix="Look at the folder and its permissions."
        ) from error
    except apsw.SQLError as error:
        raise StoreDamaged(f"{name} does not hold the tables it should: {one_line(str(error))}", fix=RESTORE) from error
    except (apsw.ConstraintError, apsw.MismatchError) as error:
        raise StoreDamaged(f"{name} contradicts itself: {one_line(str(error))}; nothing was stored", fix=RESTORE) from error
    except UnicodeDecodeError as error:
        raise StoreDamaged(f"{name} is damaged: there is something in it that is no text", fix=RESTORE) from error
    except (apsw.TooBigError, UnicodeEncodeError) as error:
        raise InputError(f"A text cannot be stored: {one_line(str(error))}", fix="Shorten it, or take out half characters.") from error
    except apsw.ConnectionClosedError as error:
        raise StoreUnavailable(f"{name} was closed", fix="Open the store again.") from error


class Connections:
    """Connections to one file, or the only one to a store in memory. One thread writes at a time; readers do not wait."""

    def __init__(self, path: Path | None, name: str, *, create: bool) -> None:
        refuse_old_library()
        self.path = path
        self.name = name
        self._free: list[apsw.Connection] = []
        self._guard = threading.Lock()
        self._turn = threading.RLock()
        self._closed = False
        self._process = os.getpid()
        refuse_unusable(path, name, create=create)
        self._inherited: list[apsw.Connection] = []
        self._frozen = not create and path is not None and cannot_change(path)
        with in_words(name):
            self._free.append(self._first(create=create))

    def _first(self, *, create: bool) -> apsw.Connection:
        first = self._connect(create=create)
        try:
            refuse_torn(first, self.name)
            prepare(first, self.name)
            # Only now: a file that is refused is left as it was, to the byte. Busy: another program is just doing the same.
            with suppress(apsw.BusyError):
                if self.path is not None and not self._frozen and first.pragma("journal_mode") != "wal":
                    first.pragma("journal_mode", "wal")
        except BaseException:
            first.close()
            raise
        return first

    def _connect(self, *, create: bool = False) -> apsw.Connection:
        if self._frozen and self.path is not None:
            flags = apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI
            connection = apsw.Connection(f"{self.path.absolute().as_uri()}?immutable=1", flags=flags)
        else:
            flags = apsw.SQLITE_OPEN_READWRITE | (apsw.SQLITE_OPEN_CREATE if create or self.path is None else 0)
            connection = apsw.Connection(":memory:" if self.path is None else str(self.path), flags=flags)
        connection.set_busy_timeout(PATIENCE)
        for pragma in SETTINGS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    def _take(self) -> apsw.Connection:
        with self._guard:
            if self._closed:
                raise StoreUnavailable(f"{self.name} was closed", fix="Open the store again.")
            if self._process != os.getpid():
                # A forked child that used, or closed, its parent's connections would break the locks of both.
                self._inherited, self._free, self._process = self._free, [], os.getpid()
            if self._free:
                return self._free.pop()
        return self._connect()

    def _give_back(self, connection: apsw.Connection) -> None:
        with self._guard:
            if not self._closed and not connection.in_transaction and len(self._free) < KEPT:
                self._free.append(connection)
                return
        connection.close()

    @contextmanager
    def taken(self) -> Iterator[apsw.Connection]:
        """A connection for this thread alone. The only one of a store in memory is taken by one thread after another."""
        with in_words(self.name):
            if self.path is None:
                with self._turn:
                    if self._closed:
                        raise StoreUnavailable(f"{self.name} was closed", fix="Open the store again.")
                    yield self._free[0]
                return
            connection = self._take()
            try:
                yield connection
            finally:
                self._give_back(connection)

    @contextmanager
    def reading(self) -> Iterator[apsw.Connection]:
        """A transaction that sees one moment of the store. Inside a write of the same thread it is part of that."""
        with self.taken() as connection:
            if connection.in_transaction:
                yield connection
                return
            with transaction(connection, "BEGIN"):
                yield connection

    @contextmanager
    def writing(self) -> Iterator[apsw.Connection]:
        """A transaction that holds the lock from its first statement: a head that is read in it stays head until it ends."""
        with self._turn, self.taken() as connection, transaction(connection, "BEGIN IMMEDIATE"):
            yield connection

    def tidy(self) -> None:
        """Leave nothing of what was deleted in the file or its log. Raises StoreUnavailable while others read the log."""
        with self._turn, self.taken() as connection:
            if self.path is None:
                connection.execute("VACUUM")
                return
            for statement in ("PRAGMA wal_checkpoint(TRUNCATE)", "VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"):
                busy = True
                with suppress(apsw.BusyError):
                    answer = connection.execute(statement).fetchall()
                    busy = bool(answer and answer[0][0])
                if busy:
                    raise StoreUnavailable(
                        f"The texts are erased, but {self.name} or the log beside it still holds them: another program is using it",
                        fix="Close the other programs and erase once more.",
                    )

    def close(self) -> None:
        with self._turn, self._guard:
            self._closed = True
            for connection in self._free:
                connection.close()
            self._free.clear()


@contextmanager
def transaction(connection: apsw.Connection, begin: str) -> Iterator[None]:
    connection.execute(begin)
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def refuse_unusable(path: Path | None, name: str, *, create: bool) -> None:
    """Raise before SQLite would make a file where none should be."""
    if path is None:
        return
    if path.is_dir():
        raise StoreUnavailable(f"{name} is a folder", fix="Name a file in it.")
    if not path.exists():
        if not create:
            raise NotFound(f"There is no store at {name}", fix="Import a map first, or name another store with --store.")
        if not path.parent.is_dir():
            raise StoreUnavailable(f"There is no folder {path.parent} for the store {path.name}", fix="Make it, or name another file.")
    elif not create and path.stat().st_size == 0 and not path.with_name(path.name + "-wal").exists():
        raise NotFound(f"{name} is empty: there is no store in it", fix="Import a map first, or name another store with --store.")


def cannot_change(path: Path) -> bool:
    """Does the file lie where nothing may be written, with no log beside it? Then it is read as it is: nobody can be writing it."""
    log = path.with_name(path.name + "-wal")
    return not (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)) and not (log.exists() and log.stat().st_size)


def refuse_torn(connection: apsw.Connection, name: str) -> None:
    """Raise StoreDamaged, naming the first damage, when pages of the file contradict one another."""
    said = [str(line) for (line,) in connection.execute("PRAGMA quick_check(1)")]
    if said != ["ok"]:
        raise StoreDamaged(f"{name} is damaged: {' '.join(said[0].split())}", fix=RESTORE)
