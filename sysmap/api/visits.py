"""Who came in with the map keeper's link? Random ids handed out for the right token, kept in memory as hashes, for half a day."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
import time
from collections.abc import Callable

LASTS = 12 * 60 * 60
MOST = 500
ONCE_LASTS = 60.0

_PORT = re.compile(r"[0-9]{1,5}")


class Visits:
    """The open visits of one process. A restart ends them all, because nothing about them is ever written down."""

    def __init__(self, token: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._token = hashlib.sha256(token.encode("utf-8", "surrogatepass")).digest()
        self._clock = clock
        self._lock = threading.Lock()
        self._open: dict[bytes, float] = {}
        self._once: dict[bytes, float] = {}

    @staticmethod
    def cookie(host: str) -> str:
        """What the cookie of a visit is called, by the Host header under which the browser asks.

        Browsers keep cookies by name and host and pass the port over: under one name for all, two services on one computer would end
        each other's visits.

        >>> Visits.cookie("127.0.0.1:8001"), Visits.cookie("[::1]:8000"), Visits.cookie("maps.example")
        ('sysmap_visit_8001', 'sysmap_visit_8000', 'sysmap_visit')
        """
        port = host.rpartition(":")[2]
        return f"sysmap_visit_{int(port)}" if _PORT.fullmatch(port) else "sysmap_visit"

    def once(self) -> str:
        """A token that begins one visit, within a minute. For a browser that is started with a link: other people on the same computer may
        read what programs are started with, and find it spent."""
        token = secrets.token_urlsafe(32)
        with self._lock:
            self._once[_hash(token)] = self._clock() + ONCE_LASTS
        return token

    def lets_in(self, offered: str) -> bool:
        """May a visit begin for this? For the map keeper's token always, for one that serves once, once."""
        with self._lock:
            until = self._once.pop(_hash(offered), 0.0)
        return until > self._clock() or self.is_token(offered)

    def is_token(self, offered: str) -> bool:
        """Is this the map keeper's token? Takes as long for a near miss as for a far one."""
        return secrets.compare_digest(_hash(offered), self._token)

    def begin(self) -> str:
        """A new visit's id. The oldest visit ends when there are too many."""
        id = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            self._open = {hashed: until for hashed, until in self._open.items() if until > now}
            while len(self._open) >= MOST:
                del self._open[next(iter(self._open))]
            self._open[_hash(id)] = now + LASTS
        return id

    def is_open(self, id: str) -> bool:
        with self._lock:
            return self._open.get(_hash(id), 0.0) > self._clock()

    def end(self, id: str) -> None:
        with self._lock:
            self._open.pop(_hash(id), None)


def _hash(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
