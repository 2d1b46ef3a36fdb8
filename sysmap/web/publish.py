"""Publish: choose what, for whom and how; see exactly what readers will see; publish, put in another's place, withdraw. For the keeper."""

from __future__ import annotations

import secrets
from typing import Any

import anyio.to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from sysmap.draw.html import page_parts
from sysmap.errors import Conflict, InputError, SysmapError, UsageError
from sysmap.model.publishing import Publication
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import CLOSED
from sysmap.service.choices import choices
from sysmap.service.desk import Desk
from sysmap.service.glancing import glance
from sysmap.service.phrases import known
from sysmap.service.publishing import publish, published, withdraw
from sysmap.service.publishing_draft import Draft, draft
from sysmap.service.publishing_figure import GROUPS, READERS, Figure
from sysmap.service.publishing_words import day_words, status_words, title_of
from sysmap.web.addresses import LAYER_WORDS, address, published_at
from sysmap.web.forms import gathered, one, sent, whole
from sysmap.web.keeping_out import for_the_keeper
from sysmap.web.standing_round import around
from sysmap.web.statics import script_addresses
from sysmap.web.templating import page
from sysmap.web.versions import to_save
from sysmap.web.ways import ways_on

HERE = "publish"
LAYERS = CLOSED["published_layer"]
Fields = dict[str, tuple[str, ...]]


def routes() -> list[Route]:
    return [
        Route(f"/maps/{{map}}/{HERE}", choose, methods=["GET"]),
        Route(f"/maps/{{map}}/{HERE}", act, methods=["POST"]),
        Route(f"/maps/{{map}}/{HERE}/withdraw", take_back, methods=["POST"]),
    ]


async def choose(request: Request) -> Response:
    """The choices, and below them what they come to; nothing is published by looking."""
    for_the_keeper(request)
    fields = gathered(request.query_params.multi_items())
    return await anyio.to_thread.run_sync(lambda: _shown(request, fields))


async def act(request: Request) -> Response:
    """Publish what was previewed, and go to it. What stands in the way is said above the same preview."""
    for_the_keeper(request)
    fields = await sent(request)
    map = request.path_params["map"]

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        figure = figure_of(fields)
        if figure is None:
            raise UsageError("No round or saved version was chosen", fix="Choose what to publish first.")
        try:
            made = publish(
                desk, map, figure, edit_id=one(fields, "edit") or secrets.token_hex(16), seen=one(fields, "seen"),
                confirmed=whole(fields, "confirmed"), replaces=one(fields, "replaces"), author=request.app.state.author,
            )  # fmt: skip
        except (UsageError, Conflict, InputError) as error:
            return _shown(request, fields, error)
        return RedirectResponse(f"{address(map, HERE)}?done={made.id}", status_code=303)

    return await anyio.to_thread.run_sync(work)


async def take_back(request: Request) -> Response:
    for_the_keeper(request)
    fields = await sent(request)
    map = request.path_params["map"]

    def work() -> Response:
        withdraw(request.app.state.desk(), map, one(fields, "id") or "", author=request.app.state.author)
        return RedirectResponse(f"{address(map, HERE)}?gone={one(fields, 'id') or ''}", status_code=303)

    return await anyio.to_thread.run_sync(work)


def figure_of(fields: Fields) -> Figure | None:
    """The figure that the fields describe; None where no point is chosen yet."""
    point = one(fields, "point")
    if point is None:
        return None
    usual = Figure(point)
    before = one(fields, "before")
    return Figure(
        point, None if before in {None, "-"} else before, one(fields, "layer") or usual.layer, tuple(fields.get("type", ())),
        one(fields, "labels") or usual.labels, one(fields, "group") or usual.group, one(fields, "audience") or usual.audience,
        one(fields, "title"), one(fields, "note"), tuple((one(fields, "sites") or "").replace(",", " ").split()),
    )  # fmt: skip


