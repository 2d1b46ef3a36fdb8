"""Survey answers in three shapes become a round: who answered, words as numbers, and silence that is never *no tie*."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sysmap.errors import InputError, UsageError
from sysmap.formats.incoming import Asked
from sysmap.formats.registry import read
from sysmap.formats.sameness import changes_for
from tests.formats.making import lines
from tests.formats.tables import came_in, workbook, written

SEEDS = Path(__file__).parents[2] / "seeds"
ROUND = Asked(wave="w1", date="30/05/2025")


def test_a_misspelt_name_and_a_number_off_the_scale_are_both_named() -> None:
    state, _ = came_in(SEEDS / "wrenmoor")
    incoming = read(SEEDS / "practice" / "broken-answers.csv", "wrenmoor").against(state)
    assert [(p.row, p.column, p.value) for p in incoming.problems] == [(229, "to", "Hearthway Familes")]
    assert '"Hearthway Families" was probably meant' in incoming.problems[0].fix
    rows = {row.number: row.given["value"] for row in incoming.rows["rating"]}
    assert rows[294] == 6


def test_a_matrix_says_who_answered_and_empty_cells_stay_not_said(tmp_path: Path) -> None:
    path = written(tmp_path / "m.csv", ",Ash,Birch,Cedar\nAsh,,4,0\nBirch,2,,\n")
    state, _ = came_in(path, form="answers", asked=ROUND)
    (wave,) = state.waves.values()
    assert (wave.id, wave.date) == ("w1", "2025-05-30")
    assert {row.actor: row.status for row in state.roster.values()} == {"ash": "answered", "birch": "answered", "cedar": "silent"}
    said = {(r.from_id, r.to_id): r.value for r in state.ratings.values()}
    assert said == {("ash", "birch"): 4, ("ash", "cedar"): 0, ("birch", "ash"): 2, ("birch", "cedar"): None}
    assert changes_for(read(path, form="answers", asked=ROUND).against(state), state).changes == ()


def test_the_wide_sheet_of_a_form_with_words_is_read_and_the_words_are_kept(tmp_path: Path) -> None:
    table = (
        "Timestamp,Your organisation,Email,Reliability [Ash],Reliability [Birch],Openness [Ash],Openness [Birch]\n"
        "2025,Ash,a@b.org,,A lot,,Don't know\n2025,Birch,c@d.org,No contact,,No contact,\n2025,Cedar,,,,,\n"
    )
    state, incoming = came_in(written(tmp_path / "w.csv", table), form="answers", asked=ROUND)
    said = {(r.from_id, r.to_id, r.item): r.value for r in state.ratings.values()}
    assert said[("ash", "birch", "Reliability")] == 4
    assert said[("ash", "birch", "Openness")] is None
    assert said[("birch", "ash", "Openness")] == 0
    assert {row.actor: row.status for row in state.roster.values()} == {"ash": "answered", "birch": "answered", "cedar": "silent"}
    assert json.loads(state.about.codebook or "")["answer_words"] == {"A lot": 4, "Don't know": "not known", "No contact": 0}
    assert incoming.columns["w.csv, words"]["A lot"] == "4"
    assert "a@b.org" not in repr(state.facts)
    assert any("Timestamp" in line for line in incoming.not_carried)


def test_two_people_of_one_organisation_are_two_respondents(tmp_path: Path) -> None:
    table = "Organisation,Your name,Trust [Ash],Trust [Birch]\nAsh,Jo,,3\nAsh,Sam,,5\nBirch,,4,\n"
    state, _ = came_in(written(tmp_path / "w.csv", table), form="answers", asked=ROUND)
    assert [(r.respondent, r.value) for r in state.ratings.values() if r.from_id == "ash" and r.to_id == "birch"] == [("Jo", 3), ("Sam", 5)]


def test_each_sheet_of_a_workbook_of_matrices_is_a_question(tmp_path: Path) -> None:
    rows: list[list[str | None]] = [["x", "Ash", "Birch"], ["Ash", None, "4"], ["Birch", "2", None]]
    state, _ = came_in(workbook(tmp_path / "m.xlsx", {"reliability": rows, "openness": rows}), form="answers", asked=ROUND)
    assert [wave.items for wave in state.waves.values()] == ["reliability|openness"]


def test_a_word_nobody_can_read_is_refused_with_what_to_say(tmp_path: Path) -> None:
    path = written(tmp_path / "m.csv", "From,To,Answer\nAsh,Birch,purple\nBirch,Ash,4 - a lot\n")
    assert "--map-columns" in lines(read(path, form="answers", asked=ROUND))[0]
    state, _ = came_in(path, form="answers", asked=ROUND._replace(columns={"purple": "2"}))
    assert [rating.value for rating in state.ratings.values()] == [2, 4]


def test_answers_need_a_round_and_a_new_round_its_day(tmp_path: Path) -> None:
    path = written(tmp_path / "m.csv", "From,To,Answer\nAsh,Birch,3\n")
    with pytest.raises(UsageError, match="belong to no round"):
        read(path, form="answers")
    from sysmap.model.state import empty

    assert "its day is not known" in lines(read(path, form="answers", asked=Asked(wave="w9")).against(empty("m")))[0]
    with pytest.raises(InputError, match="answers: expected a column"):
        read(written(tmp_path / "n.csv", "a thing,another\n1,2\n"), form="answers", asked=ROUND)
