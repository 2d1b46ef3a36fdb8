"""How much longer did something take only because the machine had no time for it? A metronome beside it is late by as much.

The deadlines that sysmap promises are its own: a gate may hold it to them on a busy machine only when that is taken off.
"""

from __future__ import annotations

import bisect
import threading
import time

BEAT = 0.01


class Metronome(threading.Thread):
    """Beats every hundredth of a second, and notes by how much its beats came too late in all."""

    def __init__(self) -> None:
        super().__init__(name="metronome", daemon=True)
        self._beats = [time.monotonic()]
        self._late = [0.0]

    def run(self) -> None:
        pause = threading.Event()
        while not pause.wait(BEAT):
            now = time.monotonic()
            self._late.append(self._late[-1] + max(0.0, now - self._beats[-1] - BEAT))
            self._beats.append(now)

    def seconds(self, began: float, ended: float) -> float:
        """Between two readings of ``time.monotonic``, without what the beats in between were late by."""
        beats = self._beats[: len(self._late)]
        # The first beat after the end tells of the time before it too.
        last = min(bisect.bisect_left(beats, ended), len(beats) - 1)
        first = max(0, bisect.bisect_right(beats, began) - 1)
        return max(0.0, ended - began - (self._late[last] - self._late[first]))


_ONE: list[Metronome] = []


def metronome() -> Metronome:
    """The one of this process, which beats from now on; a child that was forked gets its own."""
    if not _ONE or not _ONE[-1].is_alive():
        _ONE[:] = [Metronome()]
        _ONE[0].start()
    return _ONE[0]


def fair_seconds(began: float) -> float:
    """Seconds since a reading of ``time.monotonic``, as a machine that had time would have taken. Call ``metronome`` before that."""
    return metronome().seconds(began, time.monotonic())


def kept_waiting() -> float:
    """Seconds for which this thread was ready and got no processor, since it began; 0 where the system does not tell."""
    try:
        with open("/proc/thread-self/schedstat", encoding="ascii") as told:
            return int(told.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
