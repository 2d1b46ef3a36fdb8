"""G17 at the socket: heads, bodies, conversations, cursors and ids made to hurt get a refusal or an end, and the next caller an answer."""

from __future__ import annotations

import asyncio
import base64
import json
import logging
import os
import random
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from starlette.applications import Starlette
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from sysmap.app import settings
from tests.api.asking import ask, post
from tests.api.served import service
from tests.web.visiting import Visitor, keeper

PATIENCE = 30.0
TRIES = int(os.environ.get("SYSMAP_CASES", "1500")) // 5
QUERY = b'{"query":"{ __typename }"}'
PLAIN = b"host: 127.0.0.1\r\ncontent-type: application/json\r\n"


@pytest.fixture(scope="module")
def app() -> Starlette:
    return service("wrenmoor")


@pytest.fixture(scope="module")
def port(app: Starlette) -> Iterator[int]:
    listening = socket.create_server(("127.0.0.1", 0))
    made = settings(app)
    # What is cut short is waited for, and these have more to do than to wait.
    made.timeout_keep_alive = 1
    server = uvicorn.Server(made)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sysmap.api.connections.HEAD_SECONDS", 0.3)
        patched.setattr("sysmap.api.patience.BODY_SECONDS", 0.3)
        yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(PATIENCE)
    listening.close()


def told(port: int, sent: bytes) -> bytes:
    """Everything that comes back until the other side ends it."""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
        came = b""
        try:
            one.sendall(sent)
            while part := one.recv(65_536):
                came += part
        except (ConnectionResetError, BrokenPipeError):
            pass
        return came


def posted(head: bytes, body: bytes = QUERY, line: bytes = b"POST /graphql HTTP/1.1\r\n") -> bytes:
    return line + PLAIN + head + b"connection: close\r\n\r\n" + body


SIZED = b"content-length: %d\r\n" % len(QUERY)
HEADS: dict[str, bytes] = {
    "as it should be": posted(SIZED),
    "no host": b"GET / HTTP/1.1\r\n\r\n",
    "two hosts": posted(SIZED + b"host: elsewhere.example\r\n"),
    "a host of another": b"GET / HTTP/1.1\r\nhost: elsewhere.example\r\nconnection: close\r\n\r\n",
    "a host with a path": b"GET / HTTP/1.1\r\nhost: 127.0.0.1/graphql\r\nconnection: close\r\n\r\n",
    "a whole address": posted(SIZED, line=b"POST http://elsewhere.example/graphql HTTP/1.1\r\n"),
    "two lengths": posted(SIZED + b"content-length: 5\r\n"),
    "a length below nought": posted(b"content-length: -5\r\n"),
    "a length in hexadecimal": posted(b"content-length: 0x1a\r\n"),
    "a length without end": posted(b"content-length: " + b"9" * 400 + b"\r\n"),
    "a length and chunks": posted(SIZED + b"transfer-encoding: chunked\r\n"),
    "chunks of no size": posted(b"transfer-encoding: chunked\r\n", b"zz\r\n{}\r\n0\r\n\r\n"),
    "a chunk that is too long": posted(b"transfer-encoding: chunked\r\n", b"ffffffffffffffff\r\n{}"),
    "chunks that never end": posted(b"transfer-encoding: chunked\r\n", b"1\r\n{\r\n" * 200),
    "an unknown coding": posted(b"transfer-encoding: gzip, chunked\r\n", b"0\r\n\r\n"),
    "a packed body": posted(SIZED + b"content-encoding: gzip\r\n"),
    "a shorter body": posted(b"content-length: 900\r\n"),
    "a longer body": posted(b"content-length: 3\r\n"),
    "many headers": posted(SIZED + b"".join(b"x-%d: y\r\n" % n for n in range(900))),
    "a header without a name": posted(SIZED + b": nothing\r\n"),
    "a header without a colon": posted(SIZED + b"nothing\r\n"),
    "a header with a null": posted(SIZED + b"x-a: \x00\r\n"),
    "a header with a line feed alone": posted(SIZED + b"x-a: b\nx-c: d\r\n"),
    "a folded header": posted(SIZED + b"x-a: b\r\n c\r\n"),
    "letters outside of ASCII": posted(SIZED + "x-a: ünï\r\n".encode()),
    "an origin that is none": posted(SIZED + b"origin: \xff\xfe\r\n"),
    "a token outside of ASCII": posted(SIZED + b"authorization: Bearer \xff\xfe\r\n"),
    "two tokens": posted(SIZED + b"authorization: Bearer a\r\nauthorization: Bearer b\r\n"),
    "a cookie without end": posted(SIZED + b"cookie: " + b"a=b;" * 3_000 + b"\r\n"),
    "another method": posted(SIZED, line=b"BREW /graphql HTTP/1.1\r\n"),
    "a method without end": b"A" * 20_000,
    "another protocol": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "an older version": b"GET /healthz HTTP/0.9\r\n\r\n",
    "a newer version": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a path outside": b"GET /../../etc/passwd HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
    "a path with nulls": b"GET /maps/%00%ff%fe HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
    "a path of another's": b"GET //elsewhere.example/%2e%2e HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n\r\n",
    "ranges": b"GET /healthz HTTP/1.1\r\nhost: 127.0.0.1\r\nrange: bytes=" + b"0-1," * 2_000 + b"1-\r\nconnection: close\r\n\r\n",
    "a socket without a key": b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n",
    "a socket of another version": b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\nsec-websocket-version: 99\r\n\r\n",
    "a socket with a bad key": b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    b"sec-websocket-key: \xff\r\nsec-websocket-version: 13\r\n\r\n",
    "another upgrade": b"GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: h2c\r\nconnection: upgrade, close\r\n\r\n",
}


