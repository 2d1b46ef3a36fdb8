"""A map leaves as the folder it could have come from: fixed columns, map order, no half file, the same bytes every time."""

from __future__ import annotations

import os
import tomllib
import zipfile
from pathlib import Path

import pytest

from sysmap.errors import SysmapError
from sysmap.formats.bundle import read_bundle
from sysmap.formats.bundle_writing import bundle_contents, write_bundle
from sysmap.model.actors import Actor, Map
from sysmap.model.canonical import seal
from sysmap.model.state import State, empty
from tests.formats.making import ACTORS, MAP, folder, imported, planned_for, reading

SEEDS = Path(__file__).parents[2] / "seeds"


def of_actors(*actors: Actor) -> State:
    return empty("m").applied(1, [("map", "m", Map("m", "A map")), *(("actor", a.id, a) for a in actors)])


def test_only_files_with_rows_are_written_in_map_order(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"actors.csv": "id,name\nz,Zebra\na,Ash\n"}))
    contents = bundle_contents(state)
    assert list(contents) == ["map.toml", "actors.csv"]
    assert contents["actors.csv"].decode() == (
        "id,name,kind,sector,place,reach,reach_unit,provision,independence,aliases,identifiers,part_of,generic,since,until,description,"
        "basis,source,audience\nz,Zebra,,,,,,,,,,,,,,,,,\na,Ash,,,,,,,,,,,,,,,,,\n"
    )
    assert contents["map.toml"].decode() == MAP


