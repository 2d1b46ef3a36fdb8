"""Save this version: the map as it is now gets a name that no later edit moves, to compare with and to publish from."""

from __future__ import annotations

import secrets
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sysmap.service.snapshots import save_today
from sysmap.web.addresses import address
from sysmap.web.forms import one, sent
from sysmap.web.keeping_out import for_the_keeper

HERE = "versions"


def routes() -> list[Route]:
    return [Route(f"/maps/{{map}}/{HERE}", save, methods=["POST"])]


async def save(request: Request) -> Response:
    """Save it, and go on to the page to publish with this version chosen."""
    for_the_keeper(request)
    fields = await sent(request)
    map = request.path_params["map"]

    def work() -> Response:
        edit = one(fields, "edit") or secrets.token_hex(16)
        made = save_today(request.app.state.desk(), map, one(fields, "name"), author=request.app.state.author, edit_id=f"version {edit}")
        return RedirectResponse(address(map, "publish", {"point": made.id}) + "#seen", status_code=303)

    return await anyio.to_thread.run_sync(work)


def to_save(map: str) -> dict[str, Any]:
    """What the form to save a version is given; a token of its own, so that pressing twice saves once."""
    return {"saving": {"action": address(map, HERE), "edit": secrets.token_hex(16)}}
