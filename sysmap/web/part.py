"""My part: one page for each organisation, on screen and on paper, and the way to say that something on it is wrong."""

from __future__ import annotations

import secrets
from typing import Any

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sysmap.errors import NotFound, UsageError
from sysmap.model.publishing import Correction
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import CLOSED
from sysmap.service.correcting import LONGEST, TooMany, settle, waiting
from sysmap.service.desk import Desk
from sysmap.service.glancing import glance
from sysmap.service.part import everyone, name_of, part
from sysmap.service.phrases import known
from sysmap.service.publishing_words import day_words
from sysmap.service.wording import narrowed, words_of
from sysmap.web.addresses import address, part_of
from sysmap.web.forms import one, sent
from sysmap.web.keeping_out import for_the_keeper
from sysmap.web.standing_round import around
from sysmap.web.templating import page
from sysmap.web.ways import ways_on

ALL, QUEUE = "part", "corrections"
SHEET = ("figures.css",)


def routes() -> list[Route]:
    return [
        Route(f"/maps/{{map}}/{ALL}", list_of_parts),
        Route(f"/maps/{{map}}/{ALL}/{{actor}}", part_page),
        Route(f"/maps/{{map}}/{ALL}/{{actor}}/correction", leave, methods=["POST"]),
        Route(f"/maps/{{map}}/{QUEUE}", queue, methods=["GET"]),
        Route(f"/maps/{{map}}/{QUEUE}", decide, methods=["POST"]),
    ]


def _viewer(request: Request) -> tuple[Viewer, dict[str, str]]:
    words = words_of(((n, v) for n, v in request.query_params.multi_items() if n == "for"), ("for",))
    return narrowed(request.state.viewer, words), words


async def list_of_parts(request: Request) -> Response:
    """Every organisation that the viewer sees, by name."""
    viewer, words = _viewer(request)
    map = request.path_params["map"]

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        rows = [(part_of(map, id), name, sector) for id, name, sector in everyone(desk, viewer, map)]
        values: dict[str, Any] = {"title": "Organisations and groups", "glance": glance(desk, viewer, map), "rows": rows}
        return page("parts.html", sheets=SHEET, **values, **ways_on(map, request.state.viewer, ALL), **around(request.state.viewer, words))

    return await anyio.to_thread.run_sync(work)


async def part_page(request: Request) -> Response:
    """One organisation's page."""
    fields = {"done": request.query_params.get("done", "")}
    return await anyio.to_thread.run_sync(lambda: _part(request, fields))


async def leave(request: Request) -> Response:
    """Leave a correction, and say so on the same page. What was typed stays there when it cannot be taken."""
    given = await sent(request)
    map, actor = request.path_params["map"], request.path_params["actor"]
    typed = {name: one(given, name) or "" for name in ("text", "field", "value", "by", "edit")}

    def work() -> Response:
        app = request.app
        address_of = request.client.host if request.client else ""
        try:
            app.state.corrections.leave(
                app.state.desk(), request.state.viewer, map, actor, text=typed["text"], field=typed["field"] or "other",
                value=typed["value"], by=typed["by"], edit_id=f"correction {typed['edit'] or secrets.token_hex(16)}", address=address_of,
            )  # fmt: skip
        except (UsageError, TooMany) as error:
            return _part(request, typed, error)
        return RedirectResponse(f"{part_of(map, actor)}?done=yes#wrong", status_code=303)

    return await anyio.to_thread.run_sync(work)


def _part(request: Request, fields: dict[str, str], error: UsageError | TooMany | None = None) -> Response:
    desk, map, actor = request.app.state.desk(), request.path_params["map"], request.path_params["actor"]
    viewer, words = _viewer(request)
    told = part(desk, viewer, map, actor)
    seen = glance(desk, viewer, map)
    values: dict[str, Any] = {
        "title": told.name,
        "part": told,
        "glance": seen,
        "links": {row.other: part_of(map, row.other) for section in told.sections for row in section.rows if row.other},
        "sentences": [sentence for sentence in told.sentences if sentence != seen.invented],
        "action": f"{part_of(map, actor)}/correction",
        "fields": [(field, known(f"correct_{field}", field)) for field in CLOSED["correctable"]],
        "typed": {name: fields.get(name, "") for name in ("text", "field", "value", "by")},
        "edit": fields.get("edit") or secrets.token_hex(16),
        "longest": LONGEST,
        "wrong": error,
        "done": fields.get("done") == "yes",
        **ways_on(map, request.state.viewer, ALL),
        **around(request.state.viewer, words),
    }
    status = 200 if error is None else 429 if isinstance(error, TooMany) else 400
    return page("part.html", status=status, sheets=SHEET, headers={"cache-control": "no-store"}, **values)


async def queue(request: Request) -> Response:
    """The corrections that readers left, for the map keeper."""
    for_the_keeper(request)
    viewer = request.state.viewer
    map = request.path_params["map"]

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        rows = [_entry(desk, map, left) for left in waiting(desk, viewer, map)]
        values: dict[str, Any] = {"title": "Corrections", "glance": glance(desk, viewer, map), "rows": rows, "here": address(map, QUEUE)}
        return page("corrections.html", sheets=SHEET, **values, **ways_on(map, viewer, QUEUE), **around(viewer))

    return await anyio.to_thread.run_sync(work)


def _entry(desk: Desk, map: str, left: Correction) -> dict[str, Any]:
    state = desk.state(map)
    actor = state.actors.get(left.about or "")
    now = getattr(actor, left.field) if actor is not None and left.field not in (None, "other") else None
    return {
        "left": left, "name": name_of(state, left.about) if actor is not None else left.about or "", "now": now or "",
        "href": part_of(map, actor.id) if actor is not None else "", "field": known(f"correct_{left.field}", left.field or ""),
        "date": day_words(left.date), "status": known(f"correction_{left.status}", left.status or ""),
        "writes": left.value is not None and left.field not in (None, "other") and actor is not None,
    }  # fmt: skip


async def decide(request: Request) -> Response:
    """Apply a correction, or dismiss it."""
    for_the_keeper(request)
    given = await sent(request)
    map, what = request.path_params["map"], one(given, "what")
    if what not in {"apply", "dismiss"}:
        raise UsageError("Nothing was chosen", fix="Choose to apply it or to dismiss it.")

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        id = one(given, "id")
        if id is None:
            raise NotFound("No correction was named", fix="Choose one from the list.")
        settle(desk, map, id, applied=what == "apply", answer=one(given, "answer"), author=request.app.state.author)
        return RedirectResponse(address(map, QUEUE), status_code=303)

    return await anyio.to_thread.run_sync(work)