@pytest.mark.parametrize("name", ["wrenmoor", "wrenmoor-as-real"])
def test_the_teaching_map_goes_out_and_comes_back_as_it_was(tmp_path: Path, name: str) -> None:
    state = imported(read_bundle(SEEDS / name))
    for target in (tmp_path / "out", tmp_path / "out.zip"):
        write_bundle(state, target)
        back = imported(read_bundle(target))
        assert back.facts == state.facts
        assert bundle_contents(back) == bundle_contents(state)
        assert planned_for(read_bundle(target), state).changes == ()


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"actors.csv": ACTORS}))
    later = State(state.map, 17, 3, state.facts, state.seals)
    write_bundle(state, tmp_path / "a.zip")
    write_bundle(later, tmp_path / "b.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()


def test_cells_that_a_spreadsheet_would_run_are_guarded_and_announced(tmp_path: Path) -> None:
    hostile = Actor("@a", "=HYPERLINK(\"x\")", description="-5", reach="-5", aliases="'=x", attributes='{"=x":"+44 20"}')
    state = of_actors(hostile, Actor("b", "-", description="'tis"))
    contents = bundle_contents(state)
    assert contents["map.toml"].decode() == MAP + "guarded = true\n"
    rows = contents["actors.csv"].decode().splitlines()
    assert "'=x" in rows[0].split(",")
    assert rows[1].startswith("'@a,\"'=HYPERLINK(\"\"x\"\")\"")
    assert "-5" in rows[1].split(",")
    assert "'-5" in rows[1].split(",")
    assert "''=x" in rows[1].split(",")
    assert rows[2].startswith("b,-,")
    write_bundle(state, tmp_path / "out")
    assert imported(read_bundle(tmp_path / "out")).facts == state.facts


def test_nothing_is_announced_where_nothing_needs_a_guard() -> None:
    assert "guarded" not in bundle_contents(of_actors(Actor("a", "O'Neill", description="'tis")))["map.toml"].decode()


def test_unknown_columns_are_columns_again_and_what_cannot_be_one_is_json(tmp_path: Path) -> None:
    ash_held, birch_held = '{"Colour":"red","Name":"x","n":5}', '{"shape":"round"}'
    state = of_actors(Actor("a", "Ash", attributes=ash_held), Actor("b", "Birch", attributes=birch_held))
    header, ash, birch = bundle_contents(state)["actors.csv"].decode().splitlines()
    assert header.endswith("audience,Colour,shape,attributes")
    assert ash.endswith(',red,,"{""Name"":""x"",""n"":5}"')
    assert birch.endswith(",,round,")
    write_bundle(state, tmp_path / "out")
    assert imported(read_bundle(tmp_path / "out")).facts == state.facts


def test_fields_beyond_the_usual_get_a_column_where_a_row_has_them(tmp_path: Path) -> None:
    roster = "wave,actor,status,consent\nw,a,left,given\n"
    contents = bundle_contents(imported(reading(tmp_path / "m", {"actors.csv": "id,name,measured\na,Ash,no\n", "roster.csv": roster})))
    assert ",measured,basis," in contents["actors.csv"].decode()
    assert contents["roster.csv"].decode().splitlines()[0] == "wave,actor,respondent,status,consent,basis,source,audience"


def test_ids_are_written_where_the_rows_would_not_give_them(tmp_path: Path) -> None:
    with_ids = imported(reading(tmp_path / "m", {"trust.csv": "id,wave,from,to,value\nr1,w1,a,b,3\n"}))
    assert bundle_contents(with_ids)["trust.csv"].decode().startswith("id,wave,")
    without = imported(reading(tmp_path / "m", {"trust.csv": "wave,from,to,value\nw1,a,b,3\nw1,a,b,4\n"}))
    assert bundle_contents(without)["trust.csv"].decode().startswith("wave,")


def test_salts_travel_only_when_asked_for(tmp_path: Path) -> None:
    state = of_actors(Actor("a", "Ash", description="withdrawn"))
    kept = {("actor", "a", "name"): seal("Ash", "0" * 32), ("actor", "a", "description"): seal("x")._replace(salt=None)}
    sealed = State(state.map, 1, 1, state.facts, kept)
    assert "salts.csv" not in bundle_contents(sealed)
    write_bundle(sealed, tmp_path / "out", with_salts=True)
    assert (tmp_path / "out" / "salts.csv").read_text() == f"kind,id,field,salt\nactor,a,name,{'0' * 32}\n"
    assert read_bundle(tmp_path / "out").salts == {("actor", "a", "name"): "0" * 32}


def test_a_withdrawn_text_leaves_as_withdrawn() -> None:
    text = bundle_contents(of_actors(Actor("a", "withdrawn", attributes="withdrawn")))["actors.csv"].decode()
    assert text.splitlines()[1] == "a,withdrawn,,,,,,,,,,,,,,,,,,withdrawn"


def test_an_export_over_an_older_one_leaves_no_file_of_it_behind(tmp_path: Path) -> None:
    home = folder(tmp_path / "out", {"actors.csv": ACTORS, "waves.csv": "id,date\nw1,2024\n", "notes.txt": "mine"})
    write_bundle(of_actors(Actor("z", "Zebra")), home)
    assert sorted(path.name for path in home.iterdir()) == ["actors.csv", "map.toml", "notes.txt"]
    assert list(imported(read_bundle(home)).actors) == ["z"]


def test_a_folder_that_held_no_map_loses_nothing(tmp_path: Path) -> None:
    (tmp_path / "waves.csv").write_text("the sea")
    write_bundle(of_actors(Actor("z", "Zebra")), tmp_path)
    assert (tmp_path / "waves.csv").read_text() == "the sea"


def test_an_interrupted_export_leaves_the_older_files_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "out"
    write_bundle(of_actors(Actor("a", "Ash")), home)
    before = {path.name: path.read_bytes() for path in home.iterdir()}

    def fail(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(SysmapError, match="No space left on device"):
        write_bundle(of_actors(Actor("b", "Birch")), home)
    assert {path.name: path.read_bytes() for path in home.iterdir()} == before


def test_a_file_in_the_way_and_an_empty_map_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(SysmapError, match="is a file"):
        write_bundle(of_actors(Actor("a", "Ash")), tmp_path / "file")
    with pytest.raises(SysmapError, match="nothing on the map"):
        write_bundle(empty("m"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_zip_that_packs_too_well_is_stored_so_that_it_can_be_read(tmp_path: Path) -> None:
    state = of_actors(*(Actor(f"a{i:06}", "x" * 900) for i in range(7_000)))
    write_bundle(state, tmp_path / "m.zip")
    with zipfile.ZipFile(tmp_path / "m.zip") as archive:
        assert archive.getinfo("actors.csv").compress_type == zipfile.ZIP_STORED
    assert len(read_bundle(tmp_path / "m.zip").rows["actor"]) == 7_000


def test_the_written_files_are_readable_by_others(tmp_path: Path) -> None:
    (path, *_) = write_bundle(of_actors(Actor("a", "Ash")), tmp_path / "new" / "out")
    assert path == tmp_path / "new" / "out" / "map.toml"
    assert os.stat(path).st_mode & 0o777 == 0o644
    assert tomllib.loads(path.read_text())["id"] == "m"
