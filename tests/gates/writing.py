"""Write edits until killed: ``python -m tests.gates.writing FILE``. Each acknowledged revision is a line on standard output."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sysmap.model.actors import Actor
from sysmap.model.batch import Batch, Change
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from sysmap.store.copying import url_of
from sysmap.store.sqlite import open_sqlite

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


def write_for_ever(file: str) -> None:
    store = open_sqlite(url_of(Path(file)), create=True)
    state = store.state(MAP) if store.head(MAP) else empty(MAP)
    while True:
        made = next_edit(state)
        revision = store.append(made, lambda head: None)
        os.write(1, f"{revision.number}\n".encode())
        delta = store.delta(MAP, state.revision)
        state = state.applied(delta.head.revision, delta.changed, delta.seals)


if __name__ == "__main__":
    write_for_ever(sys.argv[1])
