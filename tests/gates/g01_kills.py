"""G1: the program, or the server, is killed while it writes: is an acknowledged edit ever lost, or half an edit ever there?"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from sysmap.errors import StoreUnavailable, SysmapError
from sysmap.model.canonical import digest
from sysmap.model.fold import refold
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from tests.gates.servers import can_be_killed, kill, own_server
from tests.gates.sizes import SIZES
from tests.gates.stores import STORES, ready, url_for
from tests.gates.telling import tell
from tests.gates.writing import MAP, TOUCHED, next_edit, now
from tests.house.tree import ROOT
from tests.store.neo4j_server import Server

IN_CHUNKS = 10
"""On Neo4j every so many writers publish as large edits are."""


TRIES = 20


class Nursery:
    """Brings up writers, one at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None and process.stdout is not None
        self._in, self._out = process.stdin, process.stdout

    def killed_after(self, acknowledged: int, moment: float, how: str) -> int:
        """Bring a writer up, kill it a moment after so many answers, and tell the last revision that it acknowledged."""
        self._in.write(f"{how}\n".encode())
        self._in.flush()
        word, _, number = self._out.readline().decode().partition(" ")
        assert word == "writer"
        lines: list[bytes] = []
        while len(lines) < acknowledged:
            lines.append(self._out.readline())
            assert lines[-1] not in (b"", b"ended\n"), "the writer stopped by itself"
        # A moment of chance, and no waiting for anything: whatever the writer does then is cut off.
        threading.Event().wait(moment)
        os.kill(int(number), signal.SIGKILL)
        while lines[-1] != b"ended\n":
            lines.append(self._out.readline())
            assert lines[-1], "the nursery ended"
        said = [int(line) for line in lines if line != b"ended\n" and line.endswith(b"\n")]
        return said[-1]


@contextmanager
def nursery(url: str) -> Iterator[Nursery]:
    command = [sys.executable, "-m", "tests.gates.writing", url]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        yield Nursery(process)


def looked_at(url: str, since: int) -> int:
    """``whole`` of a store that is opened anew; a server that has only just started may need a second try."""
    for _ in range(TRIES):
        with suppress(StoreUnavailable):
            store = open_store(url)
            try:
                return whole(store, since)
            finally:
                store.close()
    raise AssertionError("the store did not come back")


def whole(store: Store, since: int) -> int:
    """The head, after looking at every revision since an earlier one: each has all that it says it wrote."""
    head = store.head(MAP)
    assert head is not None
    for revision in store.revisions(MAP, since):
        assert len(store.touched(MAP, revision.number)) == revision.size == TOUCHED - (revision.number == 1)
    state = store.state(MAP)
    assert list(state.actors) == ["one", "two", f"a{state.revision}"] or state.revision == 1
    assert {fact.reach for fact in state.actors.values()} == {str(state.revision)}
    return state.revision


@pytest.mark.parametrize("kind", STORES)
def test_no_acknowledged_edit_is_lost_and_none_is_half_there(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    url = url_for(kind, tmp_path)
    head, chance, edits = 0, random.Random(20), 0
    with nursery(url) as writers:
        for number in range(SIZES.kills):
            chunks = kind == "neo4j" and number % IN_CHUNKS == 0
            moment = chance.random() * (0.004 if kind == "sqlite" else 0.06 if chunks else 0.015)
            acknowledged = writers.killed_after(1 if chunks else chance.randint(1, 6), moment, "chunks" if chunks else "once")
            found = looked_at(url, head)
            # At most one more than was acknowledged: the edit whose answer did not get out.
            assert acknowledged <= found <= acknowledged + 1
            edits += found - head
            head = found
    assert_sound(url)
    tell(
        request, "G1", kind, f"{SIZES.kills:,} kills of the writer", f"{edits:,} edits, 0 acknowledged lost, 0 half there, sound afterwards"
    )


def assert_sound(url: str) -> None:
    store = open_store(url)
    # What was left half done is put in order by whoever writes next.
    store.append(next_edit(now(store)), lambda head: None)
    assert store.problems() == ()
    assert digest(refold(MAP, store.records(MAP))) == digest(store.state(MAP))
    store.close()


if can_be_killed() and SIZES.server_kills:

    def test_a_server_that_is_killed_keeps_what_was_acknowledged(request: pytest.FixtureRequest) -> None:
        with own_server() as server:
            url, chance, head = ready(server), random.Random(30), 0
            for _ in range(SIZES.server_kills):
                acknowledged = until_it_dies(url, chance.randint(20, 60), server)
                server.start()
                found = looked_at(url, head)
                assert acknowledged <= found <= acknowledged + 1
                head = found
            assert_sound(url)
        tell(request, "G1", "neo4j", f"{SIZES.server_kills:,} kills of the server", f"{head:,} edits, 0 acknowledged lost, 0 half there")


def until_it_dies(url: str, edits: int, server: Server) -> int:
    """Write until the server, killed meanwhile, is gone; the last revision it acknowledged."""
    store, last = open_store(url), 0
    killer = threading.Thread(target=kill, args=(server,))
    try:
        while True:
            last = store.append(next_edit(now(store)), lambda head: None).number
            edits -= 1
            if edits == 0:
                killer.start()
    except SysmapError:
        return last
    finally:
        killer.join()
        store.close()
