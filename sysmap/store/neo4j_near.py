"""Which part of a map lies round some actors? The graph of today says who they are; what is told of them comes from the versions.

It is the one question for which the graph is walked: only to know whom to look at, and only while it shows head.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, LiteralString

from sysmap.model.nearby import BESIDE, checked_walk, within
from sysmap.model.state import Seal, SealKey, State
from sysmap.model.ties import Rating
from sysmap.store.neo4j_heads import must_stand
from sysmap.store.neo4j_rows import Row, keys_in, opened_row, sealed_row
from sysmap.store.neo4j_texts import Ask, read_texts

TRIES = 5
MANY = 5_000

_SHOWS: LiteralString = "MATCH (m:Map {id: $map}) WHERE m.projected_at = m.head AND m.publishing IS NULL RETURN m.head"
_BESIDE_THEM: dict[str, LiteralString] = {
    "relationship": "UNWIND $ids AS id MATCH (a:Today {map: $map, what: 'actor', id: id})-[:RELATES]-(b:Today) RETURN DISTINCT b.id",
    "rating": "UNWIND $ids AS id MATCH (a:Today {map: $map, what: 'actor', id: id})-[:TRUSTS]-(b:Today) RETURN DISTINCT b.id",
}
_FACTS: LiteralString = (
    "UNWIND $ids AS id MATCH (v:Version) WHERE v.map = $map AND v.kind = $kind AND v.id = id"
    " AND v.died > $head AND v.born <= $head RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)
_FEW: LiteralString = (
    "UNWIND $kinds AS kind MATCH (v:Version) WHERE v.map = $map AND v.kind = kind AND v.id IS NOT NULL"
    " AND v.died > $head AND v.born <= $head RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)
_RELATED: LiteralString = (
    "UNWIND $ids AS id MATCH (a:Today {map: $map, what: 'actor', id: id})-[x:RELATES]->(b:Today) RETURN x.id, b.id"
)
_RATED: LiteralString = (
    "UNWIND $starts AS start MATCH (v:Version) WHERE v.map = $map AND v.pair STARTS WITH start"
    " AND v.died > $head AND v.born <= $head RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)


def read_near(ask: Ask, map: str, kind: str, ids: Iterable[str], steps: int) -> State | None:
    """The part round these actors, at head; None while the graph of today lags behind. Raises NotFound, UsageError."""
    checked_walk(kind, steps)
    for _ in range(TRIES):
        found = must_stand(ask, map)
        if ask(_SHOWS, map=map) != [[found.head.revision]]:
            return None
        near = within(ids, steps, lambda edge: (id for (id,) in ask(_BESIDE_THEM[kind], map=map, ids=list(edge))))
        rows = _rows(ask, map, kind, near, found.head.revision)
        seals: dict[SealKey, Seal] = {}
        texts = read_texts(ask, map, (key for row in rows for key in keys_in(row.kind, sealed_row(row))))
        facts: dict[str, dict[str, Any]] = {}
        for row in sorted(rows, key=lambda row: row.place):
            facts.setdefault(row.kind, {})[row.id] = opened_row(row, texts.find, seals)
        again = must_stand(ask, map)
        if (again.made, again.head) == (found.made, found.head):
            return State(map, found.head.revision, found.head.erasures, facts, seals)
    return None


def _rows(ask: Ask, map: str, kind: str, near: set[str], head: int) -> list[Row]:
    rows = [Row._make(row) for row in ask(_FEW, map=map, kinds=list(BESIDE), head=head)]
    waves = [row.id for row in rows if row.kind == "wave"]
    rows += _facts(ask, map, "actor", near, head)
    if kind == "relationship":
        return rows + _facts(ask, map, kind, _related(ask, map, near), head)
    starts = [f"{wave}\x1f{id}\x1f" for wave in waves for id in near]
    for some in _some(starts):
        found = (Row._make(row) for row in ask(_RATED, map=map, starts=some, head=head))
        rows += [row for row in found if Rating._make(sealed_row(row)).to_id in near]
    return rows


def _related(ask: Ask, map: str, near: set[str]) -> list[str]:
    return [tie for some in _some(sorted(near)) for tie, end in ask(_RELATED, map=map, ids=some) if end in near]


def _facts(ask: Ask, map: str, kind: str, ids: Iterable[str], head: int) -> list[Row]:
    return [Row._make(row) for some in _some(sorted(ids)) for row in ask(_FACTS, map=map, kind=kind, ids=some, head=head)]


def _some(ids: list[str]) -> Iterable[list[str]]:
    return (ids[start : start + MANY] for start in range(0, len(ids), MANY))
