"""What leaves for other programs is read by one that we did not write, with names, sums and rounds; and holds to its format."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import networkx as nx
import pytest

from sysmap.formats import read
from sysmap.formats.registry import WRITERS
from sysmap.model.state import State
from tests.formats.making import imported
from tests.house.tree import ROOT

NS = "{http://gexf.net/1.3}"


@pytest.fixture(scope="module")
def wrenmoor() -> State:
    return imported(read(ROOT / "seeds" / "wrenmoor"))


@pytest.fixture(scope="module")
def gexf(wrenmoor: State, tmp_path_factory: pytest.TempPathFactory) -> Path:
    (path,) = WRITERS["gexf"](wrenmoor, tmp_path_factory.mktemp("gexf") / "w.gexf", False)
    return path


def test_networkx_reads_rounds_as_spells_and_trust_as_values_that_change(gexf: Path, wrenmoor: State) -> None:
    graph: Any = nx.read_gexf(gexf, version="1.3")
    assert {id: data["label"] for id, data in graph.nodes(data=True)} == {id: actor.name for id, actor in wrenmoor.actors.items()}
    found = [data for a, b, data in graph.edges(data=True) if (a, b, data.get("item")) == ("kes", "fam", "openness")]
    assert [value for value, _, _ in found[0]["value"]] == [3.0, 4.0]
    assert found[0]["spells"] == [("2024-05-31", "2024-05-31"), ("2025-05-30", "2025-05-30")]
    money = [data["amount"] for a, b, data in graph.edges(data=True) if (a, b, data["layer"]) == ("wef", "kes", "money")]
    assert money == [142500.5]


def test_networkx_reads_graphml_with_parallel_ties(wrenmoor: State, tmp_path: Path) -> None:
    (path,) = WRITERS["graphml"](wrenmoor, tmp_path / "w.graphml", False)
    graph: Any = nx.read_graphml(path, force_multigraph=True)
    assert graph.is_directed() and graph.number_of_nodes() == len(wrenmoor.actors)
    layers = [data["layer"] for _, _, data in graph.edges(data=True)]
    drawn = sum(all(end in wrenmoor.actors for end in (flow.from_id, flow.to_id)) for flow in wrenmoor.funding.values())
    assert (layers.count("trust"), layers.count("money")) == (len(wrenmoor.ratings), drawn)
    assert graph.nodes["cvs"]["label"] == "Wrenmoor Voluntary Action"


def test_gexf_holds_to_its_structure(gexf: Path) -> None:
    text = gexf.read_text(encoding="utf-8")
    root = ElementTree.fromstring(text)
    graph = root.find(f"{NS}graph")
    assert graph is not None and root.get("version") == "1.3" and '"None"' not in text
    assert 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' in text
    assert [child.tag.removeprefix(NS) for child in graph] == ["attributes", "attributes", "attributes", "nodes", "edges"]
    declared = {a.get("id"): (group.get("class"), group.get("mode")) for group in graph.iter(f"{NS}attributes") for a in group}
    nodes = [node.get("id") for node in graph.iter(f"{NS}node")]
    edges = [edge.get("id") for edge in graph.iter(f"{NS}edge")]
    assert len(set(nodes)) == len(nodes) and len(set(edges)) == len(edges)
    for edge in graph.iter(f"{NS}edge"):
        assert edge.get("source") in nodes and edge.get("target") in nodes and edge.get("type") in ("directed", "undirected", "mutual")
        for value in edge.iter(f"{NS}attvalue"):
            where, mode = declared[value.get("for")]
            dated = value.get("start") is not None or value.get("end") is not None
            assert where == "edge" and (mode == "dynamic") >= dated
    for element in graph.iter():
        start, end = (dt.date.fromisoformat(day) if (day := element.get(name)) else None for name in ("start", "end"))
        assert start is None or end is None or start <= end
