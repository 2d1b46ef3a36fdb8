"""Who edits too fast is told so and when to come again; who waits too long is told whether to send it again."""

from __future__ import annotations

import asyncio
import json
import threading
from typing import Any

import pytest
from starlette.applications import Starlette

from sysmap.api.bodies import Request
from sysmap.api.door import TOKEN_HOLDER
from sysmap.api.limits import EDITS_AT_ONCE, Patience
from sysmap.api.paces import Paces, TooFast
from sysmap.api.turns import NotInTime, Turns
from sysmap.app import build_app
from sysmap.config import EDITS_A_SECOND, Config, from_environment
from sysmap.errors import UsageError
from sysmap.model.visibility import Viewer
from tests.api.asking import ask, post
from tests.api.conversing import socket
from tests.api.served import mutation, service
from tests.web.visiting import TOKEN, Visitor, keeper

NAME = mutation('changeActor(map: "wrenmoor", key: "kes", actor: {name: $name})', name="String")
PATIENCE = 30


@pytest.fixture
def app() -> Starlette:
    made = service("wrenmoor")
    ask(keeper(made), "{ __typename }")
    return made


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_as_many_edits_as_are_allowed_at_once_and_not_one_more_and_then_so_many_a_second() -> None:
    clock = Clock()
    paces = Paces(clock)
    for _ in range(EDITS_AT_ONCE):
        paces.spend("one", 1)
    with pytest.raises(TooFast, match=f"{EDITS_AT_ONCE} edits at once and {EDITS_A_SECOND} a second") as refused:
        paces.spend("one", 1)
    assert refused.value.wait == pytest.approx(1 / EDITS_A_SECOND)
    paces.spend("another", EDITS_AT_ONCE)
    clock.now += 1
    for _ in range(EDITS_A_SECOND):
        paces.spend("one", 1)
    with pytest.raises(TooFast):
        paces.spend("one", 1)
    clock.now += 1_000
    paces.spend("one", EDITS_AT_ONCE)
    with pytest.raises(TooFast):
        paces.spend("one", 1)


def test_the_callers_that_are_remembered_are_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.paces.CALLERS_KEPT", 3)
    paces = Paces(Clock())
    for name in "abcd":
        paces.spend(name, 1)
    assert list(paces._left) == ["b", "c", "d"]


def standing(app: Starlette) -> None:
    """Let no time pass for the pace of edits."""
    app.state.operations.paces = Paces(Clock())


def test_the_edit_too_many_is_refused_with_its_limit_and_when_to_come_again_and_is_not_stored(app: Starlette) -> None:
    standing(app)
    text = mutation('changeActor(map: "wrenmoor", key: "kes", actor: {name: $name})', name="String")
    for number in range(EDITS_AT_ONCE):
        assert ask(keeper(app), text, id=f"e{number}", base=number + 1, name=f"N{number}")["it"]["__typename"] == "EditDone"
    refused = post(keeper(app), text, {"id": "more", "base": EDITS_AT_ONCE + 1, "name": "More"})
    (error,) = refused.json["errors"]
    assert (refused.status, error["extensions"]["code"], refused.headers["retry-after"]) == (200, "TOO_FAST", "1")
    assert error["extensions"]["retryAfter"] > 0 and str(EDITS_AT_ONCE) in error["message"] and "data" not in refused.json
    assert ask(keeper(app), '{ map(id: "wrenmoor") { revision } }')["map"]["revision"] == EDITS_AT_ONCE + 1


