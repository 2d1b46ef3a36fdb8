"""``/graphql``: one strict JSON object in, one answer out; subscriptions over a WebSocket or server-sent events; the schema as text.

No explorer is served: those there are fetch their scripts from elsewhere. Queries over GET, batches and uploads are not taken.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import anyio
import anyio.to_thread
from anyio.lowlevel import RunVar
from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from sysmap.api.bodies import check_type, request_of
from sysmap.api.cursors import Sealer
from sysmap.api.door import cookie_of
from sysmap.api.limits import ROOM
from sysmap.api.refusing import Refused

if TYPE_CHECKING:
    from sysmap.api.answering import Answers
    from sysmap.api.bodies import Request as Operation
    from sysmap.api.feed import Feed

NOT_STORED = {"cache-control": "no-store"}
_MAKING = threading.Lock()
_WRITING: RunVar[anyio.CapacityLimiter] = RunVar("writing")


def routes() -> list[BaseRoute]:
    return [
        Route("/graphql", answer, methods=["POST"]),
        WebSocketRoute("/graphql", converse),
        Route("/graphql/schema", schema_text),
    ]


def answers(app: Starlette) -> Answers:
    """What answers in this process; made when the first question comes, since making the schema takes a while. Off the event loop."""
    with _MAKING:
        if getattr(app.state, "answers", None) is None:
            from sysmap.api.answering import Answers

            app.state.answers = Answers(Sealer(app.state.secret), app.state.author)
    found: Answers = app.state.answers
    return found


def feed(app: Starlette) -> Feed:
    """What tells what happens in this process. Off the event loop."""
    answering, desk = answers(app), app.state.desk()
    with _MAKING:
        if getattr(app.state, "feed", None) is None or app.state.feed.desk is not desk:
            from sysmap.api.feed import Feed

            app.state.feed = Feed(desk, answering)
    found: Feed = app.state.feed
    return found


async def answer(request: Request) -> Response:
    """Answer one operation, or follow one subscription."""
    check_type(request.headers.get("content-type"))
    body = await request.body()
    # A small body is read at once: handing it to a thread and back takes longer.
    asked = request_of(body) if len(body) < 20_000 else await anyio.to_thread.run_sync(request_of, body)
    if "text/event-stream" in request.headers.get("accept", ""):
        return await _stream(request, asked)

    def work() -> bytes:
        return answers(request.app).answer(request.app.state.desk(), request.state.viewer, asked)

    known = getattr(request.app.state, "answers", None)
    turns = _turns() if known is not None and known.is_known_to_write(asked) else None
    return Response(await anyio.to_thread.run_sync(work, limiter=turns), media_type="application/json", headers=NOT_STORED)


def _turns() -> anyio.CapacityLimiter:
    """One edit at a time: a store writes no two at once, and whoever waits should not hold a thread that a reader could have."""
    try:
        return _WRITING.get()
    except LookupError:
        limiter = anyio.CapacityLimiter(1)
        _WRITING.set(limiter)
        return limiter


async def _stream(request: Request, asked: Operation) -> Response:
    """A subscription as server-sent events: ``next`` with an answer each, then ``complete``."""
    from sysmap.api.answering import encoded
    from sysmap.api.documents import Invalid
    from sysmap.errors import SysmapError

    followed = await anyio.to_thread.run_sync(feed, request.app)
    try:
        following = await anyio.to_thread.run_sync(followed.admit, request.state.viewer, asked)
    except (SysmapError, Invalid) as error:
        failed = followed.answers.failed(error, request.state.viewer)
        return Response(encoded(failed), media_type="application/json", headers=NOT_STORED)
    request.app.state.streams = getattr(request.app.state, "streams", 0)
    if request.app.state.streams >= ROOM:
        raise Refused(503, "TOO_MUCH", "Too many are listening here", "Try again in a moment.", {"retry-after": "5"})

    async def told() -> AsyncIterator[bytes]:
        request.app.state.streams += 1
        try:
            yield b":\n\n"
            async for event in followed.events(following):
                if visit_ended(request):
                    break
                yield b":\n\n" if event is None else b"event: next\ndata: " + event + b"\n\n"
            yield b"event: complete\ndata:\n\n"
        finally:
            request.app.state.streams -= 1

    return StreamingResponse(told(), media_type="text/event-stream", headers={**NOT_STORED, "x-accel-buffering": "no"})


def visit_ended(connection: HTTPConnection) -> bool:
    """Did somebody come in with a visit that has ended since?"""
    visit = cookie_of(connection.headers)
    visits = connection.app.state.visits
    return visit is not None and "authorization" not in connection.headers and not visits.is_open(visit)


async def converse(socket: WebSocket) -> None:
    """Speak graphql-transport-ws."""
    followed = await anyio.to_thread.run_sync(feed, socket.app)
    from sysmap.api.socket import Conversation

    open_ = socket.app.state.sockets = getattr(socket.app.state, "sockets", 0) + 1
    try:
        if open_ > ROOM:
            await socket.close(1013)
        else:
            await Conversation(socket, followed).hold()
    finally:
        socket.app.state.sockets -= 1


async def schema_text(request: Request) -> Response:
    """The schema in the GraphQL language."""

    def work() -> str:
        from sysmap.api.schema import sdl

        return sdl()

    return PlainTextResponse(await anyio.to_thread.run_sync(work))
