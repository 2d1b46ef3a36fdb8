"""Is the process up, and can it read its maps? For whatever watches over the service."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sysmap.errors import SysmapError

NOT_STORED = {"cache-control": "no-store"}


def routes() -> list[Route]:
    return [Route("/healthz", healthz), Route("/readyz", readyz)]


async def healthz(request: Request) -> Response:
    """The process answers; nothing more is promised."""
    return JSONResponse({"alive": True}, headers=NOT_STORED)


async def readyz(request: Request) -> Response:
    """The store answers and takes edits. When it does not: 503 with a sentence, which names files only to the map keeper."""

    def ask() -> None:
        request.app.state.desk().store.ready()

    try:
        await anyio.to_thread.run_sync(ask)
    except SysmapError as error:
        told = str(error) if request.state.viewer.is_steward else "The store cannot be read. sysmap doctor says why."
        failure = {"ready": False, "error": {"code": error.code, "message": told}}
        return JSONResponse(failure, status_code=503, headers={**NOT_STORED, "retry-after": "5"})
    return JSONResponse({"ready": True}, headers=NOT_STORED)
