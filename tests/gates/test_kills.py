"""The program is killed while it writes, again and again: is an acknowledged edit ever lost, or half an edit ever there?"""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

from sysmap.model.canonical import digest
from sysmap.model.fold import refold
from sysmap.store.copying import url_of
from sysmap.store.sqlite import SqliteStore, open_sqlite
from tests.gates.writing import MAP, TOUCHED
from tests.house.tree import ROOT

KILLS = int(os.environ.get("SYSMAP_KILLS", "20"))


def killed_after(file: Path, chance: random.Random) -> int:
    """Run the writer, kill it at a moment of chance, and tell the last revision that it acknowledged."""
    command = [sys.executable, "-m", "tests.gates.writing", str(file)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        lines = [writer.stdout.readline() for _ in range(chance.randint(1, 12))]
        try:
            writer.wait(chance.random() * 0.004)
        except subprocess.TimeoutExpired:
            writer.kill()
        lines += writer.stdout.readlines()
    acknowledged = [int(line) for line in lines if line.endswith(b"\n")]
    assert acknowledged, "the writer stopped by itself"
    return acknowledged[-1]


def whole(store: SqliteStore, since: int) -> int:
    """The head, after looking at every revision since an earlier one: each has all that it says it wrote."""
    for revision in store.revisions(MAP, since):
        assert len(store.touched(MAP, revision.number)) == revision.size == TOUCHED - (revision.number == 1)
    state = store.state(MAP)
    assert list(state.actors) == ["one", "two", f"a{state.revision}"] or state.revision == 1
    assert {fact.reach for fact in state.actors.values()} == {str(state.revision)}
    return state.revision


def test_no_acknowledged_edit_is_lost_and_none_is_half_there(tmp_path: Path) -> None:
    file, head, chance = tmp_path / "map.db", 0, random.Random(20)
    for _ in range(KILLS):
        acknowledged = killed_after(file, chance)
        store = open_sqlite(url_of(file))
        found = whole(store, head)
        store.close()
        # At most one more than was acknowledged: the edit whose answer did not get out.
        assert acknowledged <= found <= acknowledged + 1
        head = found
    store = open_sqlite(url_of(file))
    assert store.problems() == ()
    assert digest(refold(MAP, store.records(MAP))) == digest(store.state(MAP))
    store.close()
