"""Gephi's spreadsheets, in and out: a table of nodes and one of edges. ``<[2007,2009]>`` are times; a nameless index column is nothing.

Format: Gephi's import of spreadsheets (Id, Label; Source, Target, Type, Id, Label, Weight, Kind; Interval, Timeset).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sysmap.errors import SysmapError
from sysmap.formats.bundle_files import refused
from sysmap.formats.csv_writing import CsvText
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.gexf_reading import between, dated, weighted
from sysmap.formats.graph_reading import FACT, ReadEdge, ReadNode, take_graph
from sysmap.formats.graph_tables import Graph, graph_of
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.raw_files import head_of
from sysmap.formats.sheets import Sheet, csv_sheet
from sysmap.formats.spreadsheet_guard import unguard
from sysmap.formats.whole_files import replace_files
from sysmap.model.state import State
from sysmap.model.text import Text

REST = "sysmap.json"
NODES, EDGES = "nodes.csv", "edges.csv"
TIMES = frozenset({"interval", "timeset", "time interval"})
GEPHIS_OWN = frozenset({"source", "target", "type", "id", "label", "weight", "kind", "interval", "timeset"})
"""Columns of the table of edges in which Gephi looks for something of its own; ours of the same name carry a mark."""

MARKED = frozenset({"type", "id", "label", "weight", "kind", "interval", "timeset", "time interval"})


def why_gephi(path: Path) -> str | None:
    """Why a folder or table is taken for Gephi's."""
    if path.is_dir():
        return f"the folder has {NODES} and {EDGES}" if (path / NODES).is_file() and (path / EDGES).is_file() else None
    if path.suffix.casefold() not in (".csv", ".tsv"):
        return None
    head = head_of(path, 4096).decode("utf-8", "replace").lstrip("\ufeff").partition("\n")[0]
    cells = {cell.strip().strip('"').casefold() for mark in ",;\t|" for cell in head.split(mark)}
    if {"source", "target"} <= cells and cells & MARKED:
        return "its headings are Source, Target and others of Gephi's"
    return None


def read_gephi(path: Path, asked: Asked) -> Incoming:
    """The facts in Gephi's tables: a folder of two, or one of edges. Raises InputError."""
    draft = Draft("gephi", path, asked)
    rest = None
    nodes: list[ReadNode] = []
    if path.is_dir():
        node_file, edge_file = path / NODES, path / EDGES
        if not node_file.is_file() or not edge_file.is_file():
            raise refused(path.name, f"Gephi: the folder has no {NODES} and {EDGES}", "export both tables into one folder")
        if (path / REST).is_file():
            from sysmap.formats.raw_files import text_of

            rest = text_of(path / REST, draft.found)
        nodes = _nodes(draft, csv_sheet(node_file, draft.found, exact=rest is not None), rest is not None)
    else:
        edge_file = path
    sheet = csv_sheet(edge_file, draft.found, exact=rest is not None)
    edges = _edges(draft, sheet, rest is not None)
    if not path.is_dir():
        met = dict.fromkeys(end for edge in edges for end in (edge.start, edge.end) if end is not None)
        nodes = [ReadNode(id, None, {}, (sheet.file, 1)) for id in met]
    take_graph(draft, nodes, edges, rest)
    return drafted(draft, why_gephi(path) or "it was asked for")


def _named(sheet: Sheet, own: bool, wanted: Sequence[str]) -> list[tuple[dict[str, Text], tuple[str, int]]]:
    """Rows by column; Gephi's own columns in small letters, columns without a heading left out."""
    if not sheet.rows:
        raise refused(sheet.file, "Gephi: the table is empty", "export it again")
    names = [(name or "").casefold() if (name or "").casefold() in (*wanted, *TIMES) else name or "" for name in sheet.rows[0][1]]
    if not set(wanted[:2]) <= set(names):
        missing = next(name for name in wanted[:2] if name not in names)
        raise refused(sheet.file, f"Gephi: no column {missing.capitalize()}", "export the table again with its headings")
    made = []
    for number, cells in sheet.rows[1:]:
        row = {name: cell for name, cell in zip(names, cells, strict=True) if name}
        made.append(({name: unguard(cell) if own and cell else cell for name, cell in row.items()}, (sheet.file, number)))
    return made


