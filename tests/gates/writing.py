"""Write edits until killed: ``python -m tests.gates.writing URL``. Each acknowledged revision is a line on standard output.

A line on standard input brings up one writer, a process of its own, after a line with its id; a last line tells that it ended.
``chunks`` on the line makes the writer publish its edits by moving head last, as large ones are.
"""

from __future__ import annotations

import os
import sys
import traceback

from sysmap.errors import Conflict, MapBusy
from sysmap.model.actors import Actor
from sysmap.model.batch import Batch, Change
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from tests.gates.faults import everywhere, plant
from tests.store.neo4j_server import unhurried

MAP = "killed"
TOUCHED = 4
"""Facts that each edit touches: half of an edit would touch fewer."""


def next_edit(state: State) -> Batch:
    """One more of each: added, changed, and the one before removed and told of."""
    number = state.revision + 1
    changes = [Change("add", "actor", f"a{number}", Actor(f"a{number}", f"Actor {number}", reach=str(number)))]
    for id in ("one", "two"):
        verb = "change" if id in state.actors else "add"
        changes.append(Change(verb, "actor", id, Actor(id, f"Number {number}", reach=str(number))))
    if number > 1:
        changes.append(Change("remove", "actor", f"a{number - 1}", None))
    return Batch(MAP, state.revision, f"edit-{number}", "writer", "again", tuple(changes), None, seals_for(changes, state))


def now(store: Store) -> State:
    return store.state(MAP) if store.head(MAP) else empty(MAP)


def write_for_ever(url: str) -> None:
    """Another writer's last edit may come to light late, and what it left half done is first put in order."""
    store = open_store(url, create=True)
    state = now(store)
    while True:
        edit = next_edit(state)
        try:
            revision = store.append(edit, lambda head: None)
        except (Conflict, MapBusy):
            state = now(store)
            continue
        os.write(1, f"{revision.number}\n".encode())
        state = state.applied(revision.number, [(one.kind, one.id, one.fact) for one in edit.changes], edit.seals)


def in_chunks() -> None:
    """Every edit counts as large, and one that was broken off is put in order soon."""
    everywhere("CHUNK", 2)
    everywhere("LEASE", 200)


def bring_up_writers(url: str) -> None:
    """Nothing is open here when a writer comes up, so that it is as new as a program that was started."""
    for line in sys.stdin:
        writer = os.fork()
        if not writer:
            try:
                if line.strip() == "chunks":
                    in_chunks()
                write_for_ever(url)
            finally:
                traceback.print_exc()
                os._exit(1)
        os.write(1, f"writer {writer}\n".encode())
        os.waitpid(writer, 0)
        os.write(1, b"ended\n")


if __name__ == "__main__":
    plant()
    unhurried()
    import_for = {"neo4j": "sysmap.store.neo4j", "bolt": "sysmap.store.neo4j"}.get(sys.argv[1].partition(":")[0], "sysmap.store.sqlite")
    __import__(import_for)
    bring_up_writers(sys.argv[1])
