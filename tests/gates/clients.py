"""Many clients on a few facts: ``python -m tests.gates.clients URL MAP NAME CLIENTS EDITS SEED DROPPED``, one history on standard output.

Each client reads a counter, sends it one higher, and starts again where another came first. A share of the answers does not arrive: the
client sends the very same edit again, as a phone does.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from sysmap.errors import Conflict, MapBusy, StoreDamaged, StoreUnavailable
from sysmap.model.actors import Actor
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from sysmap.service.desk import Desk
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from tests.gates.faults import plant
from tests.gates.history import EDIT, OK, READ, REFUSED, UNKNOWN, Operation
from tests.gates.starving import fair_seconds, metronome
from tests.store.neo4j_server import unhurried

T = TypeVar("T")

HOT = tuple(f"hot{number}" for number in range(50))
PATIENCE, PAUSE = 240.0, 0.1
"""Seconds for which a client asks again when it is told to, and between two tries."""


def begin(store: Store, map: str, keys: tuple[str, ...] = HOT) -> None:
    """The counters that all of them edit, at nought."""
    first = tuple(Change("add", "actor", key, Actor(key, key.title(), reach="0")) for key in keys)
    store.append(Batch(map, 0, "first", "all", "begin", first, None, seals_for(first, empty(map))), lambda head: None)


class Client:
    """One of them. ``history`` is what it saw."""

    def __init__(self, desk: Desk, map: str, name: str, seed: str, keys: tuple[str, ...] = HOT, dropped: float = 0.1) -> None:
        self.desk, self.map, self.name, self.keys, self.dropped = desk, map, name, keys, dropped
        self.chance = random.Random(f"{seed} {name}")
        self.history: list[Operation] = []
        self.refused: list[str] = []
        self._sent = 0
        metronome()

    def edit(self) -> None:
        """One higher, however often another comes first."""
        key = self.chance.choice(self.keys)
        state = self.read(key)
        fact, base = state.actors[key], state.revision
        while (clash := self.send(key, fact, base)) is not None:
            fact, base = clash

    def read(self, key: str) -> State:
        called = time.monotonic_ns()
        state = self.patiently(lambda: self.desk.state(self.map))
        seen = int(state.actors[key].reach or 0)
        self.history.append(Operation(self.name, READ, "", key, seen, called, time.monotonic_ns(), OK, state.revision))
        return state

    def send(self, key: str, fact: Actor, base: int) -> tuple[Actor, int] | None:
        """None once it is stored, or what another made of the fact, and when."""
        self._sent += 1
        value = int(fact.reach or 0) + 1
        changes = (Change("change", "actor", key, fact._replace(reach=str(value), place=self.name)),)
        made = Batch(self.map, base, f"{self.name}-{self._sent}", self.name, "one more", changes, None, seals_for(changes, empty(self.map)))
        called, outcome, number, clash = time.monotonic_ns(), UNKNOWN, 0, None
        try:
            number = self.answered(made).number
            outcome = OK
        except Conflict as conflict:
            (one,) = conflict.clashes
            assert isinstance(one.theirs, Actor) and one.yours == changes[0].fact and int(one.theirs.reach or 0) >= value, one
            outcome, clash = REFUSED, (one.theirs, one.revision)
        finally:
            self.history.append(Operation(self.name, EDIT, made.edit_id, key, value, called, time.monotonic_ns(), outcome, number))
        return clash

    def answered(self, made: Batch) -> Revision:
        """Send it until there is an answer that arrives."""
        revision = self.patiently(lambda: self.desk.store.append(made, lambda head: None))
        while self.chance.random() < self.dropped:
            revision = self.patiently(lambda: self.desk.store.append(made, lambda head: None))
        return revision

    def patiently(self, ask: Callable[[], T]) -> T:
        """Ask again as long as one is told to. What was refused is kept: its code, the fair seconds it took, and the words."""
        until = time.monotonic() + PATIENCE
        while True:
            began = time.monotonic()
            try:
                return ask()
            except StoreDamaged:
                raise
            except (MapBusy, StoreUnavailable) as refused:
                self.refused.append(f"{refused.code} {fair_seconds(began):.2f} {refused}")
                if began > until:
                    raise
            threading.Event().wait(PAUSE)


def work(desk: Desk, clients: list[Client], edits: int) -> list[Operation]:
    """All of them at once, ``edits`` each; what they saw. Raises what any of them met and did not expect."""
    start = threading.Barrier(len(clients))
    failed: list[BaseException] = []

    def one(client: Client) -> None:
        start.wait()
        try:
            for _ in range(edits):
                client.edit()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=one, args=(client,)) for client in clients]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for error in failed:
        raise error
    return [operation for client in clients for operation in client.history]


def read_back(lines: Iterator[str]) -> list[Operation]:
    return [Operation._make(json.loads(line)) for line in lines]


if __name__ == "__main__":
    plant()
    unhurried()
    url, map, name, count, edits, seed, dropped = sys.argv[1:]
    opened = Desk(open_store(url))
    made = [Client(opened, map, f"{name}{number}", seed, dropped=float(dropped)) for number in range(int(count))]
    for operation in work(opened, made, int(edits)):
        print(json.dumps(operation))
    opened.close()
