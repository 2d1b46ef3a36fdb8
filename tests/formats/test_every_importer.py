"""Every importer brings a sum of money to the penny, a day, and a label as it stands; counting rows would not show any of them wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sysmap.formats.incoming import Asked
from sysmap.formats.registry import FORMATS, WRITERS, detect
from sysmap.model.actors import Actor, Map
from sysmap.model.state import State
from sysmap.model.ties import Funding
from tests.formats.tables import came_in, workbook, written

LABEL, SUM, DAY = "Ash & Co. “Über” <school>", "142500.50", "2014-03-17"
ESCAPED = LABEL.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
NODES: list[list[str | None]] = [["ID", "Name", "Start date"], ["a", LABEL, DAY], ["b", "Birch", None]]
MONEY: list[list[str | None]] = [["Funder", "Recipient", "Amount (GBP)", "Award Date"], ["a", "b", SUM, DAY]]


def bundle(home: Path) -> Path:
    written(home / "map.toml", 'id = "m"\nname = "M"\n')
    name = LABEL.replace('"', '""')
    written(home / "actors.csv", f'id,name,since\na,"{name}",{DAY}\nb,Birch,\n')
    written(home / "funding.csv", f"from,to,amount,currency,awarded\na,b,{SUM},GBP,{DAY}\n")
    return home


def own(form: str, path: Path) -> Path:
    """What sysmap itself writes in a format."""
    actors = {"a": Actor("a", LABEL, since=DAY), "b": Actor("b", "Birch")}
    flow = Funding("f", "a", "b", amount=SUM, currency="GBP", awarded=DAY)
    WRITERS[form](State("m", 1, 0, {"map": {"m": Map("m", "M")}, "actor": actors, "funding": {"f": flow}}), path, False)
    return path


def csv_table(home: Path) -> Path:
    name = LABEL.replace('"', '""')
    return written(home / "t.csv", f'Funder,Recipient,Amount,Start\n"{name}",Birch,"£142,500.50",17/03/2014\n')


def xlsx(home: Path) -> Path:
    return workbook(home / "t.xlsx", {"Organisations": NODES, "Money": MONEY})


def kumu(home: Path) -> Path:
    elements = [{"_id": "a", "attributes": {"label": LABEL, "start date": DAY}}, {"_id": "b", "attributes": {"label": "Birch"}}]
    ties = [{"_id": "c", "from": "a", "to": "b", "direction": "directed", "attributes": {"amount (£)": "142,500.50"}}]
    return written(home / "k.json", json.dumps({"elements": elements, "connections": ties}))


def grants(home: Path) -> Path:
    one = {"id": "1", "title": "t", "description": "d", "currency": "GBP", "amountAwarded": 142500.50, "awardDate": f"{DAY}T00:00:00Z"}
    ends = {"fundingOrganization": [{"id": "GB-CHC-1", "name": LABEL}], "recipientOrganization": [{"id": "GB-CHC-2", "name": "Birch"}]}
    return written(home / "g.json", json.dumps({"grants": [{**one, **ends, "plannedDates": [{"startDate": DAY}]}]}))


def prsm(home: Path) -> Path:
    nodes = [{"id": "a", "label": LABEL, "att1": DAY}, {"id": "b", "label": "Birch"}]
    edges = [{"id": "e", "from": "a", "to": "b", "label": "gives"}]
    said = {"version": "1.9", "attributeTitles": {"att1": "Start date"}, "nodes": nodes, "edges": edges}
    return written(home / "m.prsm", json.dumps(said))


def graph_commons(home: Path) -> Path:
    node = {"action": "node_create", "type": "School", "name": LABEL, "start date": DAY}
    edge = {"action": "edge_create", "from_type": "School", "from_name": LABEL, "to_type": "Fund", "to_name": "Birch", "name": "GIVES"}
    return written(home / "s.json", json.dumps({"signals": [node, {**edge, "amount (GBP)": SUM}]}))


def network_canvas(home: Path) -> Path:
    name = LABEL.replace('"', '""')
    nodes = f'nodeID,networkCanvasUUID,name,Start date\n1,ua,"{name}",{DAY}\n2,ub,Birch,\n'
    written(home / "1_attributeList_organisation.csv", nodes)
    edges = f"edgeID,from,to,networkCanvasUUID,networkCanvasSourceUUID,networkCanvasTargetUUID,Amount (GBP)\n1,1,2,e,ua,ub,{SUM}\n"
    written(home / "1_edgeList_funds.csv", edges)
    return home


def graphml(home: Path) -> Path:
    keys = '<key id="n" for="node" attr.name="name"/><key id="s" for="node" attr.name="start date"/>'
    keys += '<key id="m" for="edge" attr.name="amount (GBP)"/>'
    nodes = f'<node id="a"><data key="n">{ESCAPED}</data><data key="s">{DAY}</data></node><node id="b"/>'
    edge = f'<edge source="a" target="b"><data key="m">{SUM}</data></edge>'
    return written(home / "g.graphml", f'<graphml>{keys}<graph edgedefault="directed">{nodes}{edge}</graph></graphml>')


def gexf(home: Path) -> Path:
    column = '<attributes class="edge"><attribute id="m" title="amount (GBP)" type="double"/></attributes>'
    nodes = f'<node id="a" label="{ESCAPED}" start="{DAY}"/><node id="b" label="Birch"/>'
    edge = f'<edge id="e" source="a" target="b"><attvalues><attvalue for="m" value="{SUM}"/></attvalues></edge>'
    graph = f'<graph defaultedgetype="directed" timeformat="date">{column}<nodes>{nodes}</nodes><edges>{edge}</edges></graph>'
    return written(home / "g.gexf", f'<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">{graph}</gexf>')


def gephi(home: Path) -> Path:
    name = LABEL.replace('"', '""')
    written(home / "nodes.csv", f'Id,Label,Interval\na,"{name}","<[{DAY}, Infinity]>"\nb,Birch,\n')
    written(home / "edges.csv", f"Source,Target,Type,Amount (GBP)\na,b,Directed,{SUM}\n")
    return home


SAMPLES = {
    "bundle": bundle, "csv": csv_table, "xlsx": xlsx, "kumu": kumu, "360giving": grants, "prsm": prsm, "graphcommons": graph_commons,
    "networkcanvas": network_canvas, "graphml": graphml, "gexf": gexf, "gephi": gephi,
}  # fmt: skip
NO_MONEY = {"prsm"}
"""Maps of this program have links and no sums."""


@pytest.mark.parametrize("form", SAMPLES)
def test_it_brings_the_label_the_day_and_the_sum(form: str, tmp_path: Path) -> None:
    path = SAMPLES[form](tmp_path / "in")
    assert detect(path).format == form
    state, incoming = came_in(path)
    ash = next(actor for actor in state.actors.values() if actor.name == LABEL)
    if form == "csv":
        assert [flow.since for flow in state.funding.values()] == [DAY]
    elif form != "360giving":
        assert ash.since == DAY
    if form not in NO_MONEY:
        (flow,) = state.funding.values()
        assert (flow.amount or "").rstrip("0") == SUM.rstrip("0")
        assert (flow.currency, flow.from_id) == ("GBP", ash.id)
    if form in ("bundle", "xlsx", "360giving"):
        assert flow.awarded == DAY
    assert incoming.not_carried == ()


@pytest.mark.parametrize("form", ["csv", "xlsx", "kumu", "graphml", "gexf", "gephi"])
def test_what_sysmap_wrote_brings_them_too(form: str, tmp_path: Path) -> None:
    path = own(form, tmp_path / {"csv": "o", "gephi": "o", "kumu": "o.json"}.get(form, f"o.{form}"))
    state, _ = came_in(path)
    assert (state.actors["a"].name, state.actors["a"].since) == (LABEL, DAY)
    assert [(flow.amount, flow.currency, flow.awarded) for flow in state.funding.values()] == [(SUM, "GBP", DAY)]


def test_answers_bring_the_label_and_the_day_of_the_round(tmp_path: Path) -> None:
    name = LABEL.replace('"', '""')
    path = written(tmp_path / "a.csv", f'From,To,Answer\n"{name}",Birch,4\n')
    state, _ = came_in(path, form="answers", asked=Asked(wave="w1", date="17/03/2014"))
    assert next(iter(state.actors.values())).name == LABEL
    assert state.waves["w1"].date == DAY


def test_no_importer_is_without_its_sample() -> None:
    assert {form.name for form in FORMATS if form.read is not None} == {*SAMPLES, "answers"}


def test_prsms_spreadsheet_is_read_by_its_labels(tmp_path: Path) -> None:
    headings: list[str | None] = ["Label", "Note", "Style", "x", "y", "founded"]
    factors: list[list[str | None]] = [headings, [LABEL, "a school", "1", "10.5", "-3", DAY], ["Birch", None, "2", None, None, None]]
    links: list[list[str | None]] = [["From", "To", "Label", "Note", "Style"], [LABEL, "Birch", "gives", "every year", "3"]]
    path = workbook(tmp_path / "p.xlsx", {"Factors": factors, "Links": links})
    state, _ = came_in(path)
    assert detect(path).format == "prsm"
    (tie,) = state.relationships.values()
    ash = state.actors[tie.from_id or ""]
    assert (ash.name, ash.description, ash.since, tie.description, tie.type) == (LABEL, "a school", DAY, "gives\nevery year", "3")
    assert [(at.x, at.y) for at in state.of("layout").values()] == [("10.5", "-3")]
