"""A browser for tests: sends one request to an ASGI application and gives the whole answer back, with no package of its own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from starlette.types import ASGIApp, Message

TOKEN = "the-map-keepers-token-for-tests"


class Answer(NamedTuple):
    """What came back. ``headers`` have small names; several Set-Cookie lines are joined by line breaks."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.body)


class Visitor:
    """Somebody who asks. ``headers`` go with every request."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str] | None = None) -> None:
        self.app = app
        self.headers = {"host": "127.0.0.1:8000", **(headers or {})}
        self.client = ("127.0.0.1", 50_000)

    def get(self, address: str, **headers: str) -> Answer:
        return self.send("GET", address, headers)

    def head(self, address: str, **headers: str) -> Answer:
        return self.send("HEAD", address, headers)

    def post(self, address: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        return self.send("POST", address, headers or {}, body)

    def send(self, method: str, address: str, headers: Mapping[str, str], body: bytes = b"") -> Answer:
        """Underscores in the names of ``headers`` stand for hyphens."""
        given = {**self.headers, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return asyncio.run(_send(self.app, method, address, given, body, self.client))


def keeper(app: ASGIApp) -> Visitor:
    """The map keeper."""
    return Visitor(app, {"authorization": f"Bearer {TOKEN}"})


async def _send(app: ASGIApp, method: str, address: str, headers: Mapping[str, str], body: bytes, client: tuple[str, int]) -> Answer:
    parts = urlsplit(address)
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "http", "root_path": "",
        "path": unquote(parts.path), "raw_path": parts.path.encode(), "query_string": parts.query.encode(),
        "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in headers.items()],
        "client": client, "server": ("127.0.0.1", 8000),
    }
    came: list[Message] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        came.append(message)

    await app(scope, receive, send)
    start = next(message for message in came if message["type"] == "http.response.start")
    found: dict[str, str] = {}
    for name, value in start["headers"]:
        key = name.decode()
        found[key] = f"{found[key]}\n{value.decode('latin-1')}" if key in found else value.decode("latin-1")
    parts_sent = b"".join(message.get("body", b"") for message in came if message["type"] == "http.response.body")
    return Answer(start["status"], found, parts_sent)
