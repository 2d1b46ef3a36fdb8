"""Who links others more than before, and how sure is that? Sentence eight, under one rule for response.

From 80% on those who link others may be named; from 70 to 79% with their range and not for the public; under 70% nothing that
hangs on paths is said. A rise is named only when the two ranges do not touch.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from sysmap.analysis.betweenness import betweenness
from sysmap.analysis.change import Change
from sysmap.analysis.change_actors import ActorChange
from sysmap.analysis.network import Network
from sysmap.analysis.ranks import Rank, places
from sysmap.analysis.seen import Seen
from sysmap.service.phrases import place, say

RELIABLE, NAMED_TO_ALL = Fraction(7, 10), Fraction(8, 10)
MOST = 3
RISE = 5
"""A rise by one in this many places of all members is one that a reader would see and quote."""
LARGEST = 200
"""Up to how many members single answers are taken away to see whether a rise rests on one."""


def links_told(change: Change, public: bool) -> str:
    """Who rose beyond their range, whose rise rests on one answer, and how much to read into it."""
    rates = [Fraction(n.answered or 0, len(n.members)) for n in (change.before, change.after) if n.members]
    if not change.after.asked or not rates:
        return ""
    rate = min(rates)
    if rate < RELIABLE:
        return say("links_weak", percent=rate * 100 // 1)
    if not change.comparable or not _ranges_known(change):
        return ""
    parts = [] if public and rate < NAMED_TO_ALL else _named(change)
    if rate < NAMED_TO_ALL:
        parts.append(say("links_patterns", percent=rate * 100 // 1))
    return " ".join(parts)


def _ranges_known(change: Change) -> bool:
    return any(a.measure == "betweenness" and a.before.lowest is not None and a.after.lowest is not None for a in change.core.actors)


def _named(change: Change) -> list[str]:
    names = {m.id: m.name for m in (*change.before.members, *change.after.members)}
    risen = [a for a in change.links if a.beyond_range > 0][:MOST]
    told = [say("links_more", name=names[a.id], then=_range(a.before), now=_range(a.after)) for a in risen]
    shaky = _rests_on_one(change, {a.id for a in risen})
    if shaky is not None and shaky.after.rank is not None:
        key = "links_rests_answer" if _one_answer(change.after, shaky) else "links_rests_one"
        told.append(say(key, name=names[shaky.id], now=place(shaky.after.rank)))
    return told or [say("links_none")]


def _range(rank: Rank) -> str:
    """The places somebody may be in, whoever's answers are left out: '3rd or 4th', '5th to 9th'."""
    assert rank.lowest is not None and rank.highest is not None
    if rank.lowest == rank.highest:
        return place(rank.lowest)
    key = "place_or" if rank.highest == rank.lowest + 1 else "place_to"
    return say(key, low=place(rank.lowest), high=place(rank.highest))


def _rests_on_one(change: Change, beyond: set[str]) -> ActorChange | None:
    """The largest rise on everyone's network that a reader would quote and that one respondent's silence would undo."""
    found = []
    for a in change.everyone.actors:
        then, now = a.before.rank, a.after.rank
        if a.measure != "betweenness" or a.id in beyond or then is None or now is None or a.after.highest is None:
            continue
        if (then - now) * RISE >= len(change.after.members) and a.after.highest >= then:
            found.append(a)
    return max(found, key=lambda a: (a.before.rank or 0) - (a.after.rank or 0), default=None)


def _one_answer(network: Network, actor: ActorChange) -> bool:
    """Would taking a single answer about it away undo the rise?"""
    if len(network.members) > LARGEST or actor.before.rank is None:
        return False
    for pair in network.ties:
        if pair[1] == actor.id:
            rest = {other: tie for other, tie in network.ties.items() if other != pair}
            without = places(betweenness(Seen(replace(network, ties=rest)))).get(actor.id)
            if without is not None and without >= actor.before.rank:
                return True
    return False
