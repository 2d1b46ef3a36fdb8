"""G10: is a backup taken while people edit a point of the history, does it come back whole, and how long does a large one take?"""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from sysmap.model.actors import Actor
from sysmap.model.batch import Batch, Change
from sysmap.model.canonical import digest
from sysmap.model.sealing import seals_for
from sysmap.model.state import empty
from sysmap.model.ties import Relationship
from sysmap.store.copying import back_up, restore, url_of
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from tests.gates.clients import HOT, begin
from tests.gates.sizes import SIZES
from tests.gates.starving import fair_seconds, metronome
from tests.gates.stores import STORES, url_for
from tests.gates.telling import tell

MAP, LARGE = "backed-up", "large"
A_SECOND = 100
RESTORED_WITHIN = 15.0
"""Seconds that are promised for the largest of the maps below, on a machine that has time for it."""
FIRST_EDITS = 5
"""A history too short would hide a backup that leaves its end out."""
LAST_EDIT = 200
"""Each backup holds the whole history, so the history stops growing here, and the backups go on."""


class Editor(threading.Thread):
    """A hundred edits a second, as far as the store takes them."""

    def __init__(self, url: str) -> None:
        super().__init__(name="editor")
        self._store = open_store(url)
        self.over = threading.Event()
        self.under_way = threading.Event()
        self.edits = 0
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            state = self._store.state(MAP)
            while not self.over.wait(1 / A_SECOND) and self.edits < LAST_EDIT:
                key = HOT[self.edits % len(HOT)]
                fact = state.actors[key]._replace(reach=str(self.edits))
                changes = (Change("change", "actor", key, fact),)
                made = Batch(MAP, state.revision, f"edit-{self.edits}", "editor", "", changes, None, seals_for(changes, state))
                number = self._store.append(made, lambda head: None).number
                delta = self._store.delta(MAP, number - 1)
                state = state.applied(number, delta.changed, delta.seals)
                self.edits += 1
                if self.edits == FIRST_EDITS:
                    self.under_way.set()
        except BaseException as error:
            self.failed = error
        finally:
            self.under_way.set()
            self._store.close()


@pytest.mark.parametrize("kind", STORES)
def test_a_backup_under_way_is_a_point_of_the_history(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = url_for(kind, tmp_path)
    store = open_store(url)
    begin(store, MAP)
    editor, heads = Editor(url), set()
    editor.start()
    editor.under_way.wait()
    try:
        for number in range(SIZES.backups):
            heads.add(comes_back_whole(store, tmp_path / f"backup{number}.db", tmp_path / f"back{number}.db"))
    finally:
        editor.over.set()
        editor.join()
    assert editor.failed is None
    store.close()
    figure = f"{SIZES.backups} of {SIZES.backups} restored to a point of the history, {len(heads)} different ones"
    tell(request, "G10", kind, f"{SIZES.backups} backups beside {editor.edits:,} edits", figure)


def comes_back_whole(store: Store, backup: Path, target: Path) -> int:
    """Back up, restore into a new file, and compare with the store at the revision that came back."""
    before = store.head(MAP)
    back_up(store, backup)
    after = store.head(MAP)
    back = open_store(url_of(target), create=True)
    restore(backup, back)
    head = back.head(MAP)
    assert before is not None and after is not None and head is not None
    assert before.revision <= head.revision <= after.revision
    assert back.revisions(MAP) == store.revisions(MAP)[: head.revision]
    assert digest(back.state(MAP)) == digest(store.state(MAP, head.revision))
    back.close()
    return head.revision


def large(actors: int, ties: int) -> Batch:
    facts = [Actor(f"a{number}", f"Organisation {number}") for number in range(actors)]
    changes = [Change("add", "actor", one.id, one) for one in facts]
    for number in range(ties):
        start, step = number % actors, number // actors
        one = Relationship(f"t{number}", f"a{start}", f"a{(start + step * 7 + 1) % actors}", "works_with")
        changes.append(Change("add", "relationship", one.id, one))
    return Batch(LARGE, 0, "all", "keeper", "large", tuple(changes), None, seals_for(changes, empty(LARGE)))


@pytest.mark.parametrize("kind", STORES)
def test_a_large_map_comes_back_in_time(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    source = open_store(url_of(tmp_path / "source.db"), create=True)
    actors, ties = SIZES.actors, SIZES.ties
    source.append(large(actors, ties), lambda head: None)
    back_up(source, tmp_path / "backup.db")
    (tmp_path / "target").mkdir()
    target = open_store(url_for(kind, tmp_path / "target"))
    metronome()
    began = time.monotonic()
    restore(tmp_path / "backup.db", target)
    took = fair_seconds(began)
    assert digest(target.state(LARGE)) == digest(source.state(LARGE))
    for store in (source, target):
        store.close()
    assert took <= RESTORED_WITHIN
    tell(request, "G10", kind, f"{actors:,} actors and {ties:,} ties restored", f"{took:.1f} s, the same digest")
