"""PRSM's maps: JSON until its version 2, compressed text since. Factors become organisations or things, links relationships.

The compression is lz-string's for UTF-16, read here within a stated size; both bodies hold the same keys. Format: PRSM's own source.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.graph_reading import ReadEdge, ReadNode, take_graph
from sysmap.formats.incoming import Asked, Findings, Incoming
from sysmap.formats.json_reading import dictionary, entries, json_of, looks_like_json, text
from sysmap.formats.raw_files import head_of, text_of
from sysmap.formats.sheets import Sheet, one_name, tidy
from sysmap.formats.workbook_reading import is_workbook, workbook_sheets
from sysmap.model.text import Text

TEXT_LIMIT = 20_000_000
KEYS = ("nodes", "edges")
SHEETS = ("factors", "links")
MARKS = frozenset({"lastNodeSample", "lastLinkSample", "mapTitle", "samples", "styles", "attributeTitles", "room", "buttons"})
BITS = 15
OFFSET = 32


def why_prsm(path: Path) -> str | None:
    """Why a file is taken for PRSM's."""
    if looks_like_json(path):
        value = json_of(path)
        fits = isinstance(value, dict) and set(KEYS) <= value.keys() and bool(MARKS & value.keys())
        return "it has nodes, edges and other parts of a PRSM map" if fits else None
    if is_workbook(path):
        names = {sheet.name.casefold() for sheet in workbook_sheets(path)}
        return "it has the sheets Factors and Links" if set(SHEETS) <= names else None
    if path.is_file() and path.suffix.casefold() == ".prsm" and head_of(path, 1):
        return "its name ends in .prsm"
    return None


def read_prsm(path: Path, asked: Asked) -> Incoming:
    """The facts in a PRSM map of either age, or in its spreadsheet. Raises InputError for what is none."""
    if is_workbook(path):
        return _workbook(path, asked)
    said = json_of(path) if looks_like_json(path) else _unpacked(path)
    if not isinstance(said, dict) or not isinstance(said.get("nodes"), list):
        raise refused(path.name, "PRSM: no `nodes` list", "save the map again from PRSM")
    draft = Draft("prsm", path, asked, lasting_ids=True)
    if one_name(text(said.get("mapTitle"))):
        draft.about["name"] = one_name(text(said["mapTitle"]))
    place = (path.name, 0)
    titles = {key: text(value) or key for key, value in dictionary(said.get("attributeTitles")).items()}
    styles = _styles(said)
    nodes, edges = entries(said.get("nodes")), entries(said.get("edges"))
    take_graph(draft, [_node(one, titles, styles, place) for one in nodes], [_edge(one, styles, place) for one in edges])
    for one in nodes:
        draft.stands(text(one.get("id")), text(one.get("x")), text(one.get("y")), place)
    for key in ("history", "underlay", "background", "description"):
        if said.get(key):
            draft.leave_out(place, f"the {key} of the map")
    return drafted(draft, why_prsm(path) or "it was asked for")


def _workbook(path: Path, asked: Asked) -> Incoming:
    """The spreadsheet that PRSM writes and takes: factors by their labels, and links between them."""
    draft = Draft("prsm", path, asked)
    tables = {sheet.name.casefold(): sheet for sheet in workbook_sheets(path, draft.not_carried)}
    if not set(SHEETS) <= tables.keys():
        raise refused(path.name, "PRSM: no sheets Factors and Links", "export the spreadsheet again from PRSM")
    nodes: list[ReadNode] = []
    stand: list[tuple[str, Text, Text]] = []
    ids: dict[Text, str] = {}
    for cells, place in _rows(tables[SHEETS[0]]):
        label = one_name(cells.pop("label", None))
        id = str(len(nodes) + 1)
        ids.setdefault(label, id)
        stand.append((id, cells.pop("x", None), cells.pop("y", None)))
        nodes.append(ReadNode(id, label, cells, place))
    edges = []
    for cells, place in _rows(tables[SHEETS[1]]):
        start, end = (one_name(cells.pop(side, None)) for side in ("from", "to"))
        parts = (one_name(cells.pop("label", None)), cells.pop("description", None))
        stated = {"type": cells.pop("style", None), "description": "\n".join(part for part in parts if part) or None, **cells}
        ends = (ids.get(start, start), ids.get(end, end))
        edges.append(ReadEdge(None, *ends, True, {name: cell for name, cell in stated.items() if cell is not None}, place))
    take_graph(draft, nodes, edges)
    for id, x, y in stand:
        draft.stands(id, x, y, (path.name, 0))
    return drafted(draft, why_prsm(path) or "it was asked for")


