"""What does a Kumu file say? The blueprint that is dragged in, the whole-project export, and the spreadsheet.

Kumu's ids last, so a second import finds the same facts. Unlabelled elements, labels given twice, parallel ties and several maps over
the same elements all occur in real exports; what only draws (perspectives, loops, styles) is listed as not carried.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.column_guessing import guess
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.graph_reading import ReadEdge, ReadNode, take_graph
from sysmap.formats.ids import id_of_name
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.json_reading import dictionary, entries, json_of, looks_like_json, text
from sysmap.formats.sheets import Sheet, one_name
from sysmap.formats.workbook_reading import is_workbook, workbook_sheets
from sysmap.model.text import Text

REST_SHEET = "sysmap (ignore)"
TYPES = {"element type": "type", "connection type": "type"}
HIDDEN = frozenset({"id", "_id", "label", "from", "to", "direction", "attributes", "reversed", "delayed"})


def why_kumu(path: Path) -> str | None:
    """Why a file is taken for Kumu's."""
    if looks_like_json(path):
        value = json_of(path)
        if isinstance(value, dict) and isinstance(value.get("elements"), list) and isinstance(value.get("connections", []), list):
            return "it has a list of elements" + (" and one of connections" if "connections" in value else "")
        return None
    if is_workbook(path):
        names = {sheet.name.casefold(): sheet for sheet in workbook_sheets(path)}
        elements, connections = names.get("elements"), names.get("connections")
        if elements is not None and {"label", "id"} & {(cell or "").casefold() for cell in elements.rows[0][1][:2]}:
            return "it has a sheet Elements with labels"
        if connections is not None and "from" in {(cell or "").casefold() for cell in connections.rows[0][1][:2]}:
            return "it has a sheet Connections from and to"
    return None


def read_kumu(path: Path, asked: Asked) -> Incoming:
    """The facts in a Kumu file. Raises InputError for what is none."""
    draft = Draft("kumu", path, asked, lasting_ids=True)
    if is_workbook(path):
        _workbook(draft, path)
    else:
        value = json_of(path)
        if not isinstance(value, dict) or not isinstance(value.get("elements"), list):
            raise refused(path.name, "Kumu: no `elements` list", "export the blueprint or the whole project from Kumu again")
        _document(draft, value)
    return drafted(draft, why_kumu(path) or "it was asked for")


def _document(draft: Draft, said: Mapping[str, Any]) -> None:
    place = (draft.path.name, 0)
    if text(said.get("name")):
        draft.about["name"] = one_name(text(said["name"]))
    if text(said.get("description")):
        draft.leave_out(place, "the description of the project")
    on_maps = _maps(said)
    nodes, by_label = [], dict[str, str]()
    for element in entries(said.get("elements")):
        node = _element(element, by_label, on_maps, place)
        nodes.append(node)
    ids = {node.id for node in nodes}
    edges = [_connection(one, ids, by_label, place) for one in entries(said.get("connections"))]
    rest = said.get("sysmap")
    take_graph(draft, nodes, edges, rest if isinstance(rest, str) else None)
    if not draft.own:
        _positions(draft, said, ids)
    _tell(draft, said)


def _element(element: dict[str, Any], by_label: dict[str, str], on_maps: Mapping[str, list[str]], place: tuple[str, int]) -> ReadNode:
    cells = _cells(element)
    label = one_name(cells.pop("label", None))
    id = text(element.get("id")) or text(element.get("_id"))
    if id is None:
        ordinal = 0
        id = id_of_name(label or "element")
        while id in by_label.values():
            ordinal += 1
            id = id_of_name(label or "element", ordinal)
    maps = on_maps.get(id, [])
    if maps:
        cells["maps"] = "|".join(maps)
    if label is not None:
        by_label.setdefault(label, id)
    else:
        by_label.setdefault(id, id)
    return ReadNode(id, label, cells, place)


def _connection(said: dict[str, Any], ids: set[str], by_label: Mapping[str, str], place: tuple[str, int]) -> ReadEdge:
    cells = _cells(said)
    start, end = (_end(said.get(side), ids, by_label) for side in ("from", "to"))
    if said.get("reversed") is True:
        start, end = end, start
    if said.get("delayed") is True:
        cells["delayed"] = "yes"
    direction = text(said.get("direction")) or cells.pop("direction", None)
    directed = None if direction is None else direction.casefold() == "directed"
    id = text(said.get("id")) or text(said.get("_id"))
    return ReadEdge(None if "layer" in cells else id, start, end, directed, cells, place)


def _end(value: Any, ids: set[str], by_label: Mapping[str, str]) -> Text:
    said = text(value)
    return said if said in ids else by_label.get(one_name(said) or "", said)


