"""Network Canvas' export of interviews: a folder of CSV files for each case. Nodes and edges are joined by their UUIDs.

The kind of a node and the type of a tie stand in the file's name; ``nodeID`` counts within a case only and is never used. What is
said of the person interviewed is listed and left out: a map of organisations is no place for it.
"""

from __future__ import annotations

import re
from pathlib import Path

from sysmap.formats.bundle_files import refused
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.graph_reading import ReadEdge, ReadNode, take_graph
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.sheets import csv_sheet
from sysmap.model.text import Text

FILE = re.compile(r".*?_?(attributeList|edgeList|ego)(?:_(.+))?\.csv", re.IGNORECASE)
UUID, SOURCE, TARGET = "networkCanvasUUID", "networkCanvasSourceUUID", "networkCanvasTargetUUID"
ITS_OWN = frozenset({"nodeID", "edgeID", "from", "to", UUID, SOURCE, TARGET})
FILE_LIMIT = 5_000


def why_network_canvas(path: Path) -> str | None:
    """Why a folder is taken for interviews of Network Canvas."""
    if not path.is_dir():
        return None
    count = sum(1 for _, kind, _ in _files(path) if kind == "attributelist")
    return f"the folder has {count} lists of nodes by Network Canvas" if count else None


def _files(path: Path) -> list[tuple[Path, str, str]]:
    """The files of the export, what each holds, and the type in its name."""
    found = []
    for file in sorted(path.iterdir()):
        match = FILE.fullmatch(file.name)
        if match is not None and file.is_file():
            found.append((file, match[1].lower(), match[2] or ""))
    return found


def read_network_canvas(path: Path, asked: Asked) -> Incoming:
    """The facts in a folder of interviews. Raises InputError for what is none."""
    files = _files(path) if path.is_dir() else []
    if not any(kind == "attributelist" for _, kind, _ in files) or len(files) > FILE_LIMIT:
        raise refused(path.name, "Network Canvas: no file ..._attributeList_TYPE.csv in the folder", "export as CSV and name the folder")
    draft = Draft("networkcanvas", path, asked, lasting_ids=True)
    nodes: list[ReadNode] = []
    edges: list[ReadEdge] = []
    for file, kind, type in files:
        rows = _rows(draft, file)
        if kind == "ego":
            draft.leave_out((file.name, 0), f"what {len(rows)} people interviewed say of themselves")
        for cells, place in rows:
            own = {name: cell for name, cell in cells.items() if name not in ITS_OWN and cell is not None}
            if kind == "attributelist":
                label = next((cells[name] for name in cells if name.casefold() in ("name", "label", "nickname") and cells[name]), None)
                nodes.append(ReadNode(cells.get(UUID) or "", label, {"kind": type or None, **own}, place))
            elif kind == "edgelist":
                edges.append(ReadEdge(cells.get(UUID), cells.get(SOURCE), cells.get(TARGET), False, {"type": type or None, **own}, place))
    take_graph(draft, nodes, edges)
    return drafted(draft, why_network_canvas(path) or "it was asked for")


def _rows(draft: Draft, file: Path) -> list[tuple[dict[str, Text], tuple[str, int]]]:
    sheet = csv_sheet(file, draft.found)
    if not sheet.rows:
        return []
    headings = [heading or "" for heading in sheet.rows[0][1]]
    wanted = UUID if "ego" not in file.name.casefold() else headings[0]
    if wanted not in headings:
        raise refused(file.name, f"Network Canvas: no column {UUID}", "export again with a newer version")
    return [(dict(zip(headings, cells, strict=True)), (sheet.file, number)) for number, cells in sheet.rows[1:]]
