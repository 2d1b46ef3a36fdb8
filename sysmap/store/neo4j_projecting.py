"""How is the graph of today kept up with the facts? Drawn anew for the facts that an edit touched, in the transaction of the edit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, LiteralString, NamedTuple

from sysmap.analysis.property_graph import LABELS, NODES, Drawn, Joined, lines_of, nodes_of, trust_of
from sysmap.model.ties import Rating
from sysmap.store.neo4j_connection import Tx
from sysmap.store.neo4j_rows import NEVER, Place, sealed_of

LINE_TYPES: dict[str, tuple[str, ...]] = {
    "actor": ("PART_OF",),
    "relationship": ("RELATES",),
    "funding": ("FUNDS",),
    "power": ("HOLDS_POWER_OVER", "LACKS_POWER_OVER"),
}

# Most lines join two actors; they are sent as bare rows, since a hundred thousand maps of maps take longer to pack than to draw.
_ACTORS: LiteralString = (
    "UNWIND $rows AS row MERGE (a:Today {map: $map, what: 'actor', id: row[0]}) ON CREATE SET a:Actor"
    " MERGE (b:Today {map: $map, what: 'actor', id: row[1]}) ON CREATE SET b:Actor "
)
_ENDS: LiteralString = (
    "UNWIND $rows AS row MERGE (a:Today {map: $map, what: row[0].what, id: row[0].id})"
    " ON CREATE SET a:$(row[0].label), a.name = row[0].name"
    " MERGE (b:Today {map: $map, what: row[1].what, id: row[1].id}) ON CREATE SET b:$(row[1].label), b.name = row[1].name "
)
_JOIN: dict[str, LiteralString] = {
    "RELATES": _ACTORS + "CREATE (a)-[x:RELATES]->(b) SET x = row[2]",
    "TRUSTS": _ACTORS + "CREATE (a)-[x:TRUSTS]->(b) SET x = row[2]",
    "PART_OF": _ACTORS + "CREATE (a)-[x:PART_OF]->(b) SET x = row[2]",
    "FUNDS": _ENDS + "CREATE (a)-[x:FUNDS]->(b) SET x = row[2]",
    "HOLDS_POWER_OVER": _ENDS + "CREATE (a)-[x:HOLDS_POWER_OVER]->(b) SET x = row[2]",
    "LACKS_POWER_OVER": _ENDS + "CREATE (a)-[x:LACKS_POWER_OVER]->(b) SET x = row[2]",
}
BETWEEN_ACTORS = frozenset({"RELATES", "TRUSTS", "PART_OF"})
# A node without an edit stands only for the end of something: it goes with its last relationship.
_LONELY: LiteralString = (
    " WITH x, a, b DELETE x WITH collect(DISTINCT a) + collect(DISTINCT b) AS ends UNWIND ends AS n"
    " WITH DISTINCT n WHERE n.edit IS NULL AND NOT EXISTS { (n)--() } DELETE n"
)
_PART: dict[str, LiteralString] = {
    "RELATES": "UNWIND $ids AS id MATCH (a)-[x:RELATES {map: $map, id: id}]->(b)" + _LONELY,
    "TRUSTS": "UNWIND $ids AS id MATCH (a)-[x:TRUSTS {map: $map, pair: id}]->(b)" + _LONELY,
    "FUNDS": "UNWIND $ids AS id MATCH (a)-[x:FUNDS {map: $map, id: id}]->(b)" + _LONELY,
    "HOLDS_POWER_OVER": "UNWIND $ids AS id MATCH (a)-[x:HOLDS_POWER_OVER {map: $map, id: id}]->(b)" + _LONELY,
    "LACKS_POWER_OVER": "UNWIND $ids AS id MATCH (a)-[x:LACKS_POWER_OVER {map: $map, id: id}]->(b)" + _LONELY,
    "PART_OF": "UNWIND $ids AS id MATCH (a)-[x:PART_OF {map: $map, id: id}]->(b)" + _LONELY,
}
# A relationship that still joins the same two says something else; its two ends and its place in the index stay.
_RENEW: LiteralString = "UNWIND $rows AS row MATCH ()-[x:RELATES {map: $map, id: row.id}]->() SET x = row"
_PUT: LiteralString = (
    "UNWIND $rows AS row MERGE (n:Today {map: $map, what: row.own.what, id: row.own.id})"
    " SET n = row.own REMOVE n:$($labels) SET n:$(row.labels)"
)
_DROP: LiteralString = (
    "UNWIND $rows AS row MATCH (n:Today {map: $map, what: row[0], id: row[1]}) WHERE NOT EXISTS { (n)--() } DELETE n"
)
_STRIP: LiteralString = (
    "UNWIND $rows AS row MATCH (n:Today {map: $map, what: row[0], id: row[1]})"
    " SET n = {map: $map, what: row[0], id: row[1]} REMOVE n:$($labels) SET n:$(row[2])"
)
_RATINGS: LiteralString = (
    "UNWIND $pairs AS pair MATCH (v:Version) WHERE v.map = $map AND v.pair = pair AND v.died = $never"
    " WITH pair, v ORDER BY v.place RETURN pair, collect(v.id), collect(v.body), max(v.born)"
)
_PAIRS: LiteralString = (
    "UNWIND $waves AS wave MATCH (v:Version) WHERE v.map = $map AND v.pair STARTS WITH wave + '\\u001f' AND v.died = $never"
    " RETURN DISTINCT v.pair"
)
_WAVES: LiteralString = "UNWIND $waves AS id MATCH (v:Version {map: $map, kind: 'wave', id: id, died: $never}) RETURN v.id, v.body"


class Living(NamedTuple):
    """A fact as it is now, and the revision that wrote it."""

    kind: str
    fact: Any
    edit: int


class Touched(NamedTuple):
    """What an edit touched: facts that were there before it (changed or gone), what lives of them now, and pairs that were rated.

    ``same`` are the ids of relationships that join the two they joined before.
    """

    before: tuple[Place, ...]
    now: tuple[Living, ...]
    pairs: frozenset[str]
    same: frozenset[str] = frozenset()


def project(tx: Tx, map: str, touched: Touched) -> None:
    """Make the graph of today agree with the facts that were touched. To be called when their versions are written."""
    if touched.same:
        renewed = [one for one in touched.now if one.kind == "relationship" and one.fact.id in touched.same]
        rows = [{"map": map, **line.own} for one in renewed for line in lines_of(one.kind, one.fact, one.edit)]
        tx.run(_RENEW, map=map, rows=rows)
        same = {("relationship", id) for id in touched.same}
        touched = touched._replace(
            before=tuple(place for place in touched.before if place not in same),
            now=tuple(one for one in touched.now if (one.kind, one.fact.id) not in same),
        )
    project_facts(tx, map, touched.before, touched.now)
    project_trust(tx, map, sorted(touched.pairs | pairs_of_waves(tx, map, waves_in(touched))))


def project_facts(tx: Tx, map: str, before: Iterable[Place], now: Iterable[Living]) -> None:
    """Everything but trust: take away what facts that were there before became, and draw those that live."""
    before, now = list(before), list(now)
    by_type: dict[str, list[str]] = {}
    for kind, id in before:
        for type in LINE_TYPES.get(kind, ()):
            by_type.setdefault(type, []).append(id)
    for type, ids in by_type.items():
        tx.run(_PART[type], map=map, ids=ids)
    lives = {(one.kind, one.fact.id) for one in now}
    _drop_nodes(tx, map, [place for place in before if place[0] in NODES and place not in lives])
    _put_nodes(tx, map, [node for one in now for node in nodes_of(one.kind, one.fact, one.edit)])
    _put_lines(tx, map, [line for one in now for line in lines_of(one.kind, one.fact, one.edit)])


def waves_in(touched: Touched) -> list[str]:
    return list(dict.fromkeys(id for kind, id in (*touched.before, *((o.kind, o.fact.id) for o in touched.now)) if kind == "wave"))


def pairs_of_waves(tx: Tx, map: str, waves: list[str]) -> set[str]:
    """Every pair that was rated in these waves: what a wave asks decides what its answers come to."""
    return {pair for (pair,) in tx.run(_PAIRS, map=map, waves=waves, never=NEVER)} if waves else set()


def _drop_nodes(tx: Tx, map: str, gone: list[Place]) -> None:
    """A node that ties still lead to stays as a bare end, as a tie may outlive its actor where nobody checks."""
    if gone:
        rows = [[kind, id, NODES[kind][0]] for kind, id in gone]
        tx.run(_DROP, map=map, rows=rows)
        tx.run(_STRIP, map=map, rows=rows, labels=LABELS)


def _put_nodes(tx: Tx, map: str, nodes: Iterable[Drawn]) -> None:
    rows = [{"own": node_properties(map, node), "labels": node.labels} for node in nodes]
    if rows:
        tx.run(_PUT, map=map, rows=rows, labels=LABELS)


def _put_lines(tx: Tx, map: str, lines: Iterable[Joined]) -> None:
    by_type: dict[str, list[list[Any]]] = {}
    for line in lines:
        plain = line.type in BETWEEN_ACTORS
        ends = (line.start.id, line.end.id) if plain else (line.start._asdict(), line.end._asdict())
        by_type.setdefault(line.type, []).append([*ends, {"map": map, **line.own}])
    for type, rows in by_type.items():
        tx.run(_JOIN[type], map=map, rows=rows)


def node_properties(map: str, node: Drawn) -> dict[str, Any]:
    return {"map": map, "what": node.what, "id": node.id, **node.own}


def project_trust(tx: Tx, map: str, pairs: list[str], *, fresh: bool = False) -> None:
    """Draw what each of these pairs says of trust, from all ratings that live."""
    if not pairs:
        return
    if not fresh:
        tx.run(_PART["TRUSTS"], map=map, ids=pairs)
    found = tx.run(_RATINGS, map=map, pairs=pairs, never=NEVER)
    waves = list({pair.partition("\x1f")[0] for pair, *_ in found})
    items = {id: items_of(body) for id, body in tx.run(_WAVES, map=map, waves=waves, never=NEVER)} if waves else {}
    lines: list[Joined] = []
    for pair, ids, bodies, edit in found:
        ratings = [Rating._make(row) for row in sealed_of("rating", ids, bodies)]
        lines += trust_of(pair, ratings, items.get(str(ratings[0].wave), ("trust",)), edit)
    _put_lines(tx, map, lines)


def items_of(wave_body: str) -> tuple[str, ...]:
    from sysmap.analysis.building_trust import wave_items
    from sysmap.model.ties import Wave

    return wave_items(Wave._make(sealed_of("wave", ("",), (wave_body,))[0]))
