"""Graphs of other programs: their labels, times, weights and faults, each on a small file made here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from sysmap.errors import InputError
from sysmap.formats.registry import WRITERS, detect, read
from sysmap.formats.sameness import changes_for
from tests.formats.tables import came_in, names, pairs, workbook, written

YED = """<?xml version="1.0"?><graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
<key id="d5" for="node" attr.name="description" attr.type="string"/><key id="d6" for="node" yfiles.type="nodegraphics"/>
<graph edgedefault="directed" id="G"><node id="n0"><data key="d5">a school</data><data key="d6"><y:ShapeNode><y:NodeLabel>Ash &amp; Co
</y:NodeLabel></y:ShapeNode></data></node><node id="n1"/><edge id="e0" source="n0" target="n1"/></graph></graphml>"""
IGRAPH = """<graphml><key id="v_name" for="node" attr.name="name"/><key id="e_w" for="edge" attr.name="weight"/>
<key id="e_a" for="edge" attr.name="amount (GBP)"/><graph edgedefault="undirected">
<node id="n0"><data key="v_name">Ash</data></node><node id="n1"><data key="v_name">Birch</data></node>
<edge source="n0" target="n1"><data key="e_w">2.5</data></edge>
<edge source="n0" target="n1"><data key="e_a">142500.50</data></edge></graph></graphml>"""
GEXF = """<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2"><graph mode="dynamic" defaultedgetype="directed" timeformat="date">
<attributes class="edge" mode="dynamic"><attribute id="w" title="weight" type="float"/></attributes>
<nodes><node id="0" label="Ash" start="2008-01-01"/><node id="1" label="Birch"/></nodes><edges>
<edge id="0" source="0" target="1"><attvalues><attvalue for="w" value="1" start="2011-01-01" end="2011-12-31"/>
<attvalue for="w" value="3" start="2012-01-01" endopen="2013-01-01"/></attvalues></edge>
<edge id="1" source="1" target="0"><spells><spell start="2009" end="2010"/><spell start="2012" end="Infinity"/></spells></edge>
<edge id="2" source="1" target="0" start="None" end="17.5"/></edges></graph></gexf>"""


def test_yed_keeps_its_names_in_drawings(tmp_path: Path) -> None:
    state, _ = came_in(written(tmp_path / "y.graphml", YED))
    assert names(state) == ["Ash & Co", "n1"]
    assert state.actors["n0"].description == "a school"


def test_places_in_the_drawing_come_along_and_what_only_draws_is_listed(tmp_path: Path) -> None:
    drawn = YED.replace("<y:NodeLabel>", '<y:Geometry x="1.23456" y="-7"/><y:NodeLabel>')
    state, incoming = came_in(written(tmp_path / "y.graphml", drawn))
    assert [(at.actor, at.x, at.y) for at in state.of("layout").values()] == [("n0", "1.235", "-7")]
    assert any("how 1 nodes and edges are drawn" in line for line in incoming.not_carried)
    places = '<viz:position x="3" y="4.5"/><viz:color r="1" g="2" b="3"/>'
    gexf = GEXF.replace("<gexf ", '<gexf xmlns:viz="x" ').replace('start="2008-01-01"/>', f'start="2008-01-01">{places}</node>')
    state, incoming = came_in(written(tmp_path / "g.gexf", gexf))
    assert [(at.actor, at.x, at.y) for at in state.of("layout").values()] == [("0", "3", "4.5")]
    assert any("the color of 1 nodes" in line for line in incoming.not_carried)


def test_weights_and_money_on_edges_are_read_to_the_penny(tmp_path: Path) -> None:
    state, _ = came_in(written(tmp_path / "i.graphml", IGRAPH))
    (tie,) = state.relationships.values()
    (flow,) = state.funding.values()
    assert (tie.strength, tie.directed, pairs(state)) == ("2.5", "no", [("Ash", "Birch")])
    assert (flow.amount, flow.currency) == ("142500.50", "GBP")


def test_times_of_gexf_become_dates_and_what_changes_a_fact_for_each_time(tmp_path: Path) -> None:
    state, incoming = came_in(written(tmp_path / "g.gexf", GEXF))
    told = [(tie.strength, tie.since, tie.until) for tie in state.relationships.values()]
    assert told == [
        ("1", "2011-01-01", "2012-01-01"),
        ("3", "2012-01-01", "2013-01-01"),
        (None, "2009", "2011"),
        (None, "2012", None),
        (None, None, None),
    ]
    assert state.actors["0"].since == "2008-01-01"
    assert [line for line in incoming.not_carried if "17.5" in line]


def test_a_second_import_of_a_graph_changes_nothing(tmp_path: Path) -> None:
    for name, content in (("y.graphml", YED), ("g.gexf", GEXF)):
        path = written(tmp_path / name, content)
        state, _ = came_in(path)
        assert changes_for(read(path).against(state), state).changes == ()


def test_node_numbers_of_another_file_are_not_the_same_organisations(tmp_path: Path) -> None:
    state, _ = came_in(written(tmp_path / "i.graphml", IGRAPH))
    other = IGRAPH.replace("Ash", "Cedar").replace("Birch", "Dale")
    state, _ = came_in(written(tmp_path / "j.graphml", other), state)
    assert names(state) == ["Ash", "Birch", "Cedar", "Dale"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.graphml", '<!DOCTYPE g [<!ENTITY a "b">]><graphml><graph/></graphml>', "GraphML: the file declares a document type"),
        ("a.graphml", "<graphml><graph><node id='a'></graphml>", "GraphML: this is not XML from line 1"),
        ("a.gexf", "<gexf><graph><nodes><node id='a' label='R&D'/></nodes></graph></gexf>", "GEXF: this is not XML from line 1, column"),
        ("a.gexf", "<gexf/>", "GEXF: there is no <graph>"),
        ("a.gexf", "<graphml/>", "no <graph>"),
        ("a.gexf", "", "not XML"),
        ("deep.graphml", "<graphml>" + "<a>" * 3000 + "</a>" * 3000 + "</graphml>", "more than 200 deep"),
        ("a.json", '{"elements": [', "JSON: line 1, column"),
        ("a.json", "[" * 100_000, "nested more than 64 deep"),
        ("a.json", '{"elements": [], "x": NaN}', "NaN"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_the_place(tmp_path: Path, name: str, content: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        read(written(tmp_path / name, content))


def test_a_tie_to_nowhere_and_an_id_twice_refuse_the_file(tmp_path: Path) -> None:
    told = read(written(tmp_path / "a.graphml", IGRAPH.replace('target="n1"', 'target="n9"'))).problems
    assert [problem.value for problem in told] == ["n9", "n9"]
    told = read(written(tmp_path / "b.graphml", IGRAPH.replace('<node id="n1">', '<node id="n0">'))).problems
    assert "two entries have the same id" in told[0].rule


PROJECT = """{"name": "Valley", "defaultMap": "m2", "attributes": [{"name": "phone", "private": true}],
"elements": [{"_id": "e1", "attributes": {"label": "Ash", "element type": "school", "tags": ["x", "y"], "founded": "17/03/2014"}},
 {"_id": "e2", "attributes": {"label": "Ash"}}, {"_id": "e3", "attributes": {}}],
"connections": [{"_id": "c1", "direction": "directed", "from": "e1", "to": "e2", "attributes": {"connection type": "+", "label": "why"}},
 {"_id": "c2", "direction": "mutual", "from": "e1", "to": "e2", "attributes": {"connection type": null}}],
"loops": [{"_id": "l"}], "maps": [{"_id": "m1", "name": "One", "elements": []},
 {"_id": "m2", "name": "Two", "elements": [{"element": "e1", "position": {"x": 1.5, "y": -2}, "pinned": true}]}]}"""


def test_a_kumu_project_keeps_parallel_ties_repeated_labels_and_places(tmp_path: Path) -> None:
    path = written(tmp_path / "k.json", PROJECT)
    state, incoming = came_in(path)
    assert detect(path).format == "kumu"
    assert names(state) == ["Ash", "Ash", "e3"]
    assert [(tie.type, tie.directed) for tie in state.relationships.values()] == [("+", "yes"), (None, "no")]
    assert (state.actors["e1"].kind, state.actors["e1"].since) == ("school", "2014-03-17")
    place = state.of("layout")["e1"]
    assert (place.x, place.y, place.pinned) == ("1.5", "-2", "yes")
    assert any("loops" in line for line in incoming.not_carried)
    assert any("private" in warning.rule for warning in incoming.warnings)


def test_a_kumu_spreadsheet_reads_sections_lists_and_leaves_out_what_kumu_ignores(tmp_path: Path) -> None:
    sheets: dict[str, Sequence[Sequence[str | None]]] = {
        "Elements": [["Label", "Type"], ["Ash", "school"], ["Birch", None], [None, None], [None, None], ["From", "To"], ["Birch", "Ash"]],
        "Connections": [["From", "To", "Direction", "Type"], ["Ash", "Birch|Cedar", "mutual", "-"]],
        "Notes (ignore)": [["Label"], ["Nobody"]],
    }
    state, incoming = came_in(workbook(tmp_path / "k.xlsx", sheets))
    assert incoming.format == "kumu"
    assert names(state) == ["Ash", "Birch", "Cedar"]
    assert pairs(state) == [("Birch", "Ash"), ("Ash", "Birch"), ("Ash", "Cedar")]
    assert list(state.relationships.values())[1].type == "-"


def test_gephis_tables_carry_times_and_stray_columns(tmp_path: Path) -> None:
    (tmp_path / "g").mkdir()
    written(tmp_path / "g" / "nodes.csv", 'Id,Label,Interval,\n1,Ash,"<[2007,2009]>",0\n2,Birch,,1\n')
    written(tmp_path / "g" / "edges.csv", "Source,Target,Type,Weight\n1,2,Undirected,2.0\n")
    state, _ = came_in(tmp_path / "g")
    ash = state.actors["1"]
    (tie,) = state.relationships.values()
    assert (ash.name, ash.since, ash.until, tie.strength, tie.directed) == ("Ash", "2007", "2010", "2", "no")


def test_gephis_ties_hold_as_often_and_weigh_as_much_as_their_table_says(tmp_path: Path) -> None:
    table = 'Source,Target,Type,Id,Weight,Timeset\n'
    table += 'a,b,Directed,1,1,"<[2016-02-03, 2016-02-04); [2017-01-01, Infinity]>"\n'
    table += 'b,c,Directed,2,"<[2001, 2002, 5]; [2003, 2004, 7]>",\n'
    state, incoming = came_in(written(tmp_path / "g.csv", table))
    assert [(tie.id, tie.since, tie.until, tie.strength) for tie in state.relationships.values()] == [
        ("1-1", "2016-02-03", "2016-02-04", "1"),
        ("1-2", "2017-01-01", None, "1"),
        ("2-1", "2001", "2003", "5"),
        ("2-2", "2003", "2005", "7"),
    ]
    assert incoming.not_carried == ()


@pytest.mark.parametrize(("form", "path"), [("kumu", "k.xlsx"), ("gephi", "g"), ("gexf", "x.gexf"), ("graphml", "x.graphml")])
def test_nobody_on_the_map_is_nothing_to_export(tmp_path: Path, form: str, path: str) -> None:
    from sysmap.errors import SysmapError
    from sysmap.model.state import empty

    with pytest.raises(SysmapError, match="nobody on the map"):
        WRITERS[form](empty("m"), tmp_path / path, False)
