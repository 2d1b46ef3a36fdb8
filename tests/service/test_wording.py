"""The words of an address become a question, or a sentence."""

from __future__ import annotations

import pytest

from sysmap.errors import UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.wording import NARROWING, layer_of, narrowed, question_of, words_of


def test_a_whole_question_is_read() -> None:
    given = {"type": "trains", "level": "peer", "sign": " ", "mutual": "yes", "min-strength": "3", "seed": "7"}
    words = words_of(given.items(), NARROWING)
    question = question_of(words, "relationships")
    assert (question.type, question.level, question.sign, question.mutual, question.min_strength, question.seed) == (
        "trains", "peer", "+", True, 3, 7,
    )  # fmt: skip


def test_nothing_said_is_the_plain_question() -> None:
    question = question_of({}, "trust")
    assert (question.layer, question.min_strength, question.mutual, question.seed) == ("trust", None, False, 1)


@pytest.mark.parametrize("value", ["-1", "0", "1.5", "x", "9" * 11, "２", "1e3", " 1"])
def test_a_least_strength_is_a_whole_number_from_one(value: str) -> None:
    with pytest.raises(UsageError, match="min_strength"):
        question_of({"min_strength": value}, "trust")


def test_an_unknown_word_is_met_with_the_one_probably_meant_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="Did you mean layer") as caught:
        words_of([("layr", "trust")], NARROWING)
    assert "layr" not in str(caught.value)


def test_a_layer_is_one_of_four() -> None:
    assert layer_of({"layer": "funding"}) == "funding"
    with pytest.raises(UsageError, match="trust, relationships, funding, power"):
        layer_of({"layer": "gossip"})


@pytest.mark.parametrize("audience", ["public", "accountability", "learning", "participants", "stewards"])
@pytest.mark.parametrize("own", [{"public"}, {"public", "learning"}, {"public", "accountability", "learning", "participants", "stewards"}])
def test_an_audience_only_ever_narrows(own: set[str], audience: str) -> None:
    viewer = Viewer(frozenset(own))
    seen = narrowed(viewer, {"for": audience}).spaces
    assert seen <= viewer.spaces
    assert seen <= Viewer.for_audience(audience).spaces
    assert "public" in seen
