"""What would bare apsw take for the same statements? Record what the store runs, and run it again without the store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import apsw

Statement = tuple[str, Any]


@contextmanager
def recorded(into: list[Statement]) -> Iterator[None]:
    """Record each statement, with its values, that any connection opened meanwhile runs. Open the store inside."""

    def watch(connection: apsw.Connection) -> None:
        def note(cursor: apsw.Cursor, sql: str, bindings: Any) -> bool:
            into.append((sql, bindings))
            return True

        connection.exec_trace = note

    apsw.connection_hooks.append(watch)
    try:
        yield
    finally:
        apsw.connection_hooks.remove(watch)


def connection(path: Path) -> apsw.Connection:
    """A connection as durable as the store's: a write-ahead log, and every commit on the disk before it returns."""
    opened = apsw.Connection(str(path))
    opened.execute("pragma journal_mode = wal")
    opened.execute("pragma synchronous = full")
    return opened


def run(opened: apsw.Connection, statements: list[Statement]) -> list[list[Any]]:
    """Run statements as they were recorded and fetch every row they give."""
    return [opened.execute(sql, bindings).fetchall() for sql, bindings in statements]


def reads(statements: list[Statement]) -> list[Statement]:
    """Only those that read."""
    return [one for one in statements if one[0].lstrip().lower().startswith(("select", "with"))]


def without_settings(statements: list[Statement]) -> list[Statement]:
    """All but the settings that a connection makes once when it is opened."""
    return [one for one in statements if not one[0].lstrip().lower().startswith("pragma")]
