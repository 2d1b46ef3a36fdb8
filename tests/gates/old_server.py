"""Something that answers as a Neo4j of some version: just enough of Bolt to say which version it is (Neo4j's Bolt documentation)."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

OLD = ("4.4.30", "5.20.0")
BOLT = {"4": b"\x00\x00\x04\x04", "5": b"\x00\x00\x04\x05"}
"""Which version of Bolt a Neo4j of each line chooses."""
SUCCESS, RECORD = 0x70, 0x71
HELLO, GOODBYE, RUN, PULL = 0x01, 0x02, 0x10, 0x3F

def packed(value: Any) -> bytes:
    """Texts, small numbers, lists and maps as PackStream."""
    if isinstance(value, str):
        text = value.encode()
        return b"\xd0" + bytes([len(text)]) + text
    if isinstance(value, int):
        return bytes([value])
    if isinstance(value, list):
        return bytes([0x90 + len(value)]) + b"".join(map(packed, value))
    return bytes([0xA0 + len(value)]) + b"".join(packed(k) + packed(v) for k, v in value.items())


class Answering(socketserver.StreamRequestHandler):
    """One connection."""

    version = ""

    def handle(self) -> None:
        self.rfile.read(20)
        self.wfile.write(BOLT[self.version[0]])
        rows: list[list[Any]] = []
        while (message := self._message()) and message[1] != GOODBYE:
            if message[1] == RUN:
                kernel = ["Neo4j Kernel", self.version, "community"]
                rows = [kernel] if b"dbms.components" in message else [[1]] if b"RETURN 1" in message else []
            told: dict[str, Any] = {"server": f"Neo4j/{self.version}", "connection_id": "1"} if message[1] == HELLO else {}
            if message[1] == RUN:
                told = {"fields": ["a", "b", "c"][: len(rows[0]) if rows else 1]}
            if message[1] == PULL:
                for row in rows:
                    self._say(RECORD, row)
            self._say(SUCCESS, told)

    def _message(self) -> bytes:
        """The next message, its chunks put together; empty when the line was closed."""
        whole = b""
        while len(size := self.rfile.read(2)) == 2:
            (length,) = struct.unpack(">H", size)
            if length == 0 and whole:
                return whole
            whole += self.rfile.read(length)
        return b""

    def _say(self, what: int, value: Any) -> None:
        message = bytes([0xB1, what]) + packed(value)
        self.wfile.write(struct.pack(">H", len(message)) + message + b"\x00\x00")
        self.wfile.flush()


class _Listening(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no error."""


@contextmanager
def old_server(version: str) -> Iterator[int]:
    """The port of one that is there meanwhile."""
    with _Listening(("127.0.0.1", 0), type("Old", (Answering,), {"version": version})) as listening:
        threading.Thread(target=listening.serve_forever, name="old-server", daemon=True).start()
        try:
            yield listening.server_address[1]
        finally:
            listening.shutdown()
