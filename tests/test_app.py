"""The service put together, and served on a real port."""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.app import build_app, serve
from sysmap.config import Config
from sysmap.errors import SysmapError
from sysmap.service.opening import open_desk
from tests.web.sample import fill, served
from tests.web.visiting import TOKEN, Visitor, keeper

SECURED = (
    "content-security-policy", "x-content-type-options", "referrer-policy", "cross-origin-opener-policy", "cross-origin-resource-policy",
)  # fmt: skip
ADDRESSES = [
    "/", "/maps/wrenmoor", "/maps/nope", "/nowhere", "/healthz", "/favicon.ico", "/maps/wrenmoor/picture.png", "/session", "/static/x",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "BREW"])
def test_every_answer_to_anything_is_secured_and_no_traceback(address: str, method: str) -> None:
    answer = keeper(served()).send(method, address, {})
    assert all(name in answer.headers for name in SECURED)
    assert answer.status < 500
    assert b"Traceback" not in answer.body


def test_a_large_body_is_refused_before_it_is_read() -> None:
    answer = keeper(served()).send("POST", "/session", {"content-length": "1000001", "content-type": "application/json"}, b"{}")
    assert answer.status == 413
    assert all(name in answer.headers for name in SECURED)


def test_a_store_that_comes_back_is_found_without_a_restart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.service.standing.TRY_AGAIN_AFTER", 0.0)
    url = f"sqlite:///{(tmp_path / 'later.db').as_posix()}"
    visitor = Visitor(build_app(Config(store=url, steward_token=TOKEN)))
    assert visitor.get("/readyz").status == 503
    desk = open_desk(url, create=True)
    fill(desk, ("wrenmoor",))
    desk.close()
    assert visitor.get("/readyz").status == 200
    assert visitor.get("/maps/wrenmoor").status == 200


def test_a_token_is_made_when_none_is_given_and_no_other_opens(tmp_path: Path) -> None:
    app = build_app(Config(store=f"sqlite:///{(tmp_path / 'x.db').as_posix()}"))
    assert Visitor(app).get("/healthz", authorization="Bearer None").status == 401
    assert Visitor(app).get("/healthz", authorization="Bearer ").status == 401


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(SysmapError, match="Choose another port with --port"):
        serve(Config(port=taken.getsockname()[1]))


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[tuple[str, int, str]]:
    """A process that serves the teaching map: host, port and the token of its link."""
    url = f"sqlite:///{(tmp_path / 'maps.db').as_posix()}"
    desk = open_desk(url, create=True)
    fill(desk, ("wrenmoor",))
    desk.close()
    program = f"from sysmap.app import serve\nfrom sysmap.config import Config\nserve(Config(store={url!r}, port=0))"
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]) as process:
        assert process.stdout is not None
        place, link = process.stdout.readline(), process.stdout.readline()
        port, token = re.search(r"http://127\.0\.0\.1:(\d+)", place), re.search(r"/#token=(\S+)", link)
        assert port is not None
        assert token is not None
        yield "127.0.0.1", int(port[1]), token[1]
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def test_a_served_map_answers_and_its_printed_token_is_the_map_keepers(serving: tuple[str, int, str]) -> None:
    host, port, token = serving
    connection = http.client.HTTPConnection(host, port, timeout=30)
    connection.request("GET", "/maps/wrenmoor")
    page = connection.getresponse()
    text = page.read().decode()
    assert (page.status, "Wrenmoor is invented, for learning" in text) == (200, True)
    assert page.headers["server"] is None
    connection.request("HEAD", "/maps/wrenmoor/picture.svg")
    head = connection.getresponse()
    assert (head.status, head.read()) == (200, b"")
    assert int(head.headers["content-length"]) > 1000
    for given, status in ((token, 200), (f"{token}x", 401)):
        connection.request("GET", "/maps/wrenmoor/change.json?from=w1&to=w2&layer=trust", headers={"Authorization": f"Bearer {given}"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == status
    connection.close()
