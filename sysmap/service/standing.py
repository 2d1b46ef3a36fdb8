"""A desk that is there even when its store is not: the service comes up, says what is wrong, and finds the store once it is back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sysmap.errors import StoreUnavailable, SysmapError
from sysmap.service.desk import Desk
from sysmap.service.opening import open_desk

TRY_AGAIN_AFTER = 2.0


class StandingDesk:
    """Opens the store on first use, and again at most every two seconds for as long as that fails."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._clock = clock
        self._lock = threading.Lock()
        self._desk: Desk | None = None
        self._trouble: SysmapError | None = None
        self._tried = 0.0

    def desk(self) -> Desk:
        """The open desk. Raises StoreUnavailable, also where there is no store at all: to a reader both are the same."""
        with self._lock:
            if self._desk is None:
                self._desk = self._opened()
            return self._desk

    def _opened(self) -> Desk:
        if self._trouble is None or self._clock() - self._tried >= TRY_AGAIN_AFTER:
            self._tried = self._clock()
            try:
                return open_desk(self._url)
            except SysmapError as error:
                self._trouble = error
        raise StoreUnavailable(self._trouble.message, fix=self._trouble.fix)

    def close(self) -> None:
        with self._lock:
            if self._desk is not None:
                self._desk.close()
                self._desk = None
