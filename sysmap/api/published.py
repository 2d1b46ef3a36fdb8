"""Published figures as files: one address each, in every format, and the same for other pages to show. They serve that figure alone."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import anyio.to_thread
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from sysmap.api.pictures import PAINTED, one_at_a_time
from sysmap.api.sending import file_name, open_headers, sent
from sysmap.draw.picture import Picture
from sysmap.draw.rendering import FORMATS, render
from sysmap.service.desk import Desk
from sysmap.service.framing import ancestors
from sysmap.service.freshness import still_fresh
from sysmap.service.publishing import shown
from sysmap.service.publishing_frozen import Shown
from sysmap.service.publishing_words import captions_of, tag_of, withdrawn_words


def routes() -> list[Route]:
    """Every format of a figure, and its twin under ``/embed``; the pages in front of them are web's."""
    return [
        Route(f"{before}/maps/{{map}}/published/{{id}}.{{ending}}", partial(_answer, framed=framed), name=f"published{before}")
        for before, framed in (("", False), ("/embed", True))
    ]


async def _answer(request: Request, *, framed: bool) -> Response:
    map, id, ending = (request.path_params[name] for name in ("map", "id", "ending"))
    if ending not in FORMATS:
        raise HTTPException(404)

    def work() -> Response:
        desk: Desk = request.app.state.desk()
        found = shown(desk, request.state.viewer, map, id)
        by = ancestors(request.app.state.framed_by, found.made) if framed else "'none'"
        headers = open_headers(tag_of(found, ending, by), public=found.made.audience == "public")
        if found.content is None:
            headers["content-security-policy"] = f"default-src 'none'; frame-ancestors {by}"
            return PlainTextResponse(withdrawn_words(found), 410, headers)
        body = None
        if not still_fresh(request.headers.get("if-none-match"), headers["etag"]):
            body = desk.answer(("published", headers["etag"]), lambda: render(captioned(found), ending))
        return sent(body, headers, ending, FORMATS[ending], file_name(map, "published", {"at": id}, ending), framed=by)

    return await anyio.to_thread.run_sync(work, limiter=one_at_a_time() if ending in PAINTED else None)


def captioned(found: Shown) -> Picture:
    """The picture as it was frozen, with when, for whom and under which fingerprint it was published."""
    assert found.content is not None
    picture = found.content.picture
    return replace(picture, caption=(*picture.caption, *captions_of(found)))
