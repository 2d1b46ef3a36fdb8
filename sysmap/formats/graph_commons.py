"""Graph Commons' signals: JSON that makes nodes and edges one after another. Edges name their ends by type and name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sysmap.formats.bundle_files import refused
from sysmap.formats.drafted import drafted
from sysmap.formats.drafting import Draft
from sysmap.formats.graph_reading import ReadEdge, ReadNode, take_graph
from sysmap.formats.ids import id_of_name
from sysmap.formats.incoming import Asked, Incoming
from sysmap.formats.json_reading import dictionary, entries, json_of, looks_like_json, text
from sysmap.formats.sheets import one_name
from sysmap.model.text import Text

KNOWN = frozenset({"action", "type", "name", "id", "from_type", "from_name", "to_type", "to_name", "properties"})


def why_signals(path: Path) -> str | None:
    """Why a file is taken for Graph Commons' signals."""
    if not looks_like_json(path):
        return None
    value = json_of(path)
    return "it has a list of signals" if isinstance(value, dict) and isinstance(value.get("signals"), list) else None


def read_signals(path: Path, asked: Asked) -> Incoming:
    """The facts in a list of signals. Raises InputError for what is none."""
    value = json_of(path)
    if not isinstance(value, dict) or not isinstance(value.get("signals"), list):
        raise refused(path.name, "Graph Commons: no `signals` list", 'the file must read {"signals": [...]}')
    draft = Draft("graphcommons", path, asked)
    place = (path.name, 0)
    ids: dict[tuple[Text, Text], str] = {}
    nodes: list[ReadNode] = []
    edges: list[ReadEdge] = []
    for signal in entries(value["signals"]):
        action = text(signal.get("action")) or ""
        if action == "node_create":
            key = (one_name(text(signal.get("type"))), one_name(text(signal.get("name"))))
            if key[1] is None or key in ids:
                draft.leave_out(place, f"a node without a name, or made again: {key[1]}")
            else:
                nodes.append(ReadNode(_new_id(ids, key), key[1], {"type": key[0], **_cells(signal)}, place))
        elif action == "edge_create":
            start, end = (_end(ids, nodes, signal, side, place) for side in ("from", "to"))
            edges.append(ReadEdge(None, start, end, True, {"type": text(signal.get("name")), **_cells(signal)}, place))
        else:
            draft.leave_out(place, f'the signal "{action}"')
    take_graph(draft, nodes, edges)
    return drafted(draft, why_signals(path) or "it was asked for")


def _new_id(ids: dict[tuple[Text, Text], str], key: tuple[Text, Text]) -> str:
    ordinal = 0
    id = id_of_name(key[1] or "")
    while id in ids.values():
        ordinal += 1
        id = id_of_name(key[1] or "", ordinal)
    ids[key] = id
    return id


def _end(ids: dict[tuple[Text, Text], str], nodes: list[ReadNode], signal: dict[str, Any], side: str, place: tuple[str, int]) -> Text:
    """The node an edge names; Graph Commons makes it when it is not there yet."""
    key = (one_name(text(signal.get(f"{side}_type"))), one_name(text(signal.get(f"{side}_name"))))
    if key[1] is None:
        return None
    if key not in ids:
        nodes.append(ReadNode(_new_id(ids, key), key[1], {"type": key[0]}, place))
    return ids[key]


def _cells(signal: dict[str, Any]) -> dict[str, Text]:
    said = {**{name: value for name, value in signal.items() if name not in KNOWN}, **dictionary(signal.get("properties"))}
    return {name: text(value) for name, value in said.items() if text(value)}
