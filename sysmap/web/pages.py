"""The page of one map: its picture beside the same facts as tables, at one point or between two."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple
from urllib.parse import urlencode

import anyio.to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.draw.html import page_parts
from sysmap.draw.picture import Picture
from sysmap.model.publishing import Publication
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import CLOSED
from sysmap.service.choices import Choices, choices
from sysmap.service.comparing import compared
from sysmap.service.deciding import Decision, statements
from sysmap.service.desk import Desk
from sysmap.service.disclosure import is_public
from sysmap.service.folds import Folds, folds
from sysmap.service.freshness import still_fresh, tag
from sysmap.service.glancing import Glance, glance, seen_by
from sysmap.service.phrases import known
from sysmap.service.picturing import picture_at, picture_of_change
from sysmap.service.placing import is_settled
from sysmap.service.publishing import published
from sysmap.service.publishing_words import title_of
from sysmap.service.telling import first_screen
from sysmap.service.telling_further import Further, further
from sysmap.service.wording import NARROWING, layer_of, narrowed, question_of, words_of
from sysmap.web import asks
from sysmap.web.addresses import AUDIENCE_WORDS, LAYER_WORDS, Link, address, published_at
from sysmap.web.standing_round import around
from sysmap.web.statics import script_addresses
from sysmap.web.templating import look, page
from sysmap.web.ways import ways_on

POINTS = ("at", "from", "to")
PUBLISHED = CLOSED["published_layer"]
Words = dict[str, str]


def routes() -> list[Route]:
    return [Route("/maps/{map}", map_page)]


async def map_page(request: Request) -> Response:
    """One map, as the address asks for it. Parameters of others (a mail program's, say) are passed over."""
    map = request.path_params["map"]
    allowed = ("ask", *POINTS, *NARROWING)
    words = words_of(((n, v) for n, v in request.query_params.multi_items() if n.replace("-", "_") in allowed), allowed)
    viewer = narrowed(request.state.viewer, words)

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        # The map keeper who looks as others do is told on the same page who sees nothing: of that the whole map decides.
        whole = desk.head(map).revision if request.state.viewer.is_steward else None
        mark = tag(desk, viewer, map, "page", whole, *_page_depends(request, words))
        headers = {"etag": mark, "cache-control": f"{'private' if viewer.spaces != {'public'} else 'public'}, no-cache"}
        if still_fresh(request.headers.get("if-none-match"), mark):
            return Response(status_code=304, headers=headers)
        body, policy = desk.answer(("page", mark), lambda: _written(request, desk, viewer, map, words), large=True)
        return Response(body, headers={**headers, "content-security-policy": policy}, media_type="text/html; charset=utf-8")

    return await anyio.to_thread.run_sync(work)


def _written(request: Request, desk: Desk, viewer: Viewer, map: str, words: Words) -> tuple[bytes, str]:
    """The page, and the policy that allows what is in it."""
    said, rest = asks.asked(desk, viewer, map, words)
    shown = said.words if said is not None else rest
    showing = _showing(desk, viewer, map, shown, told=said is None)
    network = page_parts(asks.shown_in(showing.picture, said), within=True)
    values = {
        **asks.values(map, words, said, request.state.viewer),
        **_values(showing, shown, request.state.viewer, str(request.base_url).rstrip("/")),
        **_as_others(desk, map, {**shown, "layer": showing.layer, **_points_of(showing)}, request.state.viewer),
        **around(request.state.viewer, words),
        **ways_on(map, request.state.viewer, ""),
    }
    values.update(network=Markup(network.body), styles=network.styles, scripts=script_addresses())
    values.update(keep=_to_keep(desk, viewer, showing))
    made = page("map.html", sheets=("figures.css",), **values)
    return bytes(made.body), made.headers["content-security-policy"]


def _page_depends(request: Request, words: Words) -> tuple[Hashable, ...]:
    """What a page shows besides what the viewer sees of the map."""
    return tuple(sorted(words.items())), request.state.viewer.is_steward, str(request.base_url), look(), script_addresses()


class Showing(NamedTuple):
    """What one page shows: one point, or the ends of a change with its sentences."""

    glance: Glance
    offered: Choices
    layer: str
    at: str
    ends: tuple[str, str] | None
    picture: Picture
    sentences: tuple[str, ...]
    statements: tuple[Decision, ...]
    published: tuple[Publication, ...] = ()
    further: Further | None = None
    folds: Folds | None = None


def _showing(desk: Desk, viewer: Viewer, map: str, words: Words, told: bool) -> Showing:
    """Ask service for the picture, and for a change that is to be ``told`` also for its sentences. Raises NotFound, UsageError."""
    seen, offered = glance(desk, viewer, map), choices(desk, viewer, map)
    layer = layer_of(words) or offered.layer
    question, known_at = question_of(words, layer), words.get("known_at")
    before, after = words.get("from"), words.get("to")
    at = after or words.get("at") or offered.latest(layer) or ""
    out = tuple(made for made in published(desk, viewer, map) if made.status == "published")
    said = statements(desk, viewer, map, at or None, known_at) if layer == "power" else ()
    if before and after:
        drawn = picture_of_change(desk, viewer, map, before, after, question, known_at, to_slide=True)
        if not told:
            return Showing(seen, offered, layer, "", (before, after), drawn, (), said, out)
        change = compared(desk, viewer, map, before, after, question, known_at)
        sentences, rest = first_screen(change, is_public(viewer)), further(desk, viewer, map, change, known_at)
        return Showing(seen, offered, layer, "", (before, after), drawn, sentences, said, out, rest, folds(change, viewer))
    drawn = picture_at(desk, viewer, map, at or None, question, known_at)
    return Showing(seen, offered, layer, at, None, drawn, (), said, out)


def _values(showing: Showing, words: Words, asking: Viewer, origin: str) -> dict[str, Any]:
    """What the template is given: words and finished addresses, no rule left to decide."""
    map, offered, layer = showing.glance.map, showing.offered, showing.layer
    kept = {name: value for name, value in words.items() if name in {"for", "known_at"}}
    ends = showing.ends or offered.pair or ("", "")
    point = _points_of(showing)
    here = {**words, "layer": layer, **point}
    drawn = {name: value for name, value in here.items() if name not in POINTS} | point
    resource = "change" if "to" in drawn else "picture"
    rounds = (*offered.rounds.get(layer, ()), *offered.saved)
    narrow = {name: value for name, value in drawn.items() if name != "for"}
    framed = origin + address(map, words=narrow, framed=True)
    return {
        "title": showing.glance.name,
        "glance": showing.glance,
        "picture": showing.picture,
        "sentences": [sentence for sentence in showing.sentences if sentence != showing.glance.invented],
        "statements": showing.statements,
        "bare": not showing.picture.dots and bool(showing.published) and not asking.is_steward,
        "published": [Link(title_of(made), published_at(map, made.id)) for made in showing.published],
        "publish": address(map, "publish", _to_publish(showing, layer)) if asking.is_steward and layer in PUBLISHED else "",
        "further": showing.further,
        "further_titles": {name: known(f"further_title_{name}", name) for name in ("money", "decides", "stories", "not")},
        "folds": showing.folds,
        "layers": [Link(LAYER_WORDS[one], address(map, words={**kept, **point, "layer": one}), one == layer) for one in offered.layers],
        "points": [Link(r.words, address(map, words={**kept, "layer": layer, "at": r.id}), r.id == showing.at) for r in rounds],
        "ends": rounds,
        "before": ends[0],
        "after": ends[1],
        "kept": [*kept.items(), ("layer", layer)],
        "here": address(map),
        "still": address(map, f"{resource}.svg", drawn),
        "downloads": _downloads(map, resource, drawn),
        "oembed": f"{origin}/oembed?{_oembed_query(origin + address(map, words=narrow))}",
        "embed": f'<iframe src="{framed.replace("&", "&amp;")}" title="Network picture" width="960" height="720" loading="lazy"></iframe>',
    }


def _to_publish(showing: Showing, layer: str) -> Words:
    """The choices with which the page to publish opens on what is shown here."""
    before, point = showing.ends or ("", showing.at)
    return {"layer": layer, "point": point, "before": before} if point else {}


def _to_keep(desk: Desk, seen_by: Viewer, showing: Showing) -> list[tuple[str, str]]:
    """What the form says that offers to keep everyone: nothing where they are kept, or where there are no rounds to compare."""
    rounds = showing.offered.rounds.get(showing.layer, ())
    if not seen_by.is_steward or len(rounds) < 2 or not showing.picture.dots or is_settled(desk, showing.glance.map):
        return []
    return [("layer", showing.layer), *_points_of(showing).items()]


def _oembed_query(url: str) -> str:
    return urlencode({"url": url, "format": "json"})


def _downloads(map: str, resource: str, here: Words) -> list[Link]:
    """Every format of what is shown, each at its address."""
    said = {"svg": "Picture (SVG)", "png": "Picture (PNG)", "pdf": "Picture (PDF)", "html": "Page to keep (HTML)", "json": "Data (JSON)"}
    if resource == "change":
        said["csv"] = "List of ties (CSV)"
    return [Link(words, address(map, f"{resource}.{ending}", here)) for ending, words in said.items()]


def _points_of(showing: Showing) -> Words:
    """The point of what is shown, or its two ends, in the words of an address."""
    return {"from": showing.ends[0], "to": showing.ends[1]} if showing.ends else {"at": showing.at}


def _as_others(desk: Desk, map: str, here: Words, asking: Viewer) -> dict[str, Any]:
    """For the map keeper: how others see this, and who sees nothing of it, to whom no link would lead."""
    if not asking.is_steward:
        return {"audiences": [], "unseen_by": []}
    rest = {name: value for name, value in here.items() if name != "for"}
    seen = {code: seen_by(desk, map, code) for code in AUDIENCE_WORDS}
    links = [
        Link(AUDIENCE_WORDS[c], address(map, words={**rest, "for": c}), here.get("for") == c) for c, is_seen in seen.items() if is_seen
    ]
    keeper = Link("map keeper", address(map, words=rest), "for" not in here)
    return {"audiences": [keeper, *links], "unseen_by": [AUDIENCE_WORDS[code] for code, is_seen in seen.items() if not is_seen]}
