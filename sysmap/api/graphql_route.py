"""``/graphql``: one strict JSON object in, one answer out; subscriptions over a WebSocket or server-sent events; the schema as text.

No explorer is served: those there are fetch their scripts from elsewhere. Queries over GET, batches and uploads are not taken.
"""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from sysmap.api.bodies import check_type, request_of
from sysmap.api.cursors import Sealer
from sysmap.api.door import caller_of, visit_ended
from sysmap.api.limits import ROOM, allowance
from sysmap.api.refusing import Refused

if TYPE_CHECKING:
    from sysmap.api.answering import Answers
    from sysmap.api.bodies import Request as Operation
    from sysmap.api.feed import Feed
    from sysmap.api.operating import Operations

NOT_STORED = {"cache-control": "no-store"}
_MAKING = threading.Lock()


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

            app.state.answers = Answers(Sealer(app.state.secret), app.state.author, app.state.patience, app.state.corrections)
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


async def operations(app: Starlette) -> Operations:
    """What carries out operations in this process."""
    found: Operations | None = getattr(app.state, "operations", None)
    if found is None:
        from sysmap.api.operating import Operations

        answering = await anyio.to_thread.run_sync(answers, app)
        # Looked up again each time, since the store may be away now and back later.
        found = app.state.operations = Operations(answering, lambda: app.state.desk(), app.state.patience, app.state.paces)
    return found


async def answer(request: Request) -> Response:
    """Answer one operation, or follow one subscription."""
    check_type(request.headers.get("content-type"))
    body = await request.body()
    # A small body is read at once: handing it to a thread and back takes longer.
    values = allowance(request.state.viewer).values
    asked = request_of(body, values) if len(body) < 20_000 else await anyio.to_thread.run_sync(request_of, body, values)
    if "text/event-stream" in request.headers.get("accept", ""):
        return await _stream(request, asked)

    working = await operations(request.app)
    reply = await working.answer(request.state.viewer, asked, caller_of(request))
    return Response(reply.body, media_type="application/json", headers={**NOT_STORED, **reply.headers})


async def _stream(request: Request, asked: Operation) -> Response:
    """A subscription as server-sent events: ``next`` with an answer each, then ``complete``."""
    from sysmap.api.answering import encoded
    from sysmap.api.documents import Invalid, TooMuch
    from sysmap.errors import SysmapError

    followed = await anyio.to_thread.run_sync(feed, request.app)
    try:
        following = await anyio.to_thread.run_sync(followed.admit, request.state.viewer, asked)
        followed.refuse_crowd(following.map, request)
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
            async for event in followed.events(following, request):
                if visit_ended(request):
                    break
                yield b":\n\n" if event is None else b"event: next\ndata: " + event + b"\n\n"
            yield b"event: complete\ndata:\n\n"
        except TooMuch:
            # Others came in between; once a stream has begun there is nothing to say but that it is over.
            yield b"event: complete\ndata:\n\n"
        finally:
            request.app.state.streams -= 1

    return StreamingResponse(told(), media_type="text/event-stream", headers={**NOT_STORED, "x-accel-buffering": "no"})


async def converse(socket: WebSocket) -> None:
    """Speak graphql-transport-ws."""
    followed = await anyio.to_thread.run_sync(feed, socket.app)
    from sysmap.api.socket import Conversation

    open_ = socket.app.state.sockets = getattr(socket.app.state, "sockets", 0) + 1
    try:
        if open_ > ROOM:
            await socket.close(1013)
        else:
            await Conversation(socket, followed, await operations(socket.app)).hold()
    finally:
        socket.app.state.sockets -= 1


async def schema_text(request: Request) -> Response:
    """The schema in the GraphQL language."""

    def work() -> str:
        from sysmap.api.schema import sdl

        return sdl()

    return PlainTextResponse(await anyio.to_thread.run_sync(work))
