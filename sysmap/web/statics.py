"""The scripts that pages fetch: what every picture needs, addressed by its hash, and our own modules, addressed by the look they belong
to. A browser asks for each only once."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sysmap.draw.html import scripts
from sysmap.web.templating import look, names_in, part

FOR_A_YEAR = "public, max-age=31536000, immutable"


def routes() -> list[Route]:
    return [Route("/static/{name}", static), Route("/static/{look}/{name}", module)]


@lru_cache(maxsize=1)
def kept() -> dict[str, bytes]:
    """Each script by its name, in the order in which pages load them."""
    texts = [text.encode() for text in scripts()]
    return {f"{hashlib.sha256(text).hexdigest()[:20]}.js": text for text in texts}


def script_addresses() -> tuple[str, ...]:
    return tuple(f"/static/{name}" for name in kept())


@lru_cache(maxsize=1)
def modules() -> dict[str, str]:
    """Our own modules by name; ``documents.js`` is made of the GraphQL documents that our pages ask with, and of no others."""
    documents = {name.removesuffix(".graphql"): part(name, "documents") for name in names_in("documents")}
    made = {"documents.js": f"export const documents = {json.dumps(documents)};\n"}
    return {**{name: part(name, "modules") for name in names_in("modules")}, **made}


async def static(request: Request) -> Response:
    """One script. An address with another hash is not found: it belongs to another version."""
    return _script(kept().get(request.path_params["name"]))


async def module(request: Request) -> Response:
    """One module of the look that is served."""
    known = request.path_params["look"] == look()[:20]
    return _script(modules().get(request.path_params["name"]) if known else None)


def _script(text: bytes | str | None) -> Response:
    if text is None:
        raise HTTPException(404)
    return Response(text, media_type="text/javascript; charset=utf-8", headers={"cache-control": FOR_A_YEAR})
