"""Who is named by those who are themselves much named?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sysmap.analysis.definition import PATHS, VALUED, Measure
from sysmap.analysis.seen import Seen

DAMPING = 0.85
TOLERANCE = 1e-12
"""In steps of 1e-12 summed over everyone; the usual 1e-6 reorders actors that are nearly equal."""

_ROUNDS = 10_000


def pagerank(seen: Seen) -> dict[str, float | None]:
    """Where would somebody be who follows ties at random, starting anew one time in seven? Sums to 1 over those heard.

    Ties count alike whatever their strength; whoever names no one passes its share to all alike. A falling score can mean
    that others rose. A silent member's is None. Brin & Page 1998.
    """
    return seen.by_heard(walk([dict.fromkeys(others, 1.0) for others in seen.successors]))


def pagerank_weighted(seen: Seen) -> dict[str, float | None]:
    """Where would somebody be who follows strong ties more often? ``pagerank`` with ties followed in proportion to their value.

    Ties without a stated value are not followed. None for a silent member, and throughout where nothing has a value.
    """
    valued = seen.valued
    if valued is None:
        return dict.fromkeys(seen.ids)
    return seen.by_heard(walk([{b: float(value) for b, value in ties.items()} for ties in valued]))


def walk(ties: Sequence[Mapping[int, float]]) -> list[float]:
    """The share of time spent at each place.

    >>> [round(x, 6) for x in walk([{1: 1.0}, {0: 1.0}])], walk([])
    ([0.5, 0.5], [])
    """
    import numpy as np

    n = len(ties)
    if n == 0:
        return []
    pairs = [(a, b, value / total) for a, others in enumerate(ties) if (total := sum(others.values())) for b, value in others.items()]
    first = np.array([a for a, _, _ in pairs], dtype=np.int64)
    second = np.array([b for _, b, _ in pairs], dtype=np.int64)
    passed = np.array([w for _, _, w in pairs], dtype=np.float64)
    stuck = np.array([not others for others in ties])
    at = np.full(n, 1.0 / n)
    for _ in range(_ROUNDS):
        rest = (1.0 - DAMPING + DAMPING * float(at[stuck].sum())) / n
        following = rest + DAMPING * np.bincount(second, passed * at[first], minlength=n)
        moved = float(np.abs(at - following).sum())
        at = following
        if moved < TOLERANCE:
            break
    return [float(share) for share in at]


MEASURES = (
    Measure(
        "pagerank", "Who is named by those much named?", "actor", 0, 1, "in", "none: every tie counts alike",
        "among those who answered; null for the rest", "fairly sturdy in its order", "Brin & Page 1998, damping 0.85", PATHS,
        of_actors=pagerank,
    ),
    Measure(
        "pagerank_weighted", "Who is strongly named by those much named?", "actor", 0, 1, "in", "value of each tie: followed in proportion",
        "among those who answered, ties without a stated value left out; null for the rest", "fairly sturdy in its order",
        "Brin & Page 1998, damping 0.85", PATHS & VALUED, of_actors=pagerank_weighted,
    ),
)
