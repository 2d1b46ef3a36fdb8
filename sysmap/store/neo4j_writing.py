"""How does a planned batch become a revision? In one transaction, with the graph of today; nobody sees any of it before head moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, LiteralString

from sysmap.model.appending import repeated
from sysmap.model.batch import Batch, Revision
from sysmap.model.history import Check, Clock
from sysmap.model.sealed import Find, opened
from sysmap.model.ties import Relationship
from sysmap.store.neo4j_connection import Tx
from sysmap.store.neo4j_heads import Entry, properties_of
from sysmap.store.neo4j_planning import locked_or_made, plan
from sysmap.store.neo4j_projecting import Living, Touched, project
from sysmap.store.neo4j_rows import NEVER, Row, pair_of, sealed_row
from sysmap.store.neo4j_texts import Texts

KILL: LiteralString = (
    "UNWIND $deaths AS d MATCH (v:Version {map: $map, kind: d[0], id: d[1], died: $never}) SET v.died = d[2]"
)
BEAR: LiteralString = (
    "UNWIND $births AS b CREATE (v:Version {map: $map, kind: b[0], id: b[1], place: b[2], born: b[3], died: b[4], body: b[5], pair: b[6]})"
)
KEEP: LiteralString = (
    "UNWIND $texts AS t MERGE (x:Text {map: $map, hash: t[0], kind: t[1], id: t[2], field: t[3]})"
    " ON CREATE SET x.salt = t[4], x.value = t[5], x.born = t[6]"
)
ENTER: LiteralString = "UNWIND $revisions AS r CREATE (x:Revision) SET x = r"
MOVE: LiteralString = (
    "MATCH (m:Map {id: $map}) SET m.head = $head, m.recorded_at = $at, m.places = $places, m.checksum = $checksum"
)
# The same in one statement, for an edit that fits into one; the texts come back as they are kept, as one may have been erased before.
_ALL: LiteralString = (
    "CALL () { UNWIND $deaths AS d MATCH (v:Version {map: $map, kind: d[0], id: d[1], died: $never}) SET v.died = d[2] }"
    " CALL () { UNWIND $births AS b CREATE (v:Version {map: $map, kind: b[0], id: b[1], place: b[2], born: b[3], died: b[4], body: b[5],"
    " pair: b[6]}) }"
    " CALL () { UNWIND $texts AS t MERGE (x:Text {map: $map, hash: t[0], kind: t[1], id: t[2], field: t[3]})"
    " ON CREATE SET x.salt = t[4], x.value = t[5], x.born = t[6]"
    " RETURN collect(x.hash) AS hash, collect(x.kind) AS kind, collect(x.id) AS id, collect(x.field) AS field,"
    " collect(x.salt IS NOT NULL AND x.value IS NOT NULL) AS there, collect(coalesce(x.salt, '')) AS salt,"
    " collect(coalesce(x.value, '')) AS value }"
    " CREATE (r:Revision) SET r = $revision"
    " WITH hash, kind, id, field, there, salt, value MATCH (m:Map {id: $map})"
    " SET m.head = $head, m.recorded_at = $at, m.places = $places, m.checksum = $checksum, m.projected_at = $head"
    " RETURN hash, kind, id, field, there, salt, value"
)



def append_small(tx: Tx, batch: Batch, check: Check, undoes: int | None, clock: Clock) -> Revision:
    """Make the batch the next revision, with the graph of today, all in this transaction. Raises Unfinished."""
    found = locked_or_made(tx, batch)
    if found.repeat is not None:
        return repeated(batch, found.repeat)
    made = plan(tx, batch, check, undoes, clock, found)
    to = made.entry
    deaths = [[row.kind, row.id, to.revision.number] for row in made.deaths]
    rows = tx.run(
        _ALL,
        map=batch.map,
        deaths=deaths,
        births=[_born(row) for row in made.births],
        texts=made.texts,
        revision=properties_of(to),
        never=NEVER,
        **_where(to),
    )
    texts = Texts(batch.map, checked=False)
    texts.take(rows[0])
    now = tuple(living(made.births, texts.find))
    project(tx, batch.map, Touched(tuple(row[:2] for row in made.deaths), now, made.pairs, _joining_the_same(made.deaths, now)))
    return to.revision


def _joining_the_same(deaths: list[Row], now: tuple[Living, ...]) -> frozenset[str]:
    """The relationships that were changed and lead from where they led to where they led."""
    before = {row.id: Relationship._make(sealed_row(row)) for row in deaths if row.kind == "relationship"}
    after = {one.fact.id: one.fact for one in now if one.kind == "relationship" and one.fact.id in before}
    return frozenset(
        id
        for id, fact in after.items()
        if (fact.from_id, fact.to_id) == (before[id].from_id, before[id].to_id) and fact.from_id is not None and fact.to_id is not None
    )


def write_rows(
    tx: Tx, map: str, births: Iterable[Row], deaths: Iterable[tuple[Row, int]], texts: list[list[Any]], revisions: list[Entry]
) -> None:
    """Write versions, the ends of others, texts and revisions; nobody sees them before head moves."""
    ended = [[row.kind, row.id, at] for row, at in deaths]
    begun = [_born(row) for row in births]
    if ended:
        tx.run(KILL, map=map, deaths=ended, never=NEVER)
    if begun:
        tx.run(BEAR, map=map, births=begun)
    if texts:
        tx.run(KEEP, map=map, texts=texts)
    if revisions:
        tx.run(ENTER, revisions=[properties_of(one) for one in revisions])


def move_head(tx: Tx, map: str, to: Entry) -> None:
    tx.run(MOVE, map=map, **_where(to))


def _where(to: Entry) -> dict[str, Any]:
    return {"head": to.revision.number, "at": to.revision.recorded_at, "places": to.places, "checksum": to.checksum}


def _born(row: Row) -> list[Any]:
    return [*row, pair_of(row.kind, sealed_row(row)) if row.kind == "rating" else None]


def living(rows: Iterable[Row], find: Find) -> Iterator[Living]:
    """Rows as facts with their texts."""
    for row in rows:
        yield Living(row.kind, opened(row.kind, sealed_row(row), find, {}), row.born)
