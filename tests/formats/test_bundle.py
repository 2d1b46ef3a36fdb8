"""A folder is read whole: every row, and every problem at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.formats.bundle import read_bundle
from sysmap.model.kinds import KINDS
from sysmap.model.state import empty
from tests.formats.making import ACTORS, MAP, folder, imported, lines, only_problem, planned_for, reading


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    found = reading(
        tmp_path / "m",
        {
            "actors.csv": "id,name\na,Ash\nb\n",
            "trust.csv": "wave,from,to,value\nw1,a,b,much\nw1,b,a,4.5\n",
            "waves.csv": "id;date\nw1;2024\n",
            "places.csv": b"name\nCaf\xe9\n",
        },
    )
    assert lines(found) == [
        "places.csv: byte 9 (0xE9, on line 2) is not UTF-8; save it again as \"CSV UTF-8 (comma delimited)\"",
        "actors.csv row 3: the row has 1 cells and the headings have 2; add or take away commas, or put quotation marks round a cell that"
        " holds one",
        "waves.csv row 1: the columns are separated by semicolons, not by commas; save it again separated by commas",
        'trust.csv row 2, column value: "much": a trust answer is a whole number on the round\'s scale; write a whole number, or leave the'
        " cell empty for asked and not answered",
        'trust.csv row 3, column value: "4.5": a trust answer is a whole number on the round\'s scale; write a whole number, or leave the'
        " cell empty for asked and not answered",
    ]
    assert found.broken


def test_a_sound_folder_has_no_problems_and_says_why_it_is_one(tmp_path: Path) -> None:
    found = reading(tmp_path / "m", {"actors.csv": ACTORS})
    assert (found.problems, found.warnings, found.broken, found.format) == ((), (), False, "bundle")
    assert found.why == "the folder has map.toml"
    assert [(row.number, row.given["id"]) for row in found.rows["actor"]] == [(2, "a"), (3, "b"), (4, "c")]


def test_the_id_asked_for_wins_over_the_one_in_map_toml(tmp_path: Path) -> None:
    home = folder(tmp_path / "m")
    assert read_bundle(home).map_id == "m"
    assert read_bundle(home, "other").map_id == "other"
    assert imported(read_bundle(home, "other")).about.id == "other"


def test_a_map_without_an_id_is_told_which_line_to_write(tmp_path: Path) -> None:
    found = reading(tmp_path / "Norwich 2015", map_toml='name = "Norwich"\n')
    assert only_problem(found) == 'map.toml, column id: map.toml gives the map no id; write id = "norwich-2015"'
    assert not read_bundle(tmp_path / "Norwich 2015", "norwich").problems


@pytest.mark.parametrize("id", ["Norwich", "-a", "a b", "ä", "a" * 65])
def test_a_map_id_of_other_letters_is_refused(tmp_path: Path, id: str) -> None:
    assert "small letters a-z" in only_problem(reading(tmp_path / "m", map_toml=f'id = "{id}"\nname = "n"\n'))


def test_a_file_that_is_not_of_a_bundle_is_reported_and_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path / "m", {"actor.csv": "x\n", "notes.md": "hello", ".DS_Store": b"\xff"})
    assert not found.problems
    assert [warning.file for warning in found.warnings] == ["actor.csv", "notes.md"]


@pytest.mark.parametrize("name", ["README.md", "readme.txt", "README"])
def test_a_readme_beside_a_map_explains_it_and_is_no_misspelt_file(tmp_path: Path, name: str) -> None:
    assert reading(tmp_path / "m", {name: "what this map is"}).warnings == ()


def test_capitals_in_a_file_name_make_no_other_file(tmp_path: Path) -> None:
    assert list(imported(reading(tmp_path / "m", {"Actors.CSV": ACTORS})).actors) == ["a", "b", "c"]


def test_a_folder_where_a_file_should_be_is_told(tmp_path: Path) -> None:
    home = folder(tmp_path / "m")
    (home / "actors.csv").mkdir()
    assert "actors.csv: this is no ordinary file" in only_problem(read_bundle(home))


def test_every_kind_of_fact_has_its_file(tmp_path: Path) -> None:
    for kind, spec in KINDS.items():
        if kind != "map":
            required = [column for column in spec.fields if column in spec.required] or ["id"]
            found = reading(tmp_path / "m", {spec.file: ",".join([*required, "since"]) + "\n" + "x," * len(required) + "2020\n"})
            assert len(found.rows[kind]) == 1, kind


def test_importing_a_folder_named_by_its_map_toml_reads_the_folder(tmp_path: Path) -> None:
    home = folder(tmp_path / "m", {"actors.csv": ACTORS})
    assert list(imported(read_bundle(home / "map.toml")).actors) == ["a", "b", "c"]


def test_salts_come_in_with_the_text_they_belong_to(tmp_path: Path) -> None:
    salt = "0" * 32
    found = reading(tmp_path / "m", {"actors.csv": ACTORS, "salts.csv": f"kind,id,field,salt\nactor,a,name,{salt}\n"})
    assert found.salts == {("actor", "a", "name"): salt}
    assert planned_for(found, imported(found)).salts == found.salts


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("kind,id,field\nactor,a,name\n", "the column salt is missing"),
        ("kind,id,field,salt\nactor,a,name,xyz\n", "a salt is 16 to 128 digits"),
        ("kind,id,field,salt\nactor,a,,00000000000000000000000000000000\n", "each row names a text"),
        (f"kind,id,field,salt\nactor,a,name,{'0' * 32}\nactor,a,name,{'1' * 32}\n", "has a salt already"),
    ],
)
def test_a_wrong_salt_is_told(tmp_path: Path, content: str, said: str) -> None:
    assert said in only_problem(reading(tmp_path / "m", {"salts.csv": content}))


def test_a_map_toml_that_cannot_be_read_hides_no_other_problem(tmp_path: Path) -> None:
    found = reading(tmp_path / "m", {"actors.csv": "id,name\na\n"}, map_toml=MAP + "boundary = all of it\n")
    assert [problem.file for problem in found.problems] == ["map.toml", "actors.csv"]
    assert found.problems[0].row == 3
    assert not planned_for(found, empty("m")).problems
