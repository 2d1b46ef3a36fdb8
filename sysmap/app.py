"""The service, put together: opens the store, hangs the doors of api and the pages of web into one application, and serves it.

The only joiner: api and web do not see each other. The order of the layers round the routes is the order of trust: what stands on every
answer, then how large a request may be, then who is asking, then the routes.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from sysmap.api import graphql_route, health, oembed, pictures, published, tables
from sysmap.api.door import Door
from sysmap.api.limits import BODY_BYTES, HEAD_BYTES, KEEP_ALIVE_SECONDS, MESSAGE_BYTES, PING_SECONDS, Patience
from sysmap.api.paces import Paces
from sysmap.api.patience import BodyPace
from sysmap.api.refusing import said
from sysmap.api.safety import Safety
from sysmap.api.visits import Visits
from sysmap.config import Config
from sysmap.errors import SysmapError
from sysmap.model.visibility import Viewer
from sysmap.service.correcting import Corrections
from sysmap.service.standing import StandingDesk
from sysmap.web import (
    coming_in,
    editing,
    favicon,
    handing_over,
    incoming,
    pages,
    part,
    picture_pages,
    placing,
    publish,
    starting,
    statics,
    versions,
)  # fmt: skip
from sysmap.web import published as published_pages
from sysmap.web.refusing import refused_page

if TYPE_CHECKING:
    import uvicorn

# An address is looked for in one room after another: where most is asked comes first.
ROOMS = (
    graphql_route, starting, pages, picture_pages, editing, placing, incoming, handing_over, part, publish, versions,
    coming_in, favicon, statics,
    tables, pictures, published, published_pages, oembed, health,
)  # fmt: skip
AT_ONCE = 8
JSON_PATHS = ("/healthz", "/readyz", "/oembed", "/session", "/graphql", "/incoming/look", "/incoming/draw")


def build_app(config: Config) -> Starlette:
    """The application over the store of ``config``. A store that is missing or damaged does not keep it from coming up:
    /healthz says the process lives, /readyz says what is wrong, and the maps are there once the store is.
    """
    standing = StandingDesk(config.store)
    secret = config.steward_token or secrets.token_urlsafe(32)
    visits = Visits(secret)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        # More threads than this only add memory: most of the work is Python, which runs in one at a time.
        anyio.to_thread.current_default_thread_limiter().total_tokens = AT_ONCE
        yield
        standing.close()

    app = Starlette(
        routes=[route for room in ROOMS for route in room.routes()],
        middleware=[
            Middleware(Safety, answer=failure),
            Middleware(BodyPace),
            Middleware(RequestBodyLimitMiddleware, max_body_size=BODY_BYTES),
            Middleware(Door, visits=visits, host=config.host, origins=config.origins),
        ],
        exception_handlers={SysmapError: failure, HTTPException: failure},
        lifespan=lifespan,
    )
    app.router.redirect_slashes = False
    app.state.desk = standing.desk
    app.state.visits = visits
    app.state.secret = secret
    app.state.author = config.author
    app.state.framed_by = config.framed_by
    app.state.patience = Patience()
    app.state.here_only = config.host in ("127.0.0.1", "localhost", "::1", "[::1]")
    app.state.corrections = Corrections()
    app.state.paces = Paces(a_second=config.edits_a_second)
    return app


def failure(request: Request, error: Exception) -> Response:
    """An error as an answer: JSON where programs ask, a page where people do. Never a traceback."""
    viewer: Viewer | None = getattr(request.state, "viewer", None)
    words = said(error, knows_all=viewer is not None and viewer.is_steward)
    path = request.url.path
    if path.endswith(".json") or path in JSON_PATHS:
        return JSONResponse(words.as_json(), status_code=words.status, headers=words.headers)
    return refused_page(words.status, words.message, words.fix, words.headers, viewer)


def serve(config: Config, *, opened: bool = False) -> None:
    """Serve the maps until stopped, and say where. Without a token in the settings one is made, and a link printed that carries it.

    The link's token stands in the fragment, which a browser sends to nobody. ``opened`` opens the start page in the browser as the map
    keeper, and takes another port where the usual one is taken. Raises SysmapError when the address is taken.
    """
    import uvicorn

    made = config.steward_token is None
    token = config.steward_token or secrets.token_urlsafe(32)
    app = build_app(config._replace(steward_token=token))
    listening = _listen_anywhere(config) if opened else _listen(config)
    place = f"http://{_shown(config.host)}:{listening.getsockname()[1]}"
    print(f"The maps are at {place}", flush=True)
    if made:
        print(f"For the map keeper only: {place}/#token={token}", flush=True)
    print("Stop with Ctrl+C.", flush=True)
    if opened:
        _open_in_browser(f"{place}/#token={app.state.visits.once()}")
    uvicorn.Server(settings(app)).run(sockets=[listening])


def settings(app: Starlette) -> uvicorn.Config:
    """How the server serves: what it waits for, and how much it takes."""
    import uvicorn

    from sysmap.api.connections import Patient
    from sysmap.api.frames import Framed

    return uvicorn.Config(
        app, http=Patient, log_level="warning", access_log=False, server_header=False, proxy_headers=False,
        ws=Framed, ws_max_size=MESSAGE_BYTES, ws_per_message_deflate=False,
        ws_ping_interval=PING_SECONDS, ws_ping_timeout=PING_SECONDS,
        timeout_keep_alive=KEEP_ALIVE_SECONDS, timeout_graceful_shutdown=5, h11_max_incomplete_event_size=HEAD_BYTES,
    )  # fmt: skip


def _open_in_browser(link: str) -> None:
    """Show the page in the person's browser. It listens already, so a browser that is quicker than we are only waits."""
    import threading
    import webbrowser

    # In a thread, since a browser that runs in the terminal would otherwise keep the service from starting.
    threading.Thread(target=webbrowser.open, args=(link,), daemon=True).start()


def _listen_anywhere(config: Config) -> socket.socket:
    try:
        return _listen(config)
    except SysmapError:
        return _listen(config._replace(port=0))


def _listen(config: Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    try:
        return socket.create_server((config.host.strip("[]"), config.port), family=family, backlog=256)
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        where = f"{config.host}, port {config.port}"
        raise SysmapError(f"Cannot listen at {where}: {reason}", fix="Choose another port with --port.") from error


def _shown(host: str) -> str:
    """The host as a link says it; an address that means every network of this machine is reached at its own."""
    if host in {"0.0.0.0", "::", "[::]", ""}:
        return "127.0.0.1"
    return f"[{host.strip('[]')}]" if ":" in host else host
