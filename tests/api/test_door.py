"""Who is let in, from where, and as whom."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message

from sysmap.api.door import Door
from sysmap.api.refusing import said
from sysmap.api.safety import Safety
from sysmap.api.visits import Visits
from tests.web.visiting import TOKEN, Visitor, keeper

OTHER = "https://partner.example"
COOKIE = "sysmap_visit_8000"


async def _whoever(request: Request) -> Response:
    return JSONResponse(sorted(request.state.viewer.spaces))


def _refuse(request: Request, error: Exception) -> Response:
    words = said(error)
    return JSONResponse(words.as_json(), status_code=words.status, headers=words.headers)


def _app(visits: Visits | None = None) -> ASGIApp:
    return Starlette(
        routes=[Route("/", _whoever, methods=["GET", "POST"])],
        middleware=[
            Middleware(Safety, answer=_refuse),
            Middleware(Door, visits=visits or Visits(TOKEN), host="127.0.0.1", origins=(OTHER,)),
        ],
    )


def test_without_a_token_everyone_sees_what_is_public() -> None:
    assert Visitor(_app()).get("/").json == ["public"]


def test_the_token_makes_the_map_keeper_who_sees_all() -> None:
    assert len(keeper(_app()).get("/").json) == 5


@pytest.mark.parametrize(
    "given", [f"Bearer {TOKEN}x", "Bearer ", "Bearer", f"Basic {TOKEN}", TOKEN, "", f"Bearer {TOKEN} {TOKEN}", "Bearer \xe9"]
)
def test_a_wrong_token_is_401_and_never_the_public_view(given: str) -> None:
    answer = Visitor(_app()).get("/", authorization=given)
    assert answer.status == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert "public" not in answer.text


def test_a_wrong_token_beside_an_open_visit_is_still_wrong() -> None:
    visits = Visits(TOKEN)
    answer = Visitor(_app(visits)).get("/", authorization="Bearer nonsense", cookie=f"{COOKIE}={visits.begin()}")
    assert answer.status == 401


def test_an_open_visit_is_the_map_keeper() -> None:
    visits = Visits(TOKEN)
    assert len(Visitor(_app(visits)).get("/", cookie=f"a=b; {COOKIE}={visits.begin()}").json) == 5


def test_an_ended_visit_is_401_once_and_its_cookie_taken_back() -> None:
    visits = Visits(TOKEN)
    id = visits.begin()
    visits.end(id)
    answer = Visitor(_app(visits)).get("/", cookie=f"{COOKIE}={id}")
    assert answer.status == 401
    assert f"{COOKIE}=;" in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8000", "LOCALHOST", "[::1]:8000", "partner.example"])
def test_the_service_answers_to_its_own_names(host: str) -> None:
    assert Visitor(_app()).get("/", host=host).status == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "evil@localhost", "localhost/evil", "[::1", "partner.example.evil"]
)
def test_another_name_is_refused(host: str) -> None:
    answer = Visitor(_app()).get("/", host=host)
    assert answer.status == 400
    assert answer.json["error"]["code"] == "HOST"


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "null", "sec_fetch_site": "cross-site"},
        {"origin": "null", "sec_fetch_site": "same-site"},
        {"origin": "http://127.0.0.1:9000"},
        {"origin": "https://127.0.0.1:8000"},
        {"sec_fetch_site": "cross-site"},
        {"sec_fetch_site": "cross-site", "origin": "http://127.0.0.1:8000"},
    ],
)
def test_a_post_from_elsewhere_is_403_token_or_not(headers: dict[str, str]) -> None:
    assert Visitor(_app()).post("/", headers=headers).status == 403
    assert keeper(_app()).post("/", headers=headers).status == 403
    assert keeper(_app()).get("/", **headers).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "http://127.0.0.1:8000", "sec_fetch_site": "same-origin"},
        {"origin": "null", "sec_fetch_site": "same-origin"},
        {"origin": OTHER},
    ],
)
def test_a_post_from_here_a_program_or_a_listed_origin_is_let_in(headers: dict[str, str]) -> None:
    assert keeper(_app()).post("/", headers=headers).status == 200


def test_a_websocket_from_elsewhere_is_closed_unaccepted() -> None:
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "websocket.connect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope: dict[str, Any] = {
        "type": "websocket", "scheme": "ws", "path": "/", "query_string": b"", "subprotocols": [],
        "headers": [(b"host", b"127.0.0.1:8000"), (b"origin", b"https://evil.example")],
    }
    asyncio.run(_run(_app(), scope, receive, send))
    assert [message["type"] for message in sent] == ["websocket.close"]


async def _run(app: ASGIApp, scope: dict[str, Any], receive: Any, send: Any) -> None:
    await app(scope, receive, send)
