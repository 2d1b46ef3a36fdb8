"""Does each test have one plain sentence: what was asked, what chance alone would give, what it does not mean?"""

from __future__ import annotations

import pytest

from sysmap.analysis.change import compare
from sysmap.analysis.explaining import explain
from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.disclosure import TOO_THIN, disclosed_change
from sysmap.service.telling_tests import ORDER, chance_told, explanation_told, predictor_named, sure_told
from tests.analysis.maps import from_rows, network, said, state_of, wave
from tests.analysis.published import KNOKE_INFORMATION, KNOKE_MONEY
from tests.seeds.wrenmoor_state import wrenmoor_state


def test_every_test_of_a_comparison_has_a_sentence_without_a_gap() -> None:
    state = wrenmoor_state()
    told = sure_told(compare(network(state, "w1"), network(state, "w2"), Question()).as_json()["tests"])
    assert tuple(told) == ORDER
    assert all(sentence.endswith(".") and "{" not in sentence and "None" not in sentence for sentence in told.values())
    assert told["density"].startswith("Is the network busier? No, it is as busy as before; other answers from the same organisations")
    assert "about 33 times in a hundred" in told["reciprocity"]


def test_where_nothing_can_be_told_the_sentence_says_why() -> None:
    few = from_rows(["030", "003", "000"])
    told = sure_told(compare(few, few, Question()).as_json()["tests"])
    assert told["density"].endswith("only counts and exact tests are told.")
    nothing = sure_told(compare(from_rows(["000"] * 3), from_rows(["000"] * 3), Question()).as_json()["tests"])
    assert "It cannot be told: among pairs heard" in nothing["reciprocity"]


def test_the_sentence_stands_beside_its_figures_and_tells_no_mean_over_too_few() -> None:
    state = state_of(wave("w1"), wave("w2", "2025"), *said("w1", "a b 3"), *said("w2", "a b 4"), actors="ab")
    change = compare(network(state, "w1"), network(state, "w2"), Question())
    shown = disclosed_change(change, Viewer.for_audience("participants"))["tests"]
    assert (shown["lasting"]["difference"], shown["trust"]["mean"], shown["mean"]["why"]) == (None, None, TOO_THIN)
    assert shown["trust"]["sentence"] == "Did trust on lasting ties move? It cannot be told: too few answered for a mean to be shown."


def test_a_loss_and_its_chance_are_said_in_words() -> None:
    told = sure_told(compare(from_rows(KNOKE_INFORMATION), from_rows(KNOKE_MONEY), Question()).as_json()["tests"])
    assert "Less so, by 30.00 of every hundred possible ties" in told["density"]
    assert "about 2 times in ten thousand" in told["reciprocity"]


@pytest.mark.parametrize(
    ("p", "words"), [(1.0, "always"), (0.5, "about 50 times in a hundred"), (0.0001, "fewer than once in ten thousand times")]
)
def test_chance_is_said_in_whole_numbers(p: float, words: str) -> None:
    assert chance_told(p) == words


def test_predictors_and_sets_are_said_in_words() -> None:
    state = wrenmoor_state()
    change = compare(network(state, "w1"), network(state, "w2"), Question(draws=199))
    told = explanation_told(explain(change, state, ["before", "same:place", "funding"], ["learning table"]))
    assert told[0].startswith("Does the tie as it was before go with a tie now, all else in the list alike? By +")
    assert "counting how many were tried" in told[-1]
    assert (predictor_named("apart:reach"), predictor_named("relationships:works_with")) == (
        "each step between them in reach", "a recorded relationship works with",
    )  # fmt: skip
