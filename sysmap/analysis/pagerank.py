"""Who is named by those who are themselves much named?"""

from __future__ import annotations

from sysmap.analysis.definition import PATHS, Measure
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
    return seen.by_heard(_walk(seen.successors))


def _walk(successors: list[list[int]]) -> list[float]:
    n = len(successors)
    if n == 0:
        return []
    at = [1.0 / n] * n
    for _ in range(_ROUNDS):
        stuck = sum(at[i] for i in range(n) if not successors[i])
        following = [(1.0 - DAMPING + DAMPING * stuck) / n] * n
        for i, others in enumerate(successors):
            if others:
                each = DAMPING * at[i] / len(others)
                for j in others:
                    following[j] += each
        moved = sum(abs(a - b) for a, b in zip(at, following, strict=True))
        at = following
        if moved < TOLERANCE:
            break
    return at


MEASURES = (
    Measure(
        "pagerank", "Who is named by those much named?", "actor", 0, 1, "in", "none: every tie counts alike",
        "among those who answered; null for the rest", "fairly sturdy in its order", "Brin & Page 1998, damping 0.85", PATHS,
        of_actors=pagerank,
    ),
)
