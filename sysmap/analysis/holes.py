"""Do an actor's contacts know one another, or does it stand between them? Burt's structural holes.

For i with contacts j, p_ij is the share of i's ties (in and out added) that join it to j. Own code: networkx's ``effective_size``
divides by the wrong axis for directed graphs, and its ``constraint`` with ``nodes`` gives NaN for actors who are only named.
"""

from __future__ import annotations

from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.seen import Seen

_BURT = "Burt 1992"

Joined = list[dict[int, int]]
"""For each heard member, its contacts with how many ties join them: 1 or 2."""


def constraint(seen: Seen) -> dict[str, float | None]:
    """How much do this actor's contacts close in on it? Sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared.

    Directed ties of both directions added; strength plays no part. None for whoever has no contact, or was not heard.
    """
    joined = _joined(seen)
    total = [sum(ties.values()) for ties in joined]
    scores: list[float | None] = []
    for i, ties in enumerate(joined):
        spent = {j: n / total[i] for j, n in ties.items()}
        for q, n in ties.items():
            for j, m in joined[q].items():
                if j != i and j in ties:
                    spent[j] += (n / total[i]) * (m / total[q])
        scores.append(sum(s * s for s in spent.values()) if ties else None)
    return seen.by_heard(scores)


def effective_size(seen: Seen) -> dict[str, float | None]:
    """How many contacts does this actor have that are not joined by others of its contacts?

    Sum over contacts j of 1 - sum over q of p_iq m_jq, where m_jq is the strength of j's ties with q over j's strongest.
    None for whoever has no contact, or was not heard.
    """
    joined = _joined(seen)
    total = [sum(ties.values()) for ties in joined]
    scores: list[float | None] = []
    for i, ties in enumerate(joined):
        redundant = 0.0
        for j in ties:
            strongest = max(joined[j].values())
            redundant += sum((ties[q] / total[i]) * (m / strongest) for q, m in joined[j].items() if q != i and q in ties)
        scores.append(len(ties) - redundant if ties else None)
    return seen.by_heard(scores)


def _joined(seen: Seen) -> Joined:
    joined: Joined = [{} for _ in seen.heard]
    for i, others in enumerate(seen.successors):
        for j in others:
            joined[i][j] = joined[i].get(j, 0) + 1
            joined[j][i] = joined[j].get(i, 0) + 1
    return joined


MEASURES = (
    Measure(
        "constraint", "How much do this one's contacts close in on it?", "actor", 0, None, "both", "none: ties each way are added",
        "among those who answered; null for the rest and without contacts", "fragile when contacts are silent", _BURT, PATHS,
        of_actors=constraint,
    ),
    Measure(
        "effective_size", "How many of this one's contacts are not joined among themselves?", "actor", 0, None, "both",
        "none: ties each way are added", "among those who answered; null for the rest and without contacts",
        "fragile when contacts are silent", _BURT, PATHS, of_actors=effective_size,
    ),
)
