from __future__ import annotations

import pytest

from sysmap.model.actors import Actor, Layout, Map, Source
from sysmap.model.learning import Snapshot, Story
from sysmap.model.state import empty
from sysmap.model.ties import Power
from sysmap.model.validation import CODES
from tests.model.small_map import MAP, THREE, W1, adding, checked, codes, holding, refused, tie, warned


def test_a_plain_map_has_nothing_to_refuse() -> None:
    assert refused(adding(*THREE, W1, tie()), empty("town")) == []


@pytest.mark.parametrize("id", ["Town", "-town", "", "a b", "x" * 65, "süd", "to\nwn"])
def test_a_map_id_of_another_shape_is_refused(id: str) -> None:
    assert "ID" in codes(adding(Map(id, "Town")))


@pytest.mark.parametrize("id", ["t", "0-town_2", "x" * 64])
def test_a_map_id_of_the_right_shape_passes(id: str) -> None:
    assert codes(adding(Map(id, "Town"))) == []


@pytest.mark.parametrize("id", ["ä" * 200, "Kes", "null", "-", "a|b", " "])
def test_other_ids_hold_what_their_owners_wrote(id: str) -> None:
    assert codes(adding(Actor(id, "Somebody"))) == []


@pytest.mark.parametrize("id", ["", "x" * 201, "a\tb", "a\x7f", "a\x85b", "a\ud800"])
def test_an_id_that_is_too_long_or_holds_a_control_character_is_refused(id: str) -> None:
    assert "ID" in codes(adding(Actor(id, "Somebody"))) or "CHARACTER" in codes(adding(Actor(id, "Somebody")))


@pytest.mark.parametrize("name", ["a\nb", "a\x00", "a\x1f", "half \udc00"])
def test_a_name_with_a_control_character_or_half_a_character_is_refused(name: str) -> None:
    assert codes(adding(Actor("new", name))) == ["CHARACTER"]


@pytest.mark.parametrize("name", ["\u202eright to left", "\u0085C1", "\ufeffBOM", "\U000e0fff unassigned", "None", "NaN", "<b>bold</b>"])
def test_a_name_with_anything_else_is_kept(name: str) -> None:
    assert codes(adding(Actor("new", name))) == []


def test_a_line_break_is_welcome_in_a_description_and_a_nul_is_not() -> None:
    assert codes(adding(Actor("new", "New", description="one\ntwo\tthree\x01"))) == []
    assert codes(adding(Actor("new", "New", description="one\x00two"))) == ["CHARACTER"]
    assert codes(adding(Actor("new", "New", description="half \ud800"))) == ["CHARACTER"]


@pytest.mark.parametrize(
    ("within", "beyond"),
    [
        (Actor("n", "n" * 1_000), Actor("n", "n" * 1_001)),
        (Actor("n", "N", description="d" * 5_000), Actor("n", "N", description="d" * 5_001)),
        (Story("s", text="t" * 20_000), Story("s", text="t" * 20_001)),
    ],
)
def test_names_cells_and_stories_have_their_limits(within: object, beyond: object) -> None:
    assert codes(adding(within)) == []
    assert codes(adding(beyond)) == ["TOO_LONG"]


def test_a_required_column_left_empty_is_named() -> None:
    assert refused(adding(Actor("new"))) == ["column name: name is required; say the name, or leave the row out"]


def test_a_column_is_called_as_in_the_file() -> None:
    assert refused(adding(tie(to_id=None)))[0].startswith("column to: ")  # type: ignore[arg-type]


def test_a_word_outside_a_closed_list_is_refused_with_the_choices_and_the_one_meant() -> None:
    (line,) = refused(adding(tie(level="inter-organization")))
    assert line.startswith(
        'column level: "inter-organization": level is none of the words there are for it; did you mean "inter-organisation"?'
    )
    assert "choose from: inter-organisation, within-team, practitioner-family, peer" in line


def test_some_closed_words_may_be_listed() -> None:
    assert codes(adding(Power("p", "kes", over="budget", base="expert|referent", expression="over|with"))) == []
    assert codes(adding(Power("p", "kes", over="budget", base="expert|magic"))) == ["WORD"]
    assert codes(adding(tie(level="peer|within-team"))) == ["WORD"]


def test_the_map_s_own_words_are_closed_too() -> None:
    assert codes(adding(MAP._replace(default_audience="everyone", require_source="maybe"))) == ["WORD", "WORD"]


@pytest.mark.parametrize("date", ["2015", "2015-03", "2015-03-01", "by 2020-05", "after 2021", "~2014-02", "2024-02-29"])
def test_dates_of_the_known_forms_pass(date: str) -> None:
    assert codes(adding(tie(since=date))) == []


@pytest.mark.parametrize("date", ["31/05/2024", "2015-13", "2023-02-29", "spring 2020", "0000", "15", "2015-3"])
def test_a_date_of_another_form_is_refused_with_the_forms(date: str) -> None:
    (line,) = refused(adding(tie(since=date)))
    assert "this is no date that can be read; write it like one of 2015, 2015-03" in line


def test_every_column_that_holds_a_date_is_read_as_one() -> None:
    assert codes(adding(W1._replace(date="soon"))) == ["DATE"]
    assert codes(adding(Source("s", date="soon"))) == ["DATE"]
    assert codes(adding(Snapshot("s", "s", at="soon"))) == ["DATE"]


def test_where_a_number_must_stand_a_word_is_refused() -> None:
    assert codes(adding(Layout("kes", "kes", "left", "1.5"))) == ["NUMBER"]
    assert codes(adding(tie(strength="strong"))) == ["NUMBER"]
    assert codes(adding(tie(strength="1e3"))) == ["NUMBER"]


def test_a_strength_beyond_the_default_scale_is_kept_and_beyond_the_map_s_own_refused() -> None:
    assert codes(adding(tie(strength="9"))) == []
    assert warned(adding(tie(strength="9")))[0].startswith('column strength: "9": 9 is outside this codebook\'s 1-5')
    own = holding(MAP._replace(codebook='{"strength_max":4}'), *THREE[1:])
    assert codes(adding(tie(strength="4")), own) == []
    assert codes(adding(tie(strength="4.5")), own) == ["SCALE"]


def test_every_code_is_explained() -> None:
    found = checked(adding(Actor("new"), tie(level="x", since="y", to_id="nobody"), tie("t2", "kes", "kes")))
    assert {f.problem.code for f in (*found.refused, *found.warned)} <= set(CODES)


def test_all_problems_are_found_at_once_and_each_names_its_fact() -> None:
    found = checked(adding(Actor("one"), Actor("two"), tie(since="x"), tie("t2", level="y"))).refused
    assert [(f.kind, f.id) for f in found] == [("actor", "one"), ("actor", "two"), ("relationship", "t1"), ("relationship", "t2")]
