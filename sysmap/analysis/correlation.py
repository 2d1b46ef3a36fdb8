"""Do two orderings of the same actors agree? Rank correlations, ties in rank allowed for; values within 1e-9 are equal.

Betweenness is a sum of shares such as 1/3 + 2/3, and where it is added up in floating point two actors with the same betweenness often
differ in the last digit. An engine that ranks such sums as they are finds an order among equals. For the friendships of 73 boys in two
rounds (Coleman 1964) R's Spearman correlation of betweenness is 0.33228 on its own sums, and 0.33264 on the same sums to twelve
digits; in exact fractions, and here, it is 0.33264.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from math import sqrt
from typing import Any, NamedTuple

from sysmap.analysis.definition import Score

EQUAL = 1e-9


class Agreement(NamedTuple):
    """Over the ``n`` actors that have a value both times; None for fewer than two, or when one side is all equal."""

    n: int
    spearman: float | None
    kendall: float | None

    def as_json(self) -> dict[str, Any]:
        return self._asdict()


def agreement_of(before: Mapping[str, Score], after: Mapping[str, Score]) -> Agreement:
    """How alike the two order the actors that have a number in both. Spearman 1904; Kendall 1945, tau-b."""
    pairs = [(float(x), float(y)) for a, x in before.items() if _number(x) and _number(y := after.get(a))]  # type: ignore[arg-type]
    first, second = _levels([x for x, _ in pairs]), _levels([y for _, y in pairs])
    return Agreement(len(pairs), spearman(first, second), kendall(first, second))


def _number(score: Score) -> bool:
    return score is not None and not isinstance(score, Mapping)


def _levels(values: Sequence[float]) -> list[int]:
    """Each value's place among the distinct values, near-equal ones being one.

    >>> _levels([0.3, 5.0, 0.1 + 0.2])
    [0, 1, 0]
    """
    place: dict[float, int] = {}
    level, last = -1, 0.0
    for value in sorted(set(values)):
        if level < 0 or value > last + EQUAL:
            level, last = level + 1, value
        place[value] = level
    return [place[value] for value in values]


def spearman(first: Sequence[int], second: Sequence[int]) -> float | None:
    """The correlation of the two rankings, each the mean rank where values are equal.

    >>> spearman([1, 2, 3, 4], [1, 2, 3, 4]), spearman([1, 1], [1, 2])
    (1.0, None)
    """
    x, y = _twice_mean_ranks(first), _twice_mean_ranks(second)
    n, sx, sy = len(x), sum(x), sum(y)
    spread = (n * sum(a * a for a in x) - sx * sx) * (n * sum(b * b for b in y) - sy * sy)
    return (n * sum(a * b for a, b in zip(x, y, strict=True)) - sx * sy) / sqrt(spread) if spread else None


def _twice_mean_ranks(values: Sequence[int]) -> list[int]:
    """Twice the mean rank of each, a whole number."""
    counts = Counter(values)
    below, found = 0, {}
    for value in sorted(counts):
        found[value] = 2 * below + counts[value] + 1
        below += counts[value]
    return [found[value] for value in values]


def kendall(first: Sequence[int], second: Sequence[int]) -> float | None:
    """Concordant less discordant pairs, over pairs not equal: tau-b.

    >>> kendall([1, 2, 3], [1, 3, 2]), kendall([1, 2, 3], [3, 2, 1])
    (0.3333333333333333, -1.0)
    """
    n = len(first)
    order = sorted(range(n), key=lambda i: (first[i], second[i]))
    pairs = n * (n - 1) // 2
    one, two = _equal(Counter(first)), _equal(Counter(second))
    both = _equal(Counter(zip(first, second, strict=True)))
    spread = (pairs - one) * (pairs - two)
    discordant = _inversions([second[i] for i in order])[0]
    return (pairs - one - two + both - 2 * discordant) / sqrt(spread) if spread else None


def _equal(counts: Mapping[Any, int]) -> int:
    return sum(n * (n - 1) // 2 for n in counts.values())


def _inversions(values: list[int]) -> tuple[int, list[int]]:
    """How many pairs stand the wrong way round, by merging halves."""
    if len(values) < 2:
        return 0, values
    middle = len(values) // 2
    (a, left), (b, right) = _inversions(values[:middle]), _inversions(values[middle:])
    found, merged, i = a + b, [], 0
    for value in right:
        while i < len(left) and left[i] <= value:
            merged.append(left[i])
            i += 1
        found += len(left) - i
        merged.append(value)
    return found, merged + left[i:]
