"""Does the network hold together, or is it in pieces?"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis import engine
from sysmap.analysis.definition import PATHS, Measure, share
from sysmap.analysis.seen import Seen


def components_weak(seen: Seen) -> int | None:
    """How many pieces are there, whichever way ties point? Somebody on their own is a piece. None when nobody was heard."""
    return len(_pieces(seen)) if seen.heard else None


def components_strong(seen: Seen) -> int | None:
    """How many sets are there within which everyone can reach everyone along the ties? None when nobody was heard."""
    return len(_strong(seen)) if seen.heard else None


def largest_strong_share(seen: Seen) -> Fraction | None:
    """Which share of those heard is in the largest set within which everyone can reach everyone?"""
    sizes = [len(c) for c in _strong(seen)]
    return share(max(sizes), len(seen.heard)) if sizes else None


def _strong(seen: Seen) -> list[list[int]]:
    return seen.once("strong", lambda: engine.strong_components(seen.successors))


def _pieces(seen: Seen) -> set[int]:
    """One place for each piece: the root of its tree (union by path halving)."""
    root = list(range(len(seen.heard)))

    def find(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for a, others in enumerate(seen.successors):
        for b in others:
            root[find(a)] = find(b)
    return {find(i) for i in range(len(root))}


def _measure(name: str, question: str, high: float | None) -> Measure:
    of = {"components_weak": components_weak, "components_strong": components_strong, "largest_strong_share": largest_strong_share}
    return Measure(
        name, question, "network", 0, high, "both", "none", "among those who answered", "fragile: one silent member can cut it in two",
        "Wasserman & Faust 1994", PATHS, of_network=of[name],
    )


MEASURES = (
    _measure("components_weak", "In how many pieces is it?", None),
    _measure("components_strong", "Within how many sets can everyone reach everyone?", None),
    _measure("largest_strong_share", "Which share is in the largest such set?", 1),
)
