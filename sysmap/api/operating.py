"""One query or edit, from whichever door it comes: at the pace that is allowed, an edit at its turn, and never longer than one waits."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import anyio.to_thread

from sysmap.api.answering import Answers, encoded
from sysmap.api.asked import TooSlow
from sysmap.api.bodies import Request
from sysmap.api.limits import Patience
from sysmap.api.paces import Paces, TooFast
from sysmap.api.turns import NotInTime, Turns
from sysmap.errors import SysmapError
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk


class Reply(NamedTuple):
    """The body of an answer, and the headers that go with it over HTTP."""

    body: bytes
    headers: Mapping[str, str] = MappingProxyType({})


class Operations:
    """What carries out operations in one process. Used on the event loop."""

    def __init__(self, answers: Answers, desk: Callable[[], Desk], patience: Patience, paces: Paces) -> None:
        self.answers = answers
        self.desk = desk
        self.patience = patience
        self.paces = paces
        self._turns = Turns(self._at_once)

    async def answer(self, viewer: Viewer, request: Request, caller: Hashable) -> Reply:
        """The answer to a query or an edit, or why there is none."""
        edits = self.answers.edits(request, known=True)
        if edits is None:
            edits = await anyio.to_thread.run_sync(self.answers.edits, request)
        try:
            if edits:
                self.paces.spend(caller, edits)
                return Reply(await self._turns.take(self._work(viewer, request, caller), self.patience.edit))
            return Reply(await self._in_time(self._work(viewer, request, caller)))
        except (TooFast, TooSlow, NotInTime) as error:
            wait = error.wait if isinstance(error, TooFast) else 1.0
            failed = self.answers.failed(error, viewer)
            told: dict[str, Any] = failed["errors"][0]["extensions"]
            return Reply(encoded({"errors": [{**failed["errors"][0], "extensions": {**told, "retryAfter": round(wait, 2)}}]}),
                         {"retry-after": str(max(1, round(wait + 0.5)))})  # fmt: skip

    def _at_once(self) -> int:
        """How many edits the store takes at the same time; one where it is away, and each is told so."""
        try:
            return self.desk().store.at_once
        except SysmapError:
            return 1

    def _work(self, viewer: Viewer, request: Request, caller: Hashable) -> Callable[[], bytes]:
        return lambda: self.answers.answer(self.desk(), viewer, request, caller)

    async def _in_time(self, work: Callable[[], bytes]) -> bytes:
        """What is not done in time is left to itself: it stops at its next field, and what it has worked out is kept."""
        try:
            async with asyncio.timeout(self.patience.query):
                return await anyio.to_thread.run_sync(work, abandon_on_cancel=True)
        except TimeoutError:
            fix = "Ask for less at once; or ask the same again in a moment, since figures that were begun are worked out and kept."
            raise TooSlow(f"The answer took longer than {self.patience.query:g} seconds", fix=fix) from None
