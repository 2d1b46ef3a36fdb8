"""How fast does the store read a whole map, refresh it after an edit, and take single edits, beside bare apsw?"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from bench import bare, made
from bench.table import Row
from bench.timing import Took, in_turn, once, ratio
from sysmap.model.batch import Batch
from sysmap.model.history import Head
from sysmap.service.desk import Desk
from sysmap.store.opening import open_store

READS, REFRESHES, EDITS, ROUNDS = 9, 25, 200, 7


def no_check(head: Head) -> None:
    """Accept whatever comes: here the store is measured, and not the rules."""


def url(path: Path) -> str:
    return f"sqlite:///{path.as_posix()}"


def made_store(path: Path) -> Path:
    """A file that holds the made-up map as one edit."""
    store = open_store(url(path), create=True)
    store.append(made.batch(), no_check)
    store.close()
    return path


def reading(path: Path) -> Row:
    """State of the whole map, against the same statements fetched bare."""
    ran: list[bare.Statement] = []
    with bare.recorded(ran):
        store = open_store(url(path))
        ran.clear()
        store.state(made.MAP)
        store.close()
    store, opened, statements = open_store(url(path)), bare.connection(path), bare.reads(ran)
    took = in_turn({"ours": lambda: store.state(made.MAP), "bare": lambda: bare.run(opened, statements)}, READS)
    store.close()
    opened.close()
    least, median = ratio(took["ours"], took["bare"])
    said = f"{took['ours'].said()}; bare {took['bare'].said()}; ratio {least:.2f} least, {median:.2f} median"
    return Row("state of 3,000 actors and 100,000 ties, against bare apsw fetching the rows", said, "2.5 times or less", median <= 2.5)


def refreshing(path: Path) -> Row:
    """A desk that holds the whole map reads what one edit changed."""
    store = open_store(url(path))
    desk, times = Desk(store), []
    revision = desk.state(made.MAP).revision
    for batch in made.edits(revision, REFRESHES):
        store.append(batch, no_check)
        times.append(once(lambda: desk.state(made.MAP)))
    store.close()
    took = Took(tuple(times))
    return Row("refresh of that state in memory after one edit", took.said(), "under 20 ms", took.median < 0.020)


def editing(path: Path) -> Row:
    """Single durable edits, against the statements of those edits run bare on a copy, as durably."""
    store = open_store(url(path))
    head = store.head(made.MAP)
    store.close()
    batches = made.edits(head.revision if head else 0, EDITS)
    statements = statements_of(batches, copied(path, "recorded.db"))
    ours: list[float] = []
    theirs: list[float] = []
    for number in range(ROUNDS):
        both: list[tuple[list[float], Callable[[], float]]] = [
            (ours, lambda: append_all(batches, path)),
            (theirs, lambda: run_all(statements, path)),
        ]
        for times, seconds in both if number % 2 else reversed(both):
            times.append(seconds())
    least, median = ratio(Took(tuple(theirs)), Took(tuple(ours)))
    said = f"{EDITS / min(ours):,.0f} a second; bare {EDITS / min(theirs):,.0f}; share {least:.2f} at best, {median:.2f} median"
    what = f"{EDITS} single durable edits, against bare apsw doing the same statements (FULL)"
    return Row(what, said, "half the rate or more", median >= 0.5)


def copied(path: Path, name: str) -> Path:
    """A fresh copy of a closed store file beside it."""
    copy = path.with_name(name)
    for beside in ("-wal", "-shm"):
        copy.with_name(name + beside).unlink(missing_ok=True)
    return Path(shutil.copy(path, copy))


def statements_of(batches: list[Batch], path: Path) -> list[bare.Statement]:
    """What the store runs for these edits, without the settings it makes when it is opened."""
    ran: list[bare.Statement] = []
    with bare.recorded(ran):
        store = open_store(url(path))
        ran.clear()
        for batch in batches:
            store.append(batch, no_check)
        store.close()
    return bare.without_settings(ran)


def append_all(batches: list[Batch], path: Path) -> float:
    """Seconds that the store takes for these edits, each acknowledged before the next."""
    store = open_store(url(copied(path, "ours.db")))
    took = once(lambda: [store.append(batch, no_check) for batch in batches])
    store.close()
    return took


def run_all(statements: list[bare.Statement], path: Path) -> float:
    """Seconds that bare apsw takes for the same."""
    opened = bare.connection(copied(path, "bare.db"))
    took = once(lambda: bare.run(opened, statements))
    opened.close()
    return took
