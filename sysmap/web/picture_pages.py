"""The page of a map's other pictures: which there are, one of them with its tables, and every format to take it in."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.draw.html import page_parts
from sysmap.model.visibility import Viewer
from sysmap.service.charting import CHANGE, OVER, PICTURES, POINT, can_be_drawn, picture_asked
from sysmap.service.choices import Choices, choices
from sysmap.service.desk import Desk
from sysmap.service.freshness import still_fresh, tag
from sysmap.service.glancing import glance
from sysmap.service.picture_files import FORMATS
from sysmap.service.wording import DRAWING, NARROWING, layer_of, narrowed, words_of
from sysmap.web.addresses import LAYER_WORDS, Link, address
from sysmap.web.standing_round import around
from sysmap.web.statics import script_addresses
from sysmap.web.templating import look, page
from sysmap.web.ways import ways_on

RESOURCE = "pictures"
FIRST = "composition"
"""What the page opens with: who was there and who was heard is read before anything else."""
POINTS = ("at", "from", "to")
SAID = {
    "html": "Page to keep (HTML)", "svg": "Picture (SVG)", "png": "Picture (PNG)", "pdf": "Picture (PDF)",
    "csv": "Table (CSV)", "xlsx": "Tables (XLSX)", "json": "Data (JSON)",
}  # fmt: skip
Words = dict[str, str]


def routes() -> list[Route]:
    return [Route(f"/maps/{{map}}/{RESOURCE}", pictures_page)]


async def pictures_page(request: Request) -> Response:
    """One picture by name, as the address asks for it. Parameters of others are passed over, as on the map's own page."""
    map = request.path_params["map"]
    known = (*POINTS, *NARROWING, *DRAWING)
    words = words_of(((n, v) for n, v in request.query_params.multi_items() if n.replace("-", "_") in known), known)
    viewer = narrowed(request.state.viewer, words)

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        mark = tag(desk, viewer, map, RESOURCE, tuple(sorted(words.items())), request.state.viewer.is_steward, look(), script_addresses())
        headers = {"etag": mark, "cache-control": f"{'private' if viewer.spaces != {'public'} else 'public'}, no-cache"}
        if still_fresh(request.headers.get("if-none-match"), mark):
            return Response(status_code=304, headers=headers)
        return _page(desk, viewer, request.state.viewer, map, words, headers)

    return await anyio.to_thread.run_sync(work)


def _page(desk: Desk, viewer: Viewer, asking: Viewer, map: str, words: Words, headers: dict[str, str]) -> Response:
    offered = choices(desk, viewer, map)
    layer = layer_of(words) or offered.layer
    first = FIRST if can_be_drawn(FIRST, offered, layer, viewer) else "network"
    name = words.get("picture", first)
    drawn = picture_asked(desk, viewer, map, words, first, to_slide=True)
    parts = page_parts(drawn, within=True)
    shown = {**words, "picture": name, "layer": layer}
    resource = "change" if "from" in words and "to" in words else "picture"
    sent = {term: value for term, value in shown.items() if term not in POINTS or (resource == "change") == (term != "at")}
    values: dict[str, Any] = {
        "title": f"{glance(desk, viewer, map).name}: pictures",
        "kinds": _kinds(map, words, name, [one for one in PICTURES if can_be_drawn(one, offered, layer, viewer)]),
        "says": PICTURES[name].says,
        "waiting": [] if offered.pair or len(offered.saved) > 1 else [kind.title for kind in PICTURES.values() if kind.points != POINT],
        "layers": [Link(LAYER_WORDS[one], _at(map, {**words, "layer": one, "picture": name}), one == layer) for one in offered.layers],
        "points": _points(map, shown, offered, layer) if PICTURES[name].points not in (CHANGE, OVER) else [],
        "ends": (*offered.rounds.get(layer, ()), *offered.saved) if PICTURES[name].points == CHANGE or name == "matrix" else (),
        "chosen": (words.get("from") or (offered.pair or ("", ""))[0], words.get("to") or (offered.pair or ("", ""))[1]),
        "kept": [(term, value) for term, value in shown.items() if term not in POINTS],
        "here": address(map, RESOURCE),
        "downloads": [Link(SAID[ending], address(map, f"{resource}.{ending}", sent)) for ending in SAID if ending in FORMATS],
        "mark": drawn.mark,
        "network": Markup(parts.body),
        "styles": parts.styles,
        "scripts": script_addresses() if parts.scripts else (),
    }
    return page("pictures.html", headers=headers, **values, **around(asking, words), **ways_on(map, asking, RESOURCE))


def _at(map: str, words: Words) -> str:
    return address(map, RESOURCE, words)


def _kinds(map: str, words: Words, name: str, drawable: list[str]) -> list[Link]:
    """A link to each picture that the map has enough for, keeping the points it can use."""
    kept = {term: value for term, value in words.items() if term in {"for", "known_at", "layer"}}
    ends: Words = {term: words[term] for term in ("from", "to") if term in words}
    at: Words = {"at": words["at"]} if "at" in words else {}
    found = []
    for one in drawable:
        kind = PICTURES[one]
        given = ends if kind.points == CHANGE else {} if kind.points == OVER else at
        found.append(Link(kind.title, _at(map, {**kept, **given, "picture": one}), one == name))
    return found


def _points(map: str, shown: Words, offered: Choices, layer: str) -> list[Link]:
    rest = {term: value for term, value in shown.items() if term not in POINTS}
    rounds = (*offered.rounds.get(layer, ()), *offered.saved)
    at = shown.get("at") or ("" if "from" in shown else offered.latest(layer))
    return [Link(r.words, _at(map, {**rest, "at": r.id}), r.id == at) for r in rounds]
