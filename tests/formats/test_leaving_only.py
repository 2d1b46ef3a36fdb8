"""What only leaves: one zip of everything, and points on the land. Each says what it left out, and the zip comes back whole."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from sysmap.errors import SysmapError, UsageError
from sysmap.formats import leaves_out, read
from sysmap.formats.registry import WRITERS
from sysmap.model.actors import Actor, Map, Place
from sysmap.model.canonical import digest
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from tests.formats.making import imported, planned_for
from tests.house.tree import ROOT

SEED = ROOT / "seeds" / "wrenmoor"


def sealed(path: Path) -> State:
    planned = planned_for(read(path), empty("wrenmoor"))
    seals = seals_for(planned.changes, empty("wrenmoor"), planned.salts)
    return empty("wrenmoor").applied(1, ((c.kind, c.id, c.fact) for c in planned.changes), seals)


def test_everything_comes_back_equal_with_its_fingerprint(tmp_path: Path) -> None:
    state = sealed(SEED)
    (path,) = WRITERS["everything"](state, tmp_path / "all.zip", False)
    incoming = read(path)
    assert (incoming.format, incoming.warnings, incoming.problems) == ("bundle", read(SEED).warnings, ())
    assert digest(sealed(path)) == digest(state)
    (again,) = WRITERS["everything"](sealed(path), tmp_path / "again.zip", False)
    assert again.read_bytes() == path.read_bytes()


def test_everything_can_be_opened_by_people_and_other_programs(tmp_path: Path) -> None:
    state = sealed(SEED)
    (path,) = WRITERS["everything"](state, tmp_path / "all.zip", False)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(tmp_path / "out")
        names = set(archive.namelist())
    assert {"map.toml", "trust.csv", "salts.csv", "also/README.txt", "also/map.xlsx", "also/map.gexf", "also/kumu.json"} <= names
    for name in ("map.xlsx", "map.gexf", "kumu.json"):
        assert len(imported(read(tmp_path / "out" / "also" / name, "wrenmoor").against(empty("wrenmoor"))).actors) == len(state.actors)
    told = (tmp_path / "out" / "also" / "README.txt").read_text(encoding="utf-8")
    assert "amount: A number above 0" in told
    assert imported(read(tmp_path / "out")).actors == state.actors


def test_everything_is_one_zip(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="one zip"):
        WRITERS["everything"](sealed(SEED), tmp_path / "folder", False)


def test_places_with_coordinates_are_points_and_the_rest_is_told(tmp_path: Path) -> None:
    actors = {
        "a": Actor("a", "Ash", place="Harbour", since="2015-03-01", identifiers="GB-CHC-1|GB-COH-2"),
        "b": Actor("b", "Birch", attributes='{"Latitude":"52.628341","Longitude":"1.296700"}'),
        "c": Actor("c", "Cedar", place="nowhere"),
        "d": Actor("d", "Dale", attributes='{"lat":"1000","lng":"0"}'),
    }
    places = {"h": Place("h", "Harbour", attributes='{"latitude":"-33.9","longitude":"151.2"}')}
    state = State("m", 1, 0, {"map": {"m": Map("m", "M")}, "actor": actors, "place": places})
    (path,) = WRITERS["geojson"](state, tmp_path / "m.geojson", False)
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said["type"] == "FeatureCollection"
    assert [(one["id"], one["geometry"]["coordinates"]) for one in said["features"]] == [("a", [151.2, -33.9]), ("b", [1.297, 52.628])]
    assert said["features"][0]["properties"]["since"] == "2015-03-01"
    assert said["features"][0]["properties"]["identifiers"] == ["GB-CHC-1", "GB-COH-2"]
    assert leaves_out("geojson", state)[0] == "2 organisations and groups at no place with coordinates"
    with pytest.raises(SysmapError, match="latitude and longitude"):
        nowhere = {"map": state.facts["map"], "actor": {"c": actors["c"]}}
        WRITERS["geojson"](State("m", 1, 0, nowhere), tmp_path / "n.geojson", False)
