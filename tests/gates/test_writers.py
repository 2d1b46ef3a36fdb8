"""Two people change one fact at the same moment: is anything lost, and does each hear of every clash?"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from sysmap.store.copying import url_of
from sysmap.store.port import Store
from sysmap.store.sqlite import open_sqlite
from tests.gates.counting import MAP, begin, count
from tests.house.tree import ROOT
from tests.store.making import ADAPTERS, ticking

TIMES = 25
NAMES = ("left", "right", "third")


def nothing_was_lost(store: Store, said: list[str]) -> None:
    """Each acknowledged edit is one revision and one step of the counter; each clash showed a newer value than the one sent."""
    stored = [line.split() for line in said if line.startswith("stored")]
    clashes = [line.split() for line in said if line.startswith("clash")]
    total = TIMES * len(NAMES)
    assert store.state(MAP).actors["counter"].reach == str(total)
    assert sorted(int(number) for _, number, _, _ in stored) == list(range(1, total + 1))
    assert sorted(int(revision) for _, _, _, revision in stored) == list(range(2, total + 2))
    assert len(store.revisions(MAP)) == total + 1
    assert all(int(theirs) >= int(yours) for _, yours, theirs, _ in clashes)
    assert store.problems() == ()


@pytest.mark.parametrize("adapter", list(ADAPTERS))
def test_threads_that_edit_one_fact_lose_nothing(adapter: str, tmp_path: Path) -> None:
    store = ADAPTERS[adapter](tmp_path, ticking())
    begin(store)
    said: list[str] = []
    start = threading.Barrier(len(NAMES))

    def one(name: str) -> Callable[[], None]:
        def work() -> None:
            start.wait()
            said.extend(count(store, name, TIMES))

        return work

    threads = [threading.Thread(target=one(name)) for name in NAMES]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    nothing_was_lost(store, said)
    store.close()


def test_programs_that_edit_one_fact_lose_nothing(tmp_path: Path) -> None:
    url = url_of(tmp_path / "map.db")
    store = open_sqlite(url, create=True)
    begin(store)
    running = [
        subprocess.Popen([sys.executable, "-m", "tests.gates.counting", url, name, str(TIMES)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name in NAMES
    ]
    said = [line for program in running for line in program.communicate()[0].splitlines()]
    assert [program.returncode for program in running] == [0] * len(NAMES)
    nothing_was_lost(store, said)
    store.close()


def test_readers_beside_a_writer_see_one_revision_whole(tmp_path: Path) -> None:
    store = open_sqlite(url_of(tmp_path / "map.db"), create=True)
    begin(store)
    seen: list[tuple[int, str | None]] = []
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            state = store.state(MAP)
            seen.append((state.revision, state.actors["counter"].reach))

    reader = threading.Thread(target=look)
    reader.start()
    count(store, "writer", TIMES)
    done.set()
    reader.join()
    assert all(reach == str(revision - 1) for revision, reach in seen)
    store.close()
