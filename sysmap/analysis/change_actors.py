"""Who stands elsewhere than before, and is that more than one answer could make it?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sysmap.analysis.catalogue import chosen
from sysmap.analysis.correlation import Agreement, agreement_of
from sysmap.analysis.definition import Measure, plain
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.analysis.ranks import Rank, ranked
from sysmap.analysis.seen import Seen, among

ALWAYS = ("in_degree", "betweenness")
LARGE = 0.05
"""Which share of all paths somebody must be on, then or now, to be named as a link: below it a rank moves on very little."""


@dataclass(frozen=True, slots=True)
class ActorChange:
    """One actor on one measure, then and now; a rank is None where the actor has no value or was no member."""

    id: str
    measure: str
    before: Rank
    after: Rank

    @property
    def beyond_range(self) -> int:
        """1: ranks higher than before whoever's answers are left out; -1: lower; 0: the ranges touch, or are not known."""
        then, now = self.before, self.after
        if then.lowest is None or then.highest is None or now.lowest is None or now.highest is None:
            return 0
        return 1 if now.highest < then.lowest else -1 if now.lowest > then.highest else 0

    def as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "measure": self.measure,
            "before": plain(self.before.value),
            "after": plain(self.after.value),
            "rank_before": self.before.as_json(),
            "rank_after": self.after.as_json(),
        }


NOBODY = Rank(None, None, None, None)


def measures_of(question: Question) -> list[Measure]:
    """The measures of actors that a comparison lists: in-degree and betweenness always, and those the question names.

    Raises UsageError for a name that does not exist.
    """
    wanted = chosen((*ALWAYS, *question.names), question.layer)
    return [measure for measure in wanted if measure.of_actors is not None]


Both = tuple[Seen, Seen]
"""The two networks of a comparison, laid out for counting."""


def seen_in_core(before: Network, after: Network, core: Collection[str], question: Question) -> Both:
    """Those who answered both times, then and now, each time on the network among themselves alone."""
    return seen_of_everyone(among(before, core), among(after, core), question)


def seen_of_everyone(before: Network, after: Network, question: Question) -> Both:
    """Every member of either, each time on that time's own network."""
    return Seen(before, question.group, question.seed), Seen(after, question.group, question.seed)


def actors_compared(both: Both, question: Question) -> tuple[ActorChange, ...]:
    """Every member of either on each measure listed, with its ranks and their ranges."""
    then, now = both
    ids = tuple(dict.fromkeys((*then.ids, *now.ids)))
    found = []
    for measure in measures_of(question):
        was, has = ranked(then, measure), ranked(now, measure)
        found += [ActorChange(a, measure.name, was.get(a, NOBODY), has.get(a, NOBODY)) for a in ids]
    return tuple(found)


def agreements(actors: Collection[ActorChange]) -> dict[str, Agreement]:
    """For each measure, how alike are the orders of actors then and now, over those that have a value both times?"""
    names = dict.fromkeys(a.measure for a in actors)
    return {
        name: agreement_of(
            {a.id: a.before.value for a in actors if a.measure == name}, {a.id: a.after.value for a in actors if a.measure == name}
        )
        for name in names
    }


def links_moved(actors: Collection[ActorChange], core: int) -> tuple[ActorChange, ...]:
    """Who links others more or less than before, whoever's answers are left out? The largest rise of rank first.

    Only those on at least ``LARGE`` of all paths among ``core`` actors then or now.
    """
    paths = (core - 1) * (core - 2)
    found = [
        a for a in actors if a.measure == "betweenness" and a.beyond_range and max(_value(a.before), _value(a.after)) >= LARGE * paths
    ]
    return tuple(sorted(found, key=lambda a: (-a.beyond_range, (a.after.rank or 0) - (a.before.rank or 0))))


def _value(rank: Rank) -> float:
    return rank.value if isinstance(rank.value, float) else 0.0
