"""What all tests share: how many draws, which relabellings, and when a test is allowed to speak at all.

Exact where there are few enough relabellings to try them all, else drawn by a seeded generator; p = (1 + hits) / (1 + draws) when
drawn, so that no draw can ever give 0, and hits / all when all were tried. Work is done in blocks of whole arrays: between
two blocks a person may stop it, and ``tell`` hears how far it is.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from sysmap.analysis.waiting import told

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Labels = NDArray[np.intp]

DRAWS = 10_000
LEAST_DRAWS = 199
LOOKUPS = 30_000_000
"""Look-ups that a test may cost unless somebody asks for more draws: about a third of a second."""
LARGEST_EXACT = 9
"""Up to so many actors every relabelling is tried: 362,880 for nine."""
FEW = 10
"""Below so many respondents only counts and exact p are told."""
BLOCK = 2_000_000
"""Numbers held at once: about 16 MB for each array of a block."""
NEAR = 1e-10
"""Two figures nearer than this are equal: sums taken in another order differ in their last digits."""

Tell = Callable[[int, int], None]
"""Hears after each block how many draws are done, and of how many."""

TOO_FEW = f"Fewer than {FEW} answered both times: only counts and exact tests are told."
NOBODY = "Nothing was observed both times."


def nobody_hears(done: int, of: int) -> None:
    """The listener where none is given: whoever waits for all of the work hears of this too."""
    told("dealing chance", done, of)


def p_of(hits: int, draws: int, exact: bool) -> float:
    """How often chance gives as much.

    >>> p_of(0, 9999, False), p_of(3, 6, True)
    (0.0001, 0.5)
    """
    return hits / draws if exact else (1 + hits) / (1 + draws)


def relabellings(n: int, draws: int, seed: int, exact: bool, width: int) -> Iterator[Labels]:
    """Blocks of relabellings of n actors, one a row; ``width`` numbers are needed for each. All n! of them when ``exact``."""
    rows = max(1, BLOCK // max(1, width))
    yield from _all(n, rows) if exact else _drawn(n, draws, seed, rows)


def _drawn(n: int, draws: int, seed: int, rows: int) -> Iterator[Labels]:
    import numpy as np

    generator = np.random.default_rng(seed)
    for start in range(0, draws, rows):
        labels = np.tile(np.arange(n), (min(rows, draws - start), 1))
        yield generator.permuted(labels, axis=1, out=labels)


def _all(n: int, rows: int) -> Iterator[Labels]:
    """Every relabelling once: each choice of who comes first, followed by every order of the other seven or fewer."""
    import numpy as np

    tail = min(n, 7)
    orders = np.array(list(itertools.permutations(range(tail))), dtype=np.intp).reshape(-1, tail)
    for head in itertools.permutations(range(n), n - tail):
        rest = np.array([i for i in range(n) if i not in head], dtype=np.intp)
        whole = np.empty((len(orders), n), dtype=np.intp)
        whole[:, : n - tail] = head
        whole[:, n - tail :] = rest[orders]
        yield from (whole[start : start + rows] for start in range(0, len(whole), rows))


def all_ways(n: int) -> int:
    """How many relabellings there are."""
    return math.factorial(n)


def draws_for(asked: int | None, cost: int) -> int:
    """How many draws: as many as were asked for, else ten thousand, fewer (never below 199) where each costs many look-ups.

    >>> draws_for(None, 600), draws_for(None, 100_000), draws_for(500, 10**9)
    (10000, 300, 500)
    """
    return asked if asked is not None else max(LEAST_DRAWS, min(DRAWS, LOOKUPS // max(1, cost)))
