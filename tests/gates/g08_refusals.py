"""G8: Neo4j is there and refuses: a wrong password, a version too old, a database that may only be read, a disk that is full.

A disk is full for one process when a limit is put on the size of its files: it needs no rights, and ends when it is taken away.
"""

from __future__ import annotations

import resource
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sysmap.cli.main import run
from sysmap.errors import StoreUnavailable
from sysmap.model.canonical import digest
from sysmap.store.opening import open_store
from tests.gates.g07_absence import COMMANDS, GIVEN_UP_AFTER, PAGES, assert_commands_say_so, assert_service_says_so, served
from tests.gates.old_server import OLD, old_server
from tests.gates.servers import can_be_killed, own_server, patiently
from tests.gates.sizes import SIZES
from tests.gates.stores import STORES, ready
from tests.gates.telling import tell
from tests.gates.writing import MAP, next_edit, now
from tests.house.tree import ROOT
from tests.store.neo4j_server import Server, the_server, unhurried

WRITES = ("import seeds/early-action --yes", "snapshot --map wrenmoor --wave w2 --name now", "undo 1 --map wrenmoor")
READ_ONLY = "server.databases.default_to_read_only=true\n"
MANY = 3_000


def told(slowest: float, command: float, commands: int) -> str:
    return f"alive and not ready, slowest answer {slowest:.1f} s, {commands} commands exit 5 within {command:.1f} s"


VERSIONS, TRIED = (OLD, COMMANDS) if SIZES.restarts else (OLD[-1:], COMMANDS[:3])


@pytest.mark.parametrize("version", VERSIONS)
def test_a_version_too_old_is_named(version: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with old_server(version) as port:
        server = Server(f"bolt://127.0.0.1:{port}", "neo4j", "a-password-of-old")
        with served(server) as service:
            slowest = assert_service_says_so(service, server)
            assert "5.26 or later" in service.get("/readyz").body
        command = assert_commands_say_so(server, tmp_path, TRIED)
    tell(request, "G8", "neo4j", f"a server of version {version}", told(slowest, command, len(TRIED)))


if "neo4j" in STORES:

    def test_a_wrong_password_is_told_and_never_shown(tmp_path: Path, request: pytest.FixtureRequest) -> None:
        ready(the_server())
        wrong = Server(the_server().url, the_server().user, "not-the-password")
        with served(wrong) as service:
            slowest = assert_service_says_so(service, wrong)
        command = assert_commands_say_so(wrong, tmp_path)
        tell(request, "G8", "neo4j", "a wrong password", told(slowest, command, len(COMMANDS)))


if can_be_killed() and SIZES.restarts:

    def test_a_refusal_is_told_and_what_was_stored_is_there_afterwards(
        tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with own_server() as server:
            for name, value in {**server.environment, "SYSMAP_STORE": server.url}.items():
                monkeypatch.setenv(name, value)
            patiently(lambda: open_store(server.url, create=True).close())
            unhurried()
            assert run(["import", str(ROOT / "seeds" / "wrenmoor"), "--yes"]) == 0
            may_only_be_read(server, tmp_path, request)
            has_a_full_disk(server, tmp_path, request)


def may_only_be_read(server: Server, folder: Path, request: pytest.FixtureRequest) -> None:
    """Who reads reads on; who writes is told, and the service is not ready."""
    assert server.home is not None
    conf = server.home / "neo4j.conf"
    before = conf.read_text(encoding="utf-8")
    with served(server) as service:
        assert service.get("/readyz").status == 200
        restarted(server, before + READ_ONLY)
        until(lambda: "may only be read" in service.get("/readyz").body and service.get(PAGES[1]).status == 200)
        slowest = assert_service_says_so(service, server, pages=())
        assert [(path, said) for path in PAGES if (said := service.get(path)).status != 200] == []
        command = assert_commands_say_so(server, folder, WRITES)
        restarted(server, before)
        service.is_back_after()
    figure = f"{told(slowest, command, len(WRITES))}; reading went on; ready again without a restart"
    tell(request, "G8", "neo4j", "a database that may only be read", figure)


def until(so: Callable[[], bool]) -> None:
    """A server that has only just started may keep silent at first, and then everybody is refused for a second."""
    began = time.monotonic()
    while not so():
        assert time.monotonic() - began < GIVEN_UP_AFTER, "it did not come to that"
        threading.Event().wait(0.2)


def restarted(server: Server, settings: str) -> None:
    assert server.home is not None
    server.stop()
    (server.home / "neo4j.conf").write_text(settings, encoding="utf-8")
    server.start()


def has_a_full_disk(server: Server, folder: Path, request: pytest.FixtureRequest) -> None:
    """Write until the server has no room: what was acknowledged is there when it has, and sysmap was not restarted."""
    store = open_store(server.url)
    last = store.append(next_edit(now(store)), lambda head: None).number
    with served(server) as service:
        assert service.get("/readyz").status == 200
        assert server.pid is not None
        before = resource.prlimit(server.pid, resource.RLIMIT_FSIZE, (1, resource.RLIM_INFINITY))
        with pytest.raises(StoreUnavailable) as full:
            for _ in range(MANY):
                last = store.append(next_edit(now(store)), lambda head: None).number
        assert "disk" in str(full.value) and "SYSMAP_STORE" in str(full.value)
        slowest = assert_service_says_so(service, server)
        command = assert_commands_say_so(server, folder)
        resource.prlimit(server.pid, resource.RLIMIT_FSIZE, before)
        server.stop()
        server.start()
        service.is_back_after()
    head: Any = store.head(MAP)
    assert last <= head.revision <= last + 1 and digest(store.state(MAP))
    assert store.append(next_edit(now(store)), lambda head: None).number == head.revision + 1
    assert store.problems() == ()
    store.close()
    figure = f"{told(slowest, command, len(COMMANDS))}; all {last} acknowledged edits there once there was room, sysmap not restarted"
    tell(request, "G8", "neo4j", "a full disk", figure)


