"""Does the API say how sure a change is and what goes with it, to whom it may, for what it costs?"""

from __future__ import annotations

from tests.api.asking import ask, errors_of
from tests.web.sample import served
from tests.web.visiting import Visitor, keeper

KEEPER, PUBLIC = keeper(served()), Visitor(served())
POINTS = 'from: {wave: "w1"}, to: {wave: "w2"}, layer: TRUST'


def test_each_test_of_a_comparison_has_its_sentence() -> None:
    found = ask(KEEPER, f'{{ map(id: "wrenmoor") {{ compare({POINTS}) {{ core {{ tests {{ name sentence why p }} }} }} }} }}')["map"]
    told = {test["name"]: test for test in found["compare"]["core"]["tests"]}
    assert told["density"]["sentence"].startswith("Is the network busier?")
    assert all(test["sentence"] for test in told.values())
    assert told["density"]["why"] is None


def test_what_goes_with_a_tie_is_told_to_the_map_keeper() -> None:
    found = ask(
        KEEPER,
        f'{{ map(id: "wrenmoor") {{ explain({POINTS}, by: ["before"], sets: ["learning table"]) '
        "{ predictors { name coefficient t p pHolm why } sets { set figure where there elsewhere p pHolm } "
        "pairs draws sentences method } } }",
    )["map"]["explain"]
    assert [p["name"] for p in found["predictors"]] == ["before"]
    assert found["predictors"][0]["p"] < 0.01
    assert {line["set"] for line in found["sets"]} == {"learning table"}
    assert len(found["sentences"]) == 1 + len(found["sets"])


def test_it_costs_more_than_the_public_may_ask() -> None:
    assert errors_of(PUBLIC, f'{{ map(id: "wrenmoor") {{ explain({POINTS}) {{ method }} }} }}')
