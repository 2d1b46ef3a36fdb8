"""Did trust on lasting ties move more than chance would give? The respondent sign-flip test.

Respondents differ in how they use a scale, so a respondent's changes stand or fall together: the sign of each respondent's row
of changes is flipped, every combination is counted, and p is the share of combinations whose mean is at least as far from
0. Exact, without random numbers, whenever the changes have a common unit; two-sided.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from fractions import Fraction
from typing import Any, NamedTuple

from sysmap.analysis.change_items import TRUST, changes_on, lasting
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.definition import plain, share
from sysmap.analysis.resampling import NEAR, draws_for, p_of

METHOD = "respondent sign-flip"
_AT_ONCE = 10_000_000
"""How many signs are drawn at once, so that many respondents do not fill the memory."""
_LARGEST = 200_000_000
"""Bits of the exact count above which chances are added up instead: about 25 MB."""
_LARGEST_SHARED = 2_000_000_000
"""Additions of chances above which signs are drawn instead: about three seconds."""


class SignFlip(NamedTuple):
    """The mean change over n ties of ``rows`` respondents (``moving`` of them with a sum other than 0) and its p; None without ties.

    ``ways`` of 2 ** moving combinations are at least as far from 0; None when they are too many to count as whole numbers.
    """

    n: int
    mean: Fraction | None
    rows: int
    moving: int
    p: float | None
    ways: int | None
    exact: bool = True
    draws: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "p": self.p,
            "method": METHOD,
            "n": self.n,
            "mean": plain(self.mean),
            "respondents": self.rows,
            "respondents_moving": self.moving,
            "exact": self.exact,
            "draws": self.draws,
        }


def sign_flip(ties: Collection[TieChange], item: str = TRUST, without: Collection[str] = (), seed: int = 1) -> SignFlip:
    """Test the mean change of the lasting ties on an item (default: the value of the tie), leaving out the rows of ``without``."""
    rows: defaultdict[str, list[int | Fraction]] = defaultdict(list)
    for tie in lasting(ties):
        change = changes_on(tie, item)
        if change is not None and tie.pair[0] not in without:
            rows[tie.pair[0]].append(change)
    sums = [Fraction(sum(changes)) for changes in rows.values()]
    n = sum(len(changes) for changes in rows.values())
    unit = math.lcm(*(s.denominator for s in sums)) if sums else 1
    whole = [abs(int(s * unit)) for s in sums if s]
    observed = abs(int(sum(sums, Fraction(0)) * unit))
    mean = share(sum(sums, Fraction(0)), n)
    if not n:
        return SignFlip(0, None, 0, 0, None, None)
    if (sum(whole) + 1) * (len(whole) + 1) > _LARGEST:
        if (sum(whole) + 1) * len(whole) <= _LARGEST_SHARED:
            return SignFlip(n, mean, len(rows), len(whole), share_as_far(whole, observed), None)
        return SignFlip(n, mean, len(rows), len(whole), _drawn(whole, observed, seed), None, False, draws_for(None, len(whole)))
    ways = ways_as_far(whole, observed)
    return SignFlip(n, mean, len(rows), len(whole), float(Fraction(ways, 2 ** len(whole))), ways)


def ways_as_far(sums: list[int], observed: int) -> int:
    """In how many of the 2 ** len(sums) choices of signs is the total at least ``observed`` away from 0?

    All totals at once: one long whole number has a slot of bytes for each total, and a row of changes moves it up or leaves it.

    >>> ways_as_far([1, 2], 3), ways_as_far([1, 2], 1), ways_as_far([], 0)
    (2, 4, 1)
    """
    width = len(sums) // 8 + 1
    slots, middle = 1, sum(sums)
    for s in sums:
        slots += slots << (8 * s * width)
    held = slots.to_bytes((middle + 1) * width, "little")
    far = (chosen for chosen in range(middle + 1) if abs(2 * chosen - middle) >= observed)
    return sum(int.from_bytes(held[chosen * width : (chosen + 1) * width], "little") for chosen in far)


def share_as_far(sums: list[int], observed: int) -> float:
    """The share of those choices of signs, by adding up chances in place of counts: exact to the last digits of a float.

    >>> share_as_far([1, 2], 3), share_as_far([1, 2], 1)
    (0.5, 1.0)
    """
    import numpy as np

    middle = sum(sums)
    chance = np.zeros(middle + 1)
    chance[0], reached = 1.0, 0
    for s in sums:
        reached += s
        # Halved last: the larger totals are made from these.
        chance[s : reached + 1] = (chance[s : reached + 1] + chance[: reached + 1 - s]) / 2
        chance[:s] /= 2
    far = np.abs(2 * np.arange(middle + 1) - middle) >= observed
    return min(1.0, float(chance[far].sum()))


def _drawn(sums: list[int], observed: int, seed: int) -> float:
    """The share of drawn signs that lead as far; sums are so large here that they are added as floats."""
    import numpy as np

    largest = max(sums, default=1)
    steps, far = np.array([s / largest for s in sums]), observed / largest - NEAR
    draw, block, found = np.random.default_rng(seed), max(1, _AT_ONCE // max(len(sums), 1)), 0
    draws = draws_for(None, len(sums))
    for begun in range(0, draws, block):
        signs = draw.integers(0, 2, (min(block, draws - begun), len(sums)), dtype=np.int8) * 2.0 - 1
        found += int((np.abs(signs @ steps) >= far).sum())
    return p_of(found, draws, False)