def _shown(request: Request, fields: Fields, error: SysmapError | None = None) -> Response:
    desk, map, viewer = request.app.state.desk(), request.path_params["map"], request.state.viewer
    origin = str(request.base_url).rstrip("/")
    figure = figure_of(fields)
    drawn: Draft | None = None
    if figure is not None:
        try:
            drawn = draft(desk, map, figure)
        except UsageError as refused:
            error = error or refused
    out = published(desk, viewer, map)
    values: dict[str, Any] = {
        "title": "Publish a figure",
        "glance": glance(desk, viewer, map),
        "choices": _choices(desk, viewer, map, figure, fields, out),
        "wrong": error,
        "list": [_entry(map, made, origin) for made in out],
        "fresh": next((_entry(map, made, origin) for made in out if made.id == one(fields, "done")), None),
        "gone": any(made.id == one(fields, "gone") and made.status == "withdrawn" for made in out),
        "here": address(map, HERE),
        "preview": None,
        **to_save(map),
        **ways_on(map, viewer, HERE),
        **around(viewer),
    }
    if drawn is not None:
        parts = page_parts(drawn.content.picture, within=True)
        values.update(
            preview=_preview(drawn), network=Markup(parts.body), styles=[Markup(text) for text in parts.styles],
            scripts=script_addresses(), sent=_sent(fields, drawn),
        )  # fmt: skip
    return page("publish.html", sheets=("figures.css",), status=409 if isinstance(error, Conflict) else 400 if error else 200, **values)


def _choices(desk: Desk, viewer: Viewer, map: str, figure: Figure | None, fields: Fields, out: tuple[Publication, ...]) -> dict[str, Any]:
    """The menus of the form with what is chosen in each."""
    offered = choices(desk, viewer, map)
    rounds = {r.id: r.words for layer in offered.layers for r in offered.rounds.get(layer, ())} | {r.id: r.words for r in offered.saved}
    newest = offered.latest(offered.layer) or next(iter(rounds), "")
    chosen = figure or Figure(newest)
    types = sorted({r.type for r in desk.state(map).relationships.values() if r.type})
    return {
        "point": [(id, words, id == chosen.point) for id, words in rounds.items()],
        "before": [("-", "No: one picture", chosen.before is None)]
        + [(id, f"Since {words}", id == chosen.before) for id, words in rounds.items()],
        "layer": [(one_, LAYER_WORDS[one_], one_ == chosen.layer) for one_ in LAYERS if one_ in offered.layers or one_ == chosen.layer],
        "types": [(type, type.replace("_", " "), type in chosen.types) for type in types],
        "labels": [("names", "their names", chosen.labels == "names"), ("codes", "codes", chosen.labels == "codes")],
        "group": [(one_, one_, one_ == chosen.group) for one_ in GROUPS],
        "audience": [(one_, known(f"readers_{one_}", one_), one_ == chosen.audience) for one_ in READERS],
        "replaces": [("", "No, beside them", one(fields, "replaces") is None)]
        + [(m.id, title_of(m), m.id == one(fields, "replaces")) for m in out if m.status == "published"],
        "title": chosen.title or "",
        "note": chosen.note or "",
        "sites": " ".join(chosen.sites),
    }  # fmt: skip


def _preview(drawn: Draft) -> dict[str, Any]:
    picture = drawn.content.picture
    return {
        "readers": known(f"readers_{drawn.figure.audience}", drawn.figure.audience),
        "sentences": [sentence for sentence in drawn.content.sentences if sentence != picture.invented],
        "invented": picture.invented, "told": (*drawn.readers_know.told, *drawn.folded, *drawn.withheld), "why": drawn.readers_know.why,
        "confirm": drawn.confirm, "digest": drawn.digest,
    }  # fmt: skip


def _sent(fields: Fields, drawn: Draft) -> list[tuple[str, str]]:
    """What the form that publishes sends again, and the fingerprint of what was seen; a token of its own, so that twice is once."""
    names = ("point", "before", "layer", "type", "labels", "group", "audience", "title", "note", "sites", "replaces")
    again = [(name, value) for name in names for value in fields.get(name, ())]
    return [*again, ("seen", drawn.digest), ("edit", secrets.token_hex(16))]


def _entry(map: str, made: Publication, origin: str) -> dict[str, Any]:
    """A row of the list of what was published."""
    framed = origin + published_at(map, made.id, framed=True)
    return {
        "id": made.id, "title": title_of(made), "href": published_at(map, made.id), "since": day_words(made.since),
        "until": day_words(made.until), "readers": known(f"readers_{made.audience}", made.audience or ""), "status": status_words(made),
        "out": made.status != "withdrawn", "digest": made.digest or "", "address": origin + published_at(map, made.id),
        "embed": f'<iframe src="{framed}" title="Network picture" width="960" height="760" loading="lazy"></iframe>',
    }  # fmt: skip
