"""Whatever happens inside, an answer carries the security headers and no traceback."""

from __future__ import annotations

import logging

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sysmap.api.refusing import said
from sysmap.api.safety import ALWAYS, UNLESS_SAID, Safety
from sysmap.errors import NotFound, StoreUnavailable, UsageError
from tests.web.visiting import Visitor

SECRET = "Mrs Example's telephone number"


async def _fine(request: Request) -> Response:
    return PlainTextResponse("fine", headers={"cache-control": "public"})


async def _broken(request: Request) -> Response:
    raise RuntimeError(SECRET)


def _answer(request: Request, error: Exception) -> Response:
    words = said(error)
    return PlainTextResponse(words.message, status_code=words.status)


def _visitor() -> Visitor:
    routes = [Route("/fine", _fine), Route("/broken", _broken)]
    return Visitor(Starlette(routes=routes, middleware=[Middleware(Safety, answer=_answer)]))


@pytest.mark.parametrize("address", ["/fine", "/broken", "/nowhere"])
def test_every_answer_carries_the_security_headers(address: str) -> None:
    headers = _visitor().get(address).headers
    assert ALWAYS.items() <= headers.items()
    assert UNLESS_SAID.keys() <= headers.keys()


def test_what_a_route_says_stands() -> None:
    assert _visitor().get("/fine").headers["cache-control"] == "public"


def test_an_unforeseen_error_is_a_sentence_and_its_words_are_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = _visitor().get("/broken")
    assert answer.status == 500
    assert SECRET not in answer.text
    assert SECRET not in caplog.text
    assert "RuntimeError" in caplog.text


def test_only_the_map_keeper_is_told_what_was_not_found() -> None:
    hidden, unknown = NotFound("Answers of w1 are not for you", fix="Ask."), NotFound("There is no map 'x'", fix="Maps here: a, b.")
    assert said(hidden) == said(unknown)
    assert said(unknown, knows_all=True).message == "There is no map 'x'"


def test_each_of_our_errors_has_its_status() -> None:
    assert said(UsageError("a")).status == 400
    assert said(NotFound("a")).status == 404
    assert said(StoreUnavailable("/home/someone/x.db is damaged")).status == 503
    assert "someone" not in said(StoreUnavailable("/home/someone/x.db is damaged")).message
    assert said(ValueError("a")).status == 500
