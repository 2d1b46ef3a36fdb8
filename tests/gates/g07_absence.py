"""G7: Neo4j is not there at the start, goes away, or hangs: does sysmap stay up, say so in time, and go on without a restart?"""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from sysmap.cli.main import run
from tests.gates.commanding import Ran
from tests.gates.servers import can_be_killed, freeze, kill, own_server, thaw
from tests.gates.sizes import SIZES
from tests.gates.starving import fair_seconds, metronome
from tests.gates.telling import tell
from tests.house.tree import ROOT
from tests.store.neo4j_server import Server, free_port, unhurried

ANSWERED_WITHIN = 3.0
GIVEN_UP_AFTER = 240.0
PAGES = ("/", "/maps/wrenmoor", "/maps/wrenmoor/change.json?from=w1&to=w2&layer=trust", "/maps/wrenmoor/picture.svg?at=w2&layer=trust")
COMMANDS = (
    "import seeds/wrenmoor --yes", "import seeds/wrenmoor", "export --map wrenmoor -o OUT", "snapshot --map wrenmoor --name now",
    "measures --map wrenmoor --at w2", "compare --map wrenmoor --from w1 --to w2", "sequence --map wrenmoor --at w1 --at w2",
    "explain --map wrenmoor --from w1 --to w2",
    "coverage --map wrenmoor", "sensitivity --map wrenmoor", "whatif --map wrenmoor --remove a1", "funding --map wrenmoor",
    "draw --map wrenmoor --at w2 -o OUT.svg", "demo --no-serve --folder OUT", "backup OUT.db", "restore README.md",
    "erase --map wrenmoor --story s1 --yes", "undo 1 --map wrenmoor", "history --map wrenmoor", "places --map wrenmoor",
)  # fmt: skip
NO_STORE = {"catalogue", "schema", "serve", "doctor", "start", "formats"}
"""These ask no store, or answer with what is wrong: the service comes up without it, and the doctor tells."""


SERVE = "import sys; from tests.gates.faults import plant; plant(); from sysmap.cli.main import run; sys.exit(run(['serve']))"


class Said(NamedTuple):
    status: int
    body: str
    seconds: float


class Service:
    """``sysmap serve``, as a process that is never restarted."""

    def __init__(self, port: int, token: str, process: subprocess.Popen[str]) -> None:
        self._at, self._token, self.process = f"http://127.0.0.1:{port}", token, process

    def get(self, path: str) -> Said:
        """What is answered, and after how many fair seconds."""
        asked = urllib.request.Request(self._at + path, headers={"Authorization": f"Bearer {self._token}"})
        metronome()
        began = time.monotonic()
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return Said(answer.status, answer.read().decode(errors="replace"), fair_seconds(began))
        except urllib.error.HTTPError as error:
            with error:
                return Said(error.code, error.read().decode(errors="replace"), fair_seconds(began))

    def is_back_after(self) -> float:
        """Seconds until it is ready again and shows a map."""
        metronome()
        began = time.monotonic()
        while self.get("/readyz").status != 200 or self.get(PAGES[1]).status != 200:
            assert time.monotonic() - began < GIVEN_UP_AFTER, "it did not come back"
            threading.Event().wait(0.2)
        return fair_seconds(began)


@contextmanager
def served(server: Server) -> Iterator[Service]:
    port, token = free_port(), secrets.token_urlsafe(24)
    given = {**os.environ, **server.environment, "SYSMAP_STORE": server.url, "SYSMAP_STEWARD_TOKEN": token, "SYSMAP_PORT": str(port)}
    command = [sys.executable, "-c", SERVE]
    with subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        try:
            assert process.stdout is not None
            assert "The maps are at" in process.stdout.readline()
            yield Service(port, token, process)
        finally:
            process.terminate()
            said = process.communicate()[0]
            assert "Traceback" not in said and server.password not in said


