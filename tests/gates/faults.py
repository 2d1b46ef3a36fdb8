"""Would a gate notice? Each fault breaks one promise of the stores on purpose, in this process, when SYSMAP_FAULT names it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any

from sysmap.model.batch import Batch, Revision
from sysmap.model.history import Check

NAMES = ("skip the version check", "ack before commit", "drop the repeat check", "half an import", "read head before the lock")
OTHERS = ("trust what is read", "wait for ever", "name no setting", "back up no log")
OF_PAGES = ("write cells in raw", "write data in raw")
"""What a page with hostile text would let run."""


def everywhere(name: str, value: object) -> None:
    """Give a name of the Neo4j adapter another value in every file of it that uses the name."""
    import_module("sysmap.store.neo4j")
    for module in [m for n, m in sys.modules.items() if n.startswith("sysmap.store.neo4j")]:
        if hasattr(module, name):
            setattr(module, name, value)


def named(name: str) -> Any:
    """What the Neo4j adapter calls so, in whichever file of it that is."""
    import_module("sysmap.store.neo4j")
    return next(getattr(m, name) for n, m in list(sys.modules.items()) if n.startswith("sysmap.store.neo4j") and hasattr(m, name))


def otherwise(name: str, part: str, instead: str) -> None:
    """Let a statement of the Neo4j adapter say something else in one part."""
    assert part in named(name)
    everywhere(name, named(name).replace(part, instead))


def skip_the_version_check() -> None:
    from sysmap.store import sqlite_writing

    sqlite_writing._refuse_clashes = lambda *given: None
    everywhere("_refuse_clashes", lambda *given: None)


def ack_before_commit() -> None:
    """Answer at once, and write when the next edit comes."""
    from sysmap.store.neo4j import Neo4jStore
    from sysmap.store.sqlite import SqliteStore

    def later(append: Callable[..., Revision]) -> Callable[..., Revision]:
        waiting: list[tuple[Any, ...]] = []

        def answer(self: Any, batch: Batch, check: Check, undoes: int | None = None) -> Revision:
            for one in waiting:
                append(*one)
            waiting[:] = [(self, batch, check, undoes)]
            number = batch.base + 1
            return Revision(batch.map, number, batch.edit_id, batch.author, batch.reason, "", batch.fingerprint, len(batch.changes), undoes)

        return answer

    stores: tuple[Any, ...] = (SqliteStore, Neo4jStore)
    for store in stores:
        store.append = later(store.append)


def drop_the_repeat_check() -> None:
    import_module("sysmap.store.sqlite_writing").entry_of_edit = lambda *given: None  # type: ignore[attr-defined]
    otherwise("_LOCK", "edit_id: e}", "edit_id: 'none' + e}")


def half_an_import() -> None:
    """Head moves first, in a transaction of its own."""
    sqlite_writing: Any = import_module("sysmap.store.sqlite_writing")
    entered, moved = sqlite_writing.write_entry, sqlite_writing.move_head

    def enter_and_show(connection: Any, entry: Any) -> None:
        entered(connection, entry)
        made = connection.execute("SELECT made FROM map WHERE id = ?", (entry.revision.map,)).get
        moved(connection, made, entry.revision.map, entry.revision.number, 0)
        connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")

    sqlite_writing.write_entry = enter_and_show
    publishing: Any = import_module("sysmap.store.neo4j_publishing")
    chunks = publishing._write_chunks

    def head_first(publication: Any, made: Any) -> None:
        publication.step(lambda tx: named("move_head")(tx, publication.map, made.entry))
        chunks(publication, made)

    publishing._write_chunks = head_first


def read_head_before_the_lock() -> None:
    """What was read counts, though others may have written before the lock was ours."""
    from sysmap.store import sqlite_writing
    from sysmap.store.sqlite import SqliteStore

    append, last_versions = SqliteStore.append, sqlite_writing._last_versions
    before: dict[int, Any] = {}

    def early(self: SqliteStore, batch: Batch, check: Check, undoes: int | None = None) -> Revision:
        with self._connections.reading() as connection:
            before[id(batch)] = last_versions(connection, batch)
        return append(self, batch, check, undoes)

    SqliteStore.append = early  # type: ignore[method-assign]
    sqlite_writing._last_versions = lambda connection, batch: before.pop(id(batch))
    otherwise("_LOCK", " SET m.locked = true WITH m", " WITH m")


def trust_what_is_read() -> None:
    """No checksum is looked at: all are the same."""
    import_module("sysmap.store.sqlite")
    everywhere("WHOLE", 1)
    for module in [m for n, m in sys.modules.items() if n.startswith("sysmap.store.sqlite") and hasattr(m, "WHOLE")]:
        module.WHOLE = 1  # type: ignore[attr-defined]


def wait_for_ever() -> None:
    import_module("sysmap.store.neo4j_calls").SILENCE = 60.0  # type: ignore[attr-defined]


def name_no_setting() -> None:
    """Who is refused is told so, and not where to look."""
    import_module("sysmap.store.neo4j")
    everywhere("WHO", "Look again.")
    everywhere("SETTINGS", "Look again.")


def back_up_no_log() -> None:
    """The last revision is left out, and nobody looks."""
    from sysmap.store import copying

    until = copying._until
    copying._until = lambda records, revision: until(records, max(1, revision - 1))
    copying._verify_copy = lambda *given: None


def write_cells_in_raw() -> None:
    import_module("sysmap.draw.page_tables").escaped = str  # type: ignore[attr-defined]


def write_data_in_raw() -> None:
    import_module("sysmap.draw.html")._ESCAPED = {}  # type: ignore[attr-defined]


PLANTED = {name: globals()[name.replace(" ", "_")] for name in (*NAMES, *OTHERS, *OF_PAGES)}


def plant() -> None:
    """Plant the fault that the environment names, if it names one. Programs of the gates call it first."""
    name = os.environ.get("SYSMAP_FAULT")
    if name:
        PLANTED[name]()
