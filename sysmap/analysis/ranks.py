"""Where does an actor stand among the others, and how much of that hangs on any one answer?

A rank is 1 + the number of actors strictly higher, values within 1e-9 being equal. Its range is the lowest and highest rank over
the full data and over taking each *other* respondent's answers away in turn; that respondent stays on the map, naming no
one. It shows sturdiness against one lost answer, and is no test. Costenbader & Valente 2003; Borgatti, Carley & Krackhardt 2006.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from sysmap.analysis import engine
from sysmap.analysis.definition import Measure, Score
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen

EQUAL = 1e-9
LARGEST, LARGEST_SLOW = 400, 60
"""Up to how many respondents a range is worked out: for in-degree and betweenness, and for every other measure."""


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
    low, high = dict(full), dict(full)
    for left_out, other in _without_each(seen, measure) if known else ():
        for a, place in places(other).items():
            if a != left_out and a in full:
                low[a], high[a] = min(low[a], place), max(high[a], place)
    return {
        a: Rank(scores[a], full.get(a), low.get(a) if known else None, high.get(a) if known else None) for a in seen.ids
    }


def has_range(network: Network, measure: Measure) -> bool:
    """Is a range worked out? Not where nobody was asked (no answer can be taken away), and not for very many respondents."""
    limit = LARGEST if measure.name in ("in_degree", "betweenness") else LARGEST_SLOW
    return network.asked and network.layer in measure.layers and len(network.heard) <= limit


def places(scores: Mapping[str, Score]) -> dict[str, int]:
    """The rank of everyone who has a value.

    >>> places({"a": 3, "b": 5.0, "c": None, "d": 5.0 + 1e-12})
    {'a': 3, 'b': 1, 'd': 1}
    """
    values = {a: float(v) for a, v in scores.items() if v is not None and not isinstance(v, Mapping)}
    upward = sorted(values.values())
    return {a: 1 + len(upward) - bisect_right(upward, v + EQUAL) for a, v in values.items()}


def _without_each(seen: Seen, measure: Measure) -> Iterator[tuple[str, Mapping[str, Score]]]:
    """The scores without each respondent's answers in turn."""
    network = seen.network
    if measure.name == "betweenness":
        for a, scores in zip(seen.heard, engine.betweenness_without(seen.successors, network.mutual), strict=True):
            yield a, dict(zip(seen.heard, scores, strict=True))
        return
    for a in seen.ids:
        if seen.out[a]:
            yield a, _in_degree_without(seen, a) if measure.name == "in_degree" else _scores_without(seen, measure, a)


def _in_degree_without(seen: Seen, a: str) -> dict[str, Score]:
    """In-degree as it would be, by taking one from those whom ``a`` names; their observed pairs stay what they were."""
    gone = set(seen.out[a])
    scores: dict[str, Score] = {}
    for b in seen.ids:
        if seen.observed_into[b]:
            scores[b] = 0 if seen.network.mutual and a == b else len(seen.into[b]) - (b in gone)
    return scores


def _scores_without(seen: Seen, measure: Measure, a: str) -> Mapping[str, Score]:
    assert measure.of_actors is not None
    mutual = seen.network.mutual
    ties = {pair: tie for pair, tie in seen.network.ties.items() if pair[0] != a and not (mutual and pair[1] == a)}
    return measure.of_actors(Seen(replace(seen.network, ties=ties), seen.group, seen.seed))
