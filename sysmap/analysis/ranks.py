"""Where does an actor stand among the others, and how much of that hangs on any one answer?

A rank is 1 + the number of actors strictly higher, values within 1e-9 being equal. Its range is the lowest and highest rank over
the full data and over taking each *other* respondent's answers away in turn; that respondent stays on the map, naming no
one. It shows sturdiness against one lost answer, and is no test. Costenbader & Valente 2003; Borgatti, Carley & Krackhardt 2006.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from sysmap.analysis import engine
from sysmap.analysis.definition import Measure, Score
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen
from sysmap.analysis.waiting import steps

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EQUAL = 1e-9
LARGEST, LARGEST_SLOW, LARGEST_COUNTED = 400, 100, 5_000
SLOW = frozenset({"betweenness_weighted", "harmonic_in_weighted", "harmonic_out_weighted", "community", "core"})
"""Up to how many respondents a range is worked out; for the slow measures up to ``LARGEST_SLOW``, by how many one is named, more."""


class Rank(NamedTuple):
    """A value, its rank, and the lowest and highest it would be with one other respondent's answers away (None: not worked out)."""

    value: Score
    rank: int | None
    lowest: int | None
    highest: int | None

    def as_json(self) -> list[int | None] | None:
        return None if self.rank is None else [self.rank, self.lowest, self.highest]


def ranked(seen: Seen, measure: Measure) -> dict[str, Rank]:
    """Every member's value, rank and range on a measure of actors; None throughout where the measure is not defined."""
    assert measure.of_actors is not None
    scores = measure.of_actors(seen) if seen.network.layer in measure.layers else dict.fromkeys(seen.ids)
    full = places(scores)
    known = has_range(seen.network, measure)
    low, high = _range(seen, measure, full) if known else ({}, {})
    return {a: Rank(scores[a], full.get(a), low.get(a), high.get(a)) for a in seen.ids}


def _range(seen: Seen, measure: Measure, full: Mapping[str, int]) -> tuple[dict[str, int], dict[str, int]]:
    """The lowest and highest rank of everyone who has one, over all runs; one's own answers taken away count for the others only."""
    import numpy as np

    ids = list(full)
    place = {a: i for i, a in enumerate(ids)}
    low = np.array([full[a] for a in ids], dtype=np.int64)
    high = low.copy()
    for left_out, found in steps(f"leaving out each one's answers ({measure.name})", _without_each(seen, measure, ids), len(seen.heard)):
        there = ~np.isnan(found)
        values = np.sort(found[there])
        rank = np.full(len(ids), -1, dtype=np.int64)
        rank[there] = 1 + len(values) - np.searchsorted(values, found[there] + EQUAL, side="right")
        if left_out in place:
            there[place[left_out]] = False
        low[there] = np.minimum(low[there], rank[there])
        high[there] = np.maximum(high[there], rank[there])
    return dict(zip(ids, map(int, low), strict=True)), dict(zip(ids, map(int, high), strict=True))


def has_range(network: Network, measure: Measure) -> bool:
    """Is a range worked out? Not where nobody was asked (no answer can be taken away), and not for very many respondents."""
    limit = LARGEST_SLOW if measure.name in SLOW else LARGEST_COUNTED if measure.name == "in_degree" else LARGEST
    return network.asked and network.layer in measure.layers and len(network.heard) <= limit


def places(scores: Mapping[str, Score]) -> dict[str, int]:
    """The rank of everyone who has a value.

    >>> places({"a": 3, "b": 5.0, "c": None, "d": 5.0 + 1e-12})
    {'a': 3, 'b': 1, 'd': 1}
    """
    values = {a: float(v) for a, v in scores.items() if v is not None and not isinstance(v, Mapping)}
    upward = sorted(values.values())
    return {a: 1 + len(upward) - bisect_right(upward, v + EQUAL) for a, v in values.items()}


def _without_each(seen: Seen, measure: Measure, ids: list[str]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """The scores of these without each respondent's answers in turn, NaN for none; only respondents who named somebody."""
    import numpy as np

    if measure.name == "betweenness":
        # Those heard are those who have a value, in the same order.
        for a, scores in zip(seen.heard, engine.betweenness_without(seen.successors, seen.network.mutual), strict=True):
            yield a, np.array(scores)
        return
    if measure.name == "in_degree":
        yield from _in_degree_without(seen, ids)
        return
    for a in seen.ids:
        if seen.out[a]:
            other = _scores_without(seen, measure, a)
            found = np.array([np.nan if isinstance(v := other[b], Mapping) or v is None else float(v) for b in ids])
            yield a, found


def _in_degree_without(seen: Seen, ids: list[str]) -> Iterator[tuple[str, NDArray[np.float64]]]:
    """In-degree as it would be, by taking one from those whom a respondent names; their observed pairs stay what they were."""
    import numpy as np

    place = {a: i for i, a in enumerate(ids)}
    whole = np.array([len(seen.into[a]) for a in ids], dtype=np.float64)
    for a in seen.ids:
        if seen.out[a]:
            found = whole.copy()
            found[[place[b] for b in seen.out[a]]] -= 1
            if seen.network.mutual and a in place:
                found[place[a]] = 0
            yield a, found


def _scores_without(seen: Seen, measure: Measure, a: str) -> Mapping[str, Score]:
    assert measure.of_actors is not None
    mutual = seen.network.mutual
    ties = {pair: tie for pair, tie in seen.network.ties.items() if pair[0] != a and not (mutual and pair[1] == a)}
    return measure.of_actors(Seen(replace(seen.network, ties=ties), seen.group, seen.seed))
