"""Who works with, supports, trains ... whom, at a point? Recorded ties, in force there, by type, level and sign."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from sysmap.analysis.building_members import day_of, holds, invented, only_attested, recorded_members
from sysmap.analysis.building_voices import exact
from sysmap.analysis.network import Network, Pair, Tie, Value
from sysmap.analysis.points import Point
from sysmap.analysis.question import Question, one_of
from sysmap.model.dates import FuzzyDate
from sysmap.model.state import State
from sysmap.model.ties import Relationship
from sysmap.model.vocabulary import codebook


def build_relationships(state: State, point: Point, question: Question) -> Network:
    """The relationships at a point. Several ties from a to b count once, with the largest strength.

    Ties marked ``-`` are left out unless asked for. Raises UsageError for a type that neither codebook nor map knows.
    """
    words = codebook(state.about.codebook)
    default = str(words["default_type"])
    if question.type is not None:
        known = (*words["relationship_types"], *(r.type for r in state.relationships.values() if r.type))
        one_of("type", question.type, tuple(dict.fromkeys(known)))
    members = recorded_members(state, point, question.unmeasured)
    inside = {m.id for m in members}
    chosen, left_out = [], Counter[str]()
    for fact in state.relationships.values():
        reason = _why_not(state, fact, point, question, default, inside)
        if reason is None:
            chosen.append(fact)
        elif reason:
            left_out[reason] += 1
    return Network(
        map=state.map,
        map_name=state.about.name or state.map,
        at=point.at,
        layer="relationships",
        members=members,
        ties=_ties(chosen, [m.id for m in members]),
        asked=False,
        wave=point.wave,
        date=point.date,
        label=point.label,
        scale=(1, int(words["strength_max"])),
        left_out=dict(left_out),
        invented=invented(state, chosen),
    )


def _why_not(state: State, fact: Relationship, point: Point, question: Question, default: str, inside: set[str]) -> str | None:
    """Why a relationship is not in this network; None when it is, "" when the question simply did not ask for it."""
    if question.type is not None and (fact.type or default) != question.type:
        return ""
    if question.level is not None and fact.level != question.level:
        return ""
    sign = fact.sign or "+"
    if question.sign is not None and sign != question.sign:
        return ""
    if not _at(state, fact, point, day_of(point)):
        return ""
    if fact.from_id not in inside or fact.to_id not in inside or fact.from_id == fact.to_id:
        return "relationships with an end that is not a member here"
    return "tense relationships (sign -)" if question.sign is None and sign == "-" else None


def _at(state: State, fact: Relationship, point: Point, day: FuzzyDate | None) -> bool:
    """A tie that names a wave holds at that wave; one that names none, when it may be in force on the day."""
    if point.kind == "wave" and fact.wave is not None:
        return fact.wave == point.wave
    return day is None or holds(state, fact, day)


def _ties(facts: list[Relationship], order: list[str]) -> dict[Pair, Tie]:
    found: dict[Pair, list[Relationship]] = {}
    for fact in facts:
        assert fact.from_id is not None and fact.to_id is not None
        found.setdefault((fact.from_id, fact.to_id), []).append(fact)
        if both_ways(fact):
            found.setdefault((fact.to_id, fact.from_id), []).append(fact)
    place = {id: i for i, id in enumerate(order)}
    return {
        pair: Tie(
            _largest(found[pair]),
            facts=tuple(f.id for f in found[pair]),
            sign=found[pair][0].sign or "+",
            attested=only_attested(found[pair]),
        )
        for pair in sorted(found, key=lambda pair: (place[pair[0]], place[pair[1]]))
    }


def both_ways(fact: Relationship) -> bool:
    """Directed unless said otherwise; a relationship without a type is a plain "works with", both ways."""
    return fact.directed == "no" or (fact.directed is None and fact.type is None)


def _largest(facts: list[Relationship]) -> Value:
    stated = [exact(Fraction(f.strength)) for f in facts if f.strength is not None]
    return max(stated) if stated else None
