"""Import a folder and be killed at one statement after another: ``python -m tests.gates.import_kills FOLDER WORK KILLS [BEFORE]``.

Each time a child of this process imports into a store of its own and kills itself before its nth statement; then the store is opened
as anybody would. One JSON object on standard output: how many were killed, and how many stores held nothing new, all, or anything else.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import apsw

from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk

MAP = "killed"


def store(folder: Path, database: Path) -> None:
    """Import as the command line does."""
    desk = open_desk(f"sqlite:///{database}", create=True)
    carry_out(desk, preview(desk, folder, MAP))
    desk.store.close()


def in_child(work: Callable[[], None], before: int | None) -> tuple[int, int]:
    """Do the work in a child that kills itself before statement number ``before``; its exit status and how many statements it did."""
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        done = 0

        def count(cursor: object, statement: str, bindings: object) -> bool:
            nonlocal done
            done += 1
            if done == before:
                os.kill(os.getpid(), signal.SIGKILL)
            return True

        apsw.connection_hooks.append(lambda connection: connection.set_exec_trace(count))
        work()
        os.write(writes, str(done).encode())
        os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as said:
        counted = said.read()
    status = os.waitpid(child, 0)[1]
    return status, int(counted or 0)


def held(database: Path) -> tuple[int, dict[str, int]]:
    """The newest revision of a store and what it holds."""
    if not database.exists():
        return 0, {}
    desk = open_desk(f"sqlite:///{database}", create=True)
    try:
        if desk.store.head(MAP) is None:
            return 0, {}
        state = desk.state(MAP)
        return state.revision, {kind: len(facts) for kind, facts in state.facts.items() if facts}
    finally:
        desk.store.close()


def main(folder: Path, work: Path, kills: int, before: Path | None) -> dict[str, object]:
    first = work / "first.db"
    if before is not None:
        store(before, first)
    nothing = held(first)

    def fresh(name: str) -> Path:
        copy = work / name
        if before is not None:
            shutil.copy(first, copy)
        return copy

    whole = fresh("whole.db")
    status, statements = in_child(lambda: store(folder, whole), None)
    assert status == 0, status
    everything = held(whole)
    assert everything != nothing
    killed, found = 0, {"nothing new": 0, "all": 0, "other": 0}
    for number in range(kills):
        database = fresh(f"{number}.db")
        status, _ = in_child(partial(store, folder, database), 1 + number * (statements - 1) // max(kills - 1, 1))
        killed += status == signal.SIGKILL
        now = held(database)
        found["nothing new" if now == nothing else "all" if now == everything else "other"] += 1
    return {"statements": statements, "killed": killed, **found}


if __name__ == "__main__":
    given = sys.argv[1:]
    print(json.dumps(main(Path(given[0]), Path(given[1]), int(given[2]), Path(given[3]) if len(given) > 3 else None)))
