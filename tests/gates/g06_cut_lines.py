"""G6: the line to Neo4j is cut round the commit, and writers lock each other in a ring: is anything lost or doubled?"""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from urllib.parse import urlsplit

import neo4j
import pytest
from neo4j.exceptions import DriverError, Neo4jError

from sysmap.service.desk import Desk
from sysmap.store import neo4j_calls
from sysmap.store.opening import open_store
from tests.gates.clients import HOT, Client, begin, work
from tests.gates.history import EDIT, OK, UNKNOWN, Operation, anomalies, log_of
from tests.gates.proxy import CUTS, Proxy
from tests.gates.sizes import SIZES
from tests.gates.starving import fair_seconds
from tests.gates.stores import PROMISED, STORES, ready
from tests.gates.telling import tell
from tests.store.neo4j_server import Server, the_server, unhurried

LANES = 10
KEYS = HOT[:3]
ANSWERED_WITHIN = 3.0
HEALTHY_WITHIN = 10.0


class Lane(threading.Thread):
    """A store of its own behind a proxy of its own, so that the breaker of one lane holds up no other; its faults in turn."""

    def __init__(self, server: Server, number: int, faults: int) -> None:
        super().__init__(name=f"lane-{number}")
        self.map, self.faults, self.number = f"lane{number}", faults, number
        self.proxy = Proxy(urlsplit(server.url).port or 7687)
        self.store = open_store(f"bolt://127.0.0.1:{self.proxy.port}")
        self.client = Client(Desk(self.store), self.map, f"lane{number}-", "6", KEYS, dropped=0.0)
        self.healthy: list[float] = []
        self.fired = 0
        begin(self.store, self.map, KEYS)
        self.failed: BaseException | None = None

    def run(self) -> None:
        try:
            for fault in range(self.faults):
                self.one(CUTS[(fault + self.number) % len(CUTS)])
        except BaseException as error:
            self.failed = error

    def one(self, cut: str) -> None:
        """One edit that meets the fault, then edits until one is stored at once."""
        self.proxy.arm(cut)
        began = time.monotonic()
        self.client.edit()
        self.healthy.append(fair_seconds(began))
        self.fired += self.proxy.fired
        self.proxy.arm("")

    def close(self) -> None:
        self.store.close()
        self.proxy.close()


def warm_up(url: str) -> None:
    """A server that has only just started thinks for seconds about what it is asked for the first time."""
    store = open_store(url)
    begin(store, "warm", KEYS)
    client = Client(Desk(store), "warm", "warm", "6", KEYS, dropped=0.5)
    for _ in range(20):
        client.edit()
    store.close()


def refusals(client: Client) -> list[tuple[str, float, str]]:
    """Each refused request: its code, how long it took, and what was said."""
    parts = [line.split(" ", 2) for line in client.refused]
    return [(code, float(seconds), said) for code, seconds, said in parts]


def assert_told_well(lanes: list[Lane], server: Server) -> tuple[int, float]:
    """How many requests were refused, and how long the slowest took."""
    told = [one for lane in lanes for one in refusals(lane.client)]
    assert [one for one in told if one[0] not in {"STORE_UNAVAILABLE", "MAP_BUSY"}] == []
    assert [one for one in told if one[1] > ANSWERED_WITHIN] == []
    assert [one for one in told if server.password in one[2] or "127.0.0.1" not in one[2]] == []
    return len(told), max((seconds for _, seconds, _ in told), default=0.0)


if "neo4j" in STORES:

    def test_no_cut_of_the_line_loses_or_doubles_an_edit(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
        server = the_server()
        unhurried()
        url = ready(server)
        warm_up(url)
        lanes = [Lane(server, number, SIZES.line_faults // LANES) for number in range(LANES)]
        # What is promised is promised of a server that is there and warm; until here a busy machine may take its time.
        monkeypatch.setattr(neo4j_calls, "SIGN_OF_LIFE", PROMISED)
        for lane in lanes:
            lane.start()
        for lane in lanes:
            lane.join()
            lane.close()
        assert [lane.failed for lane in lanes if lane.failed] == []
        store = open_store(url)
        for lane in lanes:
            assert anomalies(lane.client.history, log_of(store, lane.map, KEYS)) == []
        refused, slowest = assert_told_well(lanes, server)
        store.close()
        fired, healthy = sum(lane.fired for lane in lanes), max(max(lane.healthy) for lane in lanes)
        assert fired >= SIZES.line_faults // LANES * LANES * 0.95
        assert healthy <= HEALTHY_WITHIN
        said = f"0 lost, 0 doubled; {refused} requests refused with a code within {slowest:.1f} s; stored within {healthy:.1f} s"
        tell(request, "G6", "neo4j", f"{fired} cuts of the line at {len(CUTS)} points", said)

    def test_nobody_is_shown_a_deadlock(request: pytest.FixtureRequest) -> None:
        server = the_server()
        store = open_store(ready(server))
        map, ours = "ring", SIZES.ring // 2
        begin(store, map, KEYS)
        over, met = threading.Event(), [0]
        rude = [threading.Thread(target=lock_backwards, args=(server, map, number, over, met)) for number in range(SIZES.ring - ours)]
        for thread in rude:
            thread.start()
        clients = [Client(Desk(store), map, f"ring{number}-", "7", KEYS, dropped=0.0) for number in range(ours)]
        try:
            history = work(clients[0].desk, clients, 2)
        finally:
            over.set()
            for thread in rude:
                thread.join()
        assert_all_stored(history, [line for client in clients for line in client.refused])
        assert anomalies(history, log_of(store, map, KEYS)) == []
        store.close()
        assert met[0] > 0, "no deadlock came about"
        figure = f"{met[0]:,} deadlocks broken by the server, 0 shown to who edits"
        tell(request, "G6", "neo4j", f"{SIZES.ring} writers who lock in a ring", figure)


def assert_all_stored(history: list[Operation], refused: list[str]) -> None:
    assert [one for one in history if one.outcome == UNKNOWN] == []
    assert any(one.what == EDIT and one.outcome == OK for one in history)
    assert [line for line in refused if "eadlock" in line] == []


def lock_backwards(server: Server, map: str, number: int, over: threading.Event, met: list[int]) -> None:
    """Lock an actor first and then the map, as no edit of sysmap does, and change nothing in the end."""
    with server.driver() as driver, driver.session() as session:
        while not over.is_set():
            with suppress(DriverError):
                try:
                    one_ring(session, map, KEYS[number % len(KEYS)])
                except Neo4jError as error:
                    met[0] += "Deadlock" in str(error.code)


def one_ring(session: neo4j.Session, map: str, key: str) -> None:
    with session.begin_transaction() as held:
        held.run("MATCH (n:Actor {map: $map, id: $id}) SET n.held = true", map=map, id=key).consume()
        held.run("MATCH (m:Map {id: $map}) SET m.locked = true", map=map).consume()
        held.rollback()
