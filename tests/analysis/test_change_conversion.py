"""Rounds that asked differently are compared only under a conversion that somebody states, and the result says so."""

from __future__ import annotations

from typing import Any

import pytest

from sysmap.analysis.change import Change
from sysmap.errors import UsageError
from sysmap.model.state import State
from tests.analysis.maps import changed, said, state_of, wave

SCALES = state_of(
    wave("w1", scale_min=1, scale_max=5), wave("w2", "2025-05-30", scale_min=1, scale_max=3), *said("w1", "a b 5", "b c 3", "c a 1"),
    *said("w2", "a b 3", "b c 1", "c a 2"), actors="abc",
)  # fmt: skip


def moved(state: State, conversion: str, **question: Any) -> dict[tuple[str, str], str]:
    return {t.pair: t.change for t in changed(state, conversion=conversion, **question).core.ties}


def test_without_a_conversion_nothing_is_compared() -> None:
    found = changed(SCALES).as_json()
    assert (found["comparable"], found["unlike"], found["conversion"], found["counts"]["not_comparable"]) == (False, ["scale"], None, 6)


def test_a_scale_stretched_evenly() -> None:
    assert moved(SCALES, "linear") == {("a", "b"): "unchanged", ("b", "c"): "weakened", ("c", "a"): "strengthened"}


def test_a_table_says_which_answer_is_which_and_the_result_repeats_it() -> None:
    assert moved(SCALES, "1=1, 3=1, 5=2") == {("a", "b"): "strengthened", ("b", "c"): "unchanged", ("c", "a"): "strengthened"}
    found: Change = changed(SCALES, conversion="1=1,3=1,5=2")
    assert found.conversion is not None and "1=1, 3=1, 5=2" in found.as_json()["method"]
    assert found.comparable


@pytest.mark.parametrize(
    ("conversion", "said_so"), [("1=1,5=2", "says nothing of the answer 3"), ("1=9,3=1,5=2", "9 is not on the later"), ("nan", "no conv")]
)
def test_what_cannot_be_converted_is_refused(conversion: str, said_so: str) -> None:
    with pytest.raises(UsageError, match=said_so):
        changed(SCALES, conversion=conversion)


def test_other_words_for_the_same_question_are_not_compared_until_somebody_says_they_mean_the_same() -> None:
    state = state_of(
        wave("w1", question="Whom do you trust?"), wave("w2", "2025-05-30", question="Whom could you rely on?"), *said("w1", "a b 3"),
        *said("w2", "a b 4"), actors="ab",
    )  # fmt: skip
    assert changed(state).unlike == ("words",)
    assert moved(state, "same") == {("a", "b"): "strengthened"}


def test_other_questions_are_compared_by_the_mean_of_each_rounds_own() -> None:
    state = state_of(
        wave("w1", items="r|m"), wave("w2", "2025-05-30", items="o"), *said("w1", "a b r=2 m=4"), *said("w2", "a b o=3"), actors="ab"
    )
    assert moved(state, "same") == {("a", "b"): "unchanged"}


def test_a_conversion_that_is_not_needed_changes_nothing() -> None:
    state = state_of(wave("w1"), wave("w2", "2025-05-30"), *said("w1", "a b 3"), *said("w2", "a b 4"), actors="ab")
    assert changed(state, conversion="linear").conversion is None


ALIKE = state_of(wave("w1"), wave("w2", "2025-05-30"), *said("w1", "a b 5"), *said("w2", "a b 3"), actors="abc")


def test_rounds_that_asked_alike_need_none_and_the_result_says_so() -> None:
    found = changed(ALIKE, conversion="1=2,2=3")
    assert found.as_json()["conversion"] is None and found.core.counts == changed(ALIKE).core.counts
    assert found.method.startswith("The two rounds asked alike: the conversion that was stated is not needed")
    with pytest.raises(UsageError, match="no conversion"):
        changed(ALIKE, conversion="1=nan")
