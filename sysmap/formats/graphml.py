"""GraphML, in and out: the plain dialect, and those of yEd, igraph, networkx and Network Canvas. Format: graphml.graphdrawing.org."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from sysmap.formats.bundle_columns import NUMBER, NUMBERS
from sysmap.formats.bundle_files import refused
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft, as_position
from sysmap.formats.graph_reading import ReadEdge, ReadNode, take_graph
from sysmap.formats.graph_tables import Graph, graph_of
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.whole_files import replace_files
from sysmap.formats.xml_reading import root_name, words_in, xml_of
from sysmap.formats.xml_writing import content, quoted
from sysmap.model.state import State
from sysmap.model.text import Text

REST = "sysmap"
TRUE = frozenset({"true", "1", "yes"})


class Key(NamedTuple):
    """What a ``<key>`` declares: the name of a column, its default, and whether it holds a program's drawing."""

    name: str
    default: Text
    drawing: bool
    of: str = "all"


def why_graphml(path: Path) -> str | None:
    """Why a file is taken for GraphML."""
    if root_name(path) == "graphml":
        return "its first element is <graphml>"
    return "its name ends in .graphml" if path.is_file() and path.suffix.casefold() == ".graphml" else None


def read_graphml(path: Path, asked: Asked) -> Incoming:
    """The facts in a GraphML file. Raises InputError for what is none, with line and column."""
    root = xml_of(path, "GraphML", "graphml")
    draft = Draft("graphml", path, asked)
    keys = _keys(root)
    graphs = [child for child in root if child.tag == "graph"]
    if not graphs:
        raise refused(path.name, "GraphML: there is no <graph> in it", "export it again")
    rest, nodes, edges = None, list[ReadNode](), list[ReadEdge]()
    for graph in graphs:
        cells = _cells(graph, keys)[0]
        rest = rest or cells.pop(REST, None)
        _tell_graph(draft, cells, graph)
        _walk(draft, graph, keys, None, nodes, edges)
    stand = _places(root, nodes)
    take_graph(draft, nodes, edges, rest)
    for id, x, y in stand if not draft.own else ():
        draft.stands(id, x, y, (path.name, 0))
    drawn = sum(1 for one in root.iter("data") if len(one))
    if drawn and not draft.own:
        draft.leave_out((path.name, 0), f"how {drawn} nodes and edges are drawn, but for their names and places")
    return drafted(draft, why_graphml(path) or "it was asked for")


def _places(root: Element, nodes: list[ReadNode]) -> list[tuple[str, Text, Text]]:
    """Where nodes stand: in yEd's drawing of them, or in columns x and y, which are taken out of the others."""
    stand: list[tuple[str, Text, Text]] = []
    for element in root.iter("node"):
        at = next((mark for data in element if data.tag == "data" for mark in data.iter("Geometry")), None)
        if at is not None:
            stand.append((element.get("id") or "", at.get("x"), at.get("y")))
    for number, node in enumerate(nodes):
        x, y = node.cells.get("x"), node.cells.get("y")
        if as_position(x) is not None and as_position(y) is not None:
            stand.append((node.id, x, y))
            nodes[number] = node._replace(cells={name: cell for name, cell in node.cells.items() if name not in ("x", "y")})
    return stand


def _keys(root: Element) -> dict[str, Key]:
    keys = {}
    for element in root.iter("key"):
        default = element.find("default")
        drawn = any(name.rpartition("}")[2] == "yfiles.type" for name in element.attrib)
        name = element.get("attr.name") or element.get("id") or ""
        keys[element.get("id") or ""] = Key(name, words_in(default) if default is not None else None, drawn, element.get("for", "all"))
    return keys


def _tell_graph(draft: Draft, cells: dict[str, Text], graph: Element) -> None:
    for name in cells:
        draft.leave_out((draft.path.name, 0), f'what is said of the whole graph under "{name}"')
    for name in graph.attrib:
        space, _, column = name.rpartition("}")
        if space not in ("", "{http://www.w3.org/2001/XMLSchema-instance"):
            draft.leave_out((draft.path.name, 0), f'what is said of the whole graph under "{column}"')
    count = sum(1 for _ in graph.iter("hyperedge"))
    if count:
        draft.leave_out((draft.path.name, 0), f"{count} edges with more than two ends")


