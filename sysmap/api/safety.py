"""What stands on every answer, whatever happens inside: the security headers, and a sentence instead of a traceback."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
UNLESS_SAID = {
    "content-security-policy": NOTHING,
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "private, no-cache",
    "vary": "Authorization, Cookie",
}
"""What an answer carries unless its route says otherwise."""

log = logging.getLogger("sysmap.web")


class Safety:
    """The outermost layer. ``answer`` turns an error into a response; it is also asked about errors nobody foresaw."""

    def __init__(self, app: ASGIApp, answer: Callable[[Request, Exception], Response]) -> None:
        self.app = app
        self.answer = answer

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._other(scope, receive, send)
            return
        begun = False

        async def send_safely(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                for name, value in UNLESS_SAID.items():
                    # What a 304 says replaces what the browser kept with the page: a usual policy there would switch the page off.
                    if message["status"] != 304 or name == "vary":
                        headers.setdefault(name, value)
            await send(message)

        try:
            await self.app(scope, receive, send_safely)
        except ClientDisconnect:
            # Who has gone is told nothing, and whoever keeps the log has nothing to look into.
            return
        except Exception as error:
            if begun:
                raise
            _note(error)
            await self.answer(Request(scope), error)(scope, receive, send_safely)

    async def _other(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self.app(scope, receive, send)
        except Exception:
            if scope["type"] != "websocket":
                raise
            await send({"type": "websocket.close", "code": 1008})


def _note(error: Exception) -> None:
    """Log where an unforeseen error was raised, and not what it says: messages carry people's words."""
    from sysmap.api.refusing import said

    if said(error).status != 500:
        return
    at, trace = "", error.__traceback__
    while trace is not None:
        at = f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    log.error("unforeseen %s at %s", type(error).__name__, at)
