"""How does a map leave for a Neo4j of somebody's own? As a script of Cypher that makes its graph, and run again makes nothing twice.

The same nodes and relationships that a store in Neo4j shows (schema/neo4j.md). What people typed stands in the script as quoted text only;
labels, types and property names come from tables.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from sysmap.analysis.building_trust import wave_items
from sysmap.analysis.property_graph import NODES, Drawn, End, Joined, lines_of, nodes_of, trust_of
from sysmap.errors import SysmapError
from sysmap.formats.graph_tables import CALLED
from sysmap.formats.whole_files import replace_files
from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.ties import Rating

BATCH = 500
KEYED_BY = {"TRUSTS": ("pair",)}
"""Besides the map and the two ends, what tells one relationship of a type from another."""

_ESCAPES = {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def write_cypher(state: State, path: Path) -> tuple[Path, ...]:
    """Write the script. Raises SysmapError when there is nobody on the map."""
    if not state.actors:
        raise SysmapError(f"There is nobody on the map {state.map} to export", fix="Import or add something first.")
    return replace_files(path.parent, {path.name: cypher_of(state).encode("utf-8", "replace")})


def cypher_of(state: State) -> str:
    """The text of the script, in map order."""
    name = " ".join((state.about.name or state.map).split())
    out = [
        f"// {name}, as a graph. For a database of its own: cypher-shell -f FILE, or paste it into Neo4j Browser.",
        "// Run again, it makes nothing twice. A database in which sysmap keeps its maps has this graph already.",
        "CREATE INDEX map_actors IF NOT EXISTS FOR (n:Actor) ON (n.map, n.id);",
    ]
    out += _nodes(state)
    out += _lines(state, _all_lines(state))
    return "\n".join((*out, ""))


def _nodes(state: State) -> Iterator[str]:
    by_labels: dict[tuple[str, ...], list[Drawn]] = {}
    for kind in NODES:
        for fact in state.of(kind).values():
            for node in nodes_of(kind, fact, 0):
                by_labels.setdefault(node.labels, []).append(node)
    for labels, nodes in by_labels.items():
        for some in _batches(nodes):
            rows = _listed({"id": node.id, "own": _plain(node.own)} for node in some)
            more = "".join(f":{label}" for label in labels)
            yield f"UNWIND {rows} AS row MERGE (n:{labels[0]} {{map: {literal(state.map)}, id: row.id}}) SET n{more} SET n += row.own;"


def _all_lines(state: State) -> Iterator[Joined]:
    for kind in ("actor", "relationship", "funding", "power"):
        for fact in state.of(kind).values():
            yield from lines_of(kind, fact, 0)
    pairs: dict[tuple[str, str, str], list[Rating]] = {}
    for rating in state.ratings.values():
        pairs.setdefault((rating.wave or "", rating.from_id or "", rating.to_id or ""), []).append(rating)
    for (wave, start, end), ratings in pairs.items():
        if wave in state.waves:
            yield from trust_of(f"{wave} {start} {end}", ratings, wave_items(state.waves[wave]), 0)


def _lines(state: State, lines: Iterable[Joined]) -> Iterator[str]:
    by_shape: dict[tuple[str, str, str], list[Joined]] = {}
    for line in lines:
        by_shape.setdefault((line.type, line.start.label, line.end.label), []).append(line)
    map = literal(state.map)
    for (type, start, end), joined in by_shape.items():
        keys = ", ".join(f"{key}: row.own.{key}" for key in KEYED_BY.get(type, ("id",)))
        for some in _batches(joined):
            rows = _listed({"a": _end(one.start), "b": _end(one.end), "own": _plain(one.own)} for one in some)
            yield (
                f"UNWIND {rows} AS row MERGE (a:{start} {{map: {map}, id: row.a.id}}) ON CREATE SET a.name = row.a.name "
                f"MERGE (b:{end} {{map: {map}, id: row.b.id}}) ON CREATE SET b.name = row.b.name "
                f"MERGE (a)-[x:{type} {{map: {map}, {keys}}}]->(b) SET x += row.own;"
            )


def _end(end: End) -> dict[str, Any]:
    return {"id": end.id, **({"name": end.name} if end.name is not None else {})}


def _plain(own: Mapping[str, Any]) -> dict[str, Any]:
    """The properties without the number of the edit, which means nothing elsewhere."""
    return {name: value for name, value in own.items() if name != "edit"}


def _batches(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), BATCH):
        yield items[start : start + BATCH]


def _listed(rows: Iterable[Mapping[str, Any]]) -> str:
    return "[" + ", ".join(literal(row) for row in rows) + "]"


def literal(value: Any) -> str:
    """A value as Cypher writes it.

    >>> literal("O'Neill"), literal({"a": [1, 2.5, True, None]})
    ("'O\\\\'Neill'", '{a: [1, 2.5, true, null]}')
    """
    if isinstance(value, str):
        return _quoted(value)
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value) if math.isfinite(value) else "null"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {literal(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(literal, value)) + "]"
    return str(value)


def _quoted(text: str) -> str:
    """Text between quotation marks. A backslash never stands before a u, which Cypher reads as a character before anything else."""
    plain = "".join(_ESCAPES.get(char, char) for char in text)
    return "'" + plain.replace("\\\\u", "\\\\' + 'u") + "'"


def leaves_out(state: State) -> tuple[str, ...]:
    """What is no node and no relationship of the graph."""
    drawn = {*NODES, "relationship", "funding", "power", "rating"}
    said = []
    for kind in KINDS:
        count = len(state.of(kind))
        if count and kind not in drawn:
            said.append(f"{CALLED.get(kind, kind.replace('_', ' '))}, {count}: not carried")
    if state.ratings:
        said.append("trust answers: one relationship a pair and round, the mean of what was said; not who answered, and no notes")
    columns = sum(fact.attributes is not None for kind in KINDS for fact in state.of(kind).values() if kind in drawn)
    if columns:
        said.append(f"columns of your own, on {columns} facts: not carried")
    return tuple(said)
