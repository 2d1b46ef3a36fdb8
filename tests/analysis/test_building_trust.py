"""The observation rule: who is a member, which pairs were answered about, and what a tie's value is."""

from __future__ import annotations

from fractions import Fraction

import pytest

from sysmap.analysis.observation import count_pairs, rows_of
from sysmap.errors import UsageError
from sysmap.model.actors import Actor, Source
from sysmap.model.ties import Rating, Roster
from tests.analysis.maps import asked, network, of_actors, said, state_of, wave

THREE = wave("w1", items="r|m|o")


def test_a_pair_without_a_row_is_absent_when_its_first_end_answered() -> None:
    net = network(state_of(wave("w1"), *asked("w1", a="answered", b="answered"), *said("w1", "a b 4"), actors="ab"))
    assert rows_of(net)["b"].observes("a")
    assert ("b", "a") not in net.ties


@pytest.mark.parametrize("status", ["silent", "refused", "unreachable", "not_asked"])
def test_a_tie_from_a_nonrespondent_is_unobserved(status: str) -> None:
    net = network(state_of(wave("w1"), *asked("w1", a="answered", b=status), *said("w1", "a b 4"), actors="ab"))
    assert not rows_of(net)["b"].observes("a")
    assert (len(net.members), net.answered, net.response_rate) == (2, 1, 0.5)
    assert count_pairs(rows_of(net)) == 1


@pytest.mark.parametrize("status", ["left", "not_member"])
def test_those_who_left_or_never_belonged_are_outside(status: str) -> None:
    net = network(state_of(wave("w1"), *asked("w1", a="answered", b="answered", c=status), actors="abc"))
    assert net.ids == ("a", "b")
    assert [m.id for m in net.left] == (["c"] if status == "left" else [])


def test_somebody_who_is_not_on_the_roster_is_no_member() -> None:
    assert network(state_of(wave("w1"), *asked("w1", a="answered"), actors="ab")).ids == ("a",)


def test_a_part_answer_observes_only_the_pairs_it_has_rows_for() -> None:
    roster = asked("w1", a="partial", b="answered", c="answered", d="answered")
    net = network(state_of(wave("w1"), *roster, *said("w1", "a b 0", "a c -"), actors="abcd"))
    row = rows_of(net)["a"]
    assert (row.observes("b"), row.observes("c"), row.observes("d")) == (True, False, False)
    assert net.ties == {}
    assert "a" not in net.heard


def test_a_skipped_pair_of_somebody_who_answered_is_unobserved() -> None:
    state = state_of(wave("w1"), *asked("w1", a="answered", b="answered", c="answered"), *said("w1", "a b -"), actors="abc")
    row = rows_of(network(state))["a"]
    assert (row.observes("b"), row.observes("c")) == (False, True)


def test_a_wave_without_a_roster_has_everyone_answering_and_says_so() -> None:
    net = network(state_of(wave("w1"), *said("w1", "a b 4"), actors="abc"))
    assert (net.answered, len(net.members), net.rostered) == (3, 3, False)


def test_a_source_read_later_does_not_make_a_lonely_member_vanish() -> None:
    lonely = Actor("z", "Z", source="book")
    net = network(state_of(wave("w1", "1995"), Source("book", date="2001"), lonely, *said("w1", "a b 1"), actors="ab"))
    assert "z" in net.ids


def test_a_stated_start_after_the_wave_keeps_somebody_out_of_a_wave_without_a_roster() -> None:
    state = state_of(wave("w1", "1995"), Actor("z", "Z", since="2001"), Actor("y", "Y", since="2001"), *said("w1", "a y 1"), actors="a")
    assert network(state).ids == ("a", "y")


def test_generic_actors_and_those_not_measured_never_enter() -> None:
    state = state_of(wave("w1"), Actor("g", generic="yes"), Actor("n", measured="no"), *said("w1", "a g 3", "a n 3", "g a 3"), actors="a")
    net = network(state)
    assert (net.ids, net.ties) == (("a",), {})
    assert net.left_out == {"answers by or about somebody outside this round": 3}


def test_members_come_in_the_order_of_the_map() -> None:
    state = state_of(wave("w1"), *asked("w1", c="answered", a="answered", b="answered"), actors="bca")
    assert network(state).ids == ("b", "c", "a")


