"""How fast is the store in Neo4j, beside the bare driver? Measured only where a Neo4j can be had, as the tests have one."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from typing import Any

import neo4j

from bench import made
from bench.storing import no_check
from bench.table import Row
from bench.timing import Took, in_turn, once, ratio
from sysmap.model.batch import Batch, Change
from sysmap.service.desk import Desk
from sysmap.store.neo4j import Neo4jStore, open_neo4j
from tests.store.neo4j_server import Server, is_wanted, start_one

READS, REFRESHES, CLIENTS, EACH = 7, 25, 20, 25
Asked = tuple[Any, dict[str, Any]]


def rows() -> list[Row]:
    """Every row of Neo4j; one that says so where there is none."""
    if not is_wanted():
        return [Row("the store in Neo4j", "not measured: no Neo4j here", "see above")]
    server = start_one()
    os.environ.update(server.environment)
    try:
        store = open_neo4j(server.url, create=True)
        try:
            return [writing(store), reading(store, server), refreshing(store), editing(store)]
        finally:
            store.close()
    finally:
        server.remove()


def writing(store: Neo4jStore) -> Row:
    """The whole map as one edit, with the graph of today."""
    batch = made.batch()
    took = once(lambda: store.append(batch, no_check))
    rate = len(batch.changes) / took
    return Row("Neo4j: a batch of 103,002 facts, the graph of today with it", f"{rate:,.0f} facts a second", "5,000 or more", rate >= 5_000)


def reading(store: Neo4jStore, server: Server) -> Row:
    """State of the whole map, against the bare driver fetching the same columns."""
    store.state(made.MAP)
    asked = recorded(store, lambda: store.state(made.MAP))
    with server.driver() as driver:
        took = in_turn({"ours": lambda: store.state(made.MAP), "bare": lambda: fetched(driver, asked)}, READS)
    least, median = ratio(took["ours"], took["bare"])
    said = f"{took['ours'].said()}; bare {took['bare'].said()}; ratio {least:.2f} least, {median:.2f} median"
    return Row(
        "Neo4j: state of 3,000 actors and 100,000 ties, against the bare driver fetching the columns", said, "2 times or less", median <= 2
    )


def recorded(store: Neo4jStore, work: Callable[[], object]) -> list[Asked]:
    """What the store asks its server meanwhile."""
    asked: list[Asked] = []
    line: Any = store._line
    question = line._question

    def note(statement: Any, given: dict[str, Any]) -> Any:
        asked.append((statement, given))
        return question(statement, given)

    line._question = note
    try:
        work()
    finally:
        del line._question
    return asked


def fetched(driver: neo4j.Driver, asked: list[Asked]) -> list[Any]:
    routing = neo4j.RoutingControl.READ
    return [driver.execute_query(text, given, routing_=routing, result_transformer_=neo4j.Result.values) for text, given in asked]


def refreshing(store: Neo4jStore) -> Row:
    """A desk that holds the whole map reads what one edit changed."""
    desk, times = Desk(store), []
    revision = desk.state(made.MAP).revision
    for batch in made.edits(revision, REFRESHES):
        store.append(batch, no_check)
        times.append(once(lambda: desk.state(made.MAP)))
    took = Took(tuple(times))
    return Row("Neo4j: refresh of that state in memory after one edit", took.said(), "under 30 ms", took.median < 0.030)


def editing(store: Neo4jStore) -> Row:
    """Single edits from several clients, each on ties of its own."""
    head = store.head(made.MAP)
    assert head is not None
    base, pairs = head.revision, list(zip(range(CLIENTS * EACH), made.pairs(), strict=False))

    def work(client: int) -> None:
        for number, (start, end) in pairs[client::CLIENTS]:
            fact = made.tie(number, start, end, strength=1 + number % 3)
            change = Change("change", "relationship", fact.id, fact)
            store.append(Batch(made.MAP, base, f"client-{number}", "bench", "one tie", (change,)), no_check)

    threads = [threading.Thread(target=work, args=(client,)) for client in range(CLIENTS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rate = CLIENTS * EACH / (time.perf_counter() - began)
    after = store.head(made.MAP)
    assert after is not None and after.revision == base + CLIENTS * EACH
    return Row(f"Neo4j: single edits from {CLIENTS} clients", f"{rate:,.0f} a second", "200 or more", rate >= 200)
