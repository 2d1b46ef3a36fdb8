"""The map keeper comes in with a token once, and goes on with a cookie that is not it."""

from __future__ import annotations

import json

import pytest

from tests.web.sample import served
from tests.web.visiting import TOKEN, Visitor

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded"}
VISITOR = Visitor(served())


def _cookie(line: str) -> str:
    return line.split(";")[0]


def test_the_right_token_becomes_a_visit_that_sees_all() -> None:
    answer = VISITOR.post("/session", json.dumps({"token": TOKEN}).encode(), JSON)
    assert (answer.status, answer.body) == (204, b"")
    line = answer.headers["set-cookie"]
    assert "HttpOnly" in line
    assert "SameSite=strict" in line
    assert TOKEN not in line
    assert "as-real" in VISITOR.get("/", cookie=_cookie(line)).text


def test_the_plain_form_does_the_same_without_a_script() -> None:
    answer = VISITOR.post("/session", f"token={TOKEN}".encode(), FORM)
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert "as-real" in VISITOR.get("/", cookie=_cookie(answer.headers["set-cookie"])).text


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b'{"token": "wrong"}', JSON, 401),
        (b"token=wrong", FORM, 401),
        (b'{"token": 1}', JSON, 400),
        (b"[" * 100_000, JSON, 400),
        (b"{", JSON, 400),
        (b"\xff\xfe", FORM, 400),
        (b"token=a&token=b", FORM, 400),
        (b"&".join(b"a=1" for _ in range(20)), FORM, 400),
        (b"token=" + TOKEN.encode(), {"content-type": "text/plain"}, 415),
        (b"x" * 1_000_001, JSON, 413),
    ],
)
def test_anything_else_gives_no_visit(body: bytes, headers: dict[str, str], status: int) -> None:
    answer = VISITOR.post("/session", body, headers)
    assert answer.status == status
    assert "set-cookie" not in answer.headers


def test_a_form_on_another_site_cannot_begin_a_visit() -> None:
    assert VISITOR.post("/session", f"token={TOKEN}".encode(), {**FORM, "origin": "https://evil.example"}).status == 403


def test_leaving_ends_the_visit_for_good() -> None:
    cookie = _cookie(VISITOR.post("/session", json.dumps({"token": TOKEN}).encode(), JSON).headers["set-cookie"])
    answer = VISITOR.post("/session/end", b"", {"cookie": cookie})
    assert answer.status == 303
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert VISITOR.get("/", cookie=cookie).status == 401


def test_a_visit_that_ended_is_told_so_and_the_browser_is_not_locked_out() -> None:
    answer = VISITOR.get("/", cookie="sysmap_visit_8000=gone")
    assert answer.status == 401
    assert "Your visit as map keeper has ended" in answer.text
    assert "<script>" in answer.text, "the printed link must work from this page too"
    assert "Max-Age=0" in answer.headers["set-cookie"]


def test_a_link_on_http_alone_is_marked_secure_behind_https() -> None:
    answer = VISITOR.post("/session", json.dumps({"token": TOKEN}).encode(), {**JSON, "origin": "https://partner.example"})
    assert answer.status == 204
    assert "Secure" in answer.headers["set-cookie"]


def test_coming_in_is_done_by_post() -> None:
    assert VISITOR.get("/session").status == 405
