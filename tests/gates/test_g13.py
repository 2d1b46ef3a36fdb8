"""G13: readers who stop reading keep nobody waiting; G14: a server that is told to stop stops, and its readers go on at the next one."""

from __future__ import annotations

import asyncio
import json
import os
import random
import signal
import socket as sockets
import subprocess
import sys
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from sysmap.api.graphql_route import routes
from sysmap.model.batch import Change
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.api.served import service
from tests.house.tree import ROOT
from tests.web.visiting import TOKEN

LISTENERS = int(os.environ.get("SYSMAP_LISTENERS", "60"))
EDITS = int(os.environ.get("SYSMAP_EDITS", "60"))
FOLLOW = (
    'subscription($since: String) { mapChanged(map: "wrenmoor", since: $since) '
    "{ cursor refetch changes { key became fact { ... on Actor { name } } } } }"
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{(tmp_path / 'maps.db').as_posix()}"
    desk = open_desk(made, create=True)
    carry_out(desk, preview(desk, seed("wrenmoor")))
    desk.close()
    return made


def free_port() -> int:
    with sockets.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def serve(url: str, port: int, fault: str = "") -> subprocess.Popen[bytes]:
    """A server of its own, with a fault planted where one is named; nobody's pace is what is tried here."""
    given = {**os.environ, "SYSMAP_STEWARD_TOKEN": TOKEN, "SYSMAP_EDITS_A_SECOND": "10000", "SYSMAP_FAULT": fault}
    command = [sys.executable, "-m", "tests.gates.planted" if fault else "sysmap", "--store", url, "serve", "--port", str(port)]
    return subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def server(url: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    port = free_port()
    process = serve(url, port)
    yield port, process
    process.kill()
    process.wait()


@asynccontextmanager
async def listening(port: int, since: str | None = None) -> AsyncIterator[ClientConnection]:
    """A socket that follows the map, once the server is there."""
    until = time.monotonic() + 30
    while True:
        try:
            opened = connect(
                f"ws://127.0.0.1:{port}/graphql", subprotocols=["graphql-transport-ws"],  # type: ignore[list-item]
                additional_headers={"authorization": f"Bearer {TOKEN}"}, compression=None, max_queue=2,
            )  # fmt: skip
            one = await opened.__aenter__()
            break
        except OSError:
            assert time.monotonic() < until, "the server did not come up"
            await asyncio.sleep(0.1)
    try:
        await one.send('{"type":"connection_init"}')
        assert json.loads(await asyncio.wait_for(one.recv(), 30)) == {"type": "connection_ack"}
        await one.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": FOLLOW, "variables": {"since": since}}}))
        if since is None:
            # What happens before it follows would not be heard; with a cursor it is, and may come before the pong.
            await one.send('{"type":"ping"}')
            assert json.loads(await asyncio.wait_for(one.recv(), 30)) == {"type": "pong"}
        yield one
    finally:
        await opened.__aexit__(None, None, None)


async def names_until(one: ClientConnection, last: str) -> tuple[list[str], str]:
    """The names heard until this one, and the cursor of the last event."""
    heard, cursor = [], ""
    while last not in heard:
        message = json.loads(await asyncio.wait_for(one.recv(), 30))
        event = message["payload"]["data"]["mapChanged"]
        cursor = event["cursor"]
        heard += [change["fact"]["name"] for change in event["changes"]]
    return heard, cursor


def rename(desk: Desk, key: str, name: str) -> None:
    fact = desk.state("wrenmoor").actors[key]._replace(name=name)
    edit(desk, "wrenmoor", (Change("change", "actor", key, fact),), reason="a gate")


async def begun(url: str, port: int) -> str:
    """The cursor from which everything is to be heard, of a first edit that proves the feed is there."""
    desk = open_desk(url)
    async with listening(port) as one:
        await asyncio.sleep(0.5)
        rename(desk, "oak", "begin")
        _, cursor = await names_until(one, "begin")
    desk.close()
    return cursor


def test_one_in_ten_who_stop_reading_are_let_go_and_the_others_hear_everything(
    url: str, server: tuple[int, subprocess.Popen[bytes]]
) -> None:
    port, process = server

    async def work() -> None:
        since = await begun(url, port)
        opened = [listening(port, since) for _ in range(LISTENERS)]
        followers = [await one.__aenter__() for one in opened]
        stuck, reading = followers[: LISTENERS // 10], followers[LISTENERS // 10 :]
        for one in stuck:
            one.transport.pause_reading()
        desk = open_desk(url)
        for number in range(EDITS):
            await asyncio.to_thread(rename, desk, "kes", f"name {number}")
            await asyncio.to_thread(rename, desk, "oak", f"oak {number}")
        last = f"oak {EDITS - 1}"
        heard = await asyncio.gather(*(names_until(one, last) for one in reading))
        for one in stuck:
            one.transport.resume_reading()
        heard += await asyncio.gather(*(names_until(one, last) for one in stuck))
        for names, _ in heard:
            oaks = [int(name.split()[1]) for name in names if name.startswith("oak")]
            assert oaks == sorted(set(oaks)) and oaks[-1] == EDITS - 1 and f"name {EDITS - 1}" in names
        desk.close()
        for closing in opened:
            await closing.__aexit__(None, None, None)

    asyncio.run(asyncio.wait_for(work(), 150))
    held = int(next(line for line in Path(f"/proc/{process.pid}/status").read_text().splitlines() if line.startswith("VmHWM")).split()[1])
    assert held < 300_000


def test_a_server_that_is_told_to_stop_stops_and_nothing_is_missed_at_the_next_one(url: str) -> None:
    stops_and_starts(url)


def test_a_planted_answer_before_the_edit_is_stored_is_noticed(url: str) -> None:
    with pytest.raises(AssertionError, match="kept 0 was acknowledged, and is gone"):
        stops_and_starts(url, "ack before commit")


def stops_and_starts(url: str, fault: str = "") -> None:
    port = free_port()
    servers: list[subprocess.Popen[bytes]] = []

    def begin() -> subprocess.Popen[bytes]:
        servers.append(serve(url, port, fault))
        return servers[-1]

    async def work() -> None:
        process = begin()
        since = await begun(url, port)
        desk = open_desk(url)
        for turn in range(3):
            async with listening(port, since) as one:
                rename(desk, "kes", f"before {turn}")
                _, since = await names_until(one, f"before {turn}")
                await asyncio.to_thread(added, port, f"kept {turn}", desk.head("wrenmoor").revision)
                began = time.monotonic()
                process.send_signal(signal.SIGTERM)
                with pytest.raises(ConnectionClosed):
                    while True:
                        await asyncio.wait_for(one.recv(), 30)
            assert await asyncio.to_thread(process.wait, 30) == 0 or process.returncode in {0, -signal.SIGTERM}
            assert time.monotonic() - began < 10
            assert f"kept {turn}" in desk.state("wrenmoor").actors, f"kept {turn} was acknowledged, and is gone"
            rename(desk, "kes", f"between {turn}")
            process = begin()
            async with listening(port, since) as one:
                names, since = await names_until(one, f"between {turn}")
                assert sorted(names) == [f"between {turn}", f"kept {turn}"]
        desk.close()

    try:
        asyncio.run(asyncio.wait_for(work(), 150))
    finally:
        for server in servers:
            server.kill()
            server.wait()


async def wanderer(ports: tuple[int, int], since: str, last: str, chance: random.Random) -> list[str]:
    """The keys of whoever was added, as somebody hears them who leaves after a few events and comes back at the other server."""
    heard: list[str] = []
    turn = chance.randrange(2)
    while last not in heard:
        async with listening(ports[turn % 2], since) as one:
            for _ in range(chance.randrange(1, 5)):
                event = json.loads(await asyncio.wait_for(one.recv(), 60))["payload"]["data"]["mapChanged"]
                assert not event["refetch"]
                heard += [change["key"] for change in event["changes"] if change["became"] == "ADDED"]
                since = event["cursor"]
                if last in heard:
                    break
        turn += 1
    return heard


def test_nothing_is_missed_or_heard_twice_by_those_who_come_and_go_between_two_servers_on_one_store(url: str) -> None:
    """Every addition is heard once and in order, whoever wrote it: at the store, or at either of the servers."""
    ports = (free_port(), free_port())
    keys = [f"added{number}" for number in range(EDITS)]

    def write() -> None:
        desk = open_desk(url)
        for number, key in enumerate(keys):
            if number % 3:
                fact = desk.state("wrenmoor").actors["kes"]._replace(id=key, name=key)
                edit(desk, "wrenmoor", (Change("add", "actor", key, fact),), reason="a gate")
            else:
                added(ports[number % 2], key, desk.head("wrenmoor").revision)
        desk.close()

    async def work() -> list[list[str]]:
        servers = [serve(url, port) for port in ports]
        try:
            since = await begun(url, ports[0])
            async with listening(ports[1], since):
                pass
            chances = [random.Random(f"wanderer {number}") for number in range(LISTENERS // 4)]
            writing = asyncio.create_task(asyncio.to_thread(write))
            heard = await asyncio.gather(*(wanderer(ports, since, keys[-1], chance) for chance in chances))
            await writing
            return heard
        finally:
            for server in servers:
                server.kill()
                server.wait()

    for heard in asyncio.run(asyncio.wait_for(work(), 150)):
        assert heard == keys


def added(port: int, key: str, base: int) -> None:
    """Add an actor by a mutation."""
    text = ("mutation($id: ID!, $base: Int!) { addActor(map: \"wrenmoor\", key: $id, edit: {id: $id, base: $base}, "
            'actor: {name: $NAME, source: "invented for learning"}) { __typename } }').replace("$NAME", json.dumps(key))  # fmt: skip
    body = json.dumps({"query": text, "variables": {"id": key, "base": base}}).encode()
    headers = {"content-type": "application/json", "authorization": f"Bearer {TOKEN}"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/graphql", body, headers)
    with urllib.request.urlopen(request, timeout=60) as answer:
        assert json.load(answer)["data"]["addActor"]["__typename"] == "EditDone"


def test_the_socket_is_one_of_the_doors() -> None:
    assert {getattr(route, "path", "") for route in routes()} == {"/graphql", "/graphql/schema"}


def test_a_planted_gap_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A feed that begins at head whatever cursor it is given misses what was in between."""
    from sysmap.api.feed import Feed, Following, Place
    from tests.api import test_live

    def forgetful(self: Feed, *given: Any) -> Following:
        found = was(self, *given)
        head = self.desk.head(found.map)
        return found._replace(start=Place(head.revision, head.erasures))

    was = Feed.admit
    monkeypatch.setattr(Feed, "admit", forgetful)
    monkeypatch.setattr("tests.api.conversing.PATIENCE", 1.0)
    with pytest.raises((TimeoutError, AssertionError)):
        test_live.test_a_cursor_goes_on_at_another_process_on_the_same_store(service("wrenmoor"))
