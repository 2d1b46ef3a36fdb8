"""Does the method say in plain words what was counted, and what is not known?"""

from __future__ import annotations

from sysmap.analysis.change import compare
from sysmap.analysis.measures import measure
from sysmap.analysis.question import Question
from sysmap.model.ties import Relationship
from tests.analysis.maps import asked, from_rows, network, said, state_of, wave


def method(*facts: object, at: str | None = "w1", actors: str = "abc", **question: str) -> str:
    return measure(network(state_of(*facts, actors=actors), at, **question), Question(**question)).method  # type: ignore[arg-type]


def test_a_part_answer_is_shown_beside_those_who_did_and_did_not() -> None:
    assert "3 members: 1 answered, 1 in part, 1 not." in method(wave("w1"), *asked("w1", a="answered", b="partial", c="silent"))


def test_several_items_say_how_they_became_one_value() -> None:
    assert "the mean of the answers to r, m where at least half were given" in method(wave("w1", items="r|m"))


def test_recorded_layers_say_that_what_is_not_recorded_may_still_be_so() -> None:
    told = method(Relationship("1", "a", "b", sign="-"), at=None, layer="relationships")
    assert "all of them, whenever they held." in told
    assert "what is not recorded may still be so" in told
    assert "Left out, with how many: tense relationships (sign -): 1." in told


def test_one_tie_without_a_value_is_one_tie() -> None:
    assert "1 tie counts although its value is not stated." in method(wave("w1", items="r|m|o"), *said("w1", "a b r=2"))


def test_a_comparison_says_which_question_was_worded_otherwise() -> None:
    then, now = from_rows(["01", "00"], wording="How far?"), from_rows(["01", "00"], wording="How much?")
    assert "worded differently" in compare(then, now, Question()).method
    assert "worded differently" not in compare(then, then, Question()).method
