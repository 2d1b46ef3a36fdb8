"""A published figure as its readers see it: a page of its own, and the same in a frame on another page. It serves that figure alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from html import escape
from typing import Any
from urllib.parse import urlencode

import anyio.to_thread
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.draw.html import page_parts
from sysmap.draw.picture import Picture
from sysmap.service.desk import Desk
from sysmap.service.framing import ancestors
from sysmap.service.freshness import still_fresh
from sysmap.service.phrases import say
from sysmap.service.publishing import shown
from sysmap.service.publishing_frozen import Shown
from sysmap.service.publishing_words import captions_of, tag_of, title_of, withdrawn_words
from sysmap.web.addresses import Link, published_at
from sysmap.web.standing_round import around
from sysmap.web.statics import script_addresses
from sysmap.web.templating import framed_policy, look, page, part

SAID = {"svg": "Picture (SVG)", "png": "Picture (PNG)", "pdf": "Picture (PDF)", "html": "Page to keep (HTML)", "json": "Data (JSON)"}


def routes() -> list[Route]:
    return [
        Route("/maps/{map}/published/{id}", partial(_answer, framed=False)),
        Route("/embed/maps/{map}/published/{id}", partial(_answer, framed=True)),
    ]


async def _answer(request: Request, *, framed: bool) -> Response:
    map, id = request.path_params["map"], request.path_params["id"]
    origin = str(request.base_url).rstrip("/")

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        viewer = request.state.viewer
        found = shown(desk, viewer, map, id)
        public = found.made.audience == "public" and (framed or not viewer.is_steward)
        by = ancestors(request.app.state.framed_by, found.made) if framed else ""
        mark = tag_of(found, "page", by, viewer.is_steward, origin, look())
        headers = {"etag": mark, "cache-control": f"{'public' if public else 'private'}, no-cache"}
        if framed:
            headers["cross-origin-resource-policy"] = "cross-origin"
        if found.content is not None and still_fresh(request.headers.get("if-none-match"), mark):
            return Response(status_code=304, headers=headers)
        if framed:
            return _frame(map, found, headers, by)
        values = {**_values(map, found, origin), **around(viewer)}
        status, modules = (410, ()) if found.content is None else (200, ("again.js",))
        return page("published.html", status=status, headers=headers, modules=modules, **values)

    return await anyio.to_thread.run_sync(work)


def _values(map: str, found: Shown, origin: str) -> dict[str, Any]:
    """What the templates are given; without content only that it is gone."""
    made, content = found.made, found.content
    here = published_at(map, made.id)
    values: dict[str, Any] = {
        "title": title_of(made) if content is not None else say("published_gone"),
        "gone": withdrawn_words(found) if content is None else "",
        "newer": published_at(map, found.newer.id) if found.newer is not None and found.newer.status == "published" else "",
        "captions": captions_of(found),
        "superseded": made.status == "superseded",
        "sentences": (), "network": "", "still": "", "alt": "", "downloads": [], "embed": "", "oembed": "", "invented": "",
    }  # fmt: skip
    if content is None:
        return values
    parts = page_parts(_titled(content.picture, found), within=True)
    framed = origin + published_at(map, made.id, framed=True)
    return {
        **values,
        "invented": content.picture.invented,
        "sentences": [sentence for sentence in content.sentences if sentence != content.picture.invented],
        "network": Markup(parts.body), "styles": [Markup(text) for text in parts.styles], "scripts": script_addresses(),
        "still": f"{here}.svg", "alt": content.picture.alt,
        "downloads": [Link(words, f"{here}.{ending}") for ending, words in SAID.items()],
        "embed": f'<iframe src="{framed}" title="{escape(content.picture.title)}" width="960" height="760" loading="lazy"></iframe>',
        "oembed": f"{origin}/oembed?{urlencode({'url': origin + here, 'format': 'json'})}",
    }  # fmt: skip


def _titled(picture: Picture, found: Shown) -> Picture:
    """The picture under the page's own heading, which is not said twice."""
    return replace(picture, title=say("published_picture")) if picture.title == title_of(found.made) else picture


def _frame(map: str, found: Shown, headers: dict[str, str], by: str) -> Response:
    """The figure alone, with its scripts inside: in a frame it belongs to nobody, and no cookie goes with it."""
    values = _values(map, found, "")
    content = found.content
    parts = page_parts(_titled(content.picture, found), within=True) if content is not None else None
    styles, scripts = (parts.styles, (*parts.scripts, part("again.js", "modules"))) if parts is not None else ((), ())
    headers["content-security-policy"] = framed_policy(styles, scripts, by)
    values.update(styles=[Markup(text) for text in styles], scripts=[], inside=[Markup(text) for text in scripts], language="en")
    return page("published_frame.html", status=410 if content is None else 200, headers=headers, **values)