def test_several_edits_in_one_document_count_as_several_and_questions_as_none(app: Starlette) -> None:
    standing(app)
    ten = "mutation { " + " ".join(
        f'a{n}: removeActor(map: "nowhere", key: "x", edit: {{id: "e{n}", base: 1}}) {{ __typename }}' for n in range(10)
    ) + " }"  # fmt: skip
    for _ in range(EDITS_AT_ONCE // 10):
        assert "errors" not in post(keeper(app), ten).json
    for _ in range(3):
        assert "errors" not in post(keeper(app), "{ __typename }").json
    assert post(keeper(app), ten).json["errors"][0]["extensions"]["code"] == "TOO_FAST"


async def edit_over(app: Starlette, headers: dict[str, str], edit: dict[str, Any], **begun: Any) -> Any:
    """What a WebSocket of its own is answered to one edit."""
    async with socket(app, headers, begin=False) as one:
        await one.begin(**begun)
        await one.say({"type": "subscribe", "id": "1", "payload": {"query": NAME, "variables": edit}})
        return (await one.hear())["payload"]


def code_of(answer: Any) -> str:
    return str(answer["errors"][0]["extensions"]["code"]) if "errors" in answer else ""


def test_the_token_has_one_pace_over_all_connections_and_doors_that_it_is_sent_over(app: Starlette) -> None:
    standing(app)
    token = {"authorization": f"Bearer {TOKEN}"}
    edit: dict[str, Any] = {"id": "e", "base": 1, "name": "x"}
    for number in range(EDITS_AT_ONCE - 3):
        visitor = keeper(app)
        visitor.client = (f"192.0.2.{number}", 40_000 + number)
        assert not code_of(post(visitor, NAME, edit).json)
    assert not code_of(asyncio.run(edit_over(app, token, edit)))
    assert not code_of(asyncio.run(edit_over(app, {}, edit, authorization=f"Bearer {TOKEN}")))
    assert not code_of(post(keeper(app), NAME, edit).json)
    assert code_of(post(keeper(app), NAME, edit).json) == "TOO_FAST"
    assert code_of(asyncio.run(edit_over(app, token, edit))) == "TOO_FAST"
    assert code_of(asyncio.run(edit_over(app, {}, edit, authorization=f"Bearer {TOKEN}"))) == "TOO_FAST"


def test_another_pace_can_be_set_and_what_is_none_is_refused() -> None:
    paces = build_app(Config(store="sqlite://", edits_a_second=from_environment({"SYSMAP_EDITS_A_SECOND": "2"}).edits_a_second)).state.paces
    paces.spend("one", 6)
    with pytest.raises(TooFast, match="6 edits at once and 2 a second"):
        paces.spend("one", 1)
    assert from_environment({}).edits_a_second == from_environment({"SYSMAP_EDITS_A_SECOND": ""}).edits_a_second == 20
    for wrong in ("0", "-1", "fast", "100001", "1.5"):
        with pytest.raises(UsageError, match="SYSMAP_EDITS_A_SECOND"):
            from_environment({"SYSMAP_EDITS_A_SECOND": wrong})


def test_a_visit_has_a_pace_of_its_own_however_many_connections_it_opens(app: Starlette) -> None:
    standing(app)
    app.state.operations.paces.spend(TOKEN_HOLDER, EDITS_AT_ONCE)
    edit: dict[str, Any] = {"id": "e", "base": 1, "name": "x"}
    assert post(keeper(app), NAME, edit).json["errors"][0]["extensions"]["code"] == "TOO_FAST"
    visit = app.state.visits.begin()
    here = Visitor(app, {"cookie": f"sysmap_visit_8000={visit}", "origin": "http://127.0.0.1:8000"})
    assert "errors" not in post(here, NAME, edit).json
    app.state.operations.paces.spend(visit, EDITS_AT_ONCE - 1)
    assert code_of(post(here, NAME, edit).json) == "TOO_FAST"
    assert code_of(asyncio.run(edit_over(app, dict(here.headers), edit))) == "TOO_FAST"


def test_whoever_writes_at_another_door_has_a_pace_too_and_strangers_share_that_of_their_address(app: Starlette) -> None:
    app.state.paces = Paces(Clock())
    form = {"content-type": "application/x-www-form-urlencoded"}
    for _ in range(EDITS_AT_ONCE):
        assert Visitor(app).post("/session", b"token=wrong", form).status == 401
    refused = Visitor(app).post("/session", b"token=wrong", form)
    assert (refused.status, refused.headers["retry-after"]) == (429, "1") and str(EDITS_AT_ONCE) in refused.text
    assert keeper(app).post("/session", b"token=wrong", form).status == 401
    assert Visitor(app).get("/").status == 200


def test_an_edit_whose_turn_does_not_come_in_time_is_not_begun_and_one_that_has_begun_may_be_stored() -> None:
    held, begun = threading.Event(), threading.Event()
    done: list[str] = []

    def long() -> bytes:
        begun.set()
        held.wait(PATIENCE)
        done.append("long")
        return b"{}"

    def short() -> bytes:
        done.append("short")
        return b"{}"

    async def work() -> None:
        turns = Turns()
        first = asyncio.create_task(turns.take(long, PATIENCE))
        await asyncio.to_thread(begun.wait, PATIENCE)
        with pytest.raises(NotInTime, match="Nothing was stored"):
            await turns.take(short, 0.01)
        held.set()
        assert await first == b"{}"
        begun.clear()
        held.clear()
        with pytest.raises(NotInTime, match="It may have been stored"):
            await asyncio.gather(turns.take(long, 0.2), asyncio.to_thread(begun.wait, PATIENCE))
        held.set()
        assert await turns.take(lambda: b"last", PATIENCE) == b"last"

    asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert done == ["long", "long"]


def test_edits_wait_for_one_another_and_each_gets_its_own_answer_or_failure() -> None:
    inside: list[int] = []

    def work_of(number: int) -> bytes:
        inside.append(number)
        if number == 3:
            raise ValueError("three")
        return str(number).encode()

    async def work() -> None:
        turns = Turns()
        came = await asyncio.gather(*(turns.take(lambda n=n: work_of(n), PATIENCE) for n in range(40)), return_exceptions=True)  # type: ignore[misc]
        assert [c for n, c in enumerate(came) if n != 3] == [str(n).encode() for n in range(40) if n != 3]
        assert isinstance(came[3], ValueError)

    asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert inside == list(range(40))


def test_edits_that_share_a_commit_are_under_way_at_the_same_time() -> None:
    all_there = threading.Barrier(4)

    def work_of(number: int) -> bytes:
        all_there.wait(PATIENCE)
        if number == 3:
            raise ValueError("three")
        return str(number).encode()

    async def work() -> list[Any]:
        turns = Turns(lambda: 4)
        first = asyncio.create_task(turns.take(lambda: b"alone", PATIENCE))
        rest = [turns.take(lambda n=n: work_of(n), PATIENCE) for n in range(4)]  # type: ignore[misc]
        return [await first, *await asyncio.gather(*rest, return_exceptions=True)]

    *came, failed = asyncio.run(asyncio.wait_for(work(), PATIENCE))
    assert came == [b"alone", b"0", b"1", b"2"] and isinstance(failed, ValueError)


@pytest.mark.parametrize(("text", "edit"), [(NAME, True), ("{ maps { totalCount } }", False)])
def test_what_takes_too_long_is_answered_with_a_code_and_what_to_do(
    app: Starlette, monkeypatch: pytest.MonkeyPatch, text: str, edit: bool
) -> None:
    held, over = threading.Event(), threading.Event()
    real = app.state.operations.answers.answer

    def slow(*given: Any) -> bytes:
        held.wait(PATIENCE)
        try:
            return bytes(real(*given))
        finally:
            over.set()

    monkeypatch.setattr(app.state.operations.answers, "answer", slow)
    app.state.operations.patience = Patience(0.05, 0.05)

    async def work() -> Any:
        task = asyncio.create_task(asyncio.to_thread(over.wait, PATIENCE))
        given = {"id": "e", "base": 1, "name": "x"} if edit else {}
        reply = await app.state.operations.answer(viewer, Request(text, given, None), "somebody")
        held.set()
        await task
        return reply

    viewer = Viewer.steward()
    reply = asyncio.run(asyncio.wait_for(work(), PATIENCE))
    (error,) = json.loads(reply.body)["errors"]
    assert error["extensions"]["code"] == "TOO_SLOW" and reply.headers["retry-after"]
    assert ("same id" if edit else "Ask for less") in error["message"]


def test_a_service_waits_five_seconds_for_an_answer_and_three_for_an_edit() -> None:
    assert build_app(Config(store="sqlite://")).state.patience == Patience(query=5, edit=3)


def test_an_answer_that_is_being_worked_out_stops_at_its_next_field_once_its_time_is_over(app: Starlette) -> None:
    from sysmap.api.asked import Asked, TooSlow

    clock = Clock()
    asked = Asked(app.state.desk(), Viewer.steward(), app.state.answers.sealer, clock=clock)
    asked.scene("wrenmoor")
    clock.now += Patience().query
    asked.in_time()
    clock.now += 0.001
    with pytest.raises(TooSlow, match="5 seconds"):
        asked.in_time()
