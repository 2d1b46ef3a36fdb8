"""Edits in turn: a store writes no two at once, and whoever waits for a turn should not hold a thread that a reader could have.

Those that wait are carried out one after another in one visit to a thread, since handing each over and back takes as long as a small
edit itself; where edits that come at the same time share what a commit costs, they are begun at the same time. An edit whose sender
has gone, or whose time is over before its turn comes, is not begun.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import anyio
import anyio.to_thread

from sysmap.errors import SysmapError

AT_ONCE = 16
"""How many are carried out before their senders are answered: more would keep the first of them waiting for the last."""


class NotInTime(SysmapError):
    """An edit was not done when its sender had waited as long as one waits."""

    code = "TOO_SLOW"


class Waiting:
    """An edit on its way. ``begun`` once it is carried out, so that it may be stored whatever its sender is told."""

    def __init__(self, work: Callable[[], bytes], seconds: float) -> None:
        self.work = work
        self.until = time.monotonic() + seconds
        self.begun = False
        self.done: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def carry_out(self) -> bytes | BaseException | None:
        """What came of it; None where it was not begun. In a thread."""
        if self.done.cancelled() or time.monotonic() > self.until:
            return None
        self.begun = True
        try:
            return self.work()
        except BaseException as error:
            return error


def carried_out(some: list[Waiting], at_once: int = 1) -> list[bytes | BaseException | None]:
    """What came of each, one after another or so many at the same time."""
    if at_once <= 1 or len(some) == 1:
        return [one.carry_out() for one in some]
    with ThreadPoolExecutor(at_once, "edits") as several:
        return list(several.map(Waiting.carry_out, some))


class Turns:
    """The edits that wait in one process. Used on the event loop; ``at_once`` is asked on a thread how many the store takes."""

    def __init__(self, at_once: Callable[[], int] = lambda: 1) -> None:
        self._at_once = at_once
        self._waiting: deque[Waiting] = deque()
        self._worker: asyncio.Task[None] | None = None

    async def take(self, work: Callable[[], bytes], seconds: float) -> bytes:
        """Carry out an edit when it is its turn. Raises NotInTime, and what the work raises."""
        mine = Waiting(work, seconds)
        self._waiting.append(mine)
        if self._worker is None or self._worker.done():
            self._worker = asyncio.create_task(self._work(), name="edits in turn")
        try:
            async with asyncio.timeout(seconds):
                return await mine.done
        except TimeoutError:
            raise self._late(mine, seconds) from None

    def _late(self, mine: Waiting, seconds: float) -> NotInTime:
        said = "It may have been stored" if mine.begun else "Nothing was stored"
        fix = f"{said}: send the same edit again, with the same id, and it is done once."
        return NotInTime(f"The edit was not done within {seconds:g} seconds", fix=fix)

    def _carried_out(self, some: list[Waiting]) -> list[bytes | BaseException | None]:
        return carried_out(some, self._at_once())

    async def _work(self) -> None:
        # A thread of its own: questions that take all the others must not keep edits from being carried out.
        own = anyio.CapacityLimiter(1)
        while self._waiting:
            some = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            came = await anyio.to_thread.run_sync(self._carried_out, some, limiter=own)
            for one, what in zip(some, came, strict=True):
                if not one.done.done():
                    _settle(one, what)


def _settle(one: Waiting, what: bytes | BaseException | None) -> None:
    if isinstance(what, bytes):
        one.done.set_result(what)
    elif what is None:
        one.done.set_exception(TimeoutError())
    else:
        one.done.set_exception(what)