def _walk(draft: Draft, graph: Element, keys: dict[str, Key], parent: Text, nodes: list[ReadNode], edges: list[ReadEdge]) -> None:
    waiting: list[tuple[Element, Text]] = [(graph, parent)]
    usual = {
        where: {key.name: key.default for key in keys.values() if key.default is not None and key.of in (where, "all")}
        for where in ("node", "edge")
    }
    while waiting:
        level, above = waiting.pop(0)
        directed = level.get("edgedefault", "directed") != "undirected"
        for child in level:
            if child.tag == "node":
                cells, label = _cells(child, keys)
                cells = {**usual["node"], **cells}
                id = child.get("id") or ""
                nodes.append(ReadNode(id, label, cells, (draft.path.name, 0), above))
                waiting.extend((inner, id) for inner in child if inner.tag == "graph")
            elif child.tag == "edge":
                edges.append(_edge(draft, child, keys, usual["edge"], directed))


def _edge(draft: Draft, element: Element, keys: dict[str, Key], usual: Mapping[str, Text], directed: bool) -> ReadEdge:
    cells, label = _cells(element, keys)
    cells = {**usual, **cells}
    if label is not None:
        cells.setdefault("label", label)
    said = element.get("directed")
    way = directed if said is None else said.casefold() in TRUE
    id = None if "layer" in cells else element.get("id")
    return ReadEdge(id, element.get("source"), element.get("target"), way, cells, (draft.path.name, 0))


def _cells(element: Element, keys: dict[str, Key]) -> tuple[dict[str, Text], Text]:
    """The cells of an element by column, and the label in a program's drawing of it."""
    cells: dict[str, Text] = {}
    label: Text = None
    for data in element:
        if data.tag != "data":
            continue
        key = keys.get(data.get("key") or "", Key(data.get("key") or "", None, False))
        if len(data):
            marks = [words_in(mark).strip() for mark in data.iter() if mark.tag in ("NodeLabel", "EdgeLabel")]
            label = label or next((mark for mark in marks if mark), None)
        elif not key.drawing:
            cells[key.name] = data.text
    return cells, label


def write_graphml(state: State, path: Path) -> tuple[Path, ...]:
    """Write the map as one GraphML file."""
    return replace_files(path.parent, {path.name: graphml_of(graph_of(state)).encode()})


def graphml_of(graph: Graph) -> str:
    """The text of the file. Columns of plain numbers are declared as such.

    Where only some ties go both ways, that stands in their column ``directed``: most programs refuse a graph of both sorts of edges.
    """
    node_keys = {column: f"n{place}" for place, column in enumerate(("label", *graph.node_columns()))}
    edge_keys = {column: f"e{place}" for place, column in enumerate(graph.edge_columns())}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines.append(f'  <key id="g0" for="graph" attr.name="{REST}" attr.type="string"/>')
    for keys, rows, where in ((node_keys, graph.nodes, "node"), (edge_keys, graph.edges, "edge")):
        for column, key in keys.items():
            kind = "double" if _numbers(column, [row.cells.get(column) for row in rows]) else "string"
            lines.append(f'  <key id="{key}" for="{where}" attr.name={quoted(column)} attr.type="{kind}"/>')
    usual = "directed" if any(edge.directed for edge in graph.edges) or not graph.edges else "undirected"
    lines.append(f'  <graph id={quoted(graph.name)} edgedefault="{usual}">')
    lines.append(f'    <data key="g0">{content(graph.rest)}</data>')
    for node in graph.nodes:
        lines.append(f"    <node id={quoted(node.id)}>{_data(node_keys, {'label': node.name, **node.cells})}</node>")
    for number, edge in enumerate(graph.edges):
        ends = f"source={quoted(edge.start)} target={quoted(edge.end)}"
        lines.append(f'    <edge id="t{number}" {ends}>{_data(edge_keys, edge.cells)}</edge>')
    return "\n".join((*lines, "  </graph>", "</graphml>", ""))


def _data(keys: dict[str, str], cells: object) -> str:
    assert isinstance(cells, dict)
    return "".join(f'<data key="{keys[column]}">{content(cell)}</data>' for column, cell in cells.items())


def _numbers(column: str, cells: list[str | None]) -> bool:
    return column in NUMBERS and all(cell is None or NUMBER.fullmatch(cell) for cell in cells)
