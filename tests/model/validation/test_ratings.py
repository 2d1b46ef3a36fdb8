from __future__ import annotations

import pytest

from sysmap.model.actors import Actor
from sysmap.model.ties import Wave
from sysmap.model.validation import outside_scale
from tests.model.small_map import THREE, W1, adding, asked, changing, codes, holding, rating, refused, removing, warned

THREE_ITEMS = W1._replace(items="reliability|mission|openness")
ROUND = holding(*THREE, W1)


def test_invariant_1_nobody_rates_itself() -> None:
    (line,) = refused(adding(rating(3, "kes", "kes")), ROUND)
    assert line.startswith('column to: "kes": An actor cannot have a relationship with itself; ')


@pytest.mark.parametrize("value", [0, 1, 5, None])
def test_zero_a_number_on_the_scale_and_no_answer_pass(value: int | None) -> None:
    assert codes(adding(rating(value)), ROUND) == []


@pytest.mark.parametrize("value", [6, -1, 4.6, "4", True])
def test_invariant_6_a_value_outside_the_scale_is_refused(value: object) -> None:
    (line,) = refused(adding(rating(value)), ROUND)  # type: ignore[arg-type]
    assert f"{value} is outside this instrument's 1-5" in line


def test_between_zero_and_the_scale_s_beginning_there_is_nothing() -> None:
    assert outside_scale(2, Wave("w", scale_min="3", scale_max="7")) == "2 is outside this instrument's 3-7"
    assert outside_scale(0, Wave("w", scale_min="3", scale_max="7")) is None


def test_invariant_5_the_same_answer_twice_is_refused() -> None:
    (line,) = refused(adding(rating(3)._replace(id="again")), holding(*THREE, W1, rating(3)))
    assert "This respondent already rated this tie in wave w1; record a correction instead" in line
    assert codes(adding(rating(3), rating(4)._replace(id="again", respondent="kes", item="trust")), ROUND) == ["ANSWERED_TWICE"]


def test_a_correction_of_an_answer_is_no_second_answer() -> None:
    assert codes(changing(rating(4)), holding(*THREE, W1, rating(3))) == []


def test_an_answer_made_equal_to_another_by_a_change_is_found() -> None:
    state = holding(*THREE, THREE_ITEMS, rating(3, item="mission"), rating(3, item="openness"))
    first = rating(3, item="mission")._replace(item="openness")
    assert codes(changing(first), state) == ["ANSWERED_TWICE"]


def test_two_people_of_one_organisation_may_both_answer() -> None:
    both = (rating(3, respondent="ann"), rating(4, respondent="bea"))
    assert codes(adding(*both), ROUND) == []


def test_an_item_may_go_unnamed_only_where_there_is_one() -> None:
    assert codes(adding(rating(3, item="trust")), ROUND) == []
    assert codes(adding(rating(3)), holding(*THREE, THREE_ITEMS)) == ["ITEM"]
    (line,) = refused(adding(rating(3, item="reliabilty")), holding(*THREE, THREE_ITEMS))
    assert 'w1 did not ask about this item; did you mean "reliability"? choose from: reliability, mission, openness' in line


def test_no_tie_in_one_item_and_a_tie_in_another_is_refused() -> None:
    state = holding(*THREE, THREE_ITEMS)
    assert codes(adding(rating(0, item="reliability"), rating(3, item="mission")), state) == ["ZERO_AND_MORE"]
    assert codes(adding(rating(0, item="reliability"), rating(0, item="mission"), rating(None, item="openness")), state) == []
    held = holding(*THREE, THREE_ITEMS, rating(2, item="reliability"), rating(3, item="mission"))
    assert codes(changing(rating(0, item="reliability")), held) == ["ZERO_AND_MORE"]


def test_invariant_8_a_fund_neither_trusts_nor_is_trusted() -> None:
    fund = Actor("wef", "The Fund", "fund")
    (line,) = refused(adding(fund, rating(3, "kes", "wef")), ROUND)
    assert line == 'column to: "wef": The Fund is money, not a party that can trust; rate the funder'
    assert codes(adding(fund, rating(3, "wef", "kes")), ROUND) == ["TRUST_OF_MONEY"]
    assert codes(changing(THREE[2]._replace(kind="fund")), holding(*THREE, W1, rating(3))) == ["TRUST_OF_MONEY"]


@pytest.mark.parametrize("status", ["answered", "partial"])
def test_those_who_answered_may_rate(status: str) -> None:
    assert codes(adding(rating(3)), holding(*THREE, W1, asked("kes", status), asked("fam", "silent"))) == []


@pytest.mark.parametrize("status", ["silent", "refused", "unreachable", "not_asked"])
def test_a_rating_by_anybody_who_did_not_answer_is_refused(status: str) -> None:
    (line,) = refused(adding(rating(3)), holding(*THREE, W1, asked("kes", status), asked("fam")))
    assert f"kes is {status} in w1 and so gave no answers" in line


@pytest.mark.parametrize("status", ["left", "not_member"])
def test_a_rating_of_or_by_somebody_outside_the_wave_is_refused(status: str) -> None:
    assert codes(adding(rating(3)), holding(*THREE, W1, asked("kes"), asked("fam", status))) == ["NOT_MEMBER"]
    assert codes(adding(rating(3)), holding(*THREE, W1, asked("kes", status), asked("fam"))) == ["NOT_MEMBER"]


def test_where_there_is_a_roster_those_not_on_it_are_no_members() -> None:
    (line,) = refused(adding(rating(3)), holding(*THREE, W1, asked("kes")))
    assert line.startswith('column to: "fam": Hearthway is not on the roster of w1, so nobody can have rated it')


def test_a_respondent_must_be_on_the_roster_by_name() -> None:
    state = holding(*THREE, W1, asked("kes", respondent="ann"), asked("fam"))
    assert codes(adding(rating(3, respondent="ann")), state) == []
    (line,) = refused(adding(rating(3, respondent="bea")), state)
    assert line.startswith('column respondent: "bea": bea is not on the roster of w1 for Kestrel')


def test_the_roster_of_another_wave_says_nothing() -> None:
    assert codes(adding(rating(3)), holding(*THREE, W1, Wave("w2", "2025"), asked("kes", "silent", wave="w2"))) == []


def test_invariant_18_invented_answers_beside_stated_ones_are_warned_of_once() -> None:
    state = holding(*THREE, W1, rating(3, basis="synthetic"), rating(3, "kes", "par", basis="synthetic"))
    lines = warned(adding(rating(3, "fam", "kes"), rating(2, "fam", "par")), state)
    assert len(lines) == 1
    assert "Synthetic ratings cannot be shown in the same figure as stated ones without the label" in lines[0]
    assert "wave w1 has 2 invented and 2 other answers" in lines[0]


def test_taking_an_answer_out_asks_nothing() -> None:
    state = holding(*THREE, W1, asked("kes", "silent"), rating(3))
    assert codes(removing(rating(3)), state) == []
