"""Does a comparison carry the tests that were promised, with null and the reason where there is nothing to tell?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings

from sysmap.analysis.change import compare
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from tests.analysis.drawn import patchy
from tests.analysis.maps import asked, from_rows, network, said, state_of, wave
from tests.analysis.published import KNOKE_INFORMATION, KNOKE_MONEY
from tests.seeds.wrenmoor_state import wrenmoor_state

INFORMATION, MONEY = from_rows(KNOKE_INFORMATION), from_rows(KNOKE_MONEY, at="w2")


def outcome(then: Network, now: Network, **question: Any) -> dict[str, Any]:
    found: dict[str, Any] = compare(then, now, Question(**question)).as_json()["tests"]
    return found


def test_the_promised_tests_with_method_draws_and_seed() -> None:
    found = outcome(INFORMATION, MONEY, seed=7)
    assert {"density", "reciprocity", "trust", "qap", "mean", "lasting"} == found.keys()
    assert {"difference", "se", "method", "low", "high"} <= found["density"].keys()
    assert (found["density"]["difference"], found["density"]["method"]) == (-0.3, "jackknife")
    assert (found["reciprocity"]["method"], found["reciprocity"]["exact"], found["reciprocity"]["draws"]) == ("dyad swap", True, None)
    assert found["qap"]["correlation"] == pytest.approx(-0.05076061871434, rel=1e-9)
    assert (found["qap"]["draws"], found["qap"]["seed"], found["qap"]["exact"]) == (10_000, 7, False)
    assert found["qap"]["p"] == pytest.approx(0.72565, abs=0.02)


def test_the_same_seed_gives_the_same_answer_and_everyone_has_the_tests_of_the_core() -> None:
    assert outcome(INFORMATION, MONEY, seed=4) == outcome(INFORMATION, MONEY, seed=4)
    whole = compare(INFORMATION, MONEY, Question()).as_json()
    assert whole["tests"] == whole["everyone"]["tests"] == whole["stable_core"]["tests"]


def test_the_bootstrap_stands_under_its_own_name_when_asked_for() -> None:
    found = outcome(INFORMATION, MONEY, interval="bootstrap", draws=999)["density"]
    assert (found["method"], found["draws"], found["exact"]) == ("vertex bootstrap", 999, False)


def test_strange_ways_of_asking_are_refused() -> None:
    with pytest.raises(UsageError, match="interval"):
        Question(interval="bayes")
    with pytest.raises(UsageError, match="draws"):
        Question(draws=3)


def test_below_ten_respondents_only_counts_and_exact_p_are_told() -> None:
    nine = [row[:9] for row in KNOKE_INFORMATION[:9]], [row[:9] for row in KNOKE_MONEY[:9]]
    found = outcome(from_rows(nine[0]), from_rows(nine[1]))
    assert (found["density"]["se"], found["density"]["low"]) == (None, None)
    assert "only counts" in found["density"]["why"]
    assert (found["qap"]["exact"], found["reciprocity"]["exact"], found["trust"]["exact"]) == (True, True, True)
    silent = [from_rows(rows, status=["answered"] * 9 + ["silent"]) for rows in (KNOKE_INFORMATION, KNOKE_MONEY)]
    few = outcome(silent[0], silent[1])["qap"]
    assert (few["p"], few["draws"]) == (None, None)
    assert few["correlation"] is not None and "only counts" in few["why"]


def test_rounds_that_asked_differently_have_every_test_null_with_the_reason() -> None:
    state = state_of(wave("w1"), wave("w2", "2025", scale_max="4"), *said("w1", "a b 3"), *said("w2", "a b 4"), actors="ab")
    found = outcome(network(state, "w1"), network(state, "w2"))
    assert {test["why"] for test in found.values()} == {"The two were asked differently, so nothing is compared."}
    assert (found["density"]["se"], found["reciprocity"]["p"], found["trust"]["p"], found["qap"]["p"]) == (None, None, None, None)


def test_one_respondent_is_enough_for_nothing() -> None:
    one = asked("w1", a="answered", b="silent", c="silent"), asked("w2", a="answered", b="silent", c="silent")
    waves = wave("w1"), wave("w2", "2025")
    state = state_of(*waves, *one[0], *one[1], *said("w1", "a b 3"), *said("w2", "a b 4"), actors="abc")
    found = outcome(network(state, "w1"), network(state, "w2"))
    assert (found["density"]["se"], found["reciprocity"]["p"], found["trust"]["p"]) == (None, None, 1.0)


def test_on_the_teaching_map_density_stood_still_and_p_of_questions_counts_that_three_were_asked() -> None:
    state = wrenmoor_state()
    found = outcome(network(state, "w1"), network(state, "w2"))
    assert found["density"]["difference"] == 0
    assert found["density"]["low"] < 0 < found["density"]["high"]
    items = found["trust"]["items"]
    assert [items[i]["p"] for i in ("reliability", "openness")] == [2 / 16384, 2 / 1024]
    assert [items[i]["p_holm"] for i in ("reliability", "openness", "mission")] == [6 / 16384, 4 / 1024, 1]
    assert found["lasting"]["difference"] == pytest.approx(1 / 30)
    assert found["qap"]["n"] == 524


@settings(deadline=None, max_examples=60)
@given(patchy(), patchy())
def test_whatever_was_asked_every_test_is_a_figure_or_null_with_the_reason(then: Network, now: Network) -> None:
    for name, test in outcome(then, now, draws=99).items():
        told = json.loads(json.dumps(test, allow_nan=False))
        figure = told["se"] if "se" in told else told["p"]
        assert name == "trust" or (figure is None) == (told["why"] is not None)


def test_an_interval_says_what_it_is_about() -> None:
    assert "nobody sampled" in outcome(INFORMATION, MONEY)["density"]["about"]


def test_power_is_counted_and_never_tested() -> None:
    state = state_of(wave("w1"), wave("w2", "2025"), actors="ab")
    found = outcome(network(state, "w1", layer="power"), network(state, "w2", layer="power"), layer="power")
    assert "never tested" in found["qap"]["why"]
