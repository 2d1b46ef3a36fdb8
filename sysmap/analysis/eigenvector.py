"""Who is named by those who are themselves named by many, and so on? Only where that question has one answer.

A network without a ring has no answer at all, and one in which two separate sets circulate equally has several: there the measure
is null and says why, and PageRank is the one to read. Outside the leading set and what it reaches, every score is 0.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction

from sysmap.analysis import engine
from sysmap.analysis.definition import PATHS, VALUED, Measure
from sysmap.analysis.dominant import Weighted, arrows, growth, settled
from sysmap.analysis.seen import Seen

ALIKE = 1e-9
"""Two sets whose growth differs by less than this share are equal."""

DEFINED = "defined"
NO_RING = "no answer: nobody is reached by a way back from those they name"
SEVERAL = "no single answer: two separate sets circulate equally"
UNSETTLED = "no single answer could be settled on: two sets circulate almost equally"


def eigenvector(seen: Seen) -> dict[str, float | None]:
    """The share of being named that this actor has when being named by x counts as much as x has; largest = 1.

    The leading left vector of the ties among those heard (in-ties); None where it has no single answer. Bonacich 1987.
    """
    return _scores(seen, "eigenvector", _plain(seen))


def eigenvector_weighted(seen: Seen) -> dict[str, float | None]:
    """The same with each tie counting by its strength or amount."""
    return _scores(seen, "eigenvector_weighted", _valued(seen.valued))


def eigenvector_defined(seen: Seen) -> bool:
    """Has eigenvector centrality one answer on this network? False without a ring, and when two separate sets circulate equally."""
    return eigenvector_reason(seen) == DEFINED


def eigenvector_reason(seen: Seen) -> str:
    """Why eigenvector centrality has no answer here, in words; ``defined`` when it has."""
    return seen.once("eigenvector", lambda: leading(_plain(seen)))[1]


def _plain(seen: Seen) -> Weighted:
    return [dict.fromkeys(others, 1.0) for others in seen.successors]


def _valued(valued: Sequence[Mapping[int, int | Fraction]] | None) -> Weighted | None:
    return None if valued is None else [{b: float(value) for b, value in ties.items()} for ties in valued]


def _scores(seen: Seen, name: str, ties: Weighted | None) -> dict[str, float | None]:
    found = None if ties is None else seen.once(name, lambda: leading(ties))[0]
    return dict.fromkeys(seen.ids) if found is None else seen.by_heard(found)


def leading(ties: Weighted) -> tuple[list[float] | None, str]:
    """The scores and ``defined``, or None and why not.

    >>> leading([{1: 1.0}, {0: 1.0, 2: 1.0}, {}])[1]
    'defined'
    >>> leading([{1: 1.0}, {}])[1] == NO_RING
    True
    """
    import numpy as np

    rates = _rates(ties)
    top = max((rate for rate, _ in rates), default=0.0)
    if any(math.isnan(rate) for rate, _ in rates):
        return None, UNSETTLED
    if top <= 0.0:
        return None, NO_RING
    first, *others = [inside for rate, inside in rates if rate >= top * (1 - ALIKE)]
    if others:
        return None, SEVERAL
    made = arrows(ties)
    start = np.zeros(made.n)
    start[first] = 1.0
    found = settled(lambda held: made.along(held) + top * held, start)
    return (None, UNSETTLED) if found is None else ([float(x) for x in found], DEFINED)


def _rates(ties: Weighted) -> list[tuple[float, list[int]]]:
    """Each set whose members can reach one another, with its growth."""
    found = []
    for inside in engine.strong_components([list(others) for others in ties]):
        if len(inside) > 1:
            place = {a: i for i, a in enumerate(inside)}
            found.append((growth([{place[b]: w for b, w in ties[a].items() if b in place} for a in inside]), inside))
    return found


_MISSING = "among those who answered; null for the rest, and throughout where it has no single answer (eigenvector_defined)"

MEASURES = (
    Measure(
        "eigenvector", "Who is named by the much named, and they in turn?", "actor", 0, 1, "in", "none: every tie counts alike", _MISSING,
        "fragile in networks that fall into pieces: read pagerank", "Bonacich 1987, in-ties, largest = 1", PATHS, of_actors=eigenvector,
    ),
    Measure(
        "eigenvector_weighted", "Who is strongly named by the strongly named?", "actor", 0, 1, "in", "value of each tie",
        f"{_MISSING}; ties without a stated value left out", "fragile in networks that fall into pieces: read pagerank",
        "Bonacich 1987, in-ties, largest = 1", PATHS & VALUED, of_actors=eigenvector_weighted,
    ),
    Measure(
        "eigenvector_defined", "Has eigenvector centrality one answer here?", "network", None, None, "in", "none",
        "among those who answered", "fragile: one silent member can break the ring", "Perron 1907; Frobenius 1912", PATHS,
        of_network=eigenvector_defined,
    ),
)
