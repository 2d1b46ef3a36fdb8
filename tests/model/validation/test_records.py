from __future__ import annotations

from sysmap.model.actors import Actor, Place
from sysmap.model.learning import Risk, Snapshot, Story
from tests.model.small_map import THREE, W1, adding, changing, codes, holding, refused, removing, warned

TAKEN = Snapshot("round-1", "round-1", wave="w1", revision="1", digest="sm1:x")


def test_invariant_21_a_taken_snapshot_is_frozen() -> None:
    state = holding(*THREE, W1, TAKEN)
    (line,) = refused(changing(TAKEN._replace(revision="2")), state)
    assert line == 'column revision: "2": This snapshot is frozen; make a new one, or add a correction'
    assert codes(changing(TAKEN._replace(wave=None, at="2024")), state) == ["FROZEN", "FROZEN"]
    assert codes(changing(TAKEN._replace(digest="sm1:y")), state) == ["FROZEN"]


def test_a_snapshot_s_note_may_change_and_one_not_yet_taken_may_be_pinned() -> None:
    assert codes(changing(TAKEN._replace(note="for the board", order="2")), holding(*THREE, W1, TAKEN)) == []
    assert codes(changing(TAKEN), holding(*THREE, W1, Snapshot("round-1", "round-1", wave="w1"))) == []
    assert codes(removing(TAKEN), holding(*THREE, W1, TAKEN)) == []


def test_invariant_22_a_risk_without_its_twin_is_warned_of() -> None:
    assert warned(adding(Risk("r", "we act"))) == [
        "column not_acting: Say also what happens if nothing is done; fill the column not_acting"
    ]
    assert codes(adding(Risk("r", "we act"))) == []
    assert warned(adding(Risk("r", "we act", "we do not"))) == []
    assert codes(adding(Risk("r"))) == ["MISSING"]


def test_invariant_23_nothing_is_part_of_itself() -> None:
    board = Actor("ehp", "Board", "partnership", part_of="team")
    team = Actor("team", "Team", "team", part_of="ehp")
    lines = refused(adding(board, team))
    assert lines[0].startswith('column part_of: "team": A partnership cannot be part of itself through its member Team')
    assert codes(changing(Actor("kes", "Kestrel", part_of="kes"))) == ["PART_OF"]
    assert codes(adding(Place("a", "a", "b"), Place("b", "b", "a"))) == ["PART_OF", "PART_OF"]


def test_a_ring_is_found_at_the_edit_that_closes_it() -> None:
    state = holding(*THREE, Actor("a", "A", part_of="b"), Actor("b", "B", part_of="c"), Actor("c", "C"))
    assert codes(changing(Actor("c", "C", part_of="a")), state) == ["PART_OF"]
    assert codes(changing(Actor("c", "C", part_of="kes")), state) == []


def test_words_of_a_withdrawn_story_are_warned_of() -> None:
    (line,) = warned(adding(Story("s5", text="what they told", consent="withdrawn")))
    assert "Consent was withdrawn; this story cannot be added to a report; erase its words: sysmap erase --story s5" in line
    assert warned(adding(Story("s5", text="withdrawn", consent="withdrawn"), Story("s6", consent="withdrawn"))) == []
