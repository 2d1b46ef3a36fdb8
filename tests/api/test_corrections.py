"""Corrections over GraphQL: whoever sees an actor may leave one, a few at a time; the map keeper alone reads and settles them."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.applications import Starlette

from sysmap.service.correcting import LONGEST
from tests.api.asking import ask, post
from tests.api.conversing import socket
from tests.api.served import mutation, service, whoever
from tests.web.sample import HOSTILE
from tests.web.visiting import TOKEN, Visitor, keeper

LEAVE = """mutation($map: ID!, $actor: ID!, $id: ID!, $text: String, $field: Correctable, $value: String, $by: String) {
  leaveCorrection(map: $map, actor: $actor, id: $id, text: $text, field: $field, value: $value, by: $by) { key status } }"""
WAITING = '{ map(id: "wrenmoor") { corrections { nodes { key about field value text by status answer } } } }'
SETTLE = mutation('settleCorrection(map: "wrenmoor", key: $key, applied: $applied, answer: "Thank you.")', key="ID!", applied="Boolean!")


@pytest.fixture
def app() -> Starlette:
    return service("wrenmoor", "wrenmoor-as-real")


def given(**more: Any) -> dict[str, Any]:
    return {"map": "wrenmoor", "actor": "kes", "id": "one", "text": "It moved.", **more}


def left(visitor: Visitor, **more: Any) -> Any:
    return ask(visitor, LEAVE, **given(**more))["leaveCorrection"]


def waiting(visitor: Visitor) -> Any:
    found = ask(visitor, WAITING)["map"]["corrections"]
    return None if found is None else found["nodes"]


def code(visitor: Visitor, **more: Any) -> str:
    found: str = post(visitor, LEAVE, given(**more)).json["errors"][0]["extensions"]["code"]
    return found


def test_it_is_left_once_read_by_the_keeper_alone_and_settled_with_an_answer(app: Starlette) -> None:
    public = Visitor(app)
    made = left(public, field="NAME", value="Kestrels", by="a neighbour")
    assert made == left(public, field="NAME", value="Kestrels") and made["status"] == "open"
    (one,) = waiting(keeper(app))
    assert (one["about"], one["field"], one["value"], one["by"], one["answer"]) == ("kes", "name", "Kestrels", "a neighbour", None)
    assert waiting(public) in (None, []) and waiting(whoever(app, "public", "participants")) in (None, [])
    done = ask(keeper(app), SETTLE, id="s", base=1, key=made["key"], applied=True)["it"]
    assert done["__typename"] == "EditDone"
    assert app.state.desk().state("wrenmoor").actors["kes"].name == "Kestrels"
    assert left(public) == {"key": made["key"], "status": "applied"}
    assert ask(keeper(app), SETTLE, id="t", base=1, key=made["key"], applied=False)["it"]["__typename"] == "EditRefused"


def test_nobody_but_the_keeper_settles_one(app: Starlette) -> None:
    made = left(Visitor(app))
    for visitor in (Visitor(app), whoever(app, "public", "participants")):
        answer = post(visitor, SETTLE, {"id": "s", "base": 1, "key": made["key"], "applied": True}).json
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"
    assert waiting(keeper(app))[0]["status"] == "open"


def test_a_hidden_actor_a_hidden_map_and_none_are_answered_alike(app: Starlette) -> None:
    places = (("wrenmoor", "nobody"), ("wrenmoor-as-real", "kes"), ("nowhere", "kes"))
    said = {post(Visitor(app), LEAVE, given(map=map, actor=actor)).body for map, actor in places}
    assert len(said) == 1 and b"NOT_FOUND" in said.pop()
    assert left(whoever(app, "public", "participants"), map="wrenmoor-as-real", id="two")["status"] == "open"


def test_the_page_and_the_api_take_as_many_from_one_place_together_and_no_alias_gets_round_it(app: Starlette) -> None:
    form = {"content-type": "application/x-www-form-urlencoded"}
    for number in range(3):
        assert Visitor(app).post("/maps/wrenmoor/part/kes/correction", f"text=x&edit={number}".encode(), form).status == 303
    several = " ".join(f'c{n}: leaveCorrection(map: "wrenmoor", actor: "kes", id: "a{n}", text: "x") {{ key }}' for n in range(4))
    answer = post(Visitor(app), f"mutation {{ {several} }}").json
    assert {error["extensions"]["code"] for error in answer["errors"]} == {"TOO_MANY"} and len(waiting(keeper(app))) == 5
    assert code(Visitor(app), id="late") == "TOO_MANY"
    assert Visitor(app).post("/maps/wrenmoor/part/kes/correction", b"text=x&edit=late", form).status == 429


def test_the_socket_has_the_same_pace(app: Starlette) -> None:
    import asyncio

    async def work() -> list[Any]:
        async with socket(app) as one:
            heard = []
            for number in range(6):
                await one.say({"type": "subscribe", "id": f"{number}", "payload": {"query": LEAVE, "variables": given(id=f"{number}")}})
                heard.append(await one.hear())
                while heard[-1]["type"] == "next" and (await one.hear())["type"] != "complete":
                    pass
        return [error for message in heard for error in message["payload"].get("errors", ())]

    (error,) = asyncio.run(asyncio.wait_for(work(), 60))
    assert error["extensions"]["code"] == "TOO_MANY"


def test_what_says_nothing_or_too_much_is_refused_and_words_are_text(app: Starlette) -> None:
    assert code(Visitor(app), text="  ") == "USAGE" and code(Visitor(app), text="x" * (LONGEST + 1)) == "USAGE"
    assert waiting(keeper(app)) == []
    left(Visitor(app), text=HOSTILE[0], by=HOSTILE[1], field="NAME", value=HOSTILE[2])
    page = keeper(app).get("/maps/wrenmoor/corrections").text
    assert all(word not in page for word in HOSTILE[:3])


def test_another_sites_page_leaves_none_and_a_wrong_token_is_nobody(app: Starlette) -> None:
    assert post(Visitor(app, {"origin": "https://elsewhere.example"}), LEAVE, given()).status == 403
    assert post(Visitor(app, {"authorization": f"Bearer {TOKEN}x"}), LEAVE, given()).status == 401
    assert waiting(keeper(app)) == []
