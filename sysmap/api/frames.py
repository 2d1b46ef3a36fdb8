"""How many frames may a WebSocket send? The server's way to speak WebSocket, with an end to messages in pieces and to pings.

A message is counted where it is heard, but a frame of one byte, an empty one or a ping is none, and the server below reads each in
as long as a short message: a megabyte of them would keep everybody else waiting. What is read here is heard, or ends the conversation.
Loaded when sysmap serves, since the server is a large package.
"""

from __future__ import annotations

import time
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from sysmap.api.limits import FRAMES_A_SECOND, FRAMES_AT_ONCE

PIECE = 2_048
"""Read at once: so few bytes hold a few hundred frames at most."""
TOO_MANY, NO_TEXT = 1008, 1007


class Framed(WebSocketsSansIOProtocol):
    """Ends a conversation that comes in more frames than anybody means, or in text that is none."""

    _left = float(FRAMES_AT_ONCE)
    _then = 0.0

    def data_received(self, data: bytes) -> None:
        # The bytes that are kept back until they are read here are at most as many as came at once.
        for start in range(0, len(data), PIECE):
            if self.transport.is_closing():
                return  # Not as soon as we said that it ends: the other side's word that it heard is still to come.
            super().data_received(data[start : start + PIECE])

    def handle_cont(self, event: Any) -> None:
        if self._counted():
            super().handle_cont(event)

    def handle_text(self, event: Any) -> None:
        if self._counted():
            super().handle_text(event)

    def handle_bytes(self, event: Any) -> None:
        if self._counted():
            super().handle_bytes(event)

    def handle_ping(self) -> None:
        if self._counted():
            super().handle_ping()

    def handle_pong(self, event: Any) -> None:
        if self._counted():
            super().handle_pong(event)

    def send_receive_event_to_app(self) -> None:
        if self.curr_msg_data_type == "text":
            try:
                b"".join(self.frames).decode()
            except UnicodeDecodeError:
                # The server below writes what was sent, and where it was read, into the log.
                self._end(NO_TEXT, "That is no text in UTF-8")
                return
        super().send_receive_event_to_app()

    def handle_parser_exception(self) -> None:
        super().handle_parser_exception()
        # What is being sent meanwhile would else fail, and the failure be written into the log.
        self.disconnected = True

    def _counted(self) -> bool:
        """Is this frame one of those that may come?"""
        now = time.monotonic()
        self._left = min(float(FRAMES_AT_ONCE), self._left + (now - self._then) * FRAMES_A_SECOND) - 1
        self._then = now
        if self._left < 0:
            self._end(TOO_MANY, f"More than {FRAMES_A_SECOND} frames a second")
        return self._left >= 0

    def _end(self, code: int, why: str) -> None:
        if not self.close_sent:
            self.conn.send_close(code, why)
            self.handle_parser_exception()
