"""oEmbed 1.0: paste a map's address into another page, and that page learns how to show it (https://oembed.com, read 2026)."""

from __future__ import annotations

import html
import re
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sysmap.api.door import PUBLIC
from sysmap.api.refusing import Refused
from sysmap.errors import NotFound, UsageError
from sysmap.service.desk import Desk
from sysmap.service.glancing import glance
from sysmap.service.publishing import shown
from sysmap.service.wording import NARROWING, layer_of, question_of, words_of

WIDTH, HEIGHT, LEAST = 960, 720, 120
_PATH = re.compile(r"(?:/embed)?/maps/([^/]+)(?:/(?:picture|change)\.[a-z]+|/published/([^/.]+)(?:\.[a-z]+)?)?/?")


def routes() -> list[Route]:
    return [Route("/oembed", oembed)]


async def oembed(request: Request) -> Response:
    """A rich answer for the address of a map or of a picture of it.

    Whoever reads the page it is put into is the public, so only what the public sees is offered: 404 for anything else, 501 for a format
    other than JSON, 400 when the address is missing or the sizes are no numbers.
    """
    given = words_of(request.query_params.multi_items(), ("url", "format", "maxwidth", "maxheight"))
    if given.get("format", "json") != "json":
        raise Refused(501, "FORMAT", "Only format=json is answered here", "Leave format out.")
    if "url" not in given:
        raise UsageError("The parameter url is missing", fix="Give the address of a map's page: url=http://.../maps/NAME.")
    width, height = _within(given, "maxwidth", WIDTH), _within(given, "maxheight", HEIGHT)
    map, id, words = _meant(given["url"], request)

    def work() -> str:
        desk: Desk = request.app.state.desk()
        return glance(desk, PUBLIC, map).name if id is None else _published_title(desk, map, id)

    title = await anyio.to_thread.run_sync(work)
    origin = str(request.base_url).rstrip("/")
    parts = urlsplit(given["url"]).path.removeprefix("/embed").split("/")
    of = f"{parts[2]}/published/{quote(id, safe='')}" if id is not None else parts[2]
    source = f"{origin}/embed/maps/{of}" + (f"?{urlencode(words)}" if words else "")
    frame = f'<iframe src="{html.escape(source)}" title="{html.escape(title)}" width="{width}" height="{height}" loading="lazy"></iframe>'
    answer = {
        "version": "1.0", "type": "rich", "provider_name": "sysmap", "provider_url": origin, "title": title,
        "html": frame, "width": width, "height": height,
    }
    return JSONResponse(answer, headers={"access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin"})


def _published_title(desk: Desk, map: str, id: str) -> str:
    """What a published figure is called. Raises NotFound also for one that was withdrawn."""
    content = shown(desk, PUBLIC, map, id).content
    if content is None:
        raise NotFound("That figure was withdrawn", fix="Take it off the page.")
    return content.picture.title


def _meant(url: str, request: Request) -> tuple[str, str | None, dict[str, str]]:
    """Which map, which published figure of it, or with which question, an address of ours means. Raises NotFound for any other."""
    try:
        parts = urlsplit(url)
        ours = parts.scheme in {"http", "https"} and parts.netloc.lower() == request.headers["host"].lower()
    except ValueError:
        ours = False
    found = _PATH.fullmatch(parts.path) if ours else None
    if found is None:
        raise NotFound("That is not the address of a map here", fix="Copy it from the page of a map.")
    if found[2] is not None:
        return unquote(found[1]), unquote(found[2]), {}
    known = ("at", "from", "to", *NARROWING)
    words = words_of(((n, v) for n, v in parse_qsl(parts.query) if n.replace("-", "_") in known), known)
    question_of(words, layer_of(words) or "trust")
    return unquote(found[1]), None, words


def _within(given: dict[str, str], name: str, usual: int) -> int:
    text = given.get(name)
    if text is None:
        return usual
    if not (text.isascii() and text.isdecimal() and len(text) < 7):
        raise UsageError(f"The parameter {name} is no whole number", fix="Give a number of pixels.")
    return max(LEAST, min(usual, int(text)))
