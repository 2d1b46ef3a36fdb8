"""Whoever sends slowly is let go, whoever sends too much is told the limit: on real sockets, at each limit and one past it."""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import cast

import pytest
import uvicorn

from sysmap.api import connections, patience
from sysmap.api.limits import BODY_BYTES, BODY_RATE, FRAMES_AT_ONCE, HEAD_BYTES, HEAD_SECONDS, KEEP_ALIVE_SECONDS, PING_SECONDS
from sysmap.app import settings
from tests.api.served import service

PATIENCE = 30.0
QUERY = json.dumps({"query": "{ __typename }"}).encode()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """The port of a server in a thread, over a store of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(settings(service("wrenmoor")))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)
    listening.close()


@contextmanager
def connected(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
        yield one


def told(one: socket.socket) -> bytes:
    """Everything until the other side closes."""
    came = b""
    try:
        while part := one.recv(65_536):
            came += part
    except ConnectionResetError:
        pass
    return came


def answer(one: socket.socket) -> bytes:
    """One whole answer on a connection that stays open, and nothing of the next, which may have come with it."""
    head = b""
    while b"\r\n\r\n" not in head:
        part = one.recv(1)
        assert part, head
        head += part
    length = int(next(line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")))
    body = b""
    while len(body) < length:
        part = one.recv(length - len(body))
        assert part, body
        body += part
    return head + body


def head_of(length: int, path: str = "/healthz") -> bytes:
    """A request of nothing but a head, exactly so long."""
    start = f"GET {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\nx-fill: ".encode()
    return start + b"a" * (length - len(start) - 4) + b"\r\n\r\n"


def test_the_limits_are_those_that_were_promised() -> None:
    assert (HEAD_BYTES, HEAD_SECONDS, BODY_RATE, BODY_BYTES) == (16_384, 5, 10_240, 1_000_000)
    made = settings(service("wrenmoor"))
    assert (made.timeout_keep_alive, made.ws_ping_interval) == (KEEP_ALIVE_SECONDS, PING_SECONDS) == (15, 20)


@pytest.mark.parametrize("pieces", [1, 7])
def test_a_head_of_the_longest_length_is_taken_and_one_byte_more_is_not(port: int, pieces: int) -> None:
    for length, said in ((HEAD_BYTES, b"200 OK"), (HEAD_BYTES + 1, b"431 "), (HEAD_BYTES + 50_000, b"431 ")):
        with connected(port) as one:
            head = head_of(length)
            assert len(head) == length
            step = -(-length // pieces)
            for start in range(0, length, step):
                one.sendall(head[start : start + step])
            came = told(one)
            assert came.split(b"\r\n")[0].startswith(b"HTTP/1.1 " + said), came[:200]
            assert said == b"200 OK" or b"16,384" in came


def test_a_second_head_on_the_same_connection_has_the_whole_length_again(port: int) -> None:
    with connected(port) as one:
        for _ in range(3):
            one.sendall(head_of(HEAD_BYTES).replace(b"connection: close\r\n", b"connection: open!\r\n"))
            assert answer(one).startswith(b"HTTP/1.1 200 OK")


def test_two_questions_sent_at_once_are_both_answered(port: int) -> None:
    request = b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n" % len(QUERY)
    with connected(port) as one:
        one.sendall((request + QUERY) * 2)
        assert [b'"__typename":"Query"' in answer(one) for _ in range(2)] == [True, True]


@pytest.mark.parametrize("start", [b"", b"G", b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n"])
def test_a_head_that_does_not_come_is_not_waited_for(port: int, monkeypatch: pytest.MonkeyPatch, start: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    with connected(port) as one:
        one.sendall(start)
        assert told(one).startswith(b"HTTP/1.1 408 ")


def test_a_head_that_does_not_come_after_an_answer_is_not_waited_for_either(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with connected(port) as one:
        one.sendall(b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")
        assert b"200 OK" in answer(one)
        monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
        one.sendall(b"GET /hea")
        assert told(one).startswith(b"HTTP/1.1 408 ")


def body_head(length: int) -> bytes:
    head = b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n"
    return head % length


def test_a_body_that_does_not_come_is_not_waited_for_and_one_that_comes_is_taken(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "BODY_SECONDS", 0.2)
    with connected(port) as one:
        one.sendall(body_head(len(QUERY)) + QUERY[:5])
        came = told(one)
        assert came.startswith(b"HTTP/1.1 408 ") and b"10,240 bytes a second: 5 bytes so far" in came
    with connected(port) as one:
        one.sendall(body_head(len(QUERY)) + QUERY)
        assert b'"__typename":"Query"' in told(one)


def test_each_byte_that_came_buys_the_next_ones_their_time(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """With no time of its own, what was sent at the rate is still waited for."""
    monkeypatch.setattr(patience, "BODY_SECONDS", 0.0)
    monkeypatch.setattr(patience, "BODY_RATE", 1.0)
    padded = QUERY + b" " * 500
    with connected(port) as one:
        one.sendall(body_head(len(padded)) + padded[:400])
        one.sendall(padded[400:])
        assert b'"__typename":"Query"' in told(one)


def chunked(body: bytes, size: int) -> bytes:
    head = b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n"
    pieces = (body[start : start + size] for start in range(0, len(body), size))
    return head + b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def test_a_body_in_pieces_is_taken_and_one_that_is_mostly_framing_is_not(port: int) -> None:
    whole = QUERY + b" " * (500_000 - len(QUERY))
    taken = [(QUERY, 1, b"200 OK"), (whole, 1_024, b"200 OK"), (whole, 65_536, b"200 OK")]
    for body, size, said in (*taken, (whole, 1, b"400 "), (whole, 50, b"400 ")):
        with connected(port) as one:
            one.sendall(chunked(body, size))
            came = answer(one)
            assert came.startswith(b"HTTP/1.1 " + said) and (said == b"200 OK" or b"too many small pieces" in came)
    with connected(port) as one:
        one.sendall(chunked(whole, 1_024) * 2)
        assert [answer(one)[:15] for _ in range(2)] == [b"HTTP/1.1 200 OK"] * 2


KEY = b"sec-websocket-key: eHh4eHh4eHh4eHh4eHh4eA==\r\nsec-websocket-version: 13\r\n"


@pytest.mark.parametrize(
    ("line", "more"),
    [(b"POST /graphql", KEY), (b"POST /graphql", b"content-length: 5\r\n"),
     (b"GET /graphql?" + b"a" * 9_000, KEY), (b"GET /graphql", KEY + b"x: y\r\n" * 200)],
)  # fmt: skip
def test_what_opens_no_websocket_is_told_so_and_let_go(port: int, monkeypatch: pytest.MonkeyPatch, line: bytes, more: bytes) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    with connected(port) as one:
        one.sendall(line + b" HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n" + more + b"\r\n")
        assert told(one).startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 405 "))


@pytest.mark.parametrize(("length", "said"), [(BODY_BYTES, b"200 OK"), (BODY_BYTES + 1, b"413 ")])
def test_a_body_of_the_largest_size_is_taken_and_one_byte_more_is_not(port: int, length: int, said: bytes) -> None:
    with connected(port) as one:
        one.sendall(body_head(length).replace(b"connection: close\r\n", b"") + QUERY + b" " * (length - len(QUERY)))
        assert answer(one).startswith(b"HTTP/1.1 " + said)


def test_what_goes_on_being_sent_after_the_answer_is_cut_off(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "HEAD_SECONDS", 0.2)
    with connected(port) as one:
        one.sendall(b"POST /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: text/plain\r\ncontent-length: 900\r\n\r\n")
        assert told(one).startswith(b"HTTP/1.1 400 ")


OPENING = b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\n" + KEY
INIT = b'{"type":"connection_init"}'


def frame(kind: int, data: bytes = b"", last: bool = True) -> bytes:
    """A frame of fewer than 126 bytes from a client, masked with nothing."""
    return bytes([(0x80 if last else 0) | kind, 0x80 | len(data)]) + bytes(4) + data


def after_opening(port: int, frames: bytes) -> bytes:
    """What a WebSocket is told that sends these frames, until it is let go."""
    with connected(port) as one:
        one.sendall(OPENING + b"sec-websocket-protocol: graphql-transport-ws\r\n\r\n")
        came = b""
        while b"\r\n\r\n" not in came:
            came += one.recv(1)
        one.sendall(frame(1, INIT) + frames)
        return told(one)


def test_as_many_frames_as_may_come_at_once_are_read_and_one_more_ends_it(port: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sysmap.api.frames.FRAMES_A_SECOND", 0)
    for kind in (9, 10):
        well = after_opening(port, frame(kind) * (FRAMES_AT_ONCE - 1) + frame(8, b"\x03\xe8"))
        assert well.count(b"\x8a\x00") == (FRAMES_AT_ONCE - 1) * (kind == 9) and b"frames" not in well
        assert b"\x03\xf0More than 0 frames" in after_opening(port, frame(kind) * FRAMES_AT_ONCE)


@pytest.mark.parametrize("piece", [b"", b" "])
def test_a_message_in_pieces_without_end_is_not_put_together(port: int, piece: bytes) -> None:
    assert b"\x03\xf0More than 100 frames" in after_opening(port, frame(1, b"{", last=False) + frame(0, piece, last=False) * 60_000)


def test_a_message_in_a_few_pieces_is_heard(port: int) -> None:
    pieces = b"".join(frame(0, bytes([byte]), last=False) for byte in b'"type":"ping"')
    came = after_opening(port, frame(1, b"{", last=False) + pieces + frame(0, b"}") + frame(1, b"no more"))
    assert b'{"type":"pong"}' in came and b"\x11\x30" in came


def test_what_is_no_text_ends_it_and_leaves_nothing_in_the_log(port: int, caplog: pytest.LogCaptureFixture) -> None:
    assert b"\x03\xefThat is no text" in after_opening(port, frame(1, b"\xff\xfesecret"))
    assert caplog.text == ""


def test_the_other_sides_last_word_is_heard_after_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """A close frame that is not read leaves the connection open until the server's own patience ends."""
    from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

    from sysmap.api.frames import Framed

    heard: list[bytes] = []
    monkeypatch.setattr(WebSocketsSansIOProtocol, "data_received", lambda self, data: heard.append(data))
    ending = Framed.__new__(Framed)
    ending.close_sent = True
    ending.transport = cast("asyncio.Transport", SimpleNamespace(is_closing=lambda: False))
    ending.data_received(b"\x88\x80\x00\x00\x00\x00")
    assert heard == [b"\x88\x80\x00\x00\x00\x00"]
