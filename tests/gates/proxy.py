"""A line between the driver and the server that can be cut at the worst moment: refused, held up, or cut round the commit.

Bolt says COMMIT as the message 0x12 in a chunk of its own (Neo4j's Bolt protocol documentation), so that it can be seen coming.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

COMMIT = b"\x00\x02\xb0\x12\x00\x00"
BEGIN, READS = b"\xb1\x11", b"\x84mode\x81r"
"""How a transaction begins, and what it says when it only reads: a read that is cut off proves nothing of an edit."""
REFUSE, DELAY, BEFORE_SEND, AFTER_SEND, BEFORE_ACK = "refuse", "delay", "cut before send", "cut after send", "cut before ack"
CUTS = (REFUSE, DELAY, BEFORE_SEND, AFTER_SEND, BEFORE_ACK)
HELD_UP = 0.4
"""Seconds that a delayed message waits."""


class Proxy:
    """Listens on a port of 127.0.0.1 and passes on what comes, until ``arm`` names the fault that the next commit meets."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._armed = ""
        self._fired = threading.Event()
        self._lines: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, name="proxy")
        self._thread.start()
        self._ready.wait()

    def arm(self, cut: str) -> None:
        """The next commit of an edit meets this; the next connection, where it is to be refused."""
        self._fired.clear()
        self._armed = cut
        if cut == REFUSE:
            self._do(self._hang_up)

    @property
    def fired(self) -> bool:
        return self._fired.is_set()

    def close(self) -> None:
        self._do(self._stop)
        self._thread.join()

    def _do(self, what: Callable[[], Awaitable[Any]]) -> None:
        async def done() -> None:
            await what()

        asyncio.run_coroutine_threadsafe(done(), self._loop).result(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = self._server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        waiting = asyncio.all_tasks(self._loop)
        for task in waiting:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*waiting, return_exceptions=True))
        self._loop.close()

    async def _stop(self) -> None:
        self._server.close()
        await self._hang_up()
        self._loop.call_soon(self._loop.stop)

    async def _hang_up(self) -> None:
        for writer in list(self._lines):
            writer.transport.abort()

    def _fire(self) -> str:
        cut, self._armed = self._armed, ""
        self._fired.set()
        return cut

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._armed == REFUSE:
            self._fire()
            writer.transport.abort()
            return
        try:
            there, on = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            writer.transport.abort()
            return
        self._lines |= {writer, on}
        with suppress(OSError, asyncio.CancelledError):
            await asyncio.gather(self._up(reader, on, writer), self._down(there, writer, on))
        for end in (writer, on):
            self._lines.discard(end)
            end.transport.abort()

    async def _up(self, reader: asyncio.StreamReader, on: asyncio.StreamWriter, back: asyncio.StreamWriter) -> None:
        reads = False
        while data := await reader.read(65_536):
            if BEGIN in data:
                reads = READS in data[data.rindex(BEGIN) :]
            if self._armed and COMMIT in data and not reads:
                cut = self._fire()
                if cut == DELAY:
                    await asyncio.sleep(HELD_UP)
                elif cut == BEFORE_ACK:
                    self._lines.discard(back)
                    back.is_mute = True  # type: ignore[attr-defined]
                else:
                    if cut == AFTER_SEND:
                        on.write(data)
                        await on.drain()
                    back.transport.abort()
                    # What was sent on is still to be read by the server; the end of the line comes after it.
                    on.close()
                    return
            on.write(data)
            await on.drain()
        on.close()

    async def _down(self, there: asyncio.StreamReader, writer: asyncio.StreamWriter, on: asyncio.StreamWriter) -> None:
        while data := await there.read(65_536):
            if getattr(writer, "is_mute", False):
                writer.transport.abort()
                on.close()
                return
            writer.write(data)
            await writer.drain()
        writer.close()
