"""G3: many clients edit a few facts at once, and a tenth of the answers is lost: is any edit lost or doubled, is every clash told?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from sysmap.store.opening import open_store
from tests.gates.clients import HOT, begin, read_back
from tests.gates.history import EDIT, OK, REFUSED, Operation, anomalies, log_of
from tests.gates.sizes import SIZES
from tests.gates.stores import STORES, url_for
from tests.gates.telling import tell
from tests.house.tree import ROOT

MAP = "hot"
PROGRAMS = 2
DROPPED = 0.1


def seen_by_programs(url: str, map: str, seed: str) -> list[Operation]:
    """Two programs of many clients each, side by side; what all of them saw."""
    each = [str(SIZES.clients // PROGRAMS), str(SIZES.edits // SIZES.clients), seed, str(DROPPED)]
    running = [
        subprocess.Popen([sys.executable, "-m", "tests.gates.clients", url, map, name, *each], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for name in "lr"[:PROGRAMS]
    ]
    history = []
    for program in running:
        assert program.stdout is not None
        with program.stdout as said:
            history += read_back(iter(said))
    assert [program.wait() for program in running] == [0] * PROGRAMS
    return history


@pytest.mark.parametrize("kind", STORES)
def test_no_edit_is_lost_or_doubled_among_many_clients(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = url_for(kind, tmp_path)
    store = open_store(url)
    begin(store, MAP)
    history = seen_by_programs(url, MAP, "3")
    assert anomalies(history, log_of(store, MAP, HOT)) == []
    stored = sum(1 for one in history if one.what == EDIT and one.outcome == OK)
    clashes = sum(1 for one in history if one.outcome == REFUSED)
    assert stored == SIZES.edits // SIZES.clients * SIZES.clients
    assert sum(int(fact.reach or 0) for fact in store.state(MAP).actors.values()) == stored
    assert store.problems() == ()
    store.close()
    figure = f"0 lost, 0 doubled, all {clashes:,} clashes told, a tenth of the answers dropped and retried"
    tell(request, "G3", kind, f"{stored:,} edits by {SIZES.clients} clients on {len(HOT)} facts", figure)
