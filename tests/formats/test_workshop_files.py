"""PRSM of both ages, Network Canvas' interviews and Graph Commons' signals, each on a small file made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.errors import InputError
from sysmap.formats.prsm import unpacked
from sysmap.formats.registry import detect, read
from sysmap.formats.sameness import changes_for
from tests.formats.tables import came_in, names, pairs, written

PLAIN = """{"version": "1.9", "mapTitle": "Valley", "attributeTitles": {"att1": "founded", "att2": "Money"},
"styles": {"edges": {"edge1": {"groupLabel": "trains"}}},
"nodes": [{"id": "a", "label": "Ash\\nTrust", "note": {"ops": [{"insert": "a school\\n"}]}, "att1": "17/03/2014", "x": 1.5, "y": 2},
 {"id": "b", "label": "Birch", "thumbUp": ["x"]}], "edges": [{"id": "e", "from": "a", "to": "b", "grp": "edge1"}], "history": [1]}"""
PACKED = (
    "\u1be1\u083d\u420c\u0280\u5326\u38a0\u2e23\u3560\u25b4\u4921\u0640\u06a4V\u6c22\u18e8\u2b21\u0290\xd1O\u4f95\u1a42\u051c\u46be\u2b20"
    "\u4288\u0290\u0653\u5048\u1fe6\u1b20\u0bac\u0b70\u4988\u018c\u30b0\u0253\u6bf0\u05f0\u11b0\u0e8f\u04b5\u0426\u1685\u0220\u671c\u1035"
    "\u3300\u14b1\u05bd\u5361\u030c.J\u34b3\u05b6\u5823\u2b82\u099c\xbe\u0640  "
)


def test_a_prsm_map_keeps_notes_attributes_and_places(tmp_path: Path) -> None:
    path = written(tmp_path / "m.prsm", PLAIN)
    state, incoming = came_in(path)
    ash = state.actors["a"]
    assert (detect(path).format, state.about.name) == ("prsm", "Valley")
    assert (ash.name, ash.description, ash.since, ash.attributes) == ("Ash Trust", "a school", "2014-03-17", None)
    (tie,) = state.relationships.values()
    assert (tie.type, tie.directed, state.of("layout")["a"].x) == ("trains", "yes", "1.5")
    assert any("history" in line for line in incoming.not_carried)
    assert changes_for(read(path).against(state), state).changes == ()


def test_a_compressed_prsm_map_is_read(tmp_path: Path) -> None:
    state, _ = came_in(written(tmp_path / "m.prsm", PACKED))
    assert (names(state), pairs(state)) == (["Ash", "Birch"], [("Ash", "Birch")])


@pytest.mark.parametrize("cut", [1, 10, 60])
def test_a_compressed_map_that_is_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    with pytest.raises(InputError, match="PRSM"):
        read(written(tmp_path / "m.prsm", PACKED[:cut]))
    with pytest.raises(ValueError):
        unpacked(PACKED[:cut])


def test_interviews_are_joined_by_uuid_and_the_type_is_in_the_files_name(tmp_path: Path) -> None:
    home = tmp_path / "cases"
    for case, name in (("1", "Ash"), ("2", "Birch")):
        nodes = f"nodeID,networkCanvasUUID,name,Start date\n1,u{case}a,{name},2014\n2,u{case}b,Cedar,\n"
        written(home / f"{case}_attributeList_organisation.csv", nodes)
        edges = "edgeID,from,to,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID\n"
        written(home / f"{case}_edgeList_trusts.csv", f"{edges}1,1,2,e{case},u{case}a,u{case}b\n")
    written(home / "1_ego.csv", "networkCanvasEgoUUID,age\nx,5\n")
    state, incoming = came_in(home)
    assert incoming.format == "networkcanvas"
    assert pairs(state) == [("Ash", "Cedar"), ("Birch", "Cedar")]
    assert {tie.type for tie in state.relationships.values()} == {"trusts"}
    assert state.actors["u1a"].since == "2014"
    assert any("interviewed" in line for line in incoming.not_carried)


def test_signals_make_nodes_and_edges(tmp_path: Path) -> None:
    signals = (
        '{"signals": [{"action": "node_create", "type": "School", "name": "Ash", "start date": "2014-03-17"},'
        '{"action": "edge_create", "from_type": "School", "from_name": "Ash", "to_type": "Fund", "to_name": "Elm", "name": "GIVES",'
        '"weight": 2.50}, {"action": "graph_delete"}]}'
    )
    state, incoming = came_in(written(tmp_path / "s.json", signals))
    (tie,) = state.relationships.values()
    assert (pairs(state), tie.type, tie.strength) == ([("Ash", "Elm")], "GIVES", "2.50")
    assert [(actor.kind, actor.since) for actor in state.actors.values()] == [("School", "2014-03-17"), ("Fund", None)]
    assert any("graph_delete" in line for line in incoming.not_carried)


def test_json_of_no_known_format_is_told_what_each_would_have(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no `grants` list"):
        read(written(tmp_path / "x.json", '{"a": 1}'))
