"""The tables of a map as files: one kind of its facts as JSON, CSV or a workbook; and all of it as Kumu takes it."""

from __future__ import annotations

import json
from typing import Any

from sysmap.errors import NotFound
from sysmap.formats.csv_writing import facts_as_csv, facts_as_rows
from sysmap.formats.graph_tables import graph_of
from sysmap.formats.kumu_writing import blueprint_of
from sysmap.formats.workbook_writing import PLAIN, Written, sheets_as_bytes
from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.exporting import seen_whole

TABLES = {kind.file.removesuffix(".csv"): name for name, kind in KINDS.items() if name != "map"}
"""The kinds of facts by what their table is called, as in a map folder."""

ENDINGS = ("json", "csv", "xlsx")


def facts_table(desk: Desk, viewer: Viewer, map: str, table: str, ending: str) -> bytes:
    """One kind of facts, as these readers see it, with the columns of a map folder. A kind of which there is none is its headings.

    Raises NotFound for no such map or table.
    """
    kind = TABLES.get(table)
    state = seen_whole(desk, viewer, map)
    if kind is None:
        raise NotFound(f"There is no table {table!r}", fix=f"Choose one of: {', '.join(TABLES)}.")
    facts = list(state.of(kind).values())
    if ending == "csv":
        return facts_as_csv(kind, facts).content()
    fields, headings, rows = facts_as_rows(kind, facts)
    if ending == "xlsx":
        return sheets_as_bytes({"about": _about(state), table: Written(fields, headings, rows)}, PLAIN)
    said = [{name: cell for name, cell in zip(headings, cells, strict=True) if cell is not None} for cells in rows]
    return _json({"map": state.map, "name": state.about.name, "table": table, "columns": list(headings), "count": len(said), "rows": said})


def blueprint(desk: Desk, viewer: Viewer, map: str) -> bytes:
    """The map as Kumu takes it from an address. Raises NotFound, and SysmapError when nobody is on it."""
    return blueprint_of(graph_of(seen_whole(desk, viewer, map)), with_rest=False).encode("utf-8", "replace")


def _about(state: State) -> Written:
    said = [(field, value) for field, value in state.about._asdict().items() if value is not None and field != "codebook"]
    return Written(("", ""), ("key", "value"), said)


def _json(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")