def refuse_failure(came: bytes) -> None:
    assert b"Traceback" not in came and b'File "' not in came, came[:500]
    status = came[9:12]
    assert not came or (came.startswith(b"HTTP/1.1 ") and not status.startswith(b"5")), came[:300]


@pytest.mark.parametrize("name", HEADS)
def test_whatever_is_sent_the_next_caller_is_answered(port: int, name: str) -> None:
    refuse_failure(told(port, HEADS[name]))
    assert b'"__typename":"Query"' in told(port, HEADS["as it should be"])


def test_a_body_hidden_behind_another_is_no_question_of_its_own(port: int) -> None:
    """Two lengths, or a length beside chunks, let two programs see two different requests in the same bytes."""
    hidden = b"POST /graphql HTTP/1.1\r\n" + PLAIN + SIZED + b"\r\n" + QUERY
    for head in (b"content-length: 5\r\ncontent-length: 6\r\n", b"content-length: 4\r\ntransfer-encoding: chunked\r\n"):
        came = told(port, b"POST /graphql HTTP/1.1\r\n" + PLAIN + head + b"\r\n0\r\n\r\n" + hidden)
        refuse_failure(came)
        assert came.count(b"HTTP/1.1 ") <= 2


def test_whoever_goes_away_in_the_middle_is_no_failure_of_ours(port: int, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as one:
        one.sendall(posted(b"content-length: 900\r\n"))
    assert b'"__typename":"Query"' in told(port, HEADS["as it should be"])
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


def test_requests_damaged_at_random_end_in_an_answer_or_an_end(port: int) -> None:
    chance = random.Random(5)
    for _ in range(TRIES // 3):
        sent = bytearray(chance.choice(list(HEADS.values()))[:4_000])
        for _ in range(chance.choice((1, 2, 5, 30))):
            place = chance.randrange(len(sent))
            match chance.randrange(3):
                case 0:
                    sent[place] = chance.randrange(256)
                case 1:
                    del sent[place : place + chance.randrange(1, 20)]
                case _:
                    sent[place:place] = chance.choice((b"\r\n", b"\n", b"\x00", b": ", b"\r\n\r\n", b"0\r\n", b"HTTP/1.1"))
            if not sent:
                break
        refuse_failure(told(port, bytes(sent)))
    assert b'"__typename":"Query"' in told(port, HEADS["as it should be"])


SAID = (
    '{"type":"connection_init"}', '{"type":"connection_init","payload":5}', '{"type":"connection_init","payload":{"authorization":[]}}',
    '{"type":"ping"}', '{"type":"pong","payload":{}}', '{"type":"complete","id":"1"}', '{"type":"complete","id":7}', '{"type":"next"}',
    '{"type":"subscribe","id":"1","payload":{"query":"{ __typename }"}}', '{"type":"subscribe","id":"1","payload":{"query":"{"}}',
    '{"type":"subscribe","id":"2","payload":{"query":"subscription { mapChanged(map: \\"wrenmoor\\") { cursor } }"}}',
    '{"type":"subscribe","id":"3","payload":{"query":"subscription { mapChanged(map: \\"nowhere\\") { cursor } }"}}',
    '{"type":"subscribe","id":"4","payload":{"query":"subscription { mapChanged(map: \\"x\\") { cursor } __typename }"}}',
    '{"type":"subscribe","id":"5","payload":{"query":"subscription { mapChanged(map: \\"wrenmoor\\", since: \\"AAAA\\") { cursor } }"}}',
    '{"type":"subscribe","id":"6","payload":{"query":"mutation { undo(map: \\"x\\", revision: 1) { __typename } }"}}',
    '{"type":"subscribe","id":"","payload":{"query":"{ __typename }"}}', '{"type":"subscribe","id":"7"}', "[]", "{}", "null", '"', "\x00",
    '{"type":"subscribe","id":"8","payload":{"query":"{ __typename }","variables":[1]}}', '{"type":' + "[" * 100,
)  # fmt: skip


def test_conversations_at_random_end_with_a_code_of_the_protocol_or_go_on(port: int) -> None:
    chance = random.Random(7)

    async def one(sayings: list[str | bytes]) -> int | None:
        async with connect(f"ws://127.0.0.1:{port}/graphql", subprotocols=["graphql-transport-ws"]) as open_:  # type: ignore[list-item]
            try:
                for said in sayings:
                    await open_.send(said)
                await open_.send('{"type":"ping"}')
                while json.loads(await asyncio.wait_for(open_.recv(), PATIENCE))["type"] != "pong":
                    continue
            except ConnectionClosed as closed:
                return closed.rcvd.code if closed.rcvd else None
            return 1000

    async def work() -> set[int | None]:
        codes: set[int | None] = set()
        for _ in range(TRIES // 5):
            sayings: list[str | bytes] = [SAID[0]] if chance.random() < 0.8 else []
            # What is too long comes last: what follows it would meet a closed door, and the reset would swallow the code.
            sayings += [chance.choice((*SAID, b"\xff\xfe")) for _ in range(chance.randrange(1, 6))]
            sayings += ["x" * 70_000] if chance.random() < 0.1 else []
            codes.add(await asyncio.wait_for(one(sayings), PATIENCE))
        return codes

    codes = asyncio.run(work())
    assert codes <= {1000, 1009, 4400, 4401, 4403, 4408, 4409, 4429}, codes
    assert {1000, 4400} <= codes
    assert b'"__typename":"Query"' in told(port, HEADS["as it should be"])


CHANGED = """query($after: String, $node: ID!) {
  node(id: $node) { id } map(id: "wrenmoor") { actors(after: $after) { totalCount } } }"""


def test_cursors_and_ids_changed_at_random_open_nothing(app: Starlette) -> None:
    chance = random.Random(9)
    found = ask(keeper(app), '{ map(id: "wrenmoor") { id cursor actors(first: 3) { pageInfo { endCursor } nodes { id } } } }')["map"]
    cursor, feed, id = found["actors"]["pageInfo"]["endCursor"], found["cursor"], found["actors"]["nodes"][0]["id"]
    letters = "ABCabc019-_=+/. \u00e9\u2028"
    for _ in range(TRIES):
        given = {}
        for name, whole in (("after", cursor), ("node", id), ("since", feed)):
            cut = list(whole)
            for _ in range(chance.choice((1, 1, 3, 40))):
                cut[chance.randrange(len(cut))] = chance.choice(letters)
            given[name] = "".join(cut)[: chance.choice((len(cut), len(cut), 3))]
        for visitor in (Visitor(app), keeper(app)):
            answer = post(visitor, CHANGED, given)
            assert answer.status == 200 and "FAILED" not in answer.text, (given, answer.text[:400])
            assert "errors" in answer.json or same_bytes(given["after"], cursor), given


def same_bytes(one: str, other: str) -> bool:
    """Base64 has several ways to write the same last byte."""
    try:
        return base64.urlsafe_b64decode(one + "=" * (-len(one) % 4)) == base64.urlsafe_b64decode(other + "=" * (-len(other) % 4))
    except ValueError:
        return False
