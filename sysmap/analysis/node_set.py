"""Did actors that were named beforehand change more than the others? The node-set test.

The label *named* is dealt out anew among the actors, and the difference between those named and the rest is worked out each time:
every way of dealing where there are few enough, else drawn. The set has to be chosen before looking; the one that moved most is
found by looking, and would always pass. Dealings under which one side has nothing to average are left out, as they would have
been had they come up. Two-sided, with the upper side beside it.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from sysmap.analysis.change_items import changes_on, lasting
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.holm import holm
from sysmap.analysis.resampling import BLOCK, DRAWS, NEAR, p_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Dealt = NDArray[np.bool_]
    Statistic = Callable[[Dealt], "tuple[Floats, Floats]"]

METHOD = "node set, labels dealt anew"
MOST_WAYS = 200_000
"""Ways of dealing up to which all are tried."""
WITHIN, TOWARDS, FROM, OF = "within", "towards", "from", "of"

ONE_SIDE = "Only one side has anything to average."


@dataclass(frozen=True, slots=True)
class SetChange:
    """The mean change ``there`` (of or between those named) against ``elsewhere``; ``named`` of ``actors`` are in the set."""

    set: str
    figure: str
    where: str
    named: int
    actors: int
    there: float | None = None
    elsewhere: float | None = None
    p: float | None = None
    p_upper: float | None = None
    p_holm: float | None = None
    exact: bool = False
    draws: int | None = None
    seed: int | None = None
    why: str | None = None

    @property
    def difference(self) -> float | None:
        return None if self.there is None or self.elsewhere is None else self.there - self.elsewhere

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in self.__slots__}
        return {**told, "difference": self.difference, "method": METHOD}


def actors_moved(
    name: str, chosen: Collection[str], figure: str, changes: Mapping[str, float], draws: int = DRAWS, seed: int = 1
) -> SetChange:
    """Did the figure of those chosen change more than that of the others? ``changes`` has every actor of whom it is known.

    >>> found = actors_moved("funded", {"a", "b"}, "in_degree", {"a": 2, "b": 1, "c": 0, "d": 0})
    >>> found.difference, found.p, found.p_upper, found.exact
    (1.5, 0.3333333333333333, 0.16666666666666666, True)
    """
    import numpy as np

    values = np.array([float(v) for v in changes.values()])

    def two_means(dealt: Dealt) -> tuple[Floats, Floats]:
        inside = dealt.sum(axis=1)
        total = dealt @ values
        with np.errstate(divide="ignore", invalid="ignore"):
            return total / inside, (values.sum() - total) / (len(values) - inside)

    empty = SetChange(name, figure, OF, 0, 0)
    return _tested(empty, tuple(changes), frozenset(chosen), two_means, draws, seed)


def ties_moved(
    name: str, chosen: Collection[str], ties: Collection[TieChange], item: str, where: str, draws: int = DRAWS, seed: int = 1
) -> SetChange:
    """Did lasting ties within, towards or from those chosen change more than all other lasting ties, on an item or on trust itself?"""
    import numpy as np

    moved = [(t.pair, Fraction(c)) for t in lasting(ties) if (c := changes_on(t, item)) is not None]
    ids = tuple(dict.fromkeys(end for pair, _ in moved for end in pair))
    place = {a: i for i, a in enumerate(ids)}
    first, second = (np.array([place[pair[side]] for pair, _ in moved], dtype=np.intp) for side in (0, 1))
    # Added up in whole units, so that no side differs from nothing by what adding in another order leaves over.
    unit = math.lcm(*(change.denominator for _, change in moved)) if moved else 1
    values = np.array([float(change * unit) for _, change in moved])

    def two_means(dealt: Dealt) -> tuple[Floats, Floats]:
        one, other = dealt[:, first], dealt[:, second]
        here = {WITHIN: one & other, TOWARDS: other & ~one, FROM: one & ~other}[where]
        count, total = here.sum(axis=1), here @ values
        with np.errstate(divide="ignore", invalid="ignore"):
            return total / (unit * count), (values.sum() - total) / (unit * (len(values) - count))

    return _tested(SetChange(name, item, where, 0, 0), ids, frozenset(chosen), two_means, draws, seed, width=len(values))


def with_holm(found: Sequence[SetChange]) -> tuple[SetChange, ...]:
    """The tests of one table, each p counted against how many there are."""
    return tuple(replace(one, p_holm=p) for one, p in zip(found, holm([f.p for f in found]), strict=True))


def _tested(
    empty: SetChange, ids: tuple[str, ...], chosen: frozenset[str], statistic: Statistic, draws: int, seed: int, width: int = 0
) -> SetChange:
    import numpy as np

    named = [a in chosen for a in ids]
    k, n = sum(named), len(ids)
    found = replace(empty, named=k, actors=n)
    if not 0 < k < n:
        return replace(found, why=ONE_SIDE)
    there, elsewhere = (float(side[0]) for side in statistic(np.array([named])))
    if not (np.isfinite(there) and np.isfinite(elsewhere)):
        return replace(found, why=ONE_SIDE, there=_or_none(there), elsewhere=_or_none(elsewhere))
    observed, exact = there - elsewhere, math.comb(n, k) <= MOST_WAYS
    far = above = told = 0
    for dealt in _dealings(n, k, draws, seed, exact, max(n, 3 * width)):
        one, other = statistic(dealt)
        chance = (one - other)[np.isfinite(one) & np.isfinite(other)]
        told += len(chance)
        far += int((np.abs(chance) >= abs(observed) - NEAR).sum())
        above += int((chance >= observed - NEAR).sum())
    p, upper = p_of(far, told, exact), p_of(above, told, exact)
    drawn = (None, None) if exact else (draws, seed)
    return replace(found, there=there, elsewhere=elsewhere, p=p, p_upper=upper, exact=exact, draws=drawn[0], seed=drawn[1])


def _dealings(n: int, k: int, draws: int, seed: int, exact: bool, width: int) -> Iterator[Dealt]:
    """Blocks of ways to name k of n, one a row."""
    import numpy as np

    rows = max(1, BLOCK // max(1, width))
    if exact:
        ways = itertools.combinations(range(n), k)
        while block := list(itertools.islice(ways, rows)):
            dealt = np.zeros((len(block), n), dtype=bool)
            np.put_along_axis(dealt, np.array(block, dtype=np.intp), True, axis=1)
            yield dealt
        return
    generator = np.random.default_rng(seed)
    first = np.arange(n) < k
    for start in range(0, draws, rows):
        yield generator.permuted(np.tile(first, (min(rows, draws - start), 1)), axis=1)


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
