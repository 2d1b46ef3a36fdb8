"""Several relationships between the same two: none hides another."""

from __future__ import annotations

from sysmap.analysis.building import build_network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.analysis.strands import by_pair, strands_of
from sysmap.model.actors import Actor, Map
from sysmap.model.state import State
from sysmap.model.ties import Relationship

WORKS = Question(layer="relationships")


def _state(*ties: Relationship) -> State:
    actors = {id: Actor(id, id.upper()) for id in "abc"}
    return State("m", 1, 0, {"map": {"m": Map("m", "M")}, "actor": actors, "relationship": {tie.id: tie for tie in ties}})


def _tie(id: str, a: str, b: str, **more: str) -> Relationship:
    return Relationship(id, a, b, **more)


def test_each_type_level_and_sign_has_a_strand_and_both_directions_one_with_two_heads() -> None:
    state = _state(
        _tie("1", "a", "b", type="works_with", directed="no", level="inter-organisation"),
        _tie("2", "b", "a", type="supports", strength="2"),
        _tie("3", "a", "b", type="supports", strength="4"),
        _tie("4", "a", "b", type="supports", level="peer"),
        _tie("5", "a", "b", type="works_with", directed="no", level="inter-organisation"),
        _tie("6", "b", "c", type="supports", strength="3"),
    )
    network = build_network(state, resolve_point(state, None, "relationships"), WORKS)
    strands = strands_of(state, network) or ()
    told = {(s.type, s.level, s.heads): (s.value, s.facts) for s in strands if {s.from_id, s.to_id} == {"a", "b"}}
    assert told == {
        ("works_with", "inter-organisation", "none"): (None, ("1", "5")),
        ("supports", None, "both"): (2, told["supports", None, "both"][1]),
        ("supports", "peer", "end"): (None, ("4",)),
    }
    assert set(told["supports", None, "both"][1]) == {"2", "3"}
    assert [len(found) for found in by_pair(strands).values()] == [3, 1]


def test_no_relationship_of_a_layer_is_lost(wrenmoor: State) -> None:
    network = build_network(wrenmoor, resolve_point(wrenmoor, "w2", "relationships"), WORKS)
    behind = {fact for tie in network.ties.values() for fact in tie.facts}
    assert {fact for strand in strands_of(wrenmoor, network) or () for fact in strand.facts} == behind