def _nodes(draft: Draft, sheet: Sheet, own: bool) -> list[ReadNode]:
    nodes = []
    for cells, place in _named(sheet, own, ("id", "id", "label")):
        id, label = cells.pop("id", None), cells.pop("label", None)
        if id is not None:
            nodes.append(ReadNode(id, label, {**_stated(cells), **_times(draft, cells, place)}, place))
    return nodes


def _edges(draft: Draft, sheet: Sheet, own: bool) -> list[ReadEdge]:
    edges = []
    for cells, place in _named(sheet, own, ("source", "target", "type", "id", "label", "weight", "kind")):
        start, end = cells.pop("source", None), cells.pop("target", None)
        way, id = cells.pop("type", None), cells.pop("id", None)
        directed = None if way is None else way.casefold() == "directed"
        kind, label = cells.pop("kind", None), cells.get("label")
        if "layer" in cells:
            for name in ("label", "weight"):
                cells.pop(name, None)
        elif kind is not None:
            cells["type"] = kind
        elif label is None:
            cells.pop("label", None)
        if "layer" in cells:
            edges.append(ReadEdge(None, start, end, directed, _stated(cells), place))
            continue
        moments = _moments(draft, cells, place)
        for number, times in enumerate(moments):
            counted = id if len(moments) == 1 or id is None else f"{id}-{number + 1}"
            edges.append(ReadEdge(counted, start, end, directed, {**_stated(cells), **times}, place))
    return edges


def _moments(draft: Draft, cells: dict[str, Text], place: tuple[str, int]) -> list[dict[str, Text]]:
    """A tie for each time that it holds, or for each that its weight has; one without times."""
    weight = cells.get("weight")
    if weight is not None and weight.startswith("<"):
        cells.pop("weight")
        valued = [(times, value) for times, value in weighted(weight) if value is not None]
        if not valued:
            draft.leave_out(place, f'the weight "{weight}" cannot be read')
        return [{"weight": value, **dated(times, draft, place)} for times, value in valued] or [{}]
    said = next((cells[name] for name in TIMES if cells.get(name)), None)
    if said is None:
        return [{}]
    found = between(said)
    if not found:
        draft.leave_out(place, f'the time "{said}" cannot be read')
    return [dated(times, draft, place) for times in found] or [{}]


def _stated(cells: dict[str, Text]) -> dict[str, Text]:
    return {name: cell for name, cell in cells.items() if cell is not None and name not in TIMES}


def _times(draft: Draft, cells: dict[str, Text], place: tuple[str, int]) -> dict[str, Text]:
    """The first interval of a row; more of them are listed."""
    said = next((cells[name] for name in TIMES if cells.get(name)), None)
    if said is None:
        return {}
    found = between(said)
    if len(found) > 1:
        draft.leave_out(place, f"{len(found) - 1} more times of {said}")
    if not found:
        draft.leave_out(place, f'the time "{said}" cannot be read')
        return {}
    return dated(found[0], draft, place)


def write_gephi(state: State, path: Path) -> tuple[Path, ...]:
    """Write a folder with nodes.csv, edges.csv and what only sysmap reads."""
    if path.exists() and not path.is_dir():
        raise SysmapError(f"{path} is a file, and a folder of tables was to be written there", fix="Name a folder.")
    graph = graph_of(state)
    contents = {NODES: _nodes_table(graph).content(), EDGES: _edges_table(graph).content(), REST: graph.rest.encode("utf-8", "replace")}
    return replace_files(path, contents)


def _nodes_table(graph: Graph) -> CsvText:
    columns = graph.node_columns()
    table = CsvText(("", "", *columns))
    table.add(("Id", "Label", *columns))
    for node in graph.nodes:
        table.add((node.id, node.name, *(node.cells.get(column) for column in columns)))
    return table


def _edges_table(graph: Graph) -> CsvText:
    columns = [f"{FACT}{column}" if column.casefold() in GEPHIS_OWN else column for column in graph.edge_columns()]
    table = CsvText(("", "", "", "", "", "weight", *graph.edge_columns()))
    table.add(("Source", "Target", "Type", "Id", "Label", "Weight", *columns))
    for edge in graph.edges:
        way = "Directed" if edge.directed else "Undirected"
        label = edge.cells.get("type") or edge.cells.get("item") or edge.cells["layer"]
        weight = edge.cells.get("strength") or edge.cells.get("value")
        cells = (edge.cells.get(column) for column in graph.edge_columns())
        table.add((edge.start, edge.end, way, edge.key, label, weight, *cells))
    return table
