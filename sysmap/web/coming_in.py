"""How does the map keeper come in, and leave? A token becomes a visit: a cookie that scripts cannot read and that holds no token."""

from __future__ import annotations

import json
from typing import Protocol
from urllib.parse import parse_qs

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route


class Visiting(Protocol):
    """What is asked of the open visits."""

    def cookie(self, host: str) -> str: ...

    def lets_in(self, offered: str) -> bool: ...

    def begin(self) -> str: ...

    def end(self, id: str) -> None: ...


def routes() -> list[Route]:
    return [Route("/session", come_in, methods=["POST"]), Route("/session/end", leave, methods=["POST"])]


async def come_in(request: Request) -> Response:
    """Exchange the token for a visit: 204 for our script, back to the list of maps for the plain form, 401 for a wrong token."""
    visits: Visiting = request.app.state.visits
    kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
    body = await request.body()
    if kind == "application/json":
        offered, answer = _from_json(body), Response(status_code=204)
    elif kind == "application/x-www-form-urlencoded":
        offered, answer = _from_form(body), RedirectResponse("/", status_code=303)
    else:
        raise HTTPException(415)
    if offered is None:
        raise HTTPException(400)
    if not visits.lets_in(offered):
        raise HTTPException(401, headers={"www-authenticate": 'Bearer realm="sysmap"'})
    secure = request.url.scheme == "https" or request.headers.get("origin", "").startswith("https://")
    answer.set_cookie(visits.cookie(request.headers["host"]), visits.begin(), path="/", httponly=True, samesite="strict", secure=secure)
    answer.headers["cache-control"] = "no-store"
    return answer


async def leave(request: Request) -> Response:
    """End the visit and show what is public."""
    visits: Visiting = request.app.state.visits
    cookie = visits.cookie(request.headers["host"])
    visits.end(request.cookies.get(cookie, ""))
    answer = RedirectResponse("/", status_code=303)
    answer.delete_cookie(cookie, path="/", httponly=True, samesite="strict")
    answer.headers["cache-control"] = "no-store"
    return answer


def _from_json(body: bytes) -> str | None:
    try:
        offered = json.loads(body)
    except (ValueError, RecursionError):
        return None
    token = offered.get("token") if isinstance(offered, dict) else None
    return token if isinstance(token, str) else None


def _from_form(body: bytes) -> str | None:
    try:
        given = parse_qs(body.decode("ascii"), max_num_fields=4).get("token", [])
    except ValueError:
        return None
    return given[0].strip() if len(given) == 1 else None
