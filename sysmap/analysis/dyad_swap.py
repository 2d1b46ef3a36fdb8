"""Did reciprocity change more than chance would give? The dyad swap.

If nothing changed, which of a pair's two states came first is a coin's toss: each unordered pair's states then and now are swapped or
not, both directions together, since being returned is a matter of both. Only pairs that differ count, and they are of three kinds
(none and one way, none and both ways, one way and both ways): all swaps together are three binomial counts, so that p is exact
while the three counts have few combinations, and drawn beyond that. Two-sided.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sysmap.analysis.change_dyads import Table
from sysmap.analysis.definition import plain, share
from sysmap.analysis.resampling import DRAWS, NEAR, p_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

METHOD = "dyad swap"
LARGEST = 2_000_000
"""Combinations of the three counts up to which p is exact."""
_EXACTLY = 1_000
NO_TIES = "Among pairs heard from both ends both times one of the two rounds has no tie, so nothing could be returned."


@dataclass(frozen=True, slots=True)
class DyadSwap:
    """The change of reciprocity over ``n`` pairs, ``moving`` of them with another state now; None with ``why`` where it is undefined."""

    n: int
    moving: int
    difference: Fraction | None = None
    p: float | None = None
    exact: bool = True
    draws: int | None = None
    seed: int | None = None
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in ("n", "moving", "exact", "draws", "seed", "why")}
        return {"p": self.p, "method": METHOD, "difference": plain(self.difference), **told}


def dyad_swap(table: Table, draws: int = DRAWS, seed: int = 1) -> DyadSwap:
    """Test the change of 2M / (2M + A), from the table of pairs by state then and now.

    >>> dyad_swap({"N": {"N": 3, "A": 0, "M": 0}, "A": {"N": 0, "A": 1, "M": 2}, "M": {"N": 0, "A": 0, "M": 0}}).p
    0.5
    """
    n = sum(sum(row.values()) for row in table.values())
    kinds = tuple(table[a][b] + table[b][a] for a, b in _KINDS)
    then = {state: sum(table[state].values()) for state in table}
    now = {state: sum(row[state] for row in table.values()) for state in table}
    before, after = (share(2 * s["M"], 2 * s["M"] + s["A"]) for s in (then, now))
    if before is None or after is None:
        return DyadSwap(n, sum(kinds), why=NO_TIES)
    difference = after - before
    exact = math.prod(k + 1 for k in kinds) <= LARGEST
    if exact:
        p = _counted(table, kinds, abs(float(difference)))
    else:
        p = _drawn(table, kinds, abs(float(difference)), draws, seed)
    return DyadSwap(n, sum(kinds), difference, p, exact, None if exact else draws, None if exact else seed)


_KINDS = (("N", "A"), ("N", "M"), ("A", "M"))


def _counted(table: Table, kinds: tuple[int, ...], observed: float) -> float:
    import numpy as np

    weights = [_halves(k) for k in kinds]
    counts = np.meshgrid(*(np.arange(k + 1, dtype=np.float64) for k in kinds), indexing="ij", sparse=True)
    far = _distances(table, kinds, *counts) >= observed - NEAR
    weight = weights[0][:, None, None] * weights[1][None, :, None] * weights[2][None, None, :]
    return min(1.0, float((weight * far).sum()))


def _drawn(table: Table, kinds: tuple[int, ...], observed: float, draws: int, seed: int) -> float:
    import numpy as np

    generator = np.random.default_rng(seed)
    counts = [generator.binomial(k, 0.5, draws).astype(np.float64) for k in kinds]
    return p_of(int((_distances(table, kinds, *counts) >= observed - NEAR).sum()), draws, False)


def _halves(k: int) -> NDArray[np.float64]:
    """How likely each number of heads is in k tosses: to the last bit for few, and outward from the likeliest number for many."""
    import numpy as np

    if k <= _EXACTLY:
        return np.array([math.comb(k, i) / 2**k for i in range(k + 1)])
    i = np.arange(k // 2)
    down = np.cumprod((k // 2 - i) / (k - k // 2 + i + 1))
    up = down if k % 2 == 0 else np.concatenate(([1.0], down))
    likely = np.concatenate((down[::-1], [1.0], up))
    whole: NDArray[np.float64] = likely / likely.sum()
    return whole


def _distances(table: Mapping[str, Mapping[str, int]], kinds: tuple[int, ...], na: Any, nm: Any, am: Any) -> Any:
    """How far reciprocity moved when so many pairs of each kind have the fuller of their two states now.

    A swap that leaves a round without ties counts as far as can be: that can only make p larger.
    """
    import numpy as np

    both, one = table["M"]["M"], table["A"]["A"]
    mutual_now, mutual_then = both + nm + am, both + (kinds[1] - nm) + (kinds[2] - am)
    one_now, one_then = one + na + (kinds[2] - am), one + (kinds[0] - na) + am
    with np.errstate(divide="ignore", invalid="ignore"):
        far = np.abs(2 * mutual_now / (2 * mutual_now + one_now) - 2 * mutual_then / (2 * mutual_then + one_then))
    return np.where(np.isnan(far), np.inf, far)
