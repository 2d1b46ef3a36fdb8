"""The scripts that every picture needs, once for all pages: addressed by their hash, so that a browser asks for each only once."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.draw.html import scripts

FOR_A_YEAR = "public, max-age=31536000, immutable"


def routes() -> list[Route]:
    return [Route("/static/{name}", static)]


@lru_cache(maxsize=1)
def kept() -> dict[str, bytes]:
    """Each script by its name, in the order in which pages load them."""
    texts = [text.encode() for text in scripts()]
    return {f"{hashlib.sha256(text).hexdigest()[:20]}.js": text for text in texts}


def script_addresses() -> tuple[str, ...]:
    return tuple(f"/static/{name}" for name in kept())


async def static(request: Request) -> Response:
    """One script. An address with another hash is not found: it belongs to another version."""
    text = kept().get(request.path_params["name"])
    if text is None:
        raise HTTPException(404)
    return Response(text, media_type="text/javascript; charset=utf-8", headers={"cache-control": FOR_A_YEAR})
