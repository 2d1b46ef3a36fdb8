"""Keep everyone where they stand, from the page that shows them: a plain form, which works without scripts."""

from __future__ import annotations

import secrets

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sysmap.service.changing import Edit
from sysmap.service.desk import Desk
from sysmap.service.placing import KEPT, keep_everyone
from sysmap.web.addresses import address
from sysmap.web.forms import one, sent
from sysmap.web.keeping_out import for_the_keeper

SHOWN = ("layer", "at", "from", "to")


def routes() -> list[Route]:
    return [Route("/maps/{map}/places", keep, methods=["POST"])]


async def keep(request: Request) -> Response:
    """Keep everybody as the page showed them, and show it again. Pressed twice it keeps nothing anew."""
    for_the_keeper(request)
    fields = await sent(request)
    map = request.path_params["map"]

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        made = Edit(secrets.token_hex(16), desk.head(map).revision, KEPT)
        keep_everyone(desk, map, made, one(fields, "layer"), request.app.state.author)
        return RedirectResponse(address(map, words={name: one(fields, name) or "" for name in SHOWN}), status_code=303)

    return await anyio.to_thread.run_sync(work)
