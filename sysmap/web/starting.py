"""The start page: the maps there are, and for the map keeper four ways on. Making an empty map, and loading the invented town."""

from __future__ import annotations

import secrets
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sysmap.model.visibility import Viewer
from sysmap.service.beginning import begin_map, invented_town
from sysmap.service.choices import Choices, choices
from sysmap.service.desk import Desk
from sysmap.service.glancing import Glance, glance, maps_seen
from sysmap.web.addresses import address
from sysmap.web.incoming import LOOK, told
from sysmap.web.keeping_out import for_the_keeper, form_of
from sysmap.web.standing_round import around
from sysmap.web.templating import page


def routes() -> list[Route]:
    return [
        Route("/", start),
        Route("/town", town, methods=["POST"]),
        Route("/new", new_map),
        Route("/new", make_map, methods=["POST"]),
    ]


async def start(request: Request) -> Response:
    """Every map of which the viewer sees something; for the map keeper, the ways to another."""
    viewer: Viewer = request.state.viewer

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        entries = [_entry(desk, viewer, one) for one in maps_seen(desk, viewer)]
        title = "Who works with whom, and what changed" if viewer.is_steward else "Maps"
        # The map keeper may drop a file here; there is nothing to drop for others, and no script.
        takes: dict[str, Any] = {"given": told(None, sent=True), **LOOK} if viewer.is_steward else {}
        return page("maps.html", title=title, maps=entries, here_only=request.app.state.here_only, **takes, **around(viewer))

    return await anyio.to_thread.run_sync(work)


def _entry(desk: Desk, viewer: Viewer, seen: Glance) -> dict[str, Any]:
    offered = choices(desk, viewer, seen.map)
    ends = {"from": offered.pair[0], "to": offered.pair[1], "layer": offered.layer} if offered.pair else {}
    return {
        "glance": seen,
        "href": address(seen.map),
        "picture": address(seen.map, "picture.svg"),
        "edit": address(seen.map, "edit"),
        "change": address(seen.map, words=ends) if ends else "",
        "then": _named(offered, ends.get("from")),
        "now": _named(offered, ends.get("to")),
    }


def _named(offered: Choices, point: str | None) -> str:
    """The words for a round."""
    return next((r.words for rounds in offered.rounds.values() for r in rounds if r.id == point), point or "")


async def town(request: Request) -> Response:
    """Load the invented town where it is not there yet, and show it."""
    for_the_keeper(request)

    def work() -> str:
        desk: Desk = request.app.state.desk()
        id = invented_town(desk, request.app.state.author)
        offered = choices(desk, request.state.viewer, id)
        return address(id, words={"at": offered.latest(offered.layer) or "", "layer": offered.layer})

    return RedirectResponse(await anyio.to_thread.run_sync(work), status_code=303)


async def new_map(request: Request) -> Response:
    """The form for an empty map. It carries the id of the edit that it will make, so that pressing twice makes one map."""
    for_the_keeper(request)
    return page("new.html", title="Start an empty map", edit=secrets.token_hex(16), **around(request.state.viewer))


async def make_map(request: Request) -> Response:
    """Make the map and go on to typing."""
    for_the_keeper(request)
    fields = await form_of(request)
    edit = fields.get("edit") or secrets.token_hex(16)

    def work() -> str:
        desk: Desk = request.app.state.desk()
        id = begin_map(desk, fields.get("name", ""), fields.get("question"), edit, request.app.state.author)
        assert glance(desk, request.state.viewer, id)
        return address(id, "edit")

    return RedirectResponse(await anyio.to_thread.run_sync(work), status_code=303)