@pytest.mark.parametrize(
    ("answers", "value"),
    [("r=4 m=4 o=2", Fraction(10, 3)), ("r=4 m=- o=3", Fraction(7, 2)), ("r=4 m=- o=-", None), ("r=3 m=3 o=3", 3), ("r=4", None)],
)
def test_a_tie_has_the_mean_of_its_answers_when_half_are_given(answers: str, value: object) -> None:
    net = network(state_of(THREE, *said("w1", f"a b {answers}"), actors="ab"))
    assert net.ties["a", "b"].value == value


def test_two_of_four_items_are_half() -> None:
    net = network(state_of(wave("w1", items="p|q|r|s"), *said("w1", "a b p=2 q=3 r=- s=-", "b a p=2"), actors="ab"))
    assert (net.ties["a", "b"].value, net.ties["b", "a"].value) == (Fraction(5, 2), None)


def test_nought_on_every_item_is_an_answered_no_tie() -> None:
    net = network(state_of(THREE, *said("w1", "a b r=0 m=0 o=0", "b a r=0 m=- o=-"), actors="ab"))
    assert (net.ties, net.unobserved) == ({}, frozenset())


def test_one_item_alone_takes_its_value_and_a_skipped_one_is_not_stated() -> None:
    state = state_of(THREE, *said("w1", "a b r=4 m=2 o=3", "b a r=4 m=- o=3"), actors="ab")
    net = network(state, item="m")
    assert (net.ties["a", "b"].value, net.ties["b", "a"].value, net.items) == (2, None, ("m",))


def test_an_item_that_no_round_asks_is_refused_with_those_that_are_asked() -> None:
    with pytest.raises(UsageError, match="Choose r, m, o"):
        network(state_of(THREE, actors="ab"), item="warmth")


def two_voices(second: str, *answers: str) -> list[Roster | Rating]:
    roster = [
        Roster("1", "w1", "a", "ann", "answered"),
        Roster("2", "w1", "a", "bob", second),
        Roster("3", "w1", "b", None, "answered"),
        Roster("4", "w1", "c", None, "answered"),
    ]
    return [*roster, *said("w1", "a b 4", respondent="ann"), *said("w1", *answers, respondent="bob")]


def test_several_respondents_count_as_their_mean_a_no_tie_as_nought() -> None:
    net = network(state_of(wave("w1"), *two_voices("answered"), actors="abc"))
    tie = net.ties["a", "b"]
    assert (tie.value, tie.respondents, tie.apart) == (2, 2, 4)
    assert net.answered == 3


def test_a_colleague_who_is_silent_does_not_lower_the_mean() -> None:
    tie = network(state_of(wave("w1"), *two_voices("silent"), actors="abc")).ties["a", "b"]
    assert (tie.value, tie.respondents) == (4, 1)


def test_a_colleague_who_answered_in_part_counts_only_where_they_did() -> None:
    net = network(state_of(wave("w1"), *two_voices("partial", "a c 2"), actors="abc"))
    assert {pair: tie.value for pair, tie in net.ties.items()} == {("a", "b"): 4, ("a", "c"): 1}


def test_a_colleague_who_skipped_the_pair_leaves_the_others_answer() -> None:
    tie = network(state_of(wave("w1"), *two_voices("answered", "a b -"), actors="abc")).ties["a", "b"]
    assert (tie.value, tie.respondents) == (4, 1)


def test_a_person_not_on_the_roster_speaks_for_the_row_of_the_organisation() -> None:
    state = state_of(wave("w1"), *asked("w1", a="answered", b="answered"), *said("w1", "a b 4", respondent="ann"), actors="ab")
    assert network(state).ties["a", "b"].value == 4


def test_items_of_several_respondents_are_means_too() -> None:
    state = state_of(THREE, *said("w1", "a b r=4 m=3 o=2", respondent="ann"), *said("w1", "a b r=2 m=- o=4", respondent="bob"), actors="ab")
    tie = network(state).ties["a", "b"]
    assert (tie.value, dict(tie.items)) == (3, {"r": 3, "m": 3, "o": 3})


def test_a_self_pair_that_slipped_in_is_nobodys_answer() -> None:
    assert network(state_of(wave("w1"), *said("w1", "a a 4"), actors="ab")).ties == {}


def test_nobody_answering_leaves_every_in_degree_unknown() -> None:
    assert of_actors(network(state_of(wave("w1"), *asked("w1", a="silent", b="refused"), actors="ab")), "in_degree") == [None, None]
