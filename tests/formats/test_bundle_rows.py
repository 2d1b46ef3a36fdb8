"""Columns are matched by heading, in any order; what is not known is kept, and what is missing is told where it matters."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sysmap.errors import Problem
from sysmap.formats.bundle_columns import required
from sysmap.formats.incoming import told_once
from sysmap.model.kinds import KINDS
from sysmap.model.state import empty
from tests.formats.making import ACTORS, imported, lines, only_problem, planned_for, reading

WAVE = "id,date\nw1,2024\n"


def test_columns_may_stand_in_any_order_and_capitals(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"actors.csv": "Reach Unit,NAME,id,Reach\nfamilies,Ash,a,620\n"}))
    ash = state.actors["a"]
    assert (ash.name, ash.reach, ash.reach_unit) == ("Ash", "620", "families")


def test_an_unknown_column_is_reported_once_and_kept_with_each_row(tmp_path: Path) -> None:
    found = reading(tmp_path / "m", {"actors.csv": "id,name,Colour,shape\na,Ash,red,\nb,Birch,,\n"})
    assert [(w.file, w.row, w.column) for w in found.warnings] == [("actors.csv", 1, "Colour"), ("actors.csv", 1, "shape")]
    state = imported(found)
    assert state.actors["a"].attributes == '{"Colour":"red"}'
    assert state.actors["b"].attributes is None


def test_a_column_twice_is_refused(tmp_path: Path) -> None:
    assert only_problem(reading(tmp_path / "m", {"actors.csv": "id,name,Name\na,Ash,Alder\n"})).startswith(
        'actors.csv row 1, column Name: the column "Name" is there twice'
    )
    assert "is there twice" in only_problem(reading(tmp_path / "m", {"actors.csv": "id,name,x,x\na,Ash,1,2\n"}))


def test_a_file_whose_first_row_is_data_is_told_so(tmp_path: Path) -> None:
    line = only_problem(reading(tmp_path / "m", {"actors.csv": "ehh,Early Help Hub\ncsc,Social Care\n"}))
    assert line.startswith("actors.csv row 1: the first row holds no heading of actors.csv (it holds ehh, Early Help Hub); write them")


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "map"])
def test_a_file_without_a_required_column_is_refused_where_its_rows_are_new(tmp_path: Path, kind: str) -> None:
    for absent in required(kind):
        others = [column for column in required(kind) if column != absent] or ["note", "since"]
        found = reading(tmp_path / "m", {KINDS[kind].file: ",".join(others) + "\n" + ",".join("1" for _ in others) + "\n"})
        planned = planned_for(found, empty("m"))
        told = [p for p in (*found.problems, *planned.problems) if p.file == KINDS[kind].file]
        assert told, absent
        assert all(p.column in (absent, None) for p in told)


def test_the_sentence_for_a_missing_column_names_it(tmp_path: Path) -> None:
    planned = planned_for(reading(tmp_path / "m", {"actors.csv": "id,kind\na,school\n"}), empty("m"))
    assert [p.line() for p in planned.problems] == ["actors.csv row 1, column name: the column name, which is required, is missing; add it"]


def test_a_row_that_needs_an_id_and_has_none_is_told(tmp_path: Path) -> None:
    planned = planned_for(reading(tmp_path / "m", {"actors.csv": "id,name\na,Ash\n,Birch\n"}), empty("m"))
    assert [p.line() for p in planned.problems] == ['actors.csv row 3, column id: "": this actor has no id; give it one of its own']


def test_trust_answers_are_whole_numbers_and_empty_is_not_answered(tmp_path: Path) -> None:
    answers = "wave,from,to,value\nw1,a,b,0\nw1,a,c,\nw1,b,a,3.0\nw1,b,c,not stated\n"
    found = reading(tmp_path / "m", {"actors.csv": ACTORS, "waves.csv": WAVE, "trust.csv": answers})
    assert [rating.value for rating in imported(found).ratings.values()] == [0, None, 3, None]


@pytest.mark.parametrize("value", ["3.5", "x", "٣", "1e3", "99999999999", "3 or 4", "--1", "NaN"])
def test_a_trust_answer_that_is_no_whole_number_is_told(tmp_path: Path, value: str) -> None:
    found = reading(tmp_path / "m", {"trust.csv": f"wave,from,to,value\nw1,a,b,{value}\n"})
    assert only_problem(found).startswith(f'trust.csv row 2, column value: "{value}": a trust answer is a whole number')


def test_a_respondent_who_is_the_actor_itself_is_an_empty_respondent(tmp_path: Path) -> None:
    state = imported(
        reading(
            tmp_path / "m",
            {
                "trust.csv": "wave,respondent,from,to,value\nw1,a,a,b,1\nw1,ann,a,b,1\n",
                "roster.csv": "wave,actor,respondent,status\nw1,a,a,answered\nw1,b,bo,answered\n",
            },
        )
    )
    assert [rating.respondent for rating in state.ratings.values()] == [None, "ann"]
    assert [entry.respondent for entry in state.roster.values()] == [None, "bo"]


def test_a_list_of_pairs_without_a_type_is_kept_as_it_was_given(tmp_path: Path) -> None:
    (tie,) = imported(reading(tmp_path / "m", {"actors.csv": ACTORS, "relationships.csv": "from,to,type\na,b,\n"})).relationships.values()
    assert (tie.from_id, tie.to_id, tie.type, tie.directed) == ("a", "b", None, None)


def test_a_cell_of_an_unknown_column_holds_5000_characters_and_no_more(tmp_path: Path) -> None:
    assert not reading(tmp_path / "m", {"actors.csv": f"id,name,x\na,Ash,{'é' * 5_000}\n"}).problems
    line = only_problem(reading(tmp_path / "m", {"actors.csv": f"id,name,x\na,Ash,{'é' * 5_001}\n"}))
    assert "x is at most 5,000 characters long; this has 5,001" in line


def test_where_a_column_is_missing_its_rows_are_not_told_of_one_by_one() -> None:
    column = Problem("missing", "add it", "actors.csv", 1, "name", code="MISSING")
    row = column._replace(row=2)
    elsewhere = row._replace(column="id")
    assert told_once([column, row, row, elsewhere, elsewhere]) == (column, elsewhere)
    of_the_map = Problem("missing", "write it", "map.toml", None, "name", code="MISSING")
    assert told_once([of_the_map, of_the_map._replace(rule="required")]) == (of_the_map,)


def test_what_may_stand_in_the_unread_part_is_not_called_unknown() -> None:
    unknown, ragged = Problem("no such actor", code="UNKNOWN"), Problem("the row has 1 cells")
    assert told_once([unknown, ragged]) == (unknown, ragged)
    assert told_once([unknown, ragged], broken=True) == (ragged,)


def test_headings_of_harvest_tables_are_understood(tmp_path: Path) -> None:
    state = imported(
        reading(
            tmp_path / "m",
            {
                "events.csv": "id,date,basis,event,affects,source\ne1,1991,stated,MAP opens,map,S0:52\n",
                "stories.csv": "id,teller_role,about,paraphrase,shows,source\ns1,parent,map,Told,skill,S0\n",
                "indicators.csv": "id,indicator,scale,before\ni1,Confidence,1-5,2.3\n",
            },
        )
    )
    assert state.of("event")["e1"].what == "MAP opens"
    assert state.of("story")["s1"].text == "Told"
    assert state.of("indicator")["i1"].name == "Confidence"
    assert json.loads(state.of("indicator")["i1"].attributes) == {"before": "2.3"}


def test_a_snapshots_revision_and_digest_are_not_taken_from_a_file(tmp_path: Path) -> None:
    found = reading(tmp_path / "m", {"snapshots.csv": "name,wave,revision,digest\nbefore,w1,7,sm1:x\n"})
    assert [w.column for w in found.warnings] == ["revision", "digest"]
    (snapshot,) = imported(found).snapshots.values()
    assert (snapshot.id, snapshot.revision, snapshot.digest, snapshot.attributes) == ("before", None, None, None)


@pytest.mark.parametrize("cell", ["has a van", "[1]", "{", "NaN", '{""a"": NaN}'])
def test_words_in_a_column_called_attributes_are_kept_as_words(tmp_path: Path, cell: str) -> None:
    found = reading(tmp_path / "m", {"actors.csv": f'id,name,Attributes\na,Ash,"{cell}"\n'})
    said = cell.replace('""', '"')
    assert json.loads(imported(found).actors["a"].attributes or "") == {"attributes": said}
    assert lines(found) == []


def test_a_row_nobody_could_read_hides_no_problem_of_the_rows_beside_it(tmp_path: Path) -> None:
    waves, roster = "id,date\nw,2024\n", "wave,actor,status\nw,a,answered\nw,b,silent\nw,c,answered\n"
    trust = "wave,from,to,value\nw,a,b,3,,,too many\nw,b,a,3\nw,a,nobody,3\n"
    incoming = reading(tmp_path / "m", {"actors.csv": ACTORS, "waves.csv": waves, "roster.csv": roster, "trust.csv": trust})
    assert not incoming.broken


def test_a_list_of_organisations_nobody_could_read_is_not_echoed_by_every_row(tmp_path: Path) -> None:
    actors = "id,name\na,Ash,too many\nb,Birch\n"
    incoming = reading(tmp_path / "m", {"actors.csv": actors, "relationships.csv": "from,to\na,b\n"})
    assert incoming.broken
