"""How long is a connection waited for? The server's way to speak HTTP, with an end to what it waits for and a length to what it reads.

The server below waits for ever for the head of a request: a few hundred connections that send a byte now and then would keep
everybody else out. Loaded when sysmap serves, since the server is a large package.

It also takes a body in pieces of one byte each, and spends more on each piece than on a kilobyte in one.
"""

from __future__ import annotations

import asyncio
from typing import Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from sysmap.api.limits import HEAD_BYTES, HEAD_SECONDS

PIECE = 16_384
FRAMING = 8_192
"""Bytes of framing that are read in a body, and beyond that a hundredth of what is framed: pieces of a kilobyte need less."""


class Patient(H11Protocol):
    """Closes a connection whose head is too long, or not there in time, or whose body goes on long after it was answered."""

    _head = 0
    _framing = 0
    _awaited = ""
    _timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        self._await("head")

    def connection_lost(self, exc: Exception | None) -> None:
        self._await("")
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        # A head is handed on up to its limit only: what is whole when it comes would else be taken at any length.
        while data and self._listens():
            if self.conn.their_state is not h11.IDLE:
                piece, data = data[:PIECE], data[PIECE:]
                self._read_on(piece)
                continue
            if self._head >= HEAD_BYTES:
                self._refuse("431 Request Header Fields Too Large", f"The head of the request is longer than {HEAD_BYTES:,} bytes")
                return
            piece, data = data[: HEAD_BYTES - self._head], data[HEAD_BYTES - self._head :]
            self._head += len(piece)
            super().data_received(piece)
        self._look()

    def _read_on(self, piece: bytes) -> None:
        """Take what is not a head, and count how much of it is framing."""
        before = self._body_came()
        super().data_received(piece)
        if self.conn.their_state is h11.SEND_BODY and self._listens():
            came = self._body_came() - before
            self._framing += len(piece) - came - came // 100
            if self._framing > FRAMING:
                self._refuse("400 Bad Request", "The body comes in too many small pieces: send it in larger ones, or with its length")

    def _body_came(self) -> int:
        """How much of the body was read and not taken yet; nobody takes any while a piece is read."""
        cycle = getattr(self, "cycle", None)
        return len(cycle.body) if cycle is not None else 0

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._head = self._framing = 0
        self._look()

    def handle_websocket_upgrade(self, event: Any) -> None:
        self._await("")
        super().handle_websocket_upgrade(event)
        if not getattr(self.transport.get_protocol(), "handshake_initiated", True):
            # A head that the other reader does not take (a POST, a long line, many of them) would be kept waiting for ever.
            self._refuse("400 Bad Request", "That is not how a WebSocket is opened")

    def _listens(self) -> bool:
        return self._awaited != "end" and not self.transport.is_closing()

    def _look(self) -> None:
        """What is this connection waited for now?"""
        if self._awaited == "end":
            return
        state, buffered = self.conn.their_state, self.conn.trailing_data[0]
        if state is h11.IDLE:
            self._await("head" if buffered or self._awaited == "head" else "")
        else:
            self._head = 0
            self._await("rest" if state is h11.SEND_BODY and self.conn.our_state is h11.DONE else "")

    def _await(self, what: str) -> None:
        if what == self._awaited:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._awaited = what
        self._timer = self.loop.call_later(HEAD_SECONDS, self._late) if what else None

    def _late(self) -> None:
        if self._awaited == "head":
            self._refuse("408 Request Timeout", f"The head of the request did not come within {HEAD_SECONDS:g} seconds")
        else:
            self.transport.close()

    def _refuse(self, status: str, why: str) -> None:
        if not self._listens():
            return
        cycle = getattr(self, "cycle", None)
        if cycle is not None and not cycle.response_complete:
            # Whoever waits for the rest of the body is told that nobody is there any more.
            cycle.disconnected = True
            cycle.message_event.set()
            if cycle.response_started:
                self.transport.close()
                return
        body = f"{why}\n".encode("ascii")
        lines = (f"HTTP/1.1 {status}", "content-type: text/plain; charset=utf-8", f"content-length: {len(body)}", "connection: close")
        self.transport.write("\r\n".join((*lines, "", "")).encode("ascii") + body)
        # Closed at once while more is on its way, the connection would be reset, and the words lost with it.
        self.transport.write_eof()
        self._await("end")
