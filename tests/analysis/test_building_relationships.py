"""Recorded ties: which hold at a point, which way, how strong, of which sign, among whom."""

from __future__ import annotations

from typing import Any

import pytest

from sysmap.analysis.network import Network
from sysmap.errors import UsageError
from sysmap.model.actors import Actor, Source
from sysmap.model.ties import Relationship
from tests.analysis.maps import asked, network, state_of, wave


def recorded(*facts: Any, at: str | None = None, actors: str = "abc", **question: Any) -> Network:
    return network(state_of(*facts, actors=actors), at, layer="relationships", **question)


def tie(id: str, first: str = "a", second: str = "b", type: str = "works_with", **more: Any) -> Relationship:
    return Relationship(id, first, second, type, **more)


def test_a_relationship_is_directed_unless_it_says_no() -> None:
    assert set(recorded(tie("1"), tie("2", "b", "c", directed="no")).ties) == {("a", "b"), ("b", "c"), ("c", "b")}


def test_a_plain_pair_without_a_type_means_both_ways() -> None:
    assert set(recorded(Relationship("1", "a", "b")).ties) == {("a", "b"), ("b", "a")}


def test_several_ties_count_once_with_the_largest_strength() -> None:
    net = recorded(tie("1", strength="2"), tie("2", type="trains", strength="3"), tie("3"))
    assert [(t.value, t.facts) for t in net.ties.values()] == [(3, ("1", "2", "3"))]


def test_a_tie_without_a_strength_counts_and_its_value_is_not_stated() -> None:
    assert recorded(tie("1")).ties["a", "b"].value is None


def test_tense_ties_are_left_out_unless_asked_for() -> None:
    facts = (tie("1"), tie("2", "b", "c", sign="-"), tie("3", "c", "a", sign="mixed"))
    plain = recorded(*facts)
    assert set(plain.ties) == {("a", "b"), ("c", "a")}
    assert plain.left_out == {"tense relationships (sign -)": 1}
    assert set(recorded(*facts, sign="-").ties) == {("b", "c")}
    assert set(recorded(*facts, sign="mixed").ties) == {("c", "a")}


def test_type_and_level_choose_among_ties() -> None:
    facts = (tie("1", level="peer"), tie("2", "b", "c", type="trains"))
    assert set(recorded(*facts, type="trains").ties) == {("b", "c")}
    assert set(recorded(*facts, level="peer").ties) == {("a", "b")}


def test_a_type_that_nobody_knows_is_refused_and_the_maps_own_types_are_known() -> None:
    with pytest.raises(UsageError, match="trains"):
        recorded(tie("1"), type="trians")
    assert set(recorded(tie("1", type="sings with"), type="sings with").ties) == {("a", "b")}


def test_at_a_date_those_ties_count_that_may_hold_then() -> None:
    facts = (tie("1", since="2020", until="2022"), tie("2", "b", "c", since="2021-06"), tie("3", "c", "a"))
    assert set(recorded(*facts, at="2021-01").ties) == {("a", "b"), ("c", "a")}
    assert set(recorded(*facts, at="2023").ties) == {("b", "c"), ("c", "a")}


def test_until_is_the_first_day_a_tie_no_longer_holds() -> None:
    ended = tie("1", since="2020", until="2022-03-01")
    assert recorded(ended, at="2022-02-28").ties
    assert not recorded(ended, at="2022-03-01").ties


def test_a_tie_without_a_start_is_there_from_the_date_of_its_source() -> None:
    facts = (Source("report", date="2018-03"), tie("1", source="report"), tie("2", "b", "c", source="report:15"))
    assert not recorded(*facts, at="2017").ties
    later = recorded(*facts, at="2018-03")
    assert set(later.ties) == {("a", "b"), ("b", "c")}
    assert later.ties["a", "b"].attested


def test_at_a_wave_ties_that_name_it_or_none_count_among_its_members() -> None:
    facts = (
        wave("w1", "2020"), wave("w2", "2024"), *asked("w1", a="answered", b="silent", c="left"), *asked("w2", a="answered", b="answered"),
        tie("1", wave="w1"), tie("2", "b", "a", wave="w2"), tie("3", "b", "c"),
    )  # fmt: skip
    then = recorded(*facts, at="w1")
    assert then.ids == ("a", "b")
    assert set(then.ties) == {("a", "b")}
    assert (then.answered, then.response_rate) == (None, None)
    assert not then.ties["a", "b"].attested
    assert set(recorded(*facts, at="w2").ties) == {("b", "a")}


def test_members_at_a_date_are_the_actors_on_the_map_then() -> None:
    net = recorded(Actor("z", "Z", since="2022"), Actor("g", generic="yes"), tie("1", "a", "z"), at="2020")
    assert net.ids == ("a", "b", "c")
    assert net.left_out == {"relationships with an end that is not a member here": 1}


def test_a_map_without_ties_lists_everyone() -> None:
    assert recorded().ids == ("a", "b", "c")


def test_a_least_strength_makes_ties_without_a_strength_unknown_and_not_absent() -> None:
    net = recorded(tie("1", strength="3"), tie("2", "b", "c"), tie("3", "c", "a", strength="1"), min_strength=2)
    assert {pair: t.value for pair, t in net.ties.items()} == {("a", "b"): 1}
    assert net.unobserved == {("b", "c")}
