"""Is a store in Neo4j sound? Every text and revision against its checksum, and the graph of today against the facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any, LiteralString

from sysmap.analysis.property_graph import Drawn, End, Joined, lines_of, nodes_of, trust_of
from sysmap.errors import StoreDamaged
from sysmap.store.neo4j_connection import Line
from sysmap.store.neo4j_heads import must_stand, reach, standings
from sysmap.store.neo4j_projecting import Living, items_of
from sysmap.store.neo4j_reading import living_pages, read_records, read_state
from sysmap.store.neo4j_rows import Row, opened_row, pair_of, sealed_row
from sysmap.store.neo4j_schema import missing
from sysmap.store.neo4j_texts import Ask, altered_texts, read_all_texts

_PUBLISHING: LiteralString = (
    "MATCH (m:Map {id: $map}) RETURN m.publishing IS NOT NULL AND coalesce(m.publishing_until, 0) > timestamp(), m.projected_at"
)
_NODES: LiteralString = (
    "MATCH (n:Today) WHERE n.map = $map AND n.what IS NOT NULL AND n.id IS NOT NULL RETURN labels(n), properties(n)"
)
_LINES: LiteralString = (
    "MATCH (a:Today)-[x]->(b:Today) WHERE a.map = $map AND a.what IS NOT NULL AND a.id IS NOT NULL"
    " RETURN type(x), properties(x), a.what, a.id, b.what, b.id"
)


def problems(line: Line) -> list[str]:
    """What is wrong, in words."""
    ask = line.read
    found = missing(line)
    try:
        maps = [one.head.map for one in standings(ask)]
    except StoreDamaged as damage:
        return [*found, damage.message]
    for map in maps:
        try:
            read_state(line, map, None, checked=True)
            for _ in read_records(ask, map):
                pass
        except StoreDamaged as damage:
            found.append(damage.message)
            continue
        count = altered_texts(read_all_texts(ask, map, checked=False))
        found += [f"{count} personal texts on the map {map!r} were altered"] if count else []
        found += _graph_problems(ask, map)
    return found


def _graph_problems(ask: Ask, map: str) -> list[str]:
    """Where the graph of today does not say what the facts say. It may lag while a large edit is being published."""
    found = must_stand(ask, map)
    publishing, projected_at = ask(_PUBLISHING, map=map)[0]
    if publishing:
        return []
    advice = f"run MATCH (m:Map {{id: {map!r}}}) REMOVE m.projected_at in Neo4j Browser, and the next sysmap command draws it anew"
    if projected_at != found.head.revision:
        return [f"The graph of the map {map!r} shows revision {projected_at}, not {found.head.revision}: the next sysmap command draws it"]
    nodes, lines = _expected(ask, map)
    there = Counter(_frozen(sorted(labels), own) for labels, own in ask(_NODES, map=map))
    joined = Counter(_frozen(type, own, *ends) for type, own, *ends in ask(_LINES, map=map))
    told = []
    for what, wrong in (("nodes", (nodes - there) + (there - nodes)), ("relationships", (lines - joined) + (joined - lines))):
        if wrong:
            told.append(f"The graph of the map {map!r} has {wrong.total()} {what} that are not as its facts say: {advice}")
    return told


def _expected(ask: Ask, map: str) -> tuple[Counter[Hashable], Counter[Hashable]]:
    """The nodes and relationships that the facts ask for."""
    _, at = reach(ask, map, None)
    texts = read_all_texts(ask, map, checked=False)
    rows = [row for page in living_pages(ask, map, at) for row in page]
    living = [Living(row.kind, opened_row(row, texts.find, {}), row.born) for row in rows]
    nodes = {(n.what, n.id): n for one in living for n in nodes_of(one.kind, one.fact, one.edit)}
    lines = [joined for one in living for joined in lines_of(one.kind, one.fact, one.edit)] + _expected_trust(rows, living)
    ends = {(end.what, end.id): end for joined in lines for end in (joined.start, joined.end)}
    found = Counter(_frozen(*_node(map, node)) for node in nodes.values())
    found.update(_frozen(*_end(map, end)) for place, end in ends.items() if place not in nodes)
    return found, Counter(_frozen(*_line(map, joined)) for joined in lines)


def _expected_trust(rows: list[Row], living: list[Living]) -> list[Joined]:
    items = {row.id: items_of(row.body) for row in rows if row.kind == "wave"}
    pairs: dict[str, list[tuple[Any, int]]] = {}
    for row, one in zip(rows, living, strict=True):
        pair = pair_of(row.kind, sealed_row(row)) if row.kind == "rating" else None
        if pair is not None:
            pairs.setdefault(pair, []).append((one.fact, one.edit))
    return [
        joined
        for pair, told in pairs.items()
        for joined in trust_of(pair, [r for r, _ in told], items.get(str(told[0][0].wave), ("trust",)), max(e for _, e in told))
    ]


def _node(map: str, node: Drawn) -> tuple[Any, ...]:
    return sorted(("Today", *node.labels)), {"map": map, "what": node.what, "id": node.id, **node.own}


def _end(map: str, end: End) -> tuple[Any, ...]:
    own = {"map": map, "what": end.what, "id": end.id} | ({} if end.name is None else {"name": end.name})
    return sorted(("Today", end.label)), own


def _line(map: str, joined: Joined) -> tuple[Any, ...]:
    return joined.type, {"map": map, **joined.own}, *joined.start[:2], *joined.end[:2]


def _frozen(*parts: Any) -> Hashable:
    """Lists and dictionaries as something that can be counted."""
    return repr([sorted(part.items()) if isinstance(part, dict) else part for part in parts])
