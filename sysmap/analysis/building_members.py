"""Who belongs to the network at a point, and which facts hold there? The same for every layer.

In a wave with a roster the members are those on it, but for ``left`` and ``not_member``. A wave without a roster has everyone on
the map, unless a stated date says they were not there then (and nobody rated them). At a date: the actors in force.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from sysmap.analysis.network import UNMEASURED, Member
from sysmap.analysis.points import Point
from sysmap.model.actors import Actor
from sysmap.model.dates import FuzzyDate, in_force, parse_date
from sysmap.model.state import State
from sysmap.model.text import Text, split_list
from sysmap.model.ties import Roster
from sysmap.model.vocabulary import codebook

OUTSIDE = frozenset({"left", "not_member"})
"""Roster words of those who are not in that wave's network at all."""


def roster_of(state: State, wave: str) -> list[Roster]:
    """The roster rows of a wave, in map order; rows about actors that are not on this map (or not to be seen) left out."""
    return [row for row in state.roster.values() if row.wave == wave and row.actor in state.actors]


def member(actor: Actor, status: str) -> Member:
    return Member(actor.id, actor.name or actor.id, status, actor.kind, actor.sector, actor.place)


def measured(state: State) -> list[Actor]:
    """Every actor that may enter a measure, in map order: generic ones never do."""
    return [actor for actor in state.actors.values() if actor.is_measured]


def recorded_members(state: State, point: Point, unmeasured: bool = False) -> tuple[Member, ...]:
    """The members of a layer nobody was asked about; with ``unmeasured`` also those that are only drawn, each with the reason."""
    day = day_of(point)
    ids = wave_ids(state, point.wave) if point.wave is not None else None
    found = []
    for actor in state.actors.values():
        # Role groups and what is spoken of in general are on no list of whom to ask: a picture of a round shows those in force.
        listed = ids is not None and actor.is_measured
        if not (actor.id in ids if ids is not None and listed else day is None or holds(state, actor, day)):
            continue
        if actor.is_measured:
            found.append(member(actor, "recorded"))
        elif unmeasured:
            found.append(replace(member(actor, UNMEASURED), reason=why_unmeasured(actor)))
    return tuple(found)


def why_unmeasured(actor: Actor) -> str:
    """Why an actor is drawn and not counted, in words for the picture."""
    if actor.is_generic:
        return "spoken of in general"
    return (actor.kind or "marked so by the map keeper").replace("-", " ")


def wave_ids(state: State, wave: str) -> Collection[str]:
    """The ids of a wave's members, before those who are never measured are taken out."""
    roster = roster_of(state, wave)
    if roster:
        return frozenset(row.actor for row in roster if row.actor is not None and row.status not in OUTSIDE)
    day = parse_date(state.waves[wave].date or "")
    rated = {end for r in state.ratings.values() if r.wave == wave for end in (r.from_id, r.to_id)}
    # A source read years later must not make the wave's unnamed members vanish: only dates that are stated count here.
    return frozenset(a.id for a in state.actors.values() if a.id in rated or day is None or in_force(day, a.since, a.until))


def day_of(point: Point) -> FuzzyDate | None:
    """The day a point looks at; None for everything on the map, whenever it held."""
    return parse_date(point.date) if point.date else None


def holds(state: State, fact: Any, day: FuzzyDate) -> bool:
    """May this fact hold on the day? (contract.md section 2, *In force*.)"""
    return in_force(day, fact.since, fact.until, source_date(state, fact.source))


def source_date(state: State, source: Text) -> Text:
    """The date of a fact's source. A source may be written with the place in it, as ``report:15``."""
    if source is None:
        return None
    found = state.sources.get(source) or state.sources.get(source.split(":", 1)[0])
    return found.date if found is not None else None


def only_attested(facts: Iterable[Any]) -> bool:
    """Does nothing but the dates of sources say since when these facts hold? Then the tie is first attested, and never began.

    A fact that names its wave was asked for in that wave.
    """
    return all(fact.since is None and getattr(fact, "wave", None) is None for fact in facts)


def named_groups(state: State) -> dict[str, frozenset[str]]:
    """The groups that the map's keeper named beforehand (``[codebook.groups]``): name -> the ids of its actors on the map."""
    listed = codebook(state.about.codebook).get("groups") or {}
    found = {}
    for name, ids in listed.items() if isinstance(listed, dict) else ():
        members = split_list(ids) if isinstance(ids, str) else tuple(str(id) for id in ids)
        found[str(name)] = frozenset(id for id in members if id in state.actors)
    return found


def invented(state: State, facts: Iterable[Any] = ()) -> str | None:
    """What every result made from invented facts must say: the title of their source, or that the map is invented. None: nothing is."""
    about = state.about
    made_up = about if about.basis == "synthetic" else next((fact for fact in facts if fact.basis == "synthetic"), None)
    if made_up is None:
        return None
    source = state.sources.get(made_up.source) if made_up.source else None
    if source is not None and source.title and source.basis == "synthetic":
        return f"{source.title.rstrip('.')}."
    return f"Some of {about.name or state.map} is invented." if made_up is not about else f"{about.name or state.map} is invented."
