"""Was a fact edited since an earlier revision? Told from memory for the newest edits of a map, so that the store need not be asked.

Among many who edit at once nearly every edit is made against a revision that is a little behind, and touches what nobody else did.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable
from itertools import takewhile
from typing import NamedTuple

STEPS = 512
LARGEST = 1_000
"""A step of more facts than this is not remembered, and nothing before it is either."""

Place = tuple[str, str]


class Step(NamedTuple):
    """The facts that were touched after revision ``since`` up to revision ``until``."""

    since: int
    until: int
    touched: frozenset[Place]


class Recent:
    """The newest steps of one map, without a gap between them."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._steps: deque[Step] = deque(maxlen=STEPS)

    def add(self, since: int, until: int, touched: Iterable[Place]) -> None:
        """Remember a step. What does not follow the newest one begins afresh."""
        step = Step(since, until, frozenset(touched))
        with self._lock:
            if (self._steps and self._steps[-1].until != since) or len(step.touched) > LARGEST:
                self._steps.clear()
            if len(step.touched) <= LARGEST:
                self._steps.append(step)

    def untouched(self, place: Place, since: int, until: int) -> bool:
        """Is it known that nobody touched this fact after ``since`` up to ``until``? False also where it is not known."""
        if since == until:
            return True
        with self._lock:
            known = bool(self._steps) and self._steps[0].since <= since and until <= self._steps[-1].until
            newer = takewhile(lambda step: step.until > since, reversed(self._steps))
            return known and not any(place in step.touched for step in newer if step.since < until)
