"""A WebSocket client for tests that speaks to an ASGI application directly, and a reader of server-sent events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from starlette.types import ASGIApp

PROTOCOL = "graphql-transport-ws"
PATIENCE = 10.0


class Ended(Exception):
    """The other side closed, with this code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Socket:
    """One open socket."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str], protocols: tuple[str, ...]) -> None:
        self.sent: asyncio.Queue[Any] = asyncio.Queue()
        self.heard: asyncio.Queue[Any] = asyncio.Queue()
        given = {"host": "127.0.0.1:8000", **headers}
        self.scope: dict[str, Any] = {
            "type": "websocket", "asgi": {"version": "3.0"}, "http_version": "1.1", "scheme": "ws", "root_path": "", "path": "/graphql",
            "raw_path": b"/graphql", "query_string": b"", "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in given.items()],
            "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", 8000), "subprotocols": list(protocols), "state": {},
        }  # fmt: skip
        self.reading = asyncio.Event()
        self.reading.set()
        self.sent.put_nowait({"type": "websocket.connect"})
        self.task = asyncio.create_task(self._run(app))

    async def _run(self, app: ASGIApp) -> None:
        await app(self.scope, self.sent.get, self._take)
        await self.heard.put({"type": "websocket.close", "code": 1000})

    async def _take(self, message: Any) -> None:
        if message["type"] == "websocket.send":
            await self.reading.wait()
        await self.heard.put(message)

    async def hear(self) -> Any:
        """The next message, as JSON. Raises Ended."""
        message = await asyncio.wait_for(self.heard.get(), PATIENCE)
        if message["type"] == "websocket.close":
            raise Ended(message.get("code", 1000))
        return message if message["type"] == "websocket.accept" else json.loads(message["text"])

    async def say(self, message: Any) -> None:
        await self.sent.put({"type": "websocket.receive", "text": message if isinstance(message, str) else json.dumps(message)})

    async def begin(self, **payload: Any) -> None:
        await self.say({"type": "connection_init", "payload": payload})
        assert await self.hear() == {"type": "connection_ack"}

    async def subscribe(self, query: str, id: str = "1", **variables: Any) -> None:
        await self.say({"type": "subscribe", "id": id, "payload": {"query": query, "variables": variables}})

    async def next(self) -> Any:
        """The data of the next event."""
        message = await self.hear()
        assert message["type"] == "next", message
        assert "errors" not in message["payload"], message
        return message["payload"]["data"]


@asynccontextmanager
async def socket(
    app: ASGIApp, headers: Mapping[str, str] | None = None, protocols: tuple[str, ...] = (PROTOCOL,), begin: bool = True
) -> AsyncIterator[Socket]:
    """A socket, accepted and begun; closed at the end."""
    made = Socket(app, headers or {}, protocols)
    try:
        await made.hear()
        if begin:
            await made.begin()
        yield made
    finally:
        await made.sent.put({"type": "websocket.disconnect", "code": 1000})
        await asyncio.wait_for(asyncio.gather(made.task, return_exceptions=True), PATIENCE)


async def streamed(app: ASGIApp, body: Mapping[str, Any], headers: Mapping[str, str], until: int, act: Any = None) -> list[Any]:
    """The answers in the first ``until`` events of a stream; ``act`` is done once it is open."""
    given = {"host": "127.0.0.1:8000", "content-type": "application/json", "accept": "text/event-stream", **headers}
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "http", "root_path": "",
        "path": "/graphql",
        "raw_path": b"/graphql", "query_string": b"", "headers": [(n.lower().encode(), v.encode("latin-1")) for n, v in given.items()],
        "client": ("127.0.0.1", 50_000), "server": ("127.0.0.1", 8000), "state": {},
    }  # fmt: skip
    waiting: asyncio.Queue[Any] = asyncio.Queue()
    waiting.put_nowait({"type": "http.request", "body": json.dumps(body).encode(), "more_body": False})
    came: asyncio.Queue[Any] = asyncio.Queue()
    task: asyncio.Task[None] = asyncio.create_task(app(scope, waiting.get, came.put))  # type: ignore[arg-type]
    found: list[Any] = []
    text = b""
    opened = False
    while len(found) < until:
        message = await asyncio.wait_for(came.get(), PATIENCE)
        assert message.get("status", 200) == 200 and b"errors" not in message.get("body", b"")[:10], message
        text += message.get("body", b"")
        if b":\n\n" in text and not opened:
            opened = True
            if act is not None:
                await asyncio.to_thread(act)
        *whole, text = text.split(b"\n\n")
        found += [json.loads(part.partition(b"data: ")[2]) for part in whole if part.startswith(b"event: next")]
    waiting.put_nowait({"type": "http.disconnect"})
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    return found
