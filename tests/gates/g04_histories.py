"""G4: does the order that clients saw hold together? Random work by seeds on each store, and a checker that finds what is planted."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.model.batch import Revision
from sysmap.service.desk import Desk
from sysmap.store.opening import open_store
from tests.gates.clients import HOT, Client, begin, work
from tests.gates.history import EDIT, OK, READ, REFUSED, Log, Operation, anomalies, log_of
from tests.gates.sizes import SIZES
from tests.gates.stores import STORES, url_for
from tests.gates.telling import tell

CLIENTS = 5
KEYS = HOT[:4]


@pytest.mark.parametrize("kind", STORES)
def test_what_clients_saw_is_what_the_log_says(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    store = open_store(url_for(kind, tmp_path))
    desk, operations = Desk(store), 0
    for seed in range(SIZES.seeds):
        map = f"seed{seed}"
        begin(store, map, KEYS)
        clients = [Client(desk, map, f"c{number}", str(seed), KEYS, dropped=0.2) for number in range(CLIENTS)]
        history = work(desk, clients, max(1, SIZES.operations // CLIENTS // 3))
        assert anomalies(history, log_of(store, map, KEYS)) == []
        operations += len(history)
    desk.close()
    tell(request, "G4", kind, f"{operations:,} operations in {SIZES.seeds} seeds", "0 anomalies")


def entry(number: int, edit_id: str, at: str = "2024") -> Revision:
    return Revision("m", number, edit_id, "a", "", at, "", 1)


def edit(edit_id: str, value: int, called: int, revision: int, outcome: str = OK) -> Operation:
    return Operation(edit_id, EDIT, edit_id, "k", value, called, called + 5, outcome, revision)


SOUND = [edit("a", 1, 0, 2), edit("b", 2, 10, 3), Operation("r", READ, "", "k", 2, 20, 25, OK, 3)]
LOG = Log((entry(1, "first"), entry(2, "a"), entry(3, "b")), {"k": [(1, 0), (2, 1), (3, 2)]})
WRONG = {
    "skip the version check": (SOUND, LOG._replace(values={"k": [(1, 0), (2, 1), (3, 1)]})),
    "ack before commit": (SOUND, LOG._replace(revisions=LOG.revisions[:2], values={"k": [(1, 0), (2, 1)]})),
    "drop the repeat check": ([*SOUND[:1], edit("b", 2, 10, 3, REFUSED), SOUND[2]], LOG),
    "half an import": (SOUND, LOG._replace(values={"k": [(1, 0), (2, 1)]})),
    "read head before the lock": ([SOUND[0], edit("b", 2, 10, 2), SOUND[2]], LOG),
    "an old answer to a late reader": ([*SOUND[:2], Operation("r", READ, "", "k", 1, 20, 25, OK, 2)], LOG),
    "time backwards": (SOUND, LOG._replace(revisions=(*LOG.revisions[:2], entry(3, "b", "2023")))),
}


def test_the_checker_finds_every_planted_anomaly(request: pytest.FixtureRequest) -> None:
    assert anomalies(SOUND, LOG) == []
    assert [name for name, (history, log) in WRONG.items() if not anomalies(history, log)] == []
    tell(request, "G4", "checker", f"{len(WRONG)} planted anomalies", f"{len(WRONG)} found, 0 in a sound history")
