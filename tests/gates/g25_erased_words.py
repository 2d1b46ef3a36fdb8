"""G25: are words that were erased still in the server's files, and in those of a fresh server that the maps were rewritten into?"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sysmap.service.desk import Desk
from sysmap.service.erasing import erase, rewritten
from sysmap.store.opening import open_store
from tests.gates.servers import can_be_killed, own_server, patiently
from tests.gates.stores import ready
from tests.gates.telling import tell
from tests.store.making import MAP, actor, add, change, small_map, write
from tests.store.neo4j_server import Server

CANARY = "Zebulon Quarterbridge"
WORDS = " said so; ".join([CANARY] * 40)
"""Long, as Neo4j packs short texts into a few bits a letter, where no search would find them."""
EDITS = 40


def holding(server: Server) -> list[str]:
    """The files of a server that hold the words."""
    assert server.home is not None
    files = [path for path in Path(server.home).rglob("*") if path.is_file()]
    return [str(path.relative_to(server.home)) for path in files if CANARY.encode() in path.read_bytes()]


if can_be_killed():

    def test_a_fresh_server_never_holds_what_was_erased(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        with own_server() as old, own_server() as fresh:
            desk = Desk(open_store(ready(old), create=True))
            small_map(desk.store)
            write(desk.store, *add(actor("z", "Group", description=WORDS)))
            for number in range(EDITS):
                write(desk.store, *change(actor("a", f"Edit {number}")))
            old.stop()
            old.start()
            patiently(lambda: desk.state(MAP))
            assert holding(old), "the words were never in the files, so that nothing is shown"
            began = time.monotonic()
            assert patiently(lambda: erase(desk, MAP, actor="z")).texts > 0
            for number in range(EDITS):
                write(desk.store, *change(actor("a", f"Later {number}")))
            old.stop()
            after, took = holding(old), time.monotonic() - began
            old.start()
            patiently(lambda: desk.state(MAP))
            monkeypatch.setenv("SYSMAP_NEO4J_PASSWORD", fresh.password)
            assert [map for map, _ in rewritten(desk, fresh.url).maps] == [MAP]
            desk.close()
            fresh.stop()
            assert holding(fresh) == []
        said = f"{len(after)} files of the old server hold the words {took:.0f} s later, 0 of the fresh one"
        tell(request, "G25", "neo4j", "words erased, and the maps rewritten into a fresh server", said)
