"""G24: nothing that anybody says, or comes in with, reaches a log; G18b: no query of a store is put together from what somebody said."""

from __future__ import annotations

import ast
import asyncio
import logging
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette

from sysmap.errors import StoreUnavailable
from tests.api.asking import JSON, post
from tests.api.conversing import Ended, socket
from tests.api.served import mutation, service
from tests.house.tree import python_files, text_of
from tests.web.visiting import TOKEN, Visitor, keeper

CANARY = "zq7-canary"


@pytest.fixture
def heard(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    caplog.set_level(logging.DEBUG)
    yield caplog


def speak(app: Starlette, monkeypatch: pytest.MonkeyPatch) -> None:
    """Say the canary wherever something can be said, and let things go wrong while it is said."""
    visitors = (Visitor(app), keeper(app), Visitor(app, {"authorization": f"Bearer {CANARY}"}),
                Visitor(app, {"cookie": f"sysmap_visit_8000={CANARY}"}),
                Visitor(app, {"x-forwarded-for": CANARY, "user-agent": CANARY, "referer": f"http://{CANARY}/"}))  # fmt: skip
    add = mutation('addActor(map: "wrenmoor", key: $s, actor: {name: $s, description: $s, source: $s})', s="ID!").replace(
        "$s: ID!", "$s: ID!, $t: String"
    )
    documents = (
        f'{{ map(id: "{CANARY}") {{ key }} }}', f'query Q{CANARY.replace("-", "")} {{ {CANARY} }}', "{ " + CANARY,
        f'{{ map(id: "wrenmoor") {{ actors(text: "{CANARY}", after: "{CANARY}") {{ totalCount }} }} }}',
        f'{{ node(id: "{CANARY}") {{ id }} }}',
    )  # fmt: skip
    for visitor in visitors:
        for text in documents:
            post(visitor, text, {CANARY: CANARY})
        post(
            visitor,
            add.replace("name: $s, description: $s, source: $s", "name: $t, description: $t"),
            {"id": CANARY, "base": 1, "s": CANARY, "t": CANARY},
        )
        visitor.post("/graphql", CANARY.encode(), JSON)
        visitor.get(f"/maps/{CANARY}?at={CANARY}")
        visitor.get(f"/maps/wrenmoor?at={CANARY}")
    asyncio.run(_over_a_socket(app))

    def broken(*_: object, **__: object) -> None:
        raise ValueError(f"a message with {CANARY}")

    def away(*_: object, **__: object) -> None:
        raise StoreUnavailable(f"cannot open {CANARY}")

    for name, fault in (("maps_seen", broken), ("maps_seen", away), ("heard", broken)):
        with monkeypatch.context() as patched:
            patched.setattr(f"sysmap.api.maps.{name}", fault)
            for text in ("{ maps { totalCount } }", '{ map(id: "wrenmoor") { coverage(wave: "w2") { group } } }'):
                answer = post(keeper(app), text, {CANARY: CANARY})
                assert fault is away or CANARY not in answer.text


async def _over_a_socket(app: Starlette) -> None:
    async with socket(app, {"x-canary": CANARY}) as one:
        await one.subscribe(f'subscription {{ mapChanged(map: "{CANARY}") {{ cursor }} }}')
        await one.hear()
        await one.say(CANARY)
        with pytest.raises(Ended):
            await one.hear()
    async with socket(app, begin=False) as one:
        await one.say({"type": "connection_init", "payload": {"authorization": f"Bearer {CANARY}"}})
        with pytest.raises(Ended):
            await one.hear()


def told(heard: pytest.LogCaptureFixture) -> str:
    """All that was logged, with everything a handler could have written of it."""
    return "\n".join(f"{record.getMessage()} {record.exc_text or ''} {record.__dict__}" for record in heard.records)


def test_what_is_said_and_who_says_it_reach_no_log(
    heard: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    speak(service("wrenmoor"), monkeypatch)
    out, err = capfd.readouterr()
    logged = told(heard)
    assert "unforeseen ValueError" in logged
    for secret in (CANARY, CANARY.replace("-", ""), TOKEN):
        assert secret not in logged and secret not in out + err


def test_a_planted_log_of_messages_is_seen(heard: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    def noted(error: BaseException | None) -> str:
        logging.getLogger("sysmap.graphql").error("it was %s", error)
        return "id"

    monkeypatch.setattr("sysmap.api.answering._noted", noted)
    speak(service("wrenmoor"), monkeypatch)
    assert CANARY in told(heard)


def built(source: str) -> list[int]:
    """The lines on which a query is put together from anything but names in capitals, calls and attributes of the program's own tables."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if (
            not isinstance(node, ast.Call)
            or not isinstance(node.func, ast.Attribute)
            or node.func.attr not in {"execute", "executemany", "run"}
        ):
            continue
        for argument in node.args[:1]:
            parts = [v.value for v in ast.walk(argument) if isinstance(v, ast.FormattedValue)]
            loose = isinstance(argument, ast.BinOp) and isinstance(argument.op, ast.Mod)
            if loose or any(isinstance(part, ast.Name) and part.id in SAID for part in parts):
                found.append(node.lineno)
    return found


SAID = frozenset({"map", "id", "name", "text", "key", "value", "word", "label", "type", "field", "respondent", "author", "reason", "query"})
"""Names that hold what somebody said, or may."""


def test_no_query_is_built_from_what_somebody_said() -> None:
    wrong = [f"{path}:{line}" for path in python_files("sysmap") if path.parts[1] == "store" for line in built(text_of(path))]
    assert wrong == []


def test_a_planted_query_is_seen() -> None:
    assert built('c.execute(f"SELECT * FROM x WHERE id = {name}")') == [1]
    assert built("c.run('MATCH (n {id: %s})' % name)") == [1]
    assert built('c.execute("SELECT ?", (name,))') == []
