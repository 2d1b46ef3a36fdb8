"""Do an actor's contacts know one another, or does it stand between them? Burt's structural holes.

For i with contacts j, p_ij is the share of i's ties (in and out added) that join it to j. Own code: networkx's ``effective_size``
divides by the wrong axis for directed graphs, and its ``constraint`` with ``nodes`` gives NaN for actors who are only named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sysmap.analysis.definition import PATHS, VALUED, Measure
from sysmap.analysis.seen import Seen

_BURT = "Burt 1992"

Joined = list[dict[int, float]]
"""For each heard member, its contacts with what joins them: ties, or their values, in and out added."""


def constraint(seen: Seen) -> dict[str, float | None]:
    """How much do this actor's contacts close in on it? Sum over contacts j of (p_ij + sum over q of p_iq p_qj) squared.

    Directed ties of both directions added; strength plays no part. None for whoever has no contact, or was not heard.
    """
    return seen.by_heard(closing_in(_ties(seen)))


def constraint_weighted(seen: Seen) -> dict[str, float | None]:
    """``constraint`` with what joins two actors measured by the values of their ties."""
    joined = _values(seen)
    return dict.fromkeys(seen.ids) if joined is None else seen.by_heard(closing_in(joined))


def effective_size(seen: Seen) -> dict[str, float | None]:
    """How many contacts does this actor have that are not joined by others of its contacts?

    Sum over contacts j of 1 - sum over q of p_iq m_jq, where m_jq is what joins j with q over what joins j most.
    None for whoever has no contact, or was not heard.
    """
    return seen.by_heard(not_redundant(_ties(seen)))


def effective_size_weighted(seen: Seen) -> dict[str, float | None]:
    """``effective_size`` with what joins two actors measured by the values of their ties."""
    joined = _values(seen)
    return dict.fromkeys(seen.ids) if joined is None else seen.by_heard(not_redundant(joined))


def closing_in(joined: Joined) -> list[float | None]:
    """Constraint by place.

    >>> closing_in([{1: 1, 2: 1}, {0: 1}, {0: 1}])
    [0.5, 1.0, 1.0]
    """
    total = [sum(ties.values()) for ties in joined]
    scores: list[float | None] = []
    for i, ties in enumerate(joined):
        spent = {j: n / total[i] for j, n in ties.items()}
        for q, n in ties.items():
            for j, m in joined[q].items():
                if j != i and j in ties:
                    spent[j] += (n / total[i]) * (m / total[q])
        scores.append(sum(s * s for s in spent.values()) if ties else None)
    return scores


def not_redundant(joined: Joined) -> list[float | None]:
    """Effective size by place: contacts, less what they share with other contacts.

    >>> not_redundant([{1: 1, 2: 1}, {0: 1}, {0: 1}])
    [2.0, 1.0, 1.0]
    """
    total = [sum(ties.values()) for ties in joined]
    scores: list[float | None] = []
    for i, ties in enumerate(joined):
        redundant = 0.0
        for j in ties:
            strongest = max(joined[j].values())
            redundant += sum((ties[q] / total[i]) * (m / strongest) for q, m in joined[j].items() if q != i and q in ties)
        scores.append(len(ties) - redundant if ties else None)
    return scores


def _ties(seen: Seen) -> Joined:
    return seen.once("joined by ties", lambda: _added([dict.fromkeys(others, 1) for others in seen.successors]))


def _values(seen: Seen) -> Joined | None:
    valued = seen.valued
    if valued is None:
        return None
    return seen.once("joined by values", lambda: _added([{j: float(v) for j, v in ties.items()} for ties in valued]))


def _added(named: Sequence[Mapping[int, float]]) -> Joined:
    joined: Joined = [{} for _ in named]
    for i, others in enumerate(named):
        for j, value in others.items():
            joined[i][j] = joined[i].get(j, 0) + value
            joined[j][i] = joined[j].get(i, 0) + value
    return joined


def _measure(name: str, question: str) -> Measure:
    weighted = name.endswith("_weighted")
    of = {
        "constraint": constraint, "effective_size": effective_size,
        "constraint_weighted": constraint_weighted, "effective_size_weighted": effective_size_weighted,
    }  # fmt: skip
    return Measure(
        name, question, "actor", 0, None, "both", "value of each tie, ties each way added" if weighted else "none: ties each way are added",
        f"among those who answered{', ties without a stated value left out' if weighted else ''}; null for the rest and without contacts",
        "fragile when contacts are silent", _BURT, PATHS & VALUED if weighted else PATHS, of_actors=of[name],
    )


MEASURES = (
    _measure("constraint", "How much do this one's contacts close in on it?"),
    _measure("effective_size", "How many of this one's contacts are not joined among themselves?"),
    _measure("constraint_weighted", "How much do this one's contacts close in on it, strong ties counting more?"),
    _measure("effective_size_weighted", "How many of this one's contacts are not strongly joined among themselves?"),
)
