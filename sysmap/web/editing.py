"""The page on which a map is typed, and the one for a large screen in the room: both follow the map live."""

from __future__ import annotations

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.service.desk import Desk
from sysmap.service.glancing import glance
from sysmap.service.typing_words import words_offered
from sysmap.web.keeping_out import for_the_keeper
from sysmap.web.standing_round import around
from sysmap.web.statics import script_addresses
from sysmap.web.templating import page
from sysmap.web.versions import to_save
from sysmap.web.ways import ways_on


def routes() -> list[Route]:
    return [Route("/maps/{map}/edit", edit_page), Route("/maps/{map}/screen", screen_page)]


async def edit_page(request: Request) -> Response:
    """Add and change: forms, picture, tables and history of one map."""
    for_the_keeper(request)
    return await anyio.to_thread.run_sync(_live_page, request, "edit")


async def screen_page(request: Request) -> Response:
    """The picture alone, large, for everybody in the room."""
    for_the_keeper(request)
    return await anyio.to_thread.run_sync(_live_page, request, "screen")


def _live_page(request: Request, name: str) -> Response:
    map, viewer = request.path_params["map"], request.state.viewer
    desk: Desk = request.app.state.desk()
    seen, words = glance(desk, viewer, map), words_offered(desk, viewer, map)
    sheets = ("edit.css", "screen.css") if name == "screen" else ("edit.css",)
    title = seen.name if name == "screen" else f"Add and change: {seen.name}"
    return page(
        f"{name}.html", title=title, glance=seen, words=words, sheets=sheets, modules=(f"{name}.js",),
        scripts=script_addresses()[:1], live=request.url.netloc,
        given={"map": map, "words": words}, **around(viewer), **to_save(map), **ways_on(map, viewer, name),
    )  # fmt: skip
