"""Is there a core that everyone is joined with, and a periphery that is joined with nothing else?

Ties are held against a pattern: there should be one wherever either end is core, and none within the periphery. The core is the set
for which the correlation of ties with the pattern is highest. Up to ``EVERY_SET`` members every set is tried; above that, a search
from the busiest members and from sets drawn by the seed, which may miss a better set.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.seen import Seen

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EVERY_SET = 18
STARTS = 12
FEW_STARTS_FROM = 1_000


class Fit(NamedTuple):
    """The highest correlation and the places of the core; of equals the smallest core, and then the first in map order."""

    fit: float
    core: tuple[int, ...]


def core_periphery_fit(seen: Seen) -> float | None:
    """How well do ties fit a core that is joined with everyone and a periphery joined with nothing else? -1 to 1.

    The correlation over ordered pairs of those heard, at its highest; None for fewer than three, no tie, or every tie.
    Borgatti & Everett 2000, discrete, with a tie expected wherever either end is core.
    """
    found = _fitted(seen)
    return None if found is None else found.fit


def core(seen: Seen) -> dict[str, bool | None]:
    """Is this actor in the core that fits best? None for whoever was not heard, and where there is no fit."""
    found = _fitted(seen)
    if found is None:
        return dict.fromkeys(seen.ids)
    inside = frozenset(found.core)
    return seen.by_heard([i in inside for i in range(len(seen.heard))])


def _fitted(seen: Seen) -> Fit | None:
    return seen.once("core", lambda: fitted(seen.successors, seen.seed))


def fitted(successors: Sequence[Sequence[int]], seed: int = 1) -> Fit | None:
    """The core that fits best.

    >>> fitted([[1, 2, 3], [0], [0], [0]])
    Fit(fit=1.0, core=(0,))
    """
    n, ties = len(successors), sum(map(len, successors))
    if n < 3 or ties in (0, n * (n - 1)):
        return None
    return _of_every_set(successors, ties) if n <= EVERY_SET else _searched(successors, ties, seed)


def correlation(n: int, ties: int, core: int, outside: int) -> float:
    """The correlation of ``ties`` among n with the pattern of a core of so many, when ``outside`` ties lie within the periphery.

    >>> correlation(4, 6, 1, 0)
    1.0
    """
    pairs, expected = n * (n - 1), n * (n - 1) - (n - core) * (n - core - 1)
    above = pairs * (ties - outside) - ties * expected
    return above / math.sqrt((pairs * ties - ties * ties) * (pairs * expected - expected * expected))


def _of_every_set(successors: Sequence[Sequence[int]], ties: int) -> Fit:
    """Every set at once: for each set of the periphery, as the bits of a number, how many ties lie within it."""
    import numpy as np

    n = len(successors)
    within = np.zeros(1, dtype=np.int64)
    size = np.zeros(1, dtype=np.int64)
    for i in range(n):
        towards = np.zeros(1, dtype=np.int64)
        for j in range(i):
            both = (i in successors[j]) + (j in successors[i])
            towards = np.concatenate([towards, towards + both])
        within = np.concatenate([within, within + towards])
        size = np.concatenate([size, size + 1])
    best: tuple[float, tuple[int, ...]] | None = None
    for k in range(1, n - 1):
        of_size = np.flatnonzero(size == n - k)
        fewest = int(within[of_size].min())
        fit = correlation(n, ties, k, fewest)
        if best is None or fit > best[0] + 1e-12:
            chosen = of_size[within[of_size] == fewest]
            best = (fit, min(tuple(i for i in range(n) if not mask >> i & 1) for mask in map(int, chosen)))
    assert best is not None
    return Fit(*best)


def _searched(successors: Sequence[Sequence[int]], ties: int, seed: int) -> Fit:
    import numpy as np

    n = len(successors)
    both: list[dict[int, int]] = [{} for _ in range(n)]
    for i, others in enumerate(successors):
        for j in others:
            both[i][j] = both[i].get(j, 0) + 1
            both[j][i] = both[j].get(i, 0) + 1
    busiest = sorted(range(n), key=lambda i: (-sum(both[i].values()), i))
    draw = random.Random(seed)
    fits = [correlation(n, ties, k, left) for k, left in _left_within(both, busiest)]
    size = max(range(len(fits)), key=fits.__getitem__) + 1
    starts = [set(busiest[:size])]
    for _ in range(STARTS if n < FEW_STARTS_FROM else 0):
        starts.append(set(draw.sample(range(n), draw.randint(1, max(1, n // 2)))))
    weights = [(np.array(list(ties_of), dtype=np.int64), np.array(list(ties_of.values()), dtype=np.int64)) for ties_of in both]
    found = [_climbed(weights, start, n, ties) for start in starts]
    return max(found, key=lambda f: (round(f.fit, 12), -len(f.core), tuple(-i for i in f.core)))


def _left_within(both: Sequence[dict[int, int]], order: Sequence[int]) -> list[tuple[int, int]]:
    """For cores of 1, 2, 3 ... of the order: how many ties are left within the rest."""
    left = sum(sum(ties.values()) for ties in both) // 2
    outside, found = set(range(len(both))), []
    for k, i in enumerate(order[:-2], start=1):
        outside.discard(i)
        left -= sum(w for j, w in both[i].items() if j in outside)
        found.append((k, left))
    return found


def _climbed(weights: list[tuple[NDArray[np.int64], NDArray[np.int64]]], start: set[int], n: int, ties: int) -> Fit:
    """Move one actor at a time in or out of the core, always the best move, until none is better."""
    import numpy as np

    outside = np.ones(n, dtype=bool)
    outside[list(start)] = False
    towards = np.array([int(w[outside[at]].sum()) for at, w in weights], dtype=np.int64)
    left, k = int(towards[outside].sum()) // 2, len(start)
    best = correlation(n, ties, k, left)
    while True:
        moves = []
        if k < n - 2:
            i = int(np.where(outside, towards, -1).argmax())
            moves.append((correlation(n, ties, k + 1, left - int(towards[i])), i))
        if k > 1:
            i = int(np.where(outside, np.iinfo(np.int64).max, towards).argmin())
            moves.append((correlation(n, ties, k - 1, left + int(towards[i])), i))
        fit, i = max(moves, default=(best, 0))
        if fit <= best + 1e-12:
            return Fit(best, tuple(int(a) for a in np.flatnonzero(~outside)))
        leaving = not outside[i]
        best, k, left = fit, k + (-1 if leaving else 1), left + int(towards[i]) * (1 if leaving else -1)
        outside[i] = leaving
        at, w = weights[i]
        towards[at] += w if leaving else -w


_BORGATTI = "Borgatti & Everett 2000, discrete, a tie expected where either end is core"

MEASURES = (
    Measure(
        "core_periphery_fit", "Is there a core that everyone is joined with?", "network", -1, 1, "both", "none", "among those who answered",
        "fragile: a silent member of the core is missing from it", _BORGATTI,
        PATHS, of_network=core_periphery_fit,
    ),
    Measure(
        "core", "Is this one in the core?", "actor", 0, 1, "both", "none", "among those who answered; null for the rest",
        "fragile: cores of nearly equal fit can differ much", _BORGATTI,
        PATHS, of_actors=core,
    ),
)
