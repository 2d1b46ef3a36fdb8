"""Which weights reproduce themselves when passed along the ties? The arithmetic behind eigenvector centrality, hubs and authorities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

ROUNDS = 20_000
TOLERANCE = 1e-13
Weighted = Sequence[dict[int, float]]
"""For each place, those it names, with the weight of the tie."""


class Arrows(NamedTuple):
    """The ties as three arrays: from where, to where, how heavy."""

    first: NDArray[np.int64]
    second: NDArray[np.int64]
    weight: Vector
    n: int

    def along(self, held: Vector) -> Vector:
        """What everyone receives when each passes on what it holds. Added up in one order, so that it repeats to the last bit."""
        import numpy as np

        received: Vector = np.bincount(self.second, self.weight * held[self.first], minlength=self.n).astype(np.float64)
        return received

    def against(self, held: Vector) -> Vector:
        """What everyone receives when each passes back what it holds."""
        import numpy as np

        received: Vector = np.bincount(self.first, self.weight * held[self.second], minlength=self.n).astype(np.float64)
        return received


def arrows(ties: Weighted) -> Arrows:
    """Ties by place as arrays."""
    import numpy as np

    pairs = [(a, b, w) for a, others in enumerate(ties) for b, w in others.items()]
    first = np.array([a for a, _, _ in pairs], dtype=np.int64)
    second = np.array([b for _, b, _ in pairs], dtype=np.int64)
    return Arrows(first, second, np.array([w for _, _, w in pairs], dtype=np.float64), len(ties))


def settled(step: Callable[[Vector], Vector], start: Vector) -> Vector | None:
    """What repeated steps settle on, largest = 1; None when they vanish or do not settle within ``ROUNDS``."""
    import numpy as np

    held = start
    for _ in range(ROUNDS):
        following = step(held)
        top = float(following.max(initial=0.0))
        if top <= 0.0:
            return None
        following = following / top
        if float(np.abs(following - held).max()) < TOLERANCE:
            return following
        held = following
    return None


def growth(ties: Weighted) -> float:
    """By how much does passing on along these ties multiply what is held, once settled? 0 without a way back to where one began.

    The members must be able to reach one another. Keeping a share of what is held makes every such set settle, rings too.

    >>> growth([{1: 1.0}, {0: 4.0}]), growth([{}])
    (2.0, 0.0)
    """
    import numpy as np

    if len(ties) < 2:
        return 0.0
    made = arrows(ties)
    kept = _kept(made)
    found = settled(lambda held: made.along(held) + kept * held, np.ones(made.n))
    if found is None:
        return float("nan")
    return round(float(made.along(found).sum() / found.sum()), 12)


def _kept(made: Arrows) -> float:
    """How much of what is held is kept at each step: about as much as is passed on, or heavy ties would hardly feel it."""
    return max(float(made.weight.sum()) / max(made.n, 1) / 2, 1e-300)
