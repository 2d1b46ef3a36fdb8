"""Files that come in through a page: a spreadsheet, pasted rows, or a map that somebody sent. One route takes them, as raw bytes.

The page sends the file to be looked at, shows what was understood, and sends it again to be drawn, with what the person put right. What
was said of it comes in the address, as one JSON object; the file is the body, and nothing else is.
"""

from __future__ import annotations

import json
from typing import Any

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sysmap.errors import InputError
from sysmap.service.desk import Desk
from sysmap.service.glancing import glance
from sysmap.service.uploading import LARGEST, Handed, Placed, draw, look
from sysmap.web.addresses import address
from sysmap.web.keeping_out import for_the_keeper
from sysmap.web.standing_round import around
from sysmap.web.templating import page
from sysmap.web.ways import ways_on

FIELDS = {
    "From whom to whom": {"from": "Who", "to": "With whom", "type": "Kind of relationship", "strength": "How strong (a number)"},
    "Of an organisation": {"name": "Name", "kind": "What it is", "sector": "Sector", "place": "Place", "aliases": "Other names",
                           "partners": "Works with (several)"},
    "Of either": {"description": "Note", "since": "Since", "until": "Until", "source": "Where it is from", "amount": "Amount of money",
                  "currency": "Currency"},
}  # fmt: skip
"""What a person may say that a column holds."""

LOOK: dict[str, Any] = {"sheets": ("incoming.css",), "modules": ("incoming.js",)}
"""What a page has that takes files."""


def routes() -> list[Route]:
    limit = [Middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST)]
    return [
        Route("/table", table_page),
        Route("/open", sent_page),
        Route("/maps/{map}/table", table_page),
        Route("/incoming/{doing}", incoming, methods=["POST"], middleware=limit),
    ]


async def table_page(request: Request) -> Response:
    """Start a map from a spreadsheet, or add one to a map."""
    for_the_keeper(request)
    map = request.path_params.get("map")

    def work() -> Response:
        seen = None if map is None else glance(request.app.state.desk(), request.state.viewer, map)
        title = "Start a map from a spreadsheet" if seen is None else f"Add a spreadsheet to {seen.name}"
        ways = {} if map is None else ways_on(map, request.state.viewer, "table")
        return _page(request, title, {"map": map, "sent": False}, ways)

    return await anyio.to_thread.run_sync(work)


async def sent_page(request: Request) -> Response:
    """Open a map that somebody sent."""
    for_the_keeper(request)
    return _page(request, "Open a map someone sent you", {"map": None, "sent": True}, {})


def _page(request: Request, title: str, given: dict[str, Any], ways: dict[str, Any]) -> Response:
    return page("incoming.html", title=title, given=told(**given), sent=given["sent"], **LOOK, **around(request.state.viewer), **ways)


def told(map: str | None, sent: bool) -> dict[str, Any]:
    """What the module that takes files is given: where they go, and what a column may hold."""
    return {"map": map, "sent": sent, "largest": LARGEST, "fields": [[group, list(words.items())] for group, words in FIELDS.items()]}


async def incoming(request: Request) -> Response:
    """Look at a file, or draw it. Problems in the file are an answer, not a failure; what cannot be read at all is one."""
    for_the_keeper(request)
    work = {"look": look, "draw": draw}.get(request.path_params["doing"])
    if work is None:
        raise HTTPException(404)
    said = _said(request.query_params.get("said", "{}"))
    handed = Handed(await request.body(), *said)

    def done() -> dict[str, Any]:
        desk: Desk = request.app.state.desk()
        try:
            if work is look:
                return look(desk, handed)
            made = draw(desk, handed, request.app.state.author)
        except InputError as error:
            return {"drawable": False, "problems": [problem._asdict() for problem in error.problems] or [_only(error)]}
        maps = made["maps"]
        return {**made, "address": address(maps[0], "edit" if made["revision"] else "") if len(maps) == 1 else "/"}

    return JSONResponse(await anyio.to_thread.run_sync(done), headers={"cache-control": "no-store"})


def _only(error: InputError) -> dict[str, Any]:
    return {"rule": error.message, "fix": error.fix, "file": None, "row": None, "column": None, "value": None}


def _said(text: str) -> tuple[Any, ...]:
    """What was said of the file, checked: its name, the edit, and where it goes. Raises 400 for what is none of that."""
    try:
        said = json.loads(text)
        tables = {str(name): _placed(one) for name, one in said.get("tables", {}).items()}
        same = {str(id): str(other) for id, other in said.get("same", {}).items()}
        into, called, date = (None if said.get(name) is None else str(said[name]) for name in ("map", "called", "date"))
        return str(said["file"]), str(said["edit"]), into, called, said.get("apart") is True, tables, same, date
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise HTTPException(400) from None


def _placed(said: Any) -> Placed:
    return Placed(int(said["headings"]), tuple(str(field) for field in said["fields"]))
