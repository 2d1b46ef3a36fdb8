"""How sure is each of several tests once it is counted how many were made? Holm's correction, within one table."""

from __future__ import annotations

from collections.abc import Sequence


def holm(found: Sequence[float | None]) -> list[float | None]:
    """Each p as it stands among the others of its table, in the same order; a test that told nothing stays None. Holm 1979.

    The smallest of m is multiplied by m, the next by m - 1 and so on, never falling below one before it nor rising above 1.

    >>> holm([0.03, None, 0.01, 0.5])
    [0.06, None, 0.03, 0.5]
    """
    told = sorted((p, place) for place, p in enumerate(found) if p is not None)
    adjusted: list[float | None] = [None] * len(found)
    largest = 0.0
    for rank, (p, place) in enumerate(told):
        largest = max(largest, min(1.0, p * (len(told) - rank)))
        adjusted[place] = largest
    return adjusted
