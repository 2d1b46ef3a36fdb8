"""What moved of what helps and of what is measured, and what is held of somebody: at points, for viewers, and where words are wrong."""

from __future__ import annotations

from typing import Any

import pytest

from sysmap.model.learning import Story
from sysmap.service.condition_moves import _names_another
from tests.api.asking import ask, errors_of
from tests.api.served import service, whoever
from tests.web.sample import served
from tests.web.visiting import Visitor, keeper

KEEPER, PUBLIC = keeper(served()), Visitor(served())
ENDS = 'from: {wave: "w1"}, to: {wave: "w2"}'


def of_map(question: str, visitor: Visitor = KEEPER, map: str = "wrenmoor") -> dict[str, Any]:
    found: dict[str, Any] = ask(visitor, f'{{ map(id: "{map}") {{ {question} }} }}')["map"]
    return found


def test_each_condition_moved_as_the_groups_said() -> None:
    """m mixed, x hinders, h helps, ? unknown, as the teaching map has them: Brook End and Harbour by professionals, two by families."""
    found = of_map(f"conditionMoves({ENDS}) {{ moves {{ condition {{ key }} place by before after }} }}")["conditionMoves"]["moves"]
    sign = {"mixed": "m", "hinders": "x", "helps": "h", "unknown": "?"}
    said: dict[tuple[str, str], list[str]] = {}
    for row in found:
        said.setdefault((row["place"], row["by"]), []).append(f"{sign[row['before']]}>{sign[row['after']]}")
    assert said == {
        ("Brook End", "professionals"): ["m>x", "?>h", "h>h", "x>m", "h>h", "x>m", "m>h", "h>h"],
        ("Harbour", "professionals"): ["h>m", "?>?", "m>h", "x>x", "h>h", "x>x", "m>m", "h>h"],
        ("Brook End", "families"): ["x>h", "m>x"],
    }


def test_the_other_way_round_what_got_better_got_worse_and_what_is_not_known_stays_so() -> None:
    asked = "moves { move }"
    there = of_map(f"conditionMoves({ENDS}) {{ {asked} }}")["conditionMoves"]["moves"]
    back = of_map(f'conditionMoves(from: {{wave: "w2"}}, to: {{wave: "w1"}}) {{ {asked} }}')["conditionMoves"]["moves"]
    turned = {"better": "worse", "worse": "better", "same": "same", "not known": "not known"}
    assert [turned[row["move"]] for row in there] == [row["move"] for row in back]
    assert {row["move"] for row in there} == set(turned)


@pytest.mark.parametrize(
    ("about", "place", "another"),
    [("c7|Brook End", "Brook End", False), ("c7|Brook End", "Harbour", True), ("c7", "Harbour", False), ("c7|Brook End", None, True)],
)
def test_a_story_is_told_where_it_is_about(about: str, place: str | None, another: bool) -> None:
    assert _names_another(Story("s", about=about).about or "", {"Brook End", "Harbour"} - {place}, place) == another


def test_a_round_that_measured_nothing_leaves_nothing_to_compare() -> None:
    asked = 'measurementMoves(from: {wave: "w1"}, to: {wave: "p3"}) { moves { after { value } difference comparable why } }'
    moves = of_map(asked)["measurementMoves"]["moves"]
    assert len(moves) == 4 and {(row["after"], row["difference"], row["comparable"]) for row in moves} == {(None, None, False)}
    assert {row["why"] for row in moves} == {"It was measured at one of the two points only."}


def test_words_that_name_nothing_are_met_with_those_that_do() -> None:
    for asked, there in (
        (f'conditionMoves({ENDS}, condition: ["c9"]) {{ n }}', "c1, c2"),
        (f'measurementMoves({ENDS}, chosenBy: ["familys"]) {{ method }}', "Chosen by: families"),
    ):
        assert there in errors_of(KEEPER, f'{{ map(id: "wrenmoor") {{ {asked} }} }}')[0]["message"]
    assert errors_of(KEEPER, '{ map(id: "wrenmoor") { heldAbout(actor: "nobody") { method } } }')[0]["extensions"]["code"] == "NOT_FOUND"


def test_what_is_held_is_counted_as_far_as_one_sees_it_and_what_is_erasable_is_the_keepers_to_know() -> None:
    app = service("wrenmoor-as-real")
    asked = 'heldAbout(actor: "csc") { held { kind shownTo count } erasable }'
    keepers = of_map(asked, keeper(app), "wrenmoor-as-real")["heldAbout"]
    others = of_map(asked, whoever(app, "public", "participants"), "wrenmoor-as-real")["heldAbout"]
    assert {"rating", "power", "story"} <= {row["kind"] for row in keepers["held"]} and keepers["erasable"] > 0
    assert {row["kind"] for row in others["held"]} == {"actor", "relationship", "roster", "funding", "event"} and others["erasable"] is None
    assert all(row in keepers["held"] for row in others["held"])