def _rows(sheet: Sheet) -> list[tuple[dict[str, Text], tuple[str, int]]]:
    """Rows by heading; PRSM's own headings in small letters, and a note is a description."""
    own = {**{name: name for name in ("label", "from", "to", "description", "style", "x", "y")}, "note": "description"}
    names = [own.get((heading or "").casefold(), heading or "") for heading in sheet.rows[0][1]]
    return [
        ({name: cell for name, cell in zip(names, cells, strict=True) if name and cell is not None}, (sheet.file, number))
        for number, cells in sheet.rows[1:]
    ]


def _styles(said: dict[str, Any]) -> dict[str, str]:
    """What the groups of nodes and links are called, where somebody named them."""
    named = {}
    for group in (*dictionary(said.get("styles")).values(), *dictionary(said.get("samples")).values()):
        for key, style in dictionary(group).items():
            name = one_name(text(dictionary(style).get("groupLabel")))
            if name is not None and name not in ("Sample", "Style", ""):
                named[key] = name
    return named


def _node(said: dict[str, Any], titles: dict[str, str], styles: dict[str, str], place: tuple[str, int]) -> ReadNode:
    cells: dict[str, Text] = {"description": _note(said.get("note") or said.get("title"))}
    for key, title in titles.items():
        cells[title] = tidy(text(said.get(key)))
    votes = [(text(said.get(key)), name) for key, name in (("thumbUp", "votes for"), ("thumbDown", "votes against"))]
    cells.update({name: count for count, name in votes if count not in (None, "0", "[]")})
    cells["Style"] = styles.get(text(said.get("grp")) or "")
    stated = {name: cell for name, cell in cells.items() if cell is not None}
    return ReadNode(text(said.get("id")) or "", one_name(text(said.get("label"))), stated, place)


def _edge(said: dict[str, Any], styles: dict[str, str], place: tuple[str, int]) -> ReadEdge:
    cells: dict[str, Text] = {"type": styles.get(text(said.get("grp")) or "")}
    parts = (one_name(text(said.get("label"))), _note(said.get("note") or said.get("title")))
    cells["description"] = "\n".join(part for part in parts if part) or None
    arrows = dictionary(said.get("arrows"))
    both = dictionary(arrows.get("from")).get("enabled") is True and dictionary(arrows.get("to")).get("enabled") is True
    neither = bool(arrows) and not any(dictionary(end).get("enabled") is True for end in arrows.values())
    stated = {name: cell for name, cell in cells.items() if cell is not None}
    return ReadEdge(text(said.get("id")), text(said.get("from")), text(said.get("to")), not (both or neither), stated, place)


def _note(value: Any) -> Text:
    """A note, plain or as the pieces its editor keeps."""
    if isinstance(value, dict):
        return tidy("".join(piece for one in entries(value.get("ops")) if isinstance(piece := one.get("insert"), str)))
    return tidy(text(value))


def _unpacked(path: Path) -> Any:
    packed = text_of(path, Findings())
    try:
        plain = unpacked(packed)
        return json.loads(plain, parse_float=str, parse_int=str)
    except (ValueError, RecursionError) as error:
        raise refused(path.name, f"PRSM: the compressed text cannot be read ({error})", "save the map again from PRSM") from error


class _Bits:
    """The text as a stream of bits, fifteen in each character, the highest first; numbers come lowest bit first."""

    def __init__(self, packed: str) -> None:
        self.packed = packed
        self.at = 0

    def number(self, width: int) -> int:
        value = 0
        for place in range(width):
            character, bit = divmod(self.at, BITS)
            if character >= len(self.packed):
                raise ValueError("it ends too soon")
            code = ord(self.packed[character]) - OFFSET
            value |= (code >> (BITS - 1 - bit) & 1) << place
            self.at += 1
        return value


def unpacked(packed: str) -> str:
    """The text that lz-string compressed for UTF-16. Raises ValueError when it ends too soon, makes no sense or grows too large."""
    bits = _Bits(packed)
    words: list[str] = ["", "", ""]
    width, room = 3, 4
    first = bits.number(2)
    if first == 2:
        return ""
    last = _letter(bits, first)
    words.append(last)
    parts, length = [last], 1
    while True:
        code = bits.number(width)
        if code == 2:
            return "".join(parts)
        if code < 2:
            words.append(_letter(bits, code))
            code = len(words) - 1
            room -= 1
            if room == 0:
                room, width = 1 << width, width + 1
        if code < len(words):
            word = words[code]
        elif code == len(words):
            word = last + last[0]
        else:
            raise ValueError("it makes no sense")
        parts.append(word)
        length += len(word)
        if length > TEXT_LIMIT:
            raise ValueError(f"it grows beyond {TEXT_LIMIT:,} characters")
        words.append(last + word[0])
        last = word
        room -= 1
        if room == 0:
            room, width = 1 << width, width + 1


def _letter(bits: _Bits, code: int) -> str:
    return chr(bits.number(8 if code == 0 else 16))