def assert_commands_say_so(server: Server, folder: Path, commands: tuple[str, ...] = COMMANDS) -> float:
    """Each of these commands ends with 5 and a sentence; the slowest, in fair seconds."""
    lines = [" ".join(str(folder / word) if word.startswith("OUT") else word for word in line.split()) for line in commands]
    given = {**os.environ, **server.environment, "SYSMAP_STORE": server.url}
    command = [sys.executable, "-m", "tests.gates.commanding"]
    ran = subprocess.run(command, cwd=ROOT, env=given, input=json.dumps(lines), capture_output=True, text=True, check=True)
    told = [Ran._make(one) for one in json.loads(ran.stdout)]
    place = f"127.0.0.1:{urlsplit(server.url).port}"
    assert [one for one in told if one.code != 5 or place not in one.said] == []
    assert [one for one in told if "SYSMAP_STORE" not in one.said or server.password in one.said or "Traceback" in one.said] == []
    assert [one for one in told if one.seconds > ANSWERED_WITHIN] == []
    return max(one.seconds for one in told)


def assert_service_says_so(service: Service, server: Server, pages: tuple[str, ...] = PAGES) -> float:
    """It lives and is not ready, and these pages say why; the slowest answer."""
    assert service.get("/healthz").status == 200
    place = f"127.0.0.1:{urlsplit(server.url).port}"
    slowest = 0.0
    for path in ("/readyz", *pages):
        said = service.get(path)
        assert said.status == 503 and place in said.body and "SYSMAP_STORE" in said.body, (path, said)
        assert server.password not in said.body and "Traceback" not in said.body
        slowest = max(slowest, said.seconds)
    told: dict[str, Any] = json.loads(service.get("/readyz").body)
    assert told["error"]["code"] == "STORE_UNAVAILABLE"
    assert slowest <= ANSWERED_WITHIN
    return slowest


def all_at_once(service: Service) -> float:
    """Ten who ask at the same time each get an answer in time."""
    with ThreadPoolExecutor(10) as several:
        answers = list(several.map(service.get, PAGES[1:2] * 10))
    assert {answer.status for answer in answers} == {503}
    slowest = max(answer.seconds for answer in answers)
    assert slowest <= ANSWERED_WITHIN
    return slowest


if can_be_killed():

    def test_sysmap_outlives_its_server(tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        with own_server() as server:
            for name, value in {**server.environment, "SYSMAP_STORE": server.url}.items():
                monkeypatch.setenv(name, value)
            unhurried()
            assert run(["import", str(ROOT / "seeds" / "wrenmoor"), "--yes"]) == 0
            kill(server)
            ways: list[tuple[str, Callable[[], object], Callable[[], object]]] = [
                ("absent at the start", lambda: None, server.start),
                ("gone midway", lambda: kill(server), server.start),
                ("hung", lambda: freeze(server), lambda: thaw(server)),
            ]
            with served(server) as service:
                for name, away, back in ways:
                    tell(request, "G7", "neo4j", *one_way(name, away, back, service, server, tmp_path))
                assert service.process.poll() is None


def one_way(
    name: str, away: Callable[[], object], back: Callable[[], object], service: Service, server: Server, folder: Path
) -> tuple[str, str]:
    """Take the server away and bring it back, some times over; the commands are tried the first time."""
    slowest = command = recovery = 0.0
    times = 1 if name == "absent at the start" else SIZES.absences
    for number in range(times):
        away()
        slowest = max(slowest, all_at_once(service), assert_service_says_so(service, server))
        if number == 0:
            command = assert_commands_say_so(server, folder)
        back()
        recovery = max(recovery, service.is_back_after())
    said = f"alive and not ready, slowest answer {slowest:.1f} s, {len(COMMANDS)} commands exit 5 within {command:.1f} s"
    return f"{name}, {times} times", f"{said}; back {recovery:.1f} s after the server, without a restart, {times} of {times}"
