"""GraphQL over a WebSocket, as the protocol ``graphql-transport-ws`` has it; the older ``graphql-ws`` is not spoken.

Who asks was settled by the door when the socket was opened, by header or cookie; a program may send its token with connection_init
instead. It is asked again before every event, so that a visit that has ended hears nothing more.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from typing import Any

import anyio.to_thread
from graphql import OperationType
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from sysmap.api.answering import Answers, encoded
from sysmap.api.bodies import Request, request_from, strict_json
from sysmap.api.documents import Invalid
from sysmap.api.door import TOKEN_HOLDER, caller_of, visit_ended
from sysmap.api.feed import Feed
from sysmap.api.limits import INIT_SECONDS, MESSAGE_BYTES, MESSAGES_A_SECOND, SLOW_READER_SECONDS, SUBSCRIPTIONS, allowance
from sysmap.api.operating import Operations
from sysmap.api.refusing import Refused
from sysmap.errors import SysmapError
from sysmap.model.visibility import Viewer

PROTOCOL = "graphql-transport-ws"
BAD, UNAUTHORISED, FORBIDDEN, WRONG_PROTOCOL, SLOW, TWICE, TOO_MANY = 4400, 4401, 4403, 4406, 4408, 4409, 4429


class Closed(Exception):
    """The conversation ends, with a code and why."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code, self.why = code, why


