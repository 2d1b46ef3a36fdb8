"""Hand a map over: as one file that opens on another machine, as it is now or with its whole history."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.service.desk import Desk
from sysmap.service.exporting import export
from sysmap.service.glancing import glance
from sysmap.service.keeping import backup
from sysmap.web.keeping_out import for_the_keeper
from sysmap.web.standing_round import around
from sysmap.web.templating import page
from sysmap.web.ways import ways_on

Writer = Callable[[Request, str, Path], None]


def routes() -> list[Route]:
    return [Route("/maps/{map}/hand-over", hand_over), Route("/maps/{map}/file.{ending}", file)]


async def hand_over(request: Request) -> Response:
    """The page that says which file is for what."""
    for_the_keeper(request)
    map = request.path_params["map"]

    def work() -> Response:
        seen = glance(request.app.state.desk(), request.state.viewer, map)
        ways = ways_on(map, request.state.viewer, "hand-over")
        return page("hand_over.html", title="Hand over", glance=seen, **around(request.state.viewer), **ways)

    return await anyio.to_thread.run_sync(work)


def _as_it_is(request: Request, map: str, path: Path) -> None:
    export(request.app.state.desk(), request.state.viewer, map, "bundle", path, with_salts=True)


def _as_workbook(request: Request, map: str, path: Path) -> None:
    export(request.app.state.desk(), request.state.viewer, map, "xlsx", path)


def _with_history(request: Request, map: str, path: Path) -> None:
    desk: Desk = request.app.state.desk()
    desk.head(map)
    backup(desk, path, map)


FILES: dict[str, tuple[Writer, str]] = {
    "zip": (_as_it_is, "application/zip"),
    "xlsx": (_as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "sysmap": (_with_history, "application/octet-stream"),
}


async def file(request: Request) -> Response:
    """One file, named after the map. ``sysmap`` is a store file that holds this map alone, with its history."""
    for_the_keeper(request)
    map, ending = request.path_params["map"], request.path_params["ending"]
    if ending not in FILES:
        raise HTTPException(404)
    write, kind = FILES[ending]
    called = f"{map}-map.{ending}"  # Windows takes no file that is called con or nul, which a map may be.

    def work() -> bytes:
        with tempfile.TemporaryDirectory(prefix="sysmap-handed-") as folder:
            path = Path(folder) / called
            write(request, map, path)
            return path.read_bytes()

    # A map's id is of small letters, digits, - and _: it can stand in a header as it is.
    headers = {"content-disposition": f'attachment; filename="{called}"', "cache-control": "no-store"}
    return Response(await anyio.to_thread.run_sync(work), media_type=kind, headers=headers)
