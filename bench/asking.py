"""How fast is GraphQL? A large question against strawberry alone, repeated questions, mutations from many, and events to many."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import strawberry

from bench.table import Row
from bench.timing import Took, in_turn, ratio

MAP, ACTORS, TIES = "asked", 300, 3_000
ROUNDS = 7
CLIENTS, SECONDS = 50, 5.0
LISTENERS, EDITS_A_SECOND = 200, 50
TOKEN = "the-token-of-the-bench"
QUESTION = (
    f'{{ map(id: "{MAP}") {{ actors(first: {ACTORS}) {{ nodes {{ key name sector }} }} '
    f"relationships(first: {TIES}) {{ nodes {{ key type strength from {{ key name }} to {{ key name }} }} }} }} }}"
)
MUTATION = (
    f'mutation($id: ID!, $base: Int!, $key: ID!, $name: String) {{ changeActor(map: "{MAP}", edit: {{id: $id, base: $base}}, key: $key, '
    "actor: {name: $name}) { __typename ... on EditDone { revisionNumber } } }"
)


def desk(url: str) -> Any:
    """A desk over a map of 300 actors and 3,000 ties."""
    from sysmap.model import actors, ties
    from sysmap.model.batch import Change
    from sysmap.service.editing import edit
    from sysmap.service.opening import open_desk

    made = open_desk(url, create=True)
    changes = [Change("add", "map", MAP, actors.Map(MAP, "A made-up map to measure on"))]
    changes += [Change("add", "actor", f"a{n}", actors.Actor(f"a{n}", f"Organisation {n}", "organisation", "nhs")) for n in range(ACTORS)]
    for n in range(TIES):
        step, start = divmod(n, ACTORS)
        tie = ties.Relationship(f"r{n}", f"a{start}", f"a{(start + 1 + step * 7) % ACTORS}", "works_with", strength="3")
        changes.append(Change("add", "relationship", tie.id, tie))
    edit(made, MAP, changes, reason="made up to measure on")
    return made


def application(made: Any) -> Any:
    from sysmap.app import build_app
    from sysmap.config import Config

    app = build_app(Config(store="sqlite://", steward_token=TOKEN, edits_a_second=10_000))
    app.state.desk = lambda: made
    return app


async def post(app: Any, query: str, variables: dict[str, Any], connection: int = 1) -> bytes:
    """One operation through every layer of the service, without a socket."""
    body = json.dumps({"query": query, "variables": variables}).encode()
    headers = {"host": "127.0.0.1", "content-type": "application/json", "authorization": f"Bearer {TOKEN}"}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http", "root_path": "",
        "path": "/graphql",
        "raw_path": b"/graphql", "query_string": b"", "headers": [(n.encode(), v.encode()) for n, v in headers.items()],
        "client": ("127.0.0.1", connection), "server": ("127.0.0.1", 80), "state": {},
    }  # fmt: skip
    came: list[Any] = []
    sent = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return sent.pop() if sent else {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        came.append(message)

    await app(scope, receive, send)
    return b"".join(message.get("body", b"") for message in came)


@strawberry.type
class BareActor:
    """The same object, as plain as strawberry has it."""

    key: str
    name: str
    sector: str


@strawberry.type
class BareTie:
    """The same tie with its ends in memory."""

    key: str
    type: str
    strength: str
    start: BareActor
    end: BareActor


def bare() -> Callable[[], object]:
    """Strawberry answering the same question from objects in memory."""
    people = [BareActor(key=f"a{n}", name=f"Organisation {n}", sector="nhs") for n in range(ACTORS)]
    found = [
        BareTie(key=f"r{n}", type="works_with", strength="3", start=people[n % ACTORS], end=people[(n + 1) % ACTORS]) for n in range(TIES)
    ]

    @strawberry.type
    class Query:
        @strawberry.field
        def actors(self) -> list[BareActor]:
            return people

        @strawberry.field
        def relationships(self) -> list[BareTie]:
            return found

    schema = strawberry.Schema(Query)
    text = "{ actors { key name sector } relationships { key type strength start { key name } end { key name } } }"

    def answer() -> object:
        result = schema.execute_sync(text)
        assert result.errors is None
        return json.dumps({"data": result.data}).encode()

    return answer


def questions() -> list[Row]:
    """The large question cold, against strawberry alone; and again at the same revision."""
    app = application(desk("sqlite://"))
    runner = asyncio.Runner()

    def asked() -> bytes:
        return runner.run(post(app, QUESTION, {}))

    def cold() -> bytes:
        app.state.answers._kept.clear()
        body = asked()
        assert body.count(b'"strength"') == TIES, body[:300]
        return body

    asked()
    took = in_turn({"bare": bare(), "cold": cold}, ROUNDS)
    again = in_turn({"again": asked}, ROUNDS)["again"]
    runner.close()
    least, median = ratio(took["cold"], took["bare"])
    times = took["cold"].median / again.median
    said = f"{took['cold'].said()}; strawberry alone {took['bare'].said()}: {least:.2f}x (median of rounds {median:.2f}x)"
    return [
        Row("300 actors and 3,000 ties with both ends in one GraphQL answer", said, "at most 1.5x strawberry alone", median <= 1.5),
        Row("the same question again", f"{again.said()}, {times:.0f} times as fast", "at least 10 times as fast", times >= 10),
    ]


async def _edit(app: Any, number: int, until: float, done: list[int]) -> None:
    base = 1
    turn = 0
    while time.perf_counter() < until:
        turn += 1
        variables = {"id": f"{number}-{turn}", "base": base, "key": f"a{number}", "name": f"Name {turn}"}
        answer = json.loads(await post(app, MUTATION, variables, number))["data"]["changeActor"]
        assert answer["__typename"] == "EditDone", answer
        base = answer["revisionNumber"]
        done.append(1)


def mutations(url: str, what: str, aim: int) -> Row:
    """Edits a second by 50 clients, each waiting for its answer, each at its own actor."""
    app = application(desk(url))

    async def work() -> float:
        await post(app, "{ __typename }", {})
        done: list[int] = []
        began = time.perf_counter()
        await asyncio.gather(*(_edit(app, number, began + SECONDS, done) for number in range(CLIENTS)))
        return len(done) / (time.perf_counter() - began)

    rate = asyncio.run(work())
    return Row(f"GraphQL edits by {CLIENTS} clients, {what}", f"{rate:,.0f} a second", f"at least {aim:,} a second", rate >= aim)


def rows() -> list[Row]:
    import tempfile

    with tempfile.TemporaryDirectory() as here:
        file = f"sqlite:///{(Path(here) / 'edits.db').as_posix()}"
        return [*questions(), mutations("sqlite://", "store in memory", 1_000), mutations(file, "SQLite with FULL sync", 400)]


__all__ = ["Took", "rows"]
