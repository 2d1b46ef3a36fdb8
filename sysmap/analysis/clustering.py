"""Do an actor's contacts work together too? Whichever way ties point: a tie either way joins two members.

networkx's ``clustering`` of a directed graph is another quantity, and its weighted one divides by the largest weight seen, so that one
new strong tie lowers everyone's. Here strengths are divided by the top of the scale that people were offered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sysmap.analysis.definition import PATHS, SCALED, Measure, share
from sysmap.analysis.seen import Seen


def clustering_of_network(seen: Seen) -> Fraction | None:
    """Of all cases in which somebody is joined with two others, in which share are those two joined? None without such a case.

    Three times the triangles over the two-step paths of the undirected network, among those heard: its transitivity.
    Newman, Watts & Strogatz 2002.
    """
    closed = closed_at(seen)
    return share(sum(closed), sum(k * (k - 1) // 2 for k in map(len, seen.joined)))


def clustering(seen: Seen) -> dict[str, Fraction | None]:
    """Which share of this actor's pairs of contacts is joined? None for fewer than two contacts, or if not heard.

    Watts & Strogatz 1998.
    """
    closed = closed_at(seen)
    return seen.by_heard([share(t, k * (k - 1) // 2) for t, k in zip(closed, map(len, seen.joined), strict=True)])


def closed_at(seen: Seen) -> list[int]:
    """For each of the heard, how many pairs of its contacts are joined."""
    return seen.once("closed", lambda: triangles(seen.joined))


def triangles(joined: Sequence[set[int]]) -> list[int]:
    """In how many triangles is each?

    >>> triangles([{1, 2, 3}, {0, 2}, {0, 1}, {0}])
    [1, 1, 1, 0]
    """
    return [sum(len(joined[j] & others) for j in others) // 2 for others in joined]


def clustering_weighted(seen: Seen) -> dict[str, float | None]:
    """How strong are the triangles round this actor, against its pairs of contacts? 0 to 1, at most ``clustering``.

    The cube root of the product of a triangle's three strengths, each over the top of the scale, summed and divided by the pairs of
    contacts. Of two ties between a pair the stronger counts. Onnela et al. 2005, on the scale's top and not the largest seen.
    """
    strongest = _strongest(seen)
    if strongest is None:
        return dict.fromkeys(seen.ids)
    return seen.by_heard([_intensity(strongest, i) for i in range(len(strongest))])


def _strongest(seen: Seen) -> list[dict[int, float]] | None:
    """For each of the heard, its contacts with the stronger of the two ties, over the top of the scale."""
    network = seen.network
    if network.scale is None or seen.valued is None:
        return None
    top = 1 if network.yes_no else network.scale[1]
    found: list[dict[int, float]] = [{} for _ in seen.heard]
    for i, ties in enumerate(seen.valued):
        for j, value in ties.items():
            found[i][j] = found[j][i] = max(found[i].get(j, 0.0), float(value) / top)
    return found


def _intensity(strongest: Sequence[Mapping[int, float]], i: int) -> float | None:
    ties = strongest[i]
    if len(ties) < 2:
        return None
    whole = 0.0
    for j, to in ties.items():
        for k, back in ties.items():
            if j < k and k in strongest[j]:
                whole += (to * back * strongest[j][k]) ** (1 / 3)
    return 2 * whole / (len(ties) * (len(ties) - 1))


MEASURES = (
    Measure(
        "clustering", "Which share of pairs of contacts is joined?", "both", 0, 1, "both", "none: a tie either way joins",
        "among those who answered; null for the rest and for fewer than two contacts", "fragile when contacts are silent",
        "Watts & Strogatz 1998, on the undirected network", PATHS,
        of_actors=clustering, of_network=clustering_of_network,
    ),
    Measure(
        "clustering_weighted", "How strong are the triangles round this one?", "actor", 0, 1, "both",
        "strength over the top of the scale; of two ties between a pair the stronger",
        "among those who answered, ties whose strength is stated; null for the rest and for fewer than two contacts",
        "fragile when contacts are silent", "Onnela et al. 2005, over the scale's top", SCALED, of_actors=clustering_weighted,
    ),
)
