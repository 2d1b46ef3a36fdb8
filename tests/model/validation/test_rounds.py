from __future__ import annotations

import pytest

from sysmap.model.ties import Wave
from sysmap.model.validation.rounds import items_of, scale_of
from tests.model.small_map import THREE, W1, adding, asked, changing, codes, holding, rating, refused, removing


@pytest.mark.parametrize("scale", [(None, None), ("1", "1"), ("0", "10"), ("1", "20"), ("3", None)])
def test_a_scale_may_be_short_or_long(scale: tuple[str | None, str | None]) -> None:
    assert codes(adding(W1._replace(scale_min=scale[0], scale_max=scale[1]))) == []


@pytest.mark.parametrize("scale", [("1", "21"), ("5", "1"), ("one", "5"), ("1", "4.5"), ("-1", "5"), ("6", None)])
def test_a_scale_of_no_use_is_refused(scale: tuple[str, str | None]) -> None:
    assert codes(adding(W1._replace(scale_min=scale[0], scale_max=scale[1]))) == ["WAVE"]


def test_an_unstated_scale_is_one_to_five_and_an_unstated_item_trust() -> None:
    assert scale_of(W1) == (1, 5)
    assert items_of(W1) == ("trust",)
    assert items_of(Wave("w", items="reliability|mission")) == ("reliability", "mission")


def test_an_item_stands_once_and_a_cap_lets_somebody_answer() -> None:
    assert codes(adding(W1._replace(items="a|b|a"))) == ["WAVE"]
    assert codes(adding(W1._replace(max_names="0"))) == ["WAVE"]
    assert codes(adding(W1._replace(max_names="5"))) == []


def test_nobody_is_on_a_roster_twice() -> None:
    twice = asked("kes")._replace(id="again", respondent="kes")
    (line,) = refused(adding(W1, asked("kes"), twice))
    assert "kes is already on the roster of w1 for Kestrel" in line


def test_several_people_may_be_asked_for_one_organisation() -> None:
    assert codes(adding(W1, asked("kes", respondent="ann"), asked("kes", respondent="bea"))) == []


def test_changing_a_roster_row_asks_again_about_the_answers_it_bears() -> None:
    state = holding(*THREE, W1, asked("kes"), asked("fam"), rating(3))
    assert codes(changing(asked("kes", "silent")), state) == ["NOT_ANSWERED"]
    assert codes(changing(asked("fam", "not_member")), state) == ["NOT_MEMBER"]
    assert codes(changing(asked("fam", "silent")), state) == []
    assert codes(removing(asked("kes")), state) == ["NOT_MEMBER"]
    assert codes(removing(asked("kes"), asked("fam")), state) == []


def test_the_first_roster_row_of_a_wave_makes_everybody_else_no_member() -> None:
    state = holding(*THREE, W1, rating(3), rating(3, "fam", "par"))
    assert sorted(codes(adding(asked("kes")), state)) == ["NOT_MEMBER"] * 3


def test_changing_a_wave_asks_again_about_its_answers() -> None:
    state = holding(*THREE, W1, rating(5))
    assert codes(changing(W1._replace(scale_max="4")), state) == ["SCALE"]
    assert codes(changing(W1._replace(items="a|b")), state) == ["ITEM"]
    assert codes(changing(W1._replace(label="Round one")), state) == []
