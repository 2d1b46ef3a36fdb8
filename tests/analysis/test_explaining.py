"""Are predictors made from what the map says, sets from what it named, and the teaching map's finding found?"""

from __future__ import annotations

from typing import Any

import pytest

from sysmap.analysis.change import Change, compare
from sysmap.analysis.explaining import explain
from sysmap.analysis.mrqap import CONSTANT
from sysmap.analysis.named_sets import named_set
from sysmap.analysis.predictors import Ground, great_circle, predictors_of
from sysmap.analysis.question import Question
from sysmap.errors import NotFound, UsageError
from sysmap.model.actors import Actor
from sysmap.model.state import State
from sysmap.model.ties import Funding
from tests.analysis.maps import network, said, state_of, wave
from tests.seeds.wrenmoor_state import wrenmoor_state

WAVES = wave("w1"), wave("w2", "2025")


def wrenmoor(**question: Any) -> tuple[Change, State]:
    state = wrenmoor_state()
    return compare(network(state, "w1"), network(state, "w2"), Question(**question)), state


def made(word: str, state: State) -> list[list[float | None]]:
    before, after = network(state, "w1"), network(state, "w2")
    (found,) = predictors_of([word], Ground(after.ids, before, after, state, True))
    return [[float(c) if s else None for c, s in zip(row, seen, strict=True)] for row, seen in
            zip(found.square.cells, found.square.seen, strict=True)]  # fmt: skip


def test_a_predictor_leaves_out_pairs_of_whom_it_is_not_known() -> None:
    actors = Actor("a", sector="nhs"), Actor("b", sector="nhs"), Actor("c")
    state = state_of(*WAVES, *actors, *said("w1", "a b 3"), *said("w2", "a b 4"))
    assert made("same:sector", state) == [[None, 1, None], [1, None, None], [None, None, None]]
    assert made("before", state)[0] == [None, 3, 0]
    assert made("returned", state)[1] == [3, None, 0]


def test_having_a_funder_in_common_is_read_from_what_is_funded() -> None:
    flows = Funding("1", "f", "a"), Funding("2", "f|g", "b"), Funding("3", "g", "c")
    state = state_of(*WAVES, *flows, *said("w1", "a b 3"), *said("w2", "a b 4"), actors="abcfg")
    table = made("shared_funder", state)
    assert [table[0][1], table[1][2], table[0][2]] == [1, 1, 0]


def test_a_quarter_of_the_way_round_the_earth() -> None:
    assert great_circle((0.0, 0.0), (0.0, 3.141592653589793 / 2)) == pytest.approx(10007.5, abs=0.1)


def test_strange_words_are_refused_with_what_there_is() -> None:
    change, state = wrenmoor()
    with pytest.raises(UsageError, match='Did you mean "before"'):
        explain(change, state, ["befor"])
    with pytest.raises(UsageError, match="twice"):
        explain(change, state, ["before", "before"])
    with pytest.raises(UsageError, match="Nobody on this map has"):
        explain(change, state, ["same:colour"])
    with pytest.raises(NotFound, match="names no group"):
        explain(change, state, sets=["the winners"])


def test_what_was_there_before_accounts_for_what_is_there_now() -> None:
    change, state = wrenmoor(draws=199, seed=3)
    found = explain(change, state, ["before", "relationships:works_with", "same:sector"]).as_json()
    regression = found["regression"]
    assert (found["outcome"], regression["actors"], regression["draws"], regression["seed"]) == ("strength", 27, 199, 3)
    assert next((p["name"], p["p"]) for p in regression["predictors"]) == ("before", 1 / 200)
    assert "need not be its cause" in found["method"]


def test_a_predictor_that_nobody_has_is_null_with_the_reason() -> None:
    state = state_of(*WAVES, *said("w1", "a b 3", "b c 2"), *said("w2", "a b 4", "c a 1"), actors="abc")
    change = compare(network(state, "w1"), network(state, "w2"), Question())
    regression = explain(change, state, ["before", "shared_funder", "funding"]).regression
    assert regression is not None
    assert [term.why for term in regression.terms[1:]] == [CONSTANT, CONSTANT]
    assert regression.exact


def test_openness_rose_inside_the_learning_table_by_more_than_chance_would_give() -> None:
    change, state = wrenmoor(draws=2_000)
    lines = {(s.figure, s.where): s for s in explain(change, state, sets=["learning table"]).sets}
    openness = lines["openness", "within"]
    assert (openness.there, openness.elsewhere) == (32 / 36, 0)
    assert openness.p is not None and openness.p < 0.01 < (lines["reliability", "within"].p or 0)


def test_the_funded_moved_by_the_figures_of_the_teaching_map() -> None:
    change, state = wrenmoor(draws=199)
    (within,) = [s for s in explain(change, state, sets=["funded-by:wef"]).sets if (s.figure, s.where) == ("all", "within")]
    assert (round(within.there or 0, 3), round(within.elsewhere or 0, 3)) == (0.308, -0.020)


def test_a_set_is_a_group_whom_somebody_funds_or_who_has_an_attribute() -> None:
    change, state = wrenmoor()
    ends = change.before, change.after, state
    assert named_set("Children's Services", *ends) == {"ehh", "csc", "cyc", "edi"}
    assert named_set("sector=health", *ends) == {a.id for a in state.actors.values() if a.sector == "health"}
    with pytest.raises(NotFound, match="no actor"):
        named_set("funded-by:nobody", *ends)


def test_unlike_rounds_and_power_are_refused() -> None:
    state = state_of(wave("w1"), wave("w2", "2025", scale_max="4"), *said("w1", "a b 3"), *said("w2", "a b 4"), actors="ab")
    with pytest.raises(UsageError, match="asked differently"):
        explain(compare(network(state, "w1"), network(state, "w2"), Question()), state, ["before"])
    power = [network(state, w, layer="power") for w in ("w1", "w2")]
    with pytest.raises(UsageError, match="never tested"):
        explain(compare(power[0], power[1], Question(layer="power")), state, ["before"])
