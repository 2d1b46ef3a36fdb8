"""Who is asking, and may they ask from there? Settled once, before any route: the host, the origin, the token, the visit.

- ``Authorization: Bearer TOKEN`` with the map keeper's token, or the cookie of an open visit: the map keeper, who sees all.
- No token and no cookie: everyone, who sees what is public.
- A wrong token, or the cookie of a visit that has ended, is 401 and never the public view: whoever thinks they are the map keeper
  must not take the public's half of a map for the whole. The ended cookie is taken back in the same answer, so that the
  browser is not locked out: loading the page again shows the public view.
- A request that would write is 403 when it comes from another site's page.
"""

from __future__ import annotations

from collections.abc import Hashable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from sysmap.api.paces import Paces, TooFast
from sysmap.api.refusing import BY_STATUS, Refused
from sysmap.api.visits import Visits
from sysmap.model.visibility import Viewer

LOOPBACK = ("localhost", "127.0.0.1", "::1")
SAFE = {"GET", "HEAD", "OPTIONS"}
PUBLIC = Viewer(frozenset({"public"}))
TOKEN_HOLDER = ("token",)
"""The caller who sends the map keeper's token: one, whatever it is sent over. No id of a visit and no address is this."""


class Door:
    """Lets a request in with its viewer in ``scope["state"]["viewer"]``, or raises Refused."""

    def __init__(self, app: ASGIApp, visits: Visits, host: str, origins: tuple[str, ...]) -> None:
        self.app = app
        self.visits = visits
        self.origins = frozenset(origin.lower() for origin in origins)
        named = {urlsplit(origin).hostname or "" for origin in self.origins}
        self.hosts = {*LOOPBACK, host.lower().strip("[]"), *named} - {"", "0.0.0.0", "::"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        self._check_host(headers)
        if scope["type"] == "websocket" or scope["method"] not in SAFE:
            self._check_origin(headers, scope)
        state = scope.setdefault("state", {})
        state["viewer"] = self._viewer(headers)
        if scope["type"] == "http" and scope["method"] not in SAFE and scope["path"] != "/graphql":
            # GraphQL counts its edits itself: there a question is a POST too.
            _keep_pace(HTTPConnection(scope))
        await self.app(scope, receive, send)

    def _check_host(self, headers: Headers) -> None:
        # A page elsewhere whose name is made to point at this machine would otherwise be read as our own origin.
        given = headers.getlist("host")
        if len(given) != 1 or host_name(given[0]) not in self.hosts:
            fix = "Use the address it printed, or add yours to SYSMAP_ORIGINS."
            raise Refused(400, "HOST", "This service does not go by that name", fix)

    def _check_origin(self, headers: Headers, scope: Scope) -> None:
        own = f"{'https' if scope['scheme'] in {'https', 'wss'} else 'http'}://{headers['host'].lower()}"
        site = headers.get("sec-fetch-site", "").lower()
        # Under no-referrer a browser writes "null" as the origin of a plain form, our own too; it alone can say same-origin beside it.
        known = {own, *self.origins, *(("null",) if site == "same-origin" else ())}
        if site == "cross-site" or any(origin.lower() not in known for origin in headers.getlist("origin")):
            fix = "Do it from this service's own page, or add the page's origin to SYSMAP_ORIGINS."
            raise Refused(403, "ORIGIN", "A page of another site may not do this here", fix)

    def _viewer(self, headers: Headers) -> Viewer:
        given = headers.getlist("authorization")
        if given:
            scheme, _, token = given[0].partition(" ")
            if len(given) == 1 and scheme.lower() == "bearer" and self.visits.is_token(token.strip()):
                return Viewer.steward()
            raise Refused(401, *BY_STATUS[401])
        visit = cookie_of(headers)
        if visit is None:
            return PUBLIC
        if self.visits.is_open(visit):
            return Viewer.steward()
        ended = f"{Visits.cookie(headers['host'])}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"
        raise Refused(
            401, "VISIT", "Your visit as map keeper has ended",
            "Open the link that sysmap serve printed, or load this page again to see what is public.", {"set-cookie": ended},
        )


def _keep_pace(connection: HTTPConnection) -> None:
    """Raise Refused when somebody writes faster than one may."""
    paces: Paces | None = getattr(connection.app.state, "paces", None)
    try:
        if paces is not None:
            paces.spend(caller_of(connection), 1)
    except TooFast as error:
        raise Refused(429, error.code, error.message, error.fix, {"retry-after": str(round(error.wait + 1))}) from None


def caller_of(connection: HTTPConnection) -> Hashable:
    """Who is it whose pace is kept? Settled when a request has been let in."""
    if "authorization" in connection.headers:
        return TOKEN_HOLDER
    visit = cookie_of(connection.headers)
    return visit if visit is not None or connection.client is None else connection.client.host


def cookie_of(headers: Headers) -> str | None:
    """The id of the visit that the request says it belongs to."""
    cookie = Visits.cookie(headers["host"])
    for line in headers.getlist("cookie"):
        for part in line.split(";"):
            name, _, value = part.strip().partition("=")
            if name == cookie and value:
                return value
    return None


def visit_ended(connection: HTTPConnection) -> bool:
    """Did somebody come in with a visit that has ended since?"""
    visit = cookie_of(connection.headers)
    visits = connection.app.state.visits
    return visit is not None and "authorization" not in connection.headers and not visits.is_open(visit)


def host_name(host: str) -> str:
    """The name in a Host header, without its port; empty when it is none.

    >>> host_name("LocalHost:8000"), host_name("[::1]:8000"), host_name("a@b"), host_name("127.0.0.1/x")
    ('localhost', '::1', '', '')
    """
    if any(mark in host for mark in "/@?#\\ \t"):
        return ""
    try:
        return (urlsplit(f"//{host}").hostname or "").lower()
    except ValueError:
        return ""
