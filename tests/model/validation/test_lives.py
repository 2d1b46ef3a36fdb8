from __future__ import annotations

import pytest

from sysmap.model.actors import Actor
from sysmap.model.ties import Funding, Wave
from sysmap.model.validation.lives import certainly_before, certainly_over
from tests.model.small_map import MAP, W1, adding, changing, codes, holding, rating, refused, tie

CNS = Actor("cns", "CNS", since="2015")
OLD = Actor("old", "Old Ones", until="2018-06")
TOWN = holding(MAP, CNS, OLD, Actor("kes", "Kestrel"))


def test_invariant_2_what_ends_before_it_starts_is_refused() -> None:
    assert refused(adding(tie(since="2020", until="2018"))) == [
        'column until: "2018": This relationship ends (2018) before it starts (2020); correct one of the two dates'
    ]


@pytest.mark.parametrize(
    ("since", "until"), [("2020", "2020"), ("2020-05", "2020"), ("by 2021", "2020"), ("2020", "after 2018"), ("~2020", "2021")]
)
def test_dates_that_may_be_right_pass(since: str, until: str) -> None:
    assert codes(adding(tie(since=since, until=until))) == []


def test_a_wave_cannot_close_before_it_opens() -> None:
    assert codes(adding(Wave("w", "2024-05", closes="2024-04-30"))) == ["DATES"]


def test_invariant_3_a_tie_before_its_end_joined_is_refused() -> None:
    (line,) = refused(adding(tie(from_id="kes", to_id="cns", since="2012")), TOWN)
    assert line.startswith('column to: "cns": CNS joins the map in 2015; a tie dated 2012 needs an earlier start for CNS first')


@pytest.mark.parametrize("since", ["2015", "by 2015", "after 2012", None, "2016-01"])
def test_a_tie_that_may_lie_within_the_life_of_its_ends_passes(since: str | None) -> None:
    assert codes(adding(tie(to_id="cns", since=since)), TOWN) == []


def test_a_tie_that_begins_or_lasts_after_its_end_left_is_refused() -> None:
    assert codes(adding(tie(to_id="old", since="2019")), TOWN) == ["OUTSIDE_LIFE"]
    assert codes(adding(tie(to_id="old", since="2010", until="2019")), TOWN) == ["OUTSIDE_LIFE"]
    assert codes(adding(tie(to_id="old", since="2010")), TOWN) == []


def test_a_financial_year_in_which_the_recipient_came_or_left_is_no_mistake() -> None:
    spent = Funding("f", "kes", "cns", since="2014-04", until="2015-03")
    assert codes(adding(spent), TOWN) == []
    assert codes(adding(spent._replace(since="2012-04", until="2013-03")), TOWN) == ["OUTSIDE_LIFE"]


def test_moving_an_actor_s_start_asks_again_about_its_ties() -> None:
    state = holding(MAP, CNS, Actor("kes", "Kestrel"), tie(to_id="cns", since="2015"))
    (line,) = refused(changing(CNS._replace(since="2017")), state)
    assert "CNS joins the map in 2017; a tie dated 2015 needs an earlier start for CNS first" in line
    assert refused(changing(CNS._replace(description="renamed nothing")), state) == []


def test_invariant_14_an_organisation_that_had_left_cannot_have_answered() -> None:
    left = Actor("gone", "Gone", until="2024-04")
    (line,) = refused(adding(left, W1, rating(3, "gone", "kes")))
    assert line.startswith('column from: "gone": This organisation had left before wave w1 and cannot have answered it')
    assert codes(adding(left._replace(until="2024-06"), W1, rating(3, "gone", "kes"))) == []


def test_nobody_rates_one_that_had_left_or_not_yet_come() -> None:
    assert codes(adding(Actor("gone", "Gone", until="2024-04"), W1, rating(3, "kes", "gone"))) == ["OUTSIDE_LIFE"]
    assert codes(adding(Actor("new", "New", since="2025"), W1, rating(3, "kes", "new"))) == ["OUTSIDE_LIFE"]


def test_a_wave_that_stays_open_may_be_answered_by_one_that_came_meanwhile() -> None:
    assert codes(adding(Actor("new", "New", since="2024-06-15"), W1._replace(closes="2024-06-30"), rating(3, "new", "kes"))) == []


def test_what_is_not_certain_is_not_held_against_anybody() -> None:
    assert not certainly_before(None, "2015") and not certainly_before("2012", None) and not certainly_over(None, "2020")
    assert not certainly_over("after 2010", "2020") and not certainly_over("2010", "by 2020")
