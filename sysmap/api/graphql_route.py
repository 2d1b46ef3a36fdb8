"""``POST /graphql``: one strict JSON object in, one answer out; the schema as text at ``/graphql/schema``.

No explorer is served: those there are fetch their scripts from elsewhere. Queries over GET, batches and uploads are not taken.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from sysmap.api.bodies import check_type, request_of
from sysmap.api.cursors import Sealer

if TYPE_CHECKING:
    from sysmap.api.answering import Answers

NOT_STORED = {"cache-control": "no-store"}
_MAKING = threading.Lock()


def routes() -> list[BaseRoute]:
    return [Route("/graphql", answer, methods=["POST"]), Route("/graphql/schema", schema_text)]


def answers(app: Starlette) -> Answers:
    """What answers in this process; made when the first question comes, since making the schema takes a while. Off the event loop."""
    with _MAKING:
        if getattr(app.state, "answers", None) is None:
            from sysmap.api.answering import Answers

            app.state.answers = Answers(Sealer(app.state.secret))
    found: Answers = app.state.answers
    return found


async def answer(request: Request) -> Response:
    """Answer one operation."""
    check_type(request.headers.get("content-type"))
    body = await request.body()

    def work() -> bytes:
        asked = request_of(body)
        return answers(request.app).answer(request.app.state.desk(), request.state.viewer, asked)

    return Response(await anyio.to_thread.run_sync(work), media_type="application/json", headers=NOT_STORED)


async def schema_text(request: Request) -> Response:
    """The schema in the GraphQL language."""

    def work() -> str:
        from sysmap.api.schema import sdl

        return sdl()

    return PlainTextResponse(await anyio.to_thread.run_sync(work))
