"""How long is the body of a request waited for that comes slowly? As many bytes a second as it must come with, after its first seconds."""

from __future__ import annotations

import asyncio

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sysmap.api.limits import BODY_RATE, BODY_SECONDS
from sysmap.api.refusing import Refused


class BodyPace:
    """Refuses a body that comes more slowly than it may. What was not yet sent when it is refused ends with the connection."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + BODY_SECONDS
        came, whole = 0, False

        async def receive_in_time() -> Message:
            nonlocal came, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until + came / BODY_RATE):
                    message = await receive()
            except TimeoutError:
                raise _too_slow(came) from None
            came += len(message.get("body", b""))
            whole = message["type"] != "http.request" or not message.get("more_body", False)
            return message

        await self.app(scope, receive_in_time, send)


def _too_slow(came: int) -> Refused:
    said = f"The body came more slowly than {BODY_RATE:,} bytes a second: {came:,} bytes so far"
    return Refused(408, "TOO_SLOW", said, "Send the whole body at once.", {"connection": "close"})
