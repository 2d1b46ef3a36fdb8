"""How does a map leave for Kumu? As the blueprint JSON that it takes by dragging or from an address, or as its spreadsheet.

Every element and tie has an id, so that Kumu keeps parallel ties and finds the same elements again. Field names that Kumu takes for
yes and no get a mark; a lone + or - stays what it is.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sysmap.formats.graph_tables import LAYERS, TAKEN, Edge, Graph, Node, graph_of
from sysmap.formats.kumu_reading import REST_SHEET
from sysmap.formats.whole_files import replace_files
from sysmap.formats.workbook_writing import Written, write_sheets
from sysmap.model.state import State

BREAKS_KUMU = frozenset({"YES", "NO", "ON", "OFF", "TRUE", "FALSE"})
PIECE = 30_000


def write_kumu(state: State, path: Path) -> tuple[Path, ...]:
    """Write the blueprint to a path that ends in .json, the spreadsheet to any other."""
    graph = graph_of(state)
    if path.suffix.casefold() == ".json":
        return replace_files(path.parent, {path.name: blueprint_of(graph).encode("utf-8", "replace")})
    nodes = [{"ID": node.id, "Label": node.name, **_fields(node.cells)} for node in graph.nodes]
    edges = [_tie(edge) for edge in graph.edges]
    sheets = {"Elements": _sheet(nodes, ("ID", "Label"))}
    if edges:
        sheets["Connections"] = _sheet(edges, ("ID", "From", "To", "Direction"))
    rest = graph.rest
    # Marked at both ends: blanks at the edge of a cell would be taken off, and with them the sense of the whole.
    pieces = [(f"[{rest[at : at + PIECE]}]",) for at in range(0, len(rest), PIECE)]
    sheets[REST_SHEET] = Written(("",), ("what only sysmap reads",), pieces)
    return write_sheets(path, sheets)


def _sheet(rows: list[dict[str, str]], first: tuple[str, ...]) -> Written:
    columns = (*first, *(name for name in dict.fromkeys(column for row in rows for column in row) if name not in first))
    return Written(columns, columns, [[row.get(column) for column in columns] for row in rows])


def _tie(edge: Edge) -> dict[str, str]:
    way = "directed" if edge.directed else "mutual"
    return {"ID": edge.key, "From": edge.start, "To": edge.end, "Direction": way, **_fields(edge.cells)}


def blueprint_of(graph: Graph, *, with_rest: bool = True) -> str:
    """The text of a blueprint: elements, connections, and the rest that Kumu does not read, for sysmap to find again."""
    elements = [_element(node) for node in graph.nodes]
    connections: list[dict[str, Any]] = [
        {
            "id": edge.key,
            "from": edge.start,
            "to": edge.end,
            "direction": "directed" if edge.directed else "mutual",
            **_fields(edge.cells),
        }
        for edge in graph.edges
    ]
    said = {"name": graph.name, "elements": elements, "connections": connections, **({"sysmap": graph.rest} if with_rest else {})}
    return json.dumps(said, ensure_ascii=False, indent=1) + "\n"


def _element(node: Node) -> dict[str, Any]:
    return {"id": node.id, "label": node.name, **_fields(node.cells)}


def _fields(cells: Mapping[str, str]) -> dict[str, str]:
    """The cells under names that Kumu takes. ``kind`` is its *type*; ours come back by the column ``layer``."""
    named = {f"{TAKEN}{name}" if name.upper() in BREAKS_KUMU else name: cell for name, cell in cells.items()}
    if "kind" in named and "layer" not in named:
        named = {"type" if name == "kind" else name: cell for name, cell in named.items()}
    elif named.get("layer") not in (None, LAYERS["relationship"]):
        named["type"] = named.get("item") or named["layer"]
    if "id" in named:
        named["fact id"] = named.pop("id")
    return named
