"""``places`` from outside: where everybody stands, kept once."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Cli


def test_everyones_place_is_listed_and_kept_once_and_leaves_with_the_map(four: Cli, tmp_path: Path) -> None:
    listed = four("places", "--json").json
    assert [row["id"] for row in listed["places"]] == ["a", "b", "c", "d"] and not any(row["kept"] for row in listed["places"])
    assert "sysmap places --keep" in four("places").err
    kept = four("places", "--keep", "--json").json
    assert kept["revision"] == 2 and all(row["kept"] for row in kept["places"])
    assert [(row["x"], row["y"]) for row in kept["places"]] == [(row["x"], row["y"]) for row in listed["places"]]
    again = four("places", "--keep")
    assert again.code == 0 and "nothing was stored" in again.err
    assert four("places", "--csv").out.splitlines()[0] == "id,name,x,y,kept,pinned"
    four("export", "-o", tmp_path / "out")
    assert len((tmp_path / "out" / "layout.csv").read_text().splitlines()) == 5


def test_a_saved_version_says_that_places_are_not_kept_while_they_are_not(four: Cli) -> None:
    assert "places --keep" in four("snapshot", "--wave", "w1", "--name", "first").err
    four("places", "--keep")
    assert four("snapshot", "--wave", "w2", "--name", "second").err == ""


def test_a_layer_that_is_not_there_is_told(four: Cli) -> None:
    assert four("places", "--layer", "nonsense").code == 2
