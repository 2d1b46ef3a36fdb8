"""How fast may one caller edit? So many at once, and then so many a second; whoever is faster is told when to come again.

A caller is a visit, or whoever holds the map keeper's token, however many connections either opens and whichever door they take; and
for everybody else all who come from one address.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable

from sysmap.api.limits import CALLERS_KEPT
from sysmap.config import EDITS_A_SECOND
from sysmap.errors import SysmapError


class TooFast(SysmapError):
    """Somebody edits faster than one may. ``wait`` says for how many seconds to wait."""

    code = "TOO_FAST"

    def __init__(self, wait: float, at_once: int, a_second: int) -> None:
        self.wait = wait
        super().__init__(
            f"One may make {at_once} edits at once and {a_second} a second, and this is one more",
            fix=f"Nothing was stored: send it again after {wait:.2f} seconds, or several changes as one edit.",
        )


class Paces:
    """What each caller has left. The callers who were not heard of for longest are forgotten first: they have all of it again."""

    def __init__(self, clock: Callable[[], float] = time.monotonic, a_second: int = EDITS_A_SECOND) -> None:
        self._clock = clock
        self._a_second = a_second
        self._at_once = 3 * a_second
        self._lock = threading.Lock()
        self._left: OrderedDict[Hashable, tuple[float, float]] = OrderedDict()

    def spend(self, caller: Hashable, edits: int) -> None:
        """Take so many from what a caller has left. Raises TooFast, and then takes nothing."""
        with self._lock:
            now = self._clock()
            left, then = self._left.pop(caller, (float(self._at_once), now))
            left = min(float(self._at_once), left + (now - then) * self._a_second)
            fits = edits <= left
            self._left[caller] = (left - edits if fits else left, now)
            while len(self._left) > CALLERS_KEPT:
                self._left.popitem(last=False)
        if not fits:
            raise TooFast((edits - left) / self._a_second, self._at_once, self._a_second)