class Conversation:
    """One open socket."""

    def __init__(self, socket: WebSocket, feed: Feed, operations: Operations) -> None:
        self.socket = socket
        self.feed = feed
        self.operations = operations
        self.answers: Answers = feed.answers
        self.viewer: Viewer = socket.state.viewer
        self.caller = caller_of(socket)
        self._running: dict[str, asyncio.Task[None]] = {}
        self._writing = asyncio.Lock()
        self._begun = False
        self._tokens, self._filled = float(2 * MESSAGES_A_SECOND), time.monotonic()
        self._over: Closed | None = None

    async def hold(self) -> None:
        """Speak until either side ends it."""
        if PROTOCOL not in self.socket.scope.get("subprotocols", ()):
            await self.socket.accept()
            await self.socket.close(WRONG_PROTOCOL, "Speak graphql-transport-ws")
            return
        await self.socket.accept(subprotocol=PROTOCOL)
        try:
            await self._converse()
        except Closed as closed:
            await self._close(closed)
        except WebSocketDisconnect:
            pass
        finally:
            tasks = list(self._running.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _converse(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                while not self._begun:
                    await self._heed(await self._receive())
        except TimeoutError:
            raise Closed(SLOW, "Connection initialisation timeout") from None
        while True:
            await self._heed(await self._receive())

    async def _receive(self) -> Any:
        message = await self.socket.receive()
        if self._over is not None:
            raise self._over
        if message["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(message.get("code", 1000))
        text = message.get("text")
        if text is None or len(text) > MESSAGE_BYTES or len(text.encode("utf-8", "surrogatepass")) > MESSAGE_BYTES:
            raise Closed(BAD, "A message is text of at most 64 KB")
        self._count()
        try:
            return strict_json(text.encode("utf-8", "surrogatepass"), allowance(self.viewer).values)
        except Refused as refused:
            raise Closed(BAD, refused.said.message) from None

    def _count(self) -> None:
        now = time.monotonic()
        self._tokens = min(2.0 * MESSAGES_A_SECOND, self._tokens + (now - self._filled) * MESSAGES_A_SECOND) - 1
        self._filled = now
        if self._tokens < 0:
            raise Closed(TOO_MANY, f"More than {MESSAGES_A_SECOND} messages a second")

    async def _heed(self, message: Any) -> None:
        kind = message.get("type") if isinstance(message, dict) else None
        if kind == "connection_init":
            await self._begin(message.get("payload"))
        elif kind == "ping":
            await self._say('{"type":"pong"}')
        elif kind == "pong":
            pass
        elif kind == "subscribe":
            await self._subscribe(message)
        elif kind == "complete" and isinstance(message.get("id"), str):
            task = self._running.pop(message["id"], None)
            if task is not None:
                task.cancel()
        else:
            raise Closed(BAD, "Not a message of graphql-transport-ws")

    async def _begin(self, payload: Any) -> None:
        if self._begun:
            raise Closed(TOO_MANY, "Too many initialisation requests")
        given = payload.get("authorization", payload.get("Authorization")) if isinstance(payload, dict) else None
        if given is not None:
            scheme, _, token = str(given).partition(" ")
            if scheme.lower() != "bearer" or not self.socket.app.state.visits.is_token(token.strip()):
                raise Closed(FORBIDDEN, "That token is not the map keeper's")
            self.viewer = Viewer.steward()
            self.caller = TOKEN_HOLDER
        self._begun = True
        await self._say('{"type":"connection_ack"}')

    async def _subscribe(self, message: Any) -> None:
        id, payload = message.get("id"), message.get("payload")
        if not self._begun:
            raise Closed(UNAUTHORISED, "Unauthorized")
        if not isinstance(id, str) or not id or len(id) > 200:
            raise Closed(BAD, "A subscription has an id in text")
        if id in self._running:
            raise Closed(TWICE, "Subscriber for this id already exists")
        try:
            request = request_from(payload)
        except Refused as refused:
            raise Closed(BAD, refused.said.message) from None
        if len(self._running) >= SUBSCRIPTIONS:
            told = {"message": f"This socket has {SUBSCRIPTIONS} subscriptions, and may not have more. End one first."}
            await self._say_about(id, "error", encoded({"e": [{**told, "extensions": {"code": "TOO_MUCH"}}]})[5:-1])
            return
        self._running[id] = asyncio.create_task(self._run(id, request), name="subscription")

    async def _run(self, id: str, request: Request) -> None:
        """One operation, until it is over; what ends the conversation closes the socket from here."""
        try:
            await self._follow(id, request)
        except Closed as closed:
            self._over = closed
            await self._close(closed)
        finally:
            self._running.pop(id, None)

    async def _follow(self, id: str, request: Request) -> None:
        if not await anyio.to_thread.run_sync(self._is_subscription, request):
            try:
                reply = await self.operations.answer(self.viewer, request, self.caller)
            except SysmapError as error:
                await self._refuse(id, error)
                return
            await self._say_about(id, "next", reply.body)
        else:
            try:
                following = await anyio.to_thread.run_sync(self.feed.admit, self.viewer, request)
                self.feed.refuse_crowd(following.map, self)
            except (SysmapError, Invalid) as error:
                await self._refuse(id, error)
                return
            async for event in self.feed.events(following, self):
                self._still_allowed()
                if event is not None:
                    await self._say_about(id, "next", event)
        await self._say('{"type":"complete","id":' + encoded({"i": id})[5:-1].decode() + "}")

    async def _refuse(self, id: str, error: SysmapError | Invalid) -> None:
        errors = self.answers.failed(error, self.viewer)["errors"]
        await self._say_about(id, "error", encoded({"e": errors})[5:-1])

    def _is_subscription(self, request: Request) -> bool:
        try:
            document = self.answers.documents.read(request.query)
            return document.operation(request.operation).operation is OperationType.SUBSCRIPTION
        except SysmapError:
            return False

    def _still_allowed(self) -> None:
        if visit_ended(self.socket):
            raise Closed(UNAUTHORISED, "Your visit as map keeper has ended")

    async def _say_about(self, id: str, kind: str, payload: bytes) -> None:
        # The payload was written once for everybody; only the subscriber's own id is put before it.
        name = encoded({"i": id})[5:-1].decode()
        await self._say(f'{{"type":"{kind}","id":{name},"payload":{payload.decode()}}}')

    async def _say(self, text: str) -> None:
        try:
            async with asyncio.timeout(SLOW_READER_SECONDS), self._writing:
                await self.socket.send_text(text)
        except TimeoutError:
            raise Closed(SLOW, "Reading too slowly: connect again and go on from the last cursor") from None

    async def _close(self, closed: Closed) -> None:
        if self.socket.application_state is WebSocketState.CONNECTED:
            with contextlib.suppress(RuntimeError, WebSocketDisconnect, TimeoutError):
                async with asyncio.timeout(1):
                    await self.socket.close(closed.code, closed.why)
