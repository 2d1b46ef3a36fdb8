"""The tables of a map, each at an address of its own as JSON, CSV and a workbook; and the map as Kumu takes it from an address."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.api.sending import file_name, open_headers, sent
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.freshness import still_fresh, tag
from sysmap.service.tabling import ENDINGS, blueprint, facts_table
from sysmap.service.wording import narrowed, words_of

TYPES = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Made = Callable[[Desk, Viewer, str], bytes]


def routes() -> list[Route]:
    """The addresses; those of pictures and of changes are beside their pictures."""
    return [
        Route("/maps/{map}/tables/{table}.{ending}", facts),
        Route("/maps/{map}/kumu.json", partial(_answer, of="kumu", ending="json", made=_blueprint)),
    ]


async def facts(request: Request) -> Response:
    """One kind of facts."""
    table, ending = request.path_params["table"], request.path_params["ending"]
    if ending not in ENDINGS:
        raise HTTPException(404)

    def made(desk: Desk, viewer: Viewer, map: str) -> bytes:
        return facts_table(desk, viewer, map, table, ending)

    return await _answer(request, of=table, ending=ending, made=made)


async def _answer(request: Request, *, of: str, ending: str, made: Made) -> Response:
    """Read the address, then leave the event loop for everything that takes time."""
    map = request.path_params["map"]
    words = words_of(request.query_params.multi_items(), ("for",))
    viewer = narrowed(request.state.viewer, words)

    def work() -> tuple[str, bytes | None]:
        desk: Desk = request.app.state.desk()
        mark = tag(desk, viewer, map, "table", of, ending, tuple(sorted(words.items())))
        if still_fresh(request.headers.get("if-none-match"), mark):
            return mark, None
        return mark, made(desk, viewer, map)

    mark, body = await anyio.to_thread.run_sync(work)
    headers = open_headers(mark, public=viewer.spaces == {"public"})
    return sent(body, headers, ending, TYPES[ending], file_name(map, of, words, ending))


def _blueprint(desk: Desk, viewer: Viewer, map: str) -> bytes:
    return blueprint(desk, viewer, map)
