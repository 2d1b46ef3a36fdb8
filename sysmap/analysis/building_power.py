"""Who holds power over whom, at a point? Statements over another actor; those over a decision in words are no ties."""

from __future__ import annotations

from collections import Counter, defaultdict

from sysmap.analysis.building_members import day_of, holds, invented, only_attested, recorded_members
from sysmap.analysis.network import Network, Pair, Tie
from sysmap.analysis.points import Point
from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.model.ties import Power


def build_power(state: State, point: Point, question: Question) -> Network:
    """The power statements at a point, holder -> whom it is over. Whoever *lacks* power holds none: that is no tie."""
    members = recorded_members(state, point, question.unmeasured)
    place = {m.id: i for i, m in enumerate(members)}
    day = day_of(point)
    found: dict[Pair, list[Power]] = {}
    left_out = Counter[str]()
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact in state.power.values():
        if day is not None and not holds(state, fact, day):
            continue
        if fact.holder in place and fact.state is not None:
            said[str(fact.holder)][fact.state] += 1
        reason = _why_not(fact, place)
        if reason:
            left_out[reason] += 1
        else:
            found.setdefault((str(fact.holder), str(fact.over_actor)), []).append(fact)
    ordered = sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
    return Network(
        map=state.map,
        map_name=state.about.name or state.map,
        at=point.at,
        layer="power",
        members=members,
        ties={p: Tie(None, facts=tuple(f.id for f in found[p]), attested=only_attested(found[p])) for p in ordered},
        asked=False,
        wave=point.wave,
        date=point.date,
        label=point.label,
        left_out=dict(left_out),
        invented=invented(state, state.power.values()),
        statements={id: dict(states) for id, states in said.items()},
    )


def _why_not(fact: Power, members: dict[str, int]) -> str:
    if fact.over_actor is None:
        return "statements over a decision, resource or issue in words"
    if fact.holder is None:
        return "statements whose holder is not stated"
    if fact.state == "lacks":
        return "statements that somebody lacks power"
    if fact.holder not in members or fact.over_actor not in members or fact.holder == fact.over_actor:
        return "statements with an end that is not a member here"
    return ""
