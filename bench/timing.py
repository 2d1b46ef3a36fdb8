"""How long does each of several things take, measured in turn?"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Mapping
from typing import NamedTuple


class Took(NamedTuple):
    """Seconds of each round, in order."""

    rounds: tuple[float, ...]

    @property
    def least(self) -> float:
        return min(self.rounds)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    def said(self) -> str:
        """Least and median in milliseconds, as the table shows them."""
        return f"{self.least * 1000:,.1f} ms least, {self.median * 1000:,.1f} ms median"


def in_turn(sides: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, Took]:
    """Run the sides one after the other, ``rounds`` times, changing who goes first, after one round that does not count."""
    names = list(sides)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for number in range(rounds + 1):
        for name in names if number % 2 else reversed(names):
            took = once(sides[name])
            if number:
                taken[name].append(took)
    return {name: Took(tuple(times)) for name, times in taken.items()}


def once(what: Callable[[], object]) -> float:
    """Seconds of one run; what it returns is dropped after the clock has stopped."""
    gc.collect()
    began = time.perf_counter()
    kept = what()
    took = time.perf_counter() - began
    del kept
    return took


def ratio(ours: Took, bare: Took) -> tuple[float, float]:
    """How many times longer ours took: of the least times, and the median of the ratios round by round."""
    return ours.least / bare.least, statistics.median(a / b for a, b in zip(ours.rounds, bare.rounds, strict=True))