def _cells(said: dict[str, Any]) -> dict[str, Text]:
    """The fields of an element or connection, whether flat or under ``attributes``."""
    fields = {**{name: value for name, value in said.items() if name not in HIDDEN}, **dictionary(said.get("attributes"))}
    fields.update({name: said[name] for name in ("label", "attributes") if isinstance(said.get(name), str)})
    return {TYPES.get(name, name): cell for name, cell in ((name, text(value)) for name, value in fields.items()) if cell is not None}


def _maps(said: Mapping[str, Any]) -> dict[str, list[str]]:
    """The maps each element is on, where there are several."""
    found: dict[str, list[str]] = {}
    maps = entries(said.get("maps"))
    for number, one in enumerate(maps, 1) if len(maps) > 1 else ():
        name = one_name(text(one.get("name"))) or f"map {number}"
        for element in entries(one.get("elements")):
            found.setdefault(text(element.get("element")) or text(element.get("_id")) or "", []).append(name)
    return found


def _positions(draft: Draft, said: Mapping[str, Any], ids: set[str]) -> None:
    """Where the elements stand on the default map."""
    maps = entries(said.get("maps"))
    chosen = next((one for one in maps if one.get("_id") == said.get("defaultMap")), maps[0] if maps else {})
    for element in entries(chosen.get("elements")):
        id = text(element.get("element")) or text(element.get("_id")) or ""
        at = dictionary(element.get("position"))
        if id in ids:
            draft.stands(id, text(at.get("x")), text(at.get("y")), (draft.path.name, 0), element.get("pinned") is True)
    if len(maps) > 1:
        name = one_name(text(chosen.get("name"))) or "the first"
        draft.found.note(
            f'the project has {len(maps)} maps; positions are those of "{name}"', "each element says which it is on", draft.path.name
        )


def _tell(draft: Draft, said: Mapping[str, Any]) -> None:
    place = (draft.path.name, 0)
    for key in ("loops", "perspectives", "presentations"):
        if entries(said.get(key)):
            draft.leave_out(place, f"{len(entries(said[key]))} {key}")
    private = [text(one.get("name")) or "?" for one in entries(said.get("attributes")) if one.get("private") is True]
    if private:
        draft.found.note(f"these fields are private in Kumu: {', '.join(private)}", "check who may see the map", draft.path.name)


def _workbook(draft: Draft, path: Path) -> None:
    from sysmap.formats.table_reading import nothing_understood, take_sheets

    sheets = workbook_sheets(path, draft.not_carried)
    if any(sheet.name == REST_SHEET for sheet in sheets):
        return _own_workbook(draft, workbook_sheets(path, exact=True))
    kept = [part for sheet in sheets if not sheet.name.rstrip().endswith("(ignore)") for part in _sections(sheet)]
    draft.not_carried.extend(f"{sheet.file}: Kumu ignores this sheet" for sheet in sheets if sheet.name.rstrip().endswith("(ignore)"))
    if not take_sheets(draft, kept):
        raise nothing_understood(draft, "Kumu: no sheet with Label, or with From and To")


def _sections(sheet: Sheet) -> list[Sheet]:
    """Two blank rows and new headings begin another table in the same sheet."""
    cuts = [0]
    for place in range(1, len(sheet.rows)):
        blank = sheet.rows[place][0] - sheet.rows[place - 1][0] - 1
        found = guess(sheet.rows[place : place + 1], {}) if blank >= 2 else None
        if found is not None:
            cuts.append(place)
    return [Sheet(sheet.file, sheet.name, sheet.rows[a:b]) for a, b in zip(cuts, [*cuts[1:], len(sheet.rows)], strict=True)]


def _own_workbook(draft: Draft, sheets: Sequence[Sheet]) -> None:
    tables = {sheet.name: sheet for sheet in sheets}
    rest = "".join((cells[0] or "").removeprefix("[").removesuffix("]") for _, cells in tables[REST_SHEET].rows[1:])
    nodes = [
        ReadNode(cells.pop("id", None) or "", cells.pop("label", None), cells, place) for cells, place in _rows(tables.get("Elements"))
    ]
    edges = []
    for cells, place in _rows(tables.get("Connections")):
        start, end, direction = cells.pop("from", None), cells.pop("to", None), cells.pop("direction", None)
        cells.pop("id", None)
        edges.append(ReadEdge(None, start, end, direction == "directed", cells, place))
    take_graph(draft, nodes, edges, rest)


def _rows(sheet: Sheet | None) -> list[tuple[dict[str, Text], tuple[str, int]]]:
    if sheet is None:
        return []
    names = [(name or "").casefold() if name in ("ID", "Label", "From", "To", "Direction") else name or "" for name in sheet.rows[0][1]]
    return [
        ({name: cell for name, cell in zip(names, cells, strict=True) if cell is not None}, (sheet.file, number))
        for number, cells in sheet.rows[1:]
    ]
