"""The little sign in a browser's tab: three dots and two lines, one of them dashed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

SIGN = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><g stroke="#1a1a1a" stroke-width="2.5" fill="none">'
    '<path d="M8 24 16 8"/><path d="M16 8 25 22" stroke-dasharray="4 3"/></g><g stroke="#1a1a1a" stroke-width="2">'
    '<circle cx="8" cy="24" r="5" fill="#0072b2"/><circle cx="16" cy="8" r="5" fill="#e69f00"/>'
    '<circle cx="25" cy="22" r="5" fill="#fff"/></g></svg>'
)


def routes() -> list[Route]:
    return [Route("/favicon.ico", favicon)]


async def favicon(request: Request) -> Response:
    """Our own drawing, as SVG, which every current browser takes."""
    return Response(SIGN, media_type="image/svg+xml", headers={"cache-control": "public, max-age=86400"})
