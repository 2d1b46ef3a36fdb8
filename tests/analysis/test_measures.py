"""Is the answer shaped as promised, in the map's order, with null for what is not known?"""

from __future__ import annotations

import json

import pytest

from sysmap.analysis.measures import measure
from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from tests.analysis.maps import asked, from_rows, network, said, state_of, wave

ROSTER = asked("w1", c="answered", a="answered", b="silent")
MAP = state_of(wave("w1"), *ROSTER, *said("w1", "a b 4", "c a 2"), actors="bca")


def test_the_answer_has_the_promised_keys_in_the_maps_order() -> None:
    found = measure(network(MAP), Question(seed=9)).as_json()
    promised = ["map", "at", "layer", "seed", "members", "answered", "response_rate", "ties", "method", "network", "actors", "measures"]
    assert [key for key in found if key in promised] == promised
    assert (found["map"], found["at"], found["layer"], found["seed"]) == ("m", "w1", "trust", 9)
    assert (found["members"], found["answered"], found["response_rate"], found["ties"]) == (3, 2, 2 / 3, 2)
    assert [actor["id"] for actor in found["actors"]] == ["b", "c", "a"]
    assert found["measures"]["in_degree"]["range"] == [0, None]
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_only_the_measures_named_are_given() -> None:
    found = measure(network(MAP), Question(names=("density", "in_degree"))).as_json()
    assert (list(found["network"]), list(found["measures"])) == (["density"], ["density", "in_degree"])
    assert found["actors"][0]["scores"] == {"in_degree": 1}


def test_an_item_that_this_round_did_not_ask_is_refused() -> None:
    state = state_of(wave("w1", items="r|m"), wave("w2", items="trust"), actors="ab")
    with pytest.raises(UsageError, match="Round w2 did not ask about r"):
        measure(network(state, "w2", item="r"), Question(item="r"))


def test_the_method_says_how_many_answered_and_that_silence_is_not_no() -> None:
    method = measure(network(MAP), Question()).method
    assert "3 members: 2 answered, 1 not" in method
    assert "never counted as no tie" in method
    assert "not reliable here" in method


def test_the_method_says_when_nobody_wrote_down_who_was_asked() -> None:
    assert "no list of who was asked" in measure(network(state_of(wave("w1"), actors="ab")), Question()).method


@pytest.mark.parametrize(("heard", "warned"), [(8, ""), (7, "with its range"), (6, "not reliable here")])
def test_the_warning_follows_how_many_answered(heard: int, warned: str) -> None:
    net = from_rows(["0" * 10] * 10, status=["answered"] * heard + ["silent"] * (10 - heard))
    said = measure(net, Question()).as_json()["reliability"]
    assert (warned in said) if warned else said == ""


def test_a_map_with_nobody_on_it_has_an_answer_too() -> None:
    found = measure(network(state_of(wave("w1"))), Question()).as_json()
    assert (found["members"], found["actors"], found["network"]["density"]) == (0, [], None)
