"""Who holds power over whom, at a point? Statements over another actor; those over a decision in words are no ties."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from sysmap.analysis.building_members import day_of, holds, invented, only_attested, recorded_members
from sysmap.analysis.building_stubs import decision, not_stated
from sysmap.analysis.network import Member, Network, Pair, Tie
from sysmap.analysis.points import Point
from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.model.text import Text
from sysmap.model.ties import Power


def build_power(state: State, point: Point, question: Question) -> Network:
    """The power statements at a point, holder -> whom it is over. Whoever *lacks* power holds none: that is no tie."""
    members = recorded_members(state, point, question.unmeasured)
    inside = {m.id: m for m in members}
    day = day_of(point)
    found: dict[Pair, list[Power]] = {}
    left_out = Counter[str]()
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact in state.power.values():
        if day is not None and not holds(state, fact, day):
            continue
        if fact.holder in inside and fact.state is not None:
            said[str(fact.holder)][fact.state] += 1
        holder, over = _drawn_ends(fact, inside) if question.unmeasured else (fact.holder, fact.over_actor)
        reason = _why_not(fact, holder, over, inside)
        if reason:
            left_out[reason] += 1
        else:
            found.setdefault((str(holder), str(over)), []).append(fact)
    place = {id: i for i, id in enumerate(inside)}
    ordered = sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return Network(
        map=state.map,
        map_name=state.about.name or state.map,
        at=point.at,
        layer="power",
        members=tuple(inside.values()),
        ties={p: Tie(None, facts=tuple(f.id for f in found[p]), attested=only_attested(found[p])) for p in ordered},
        asked=False,
        wave=point.wave,
        date=point.date,
        label=point.label,
        left_out=dict(left_out),
        invented=invented(state, state.power.values()),
        statements={id: dict(states) for id, states in said.items()},
    )


def _why_not(fact: Power, holder: Text, over: Text, members: Mapping[str, Member]) -> str:
    if over is None:
        return "statements over a decision, resource or issue in words"
    if holder is None:
        return "statements whose holder is not stated"
    if fact.state == "lacks":
        return "statements that somebody lacks power"
    if holder not in members or over not in members or holder == over:
        return "statements with an end that is not a member here"
    return ""


def _drawn_ends(fact: Power, members: dict[str, Member]) -> tuple[Text, Text]:
    """The ends for a picture: a stub where the holder is not stated, and the decision where power is over one. Adds them as members."""
    if fact.state == "lacks":
        return fact.holder, fact.over_actor
    holder, over = fact.holder, fact.over_actor
    if over is None and fact.over is not None and (holder is None or holder in members):
        about = decision(fact.over)
        members[about.id] = about
        over = about.id
    if holder is None and over in members:
        stub = not_stated(fact.id, "holder")
        members[stub.id] = stub
        holder = stub.id
    return holder, over
