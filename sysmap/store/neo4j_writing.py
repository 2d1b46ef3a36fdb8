"""How does a planned batch become a revision? In one transaction, with the graph of today; nobody sees any of it before head moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, LiteralString

from sysmap.errors import SysmapError
from sysmap.model.appending import repeated
from sysmap.model.batch import Revision
from sysmap.model.history import Clock, Head
from sysmap.model.sealed import Find, opened
from sysmap.model.state import Seal, SealKey
from sysmap.model.ties import Relationship
from sysmap.store.neo4j_connection import Tx
from sysmap.store.neo4j_heads import Entry, Standing, properties_of
from sysmap.store.neo4j_planning import Locked, Plan, locked_or_made, plan
from sysmap.store.neo4j_projecting import Living, Touched, project
from sysmap.store.neo4j_rows import NEVER, Place, Row, pair_of, sealed_row
from sysmap.store.neo4j_texts import Texts
from sysmap.store.neo4j_together import Before, Edit, Outcome, Refused

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
# The same in one statement, for edits that fit into one; the texts come back as they are kept, as one may have been erased before.
_ALL: LiteralString = (
    "CALL () { UNWIND $deaths AS d MATCH (v:Version {map: $map, kind: d[0], id: d[1], died: $never}) SET v.died = d[2] }"
    " CALL () { UNWIND $births AS b CREATE (v:Version {map: $map, kind: b[0], id: b[1], place: b[2], born: b[3], died: b[4], body: b[5],"
    " pair: b[6]}) }"
    " CALL () { UNWIND $texts AS t MERGE (x:Text {map: $map, hash: t[0], kind: t[1], id: t[2], field: t[3]})"
    " ON CREATE SET x.salt = t[4], x.value = t[5], x.born = t[6]"
    " RETURN collect(x.hash) AS hash, collect(x.kind) AS kind, collect(x.id) AS id, collect(x.field) AS field,"
    " collect(x.salt IS NOT NULL AND x.value IS NOT NULL) AS there, collect(coalesce(x.salt, '')) AS salt,"
    " collect(coalesce(x.value, '')) AS value }"
    " CALL () { UNWIND $revisions AS r CREATE (x:Revision) SET x = r }"
    " WITH hash, kind, id, field, there, salt, value MATCH (m:Map {id: $map})"
    " SET m.head = $head, m.recorded_at = $at, m.places = $places, m.checksum = $checksum, m.projected_at = $head"
    " RETURN hash, kind, id, field, there, salt, value"
)


def append_together(tx: Tx, edits: Sequence[Edit], clock: Clock) -> list[Outcome]:
    """Make each of these edits a revision, in this order and with the graph of today, all in this transaction.

    No two of them touch the same. Raises Unfinished, and NothingToWrite with the outcomes so that not even a lock is written.
    """
    found = locked_or_made(tx, [edit.batch for edit in edits])
    outcomes, made = _planned(tx, edits, clock, found)
    if not made:
        raise NothingToWrite(outcomes)
    _write(tx, edits[0].batch.map, made)
    return outcomes


class NothingToWrite(Exception):
    """Every edit was refused or is a repeat."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        super().__init__()
        self.outcomes = outcomes


def _planned(tx: Tx, edits: Sequence[Edit], clock: Clock, found: Locked) -> tuple[list[Outcome], list[Plan]]:
    """What becomes of each edit, and what is to be written. Each follows those before it that were not refused."""
    standing, committed = found.standing, found.standing.head
    outcomes: list[Outcome] = []
    made: list[Plan] = []
    changed: dict[Place, Any] = {}
    seals: dict[SealKey, Seal] = {}
    for edit in edits:
        batch = edit.batch
        lasts = {place: found.lasts[place] for c in batch.changes if (place := (c.kind, c.id)) in found.lasts}
        before = Before(committed, standing.head, dict(changed), dict(seals)) if made else None
        try:
            if batch.edit_id in found.repeats:
                outcomes.append(repeated(batch, found.repeats[batch.edit_id]))
                continue
            one = plan(tx, batch, partial(edit.checked, before=before), edit.undoes, clock, standing, lasts)
        except Refused as refused:
            outcomes.append(refused.error)
            continue
        except SysmapError as error:
            outcomes.append(error)
            continue
        made.append(one)
        outcomes.append(one.entry.revision)
        changed |= {(c.kind, c.id): c.fact for c in batch.changes}
        seals |= one.seals
        standing = Standing(_head(committed, one.entry.revision), standing.made, one.entry.places, one.entry.checksum)
        if any(row.died != NEVER for row in lasts.values()):
            # A fact came back to its old place: what others see of that is for the store to say, so the next ones wait for it.
            break
    return [*outcomes, *[None] * (len(edits) - len(outcomes))], made


def _head(committed: Head, to: Revision) -> Head:
    return committed._replace(revision=to.number, recorded_at=to.recorded_at)


def _write(tx: Tx, map: str, made: list[Plan]) -> None:
    births = [row for one in made for row in one.births]
    deaths = [(row, one.entry.revision.number) for one in made for row in one.deaths]
    rows = tx.run(
        _ALL,
        map=map,
        deaths=[[row.kind, row.id, at] for row, at in deaths],
        births=[_born(row) for row in births],
        texts=[text for one in made for text in one.texts],
        revisions=[properties_of(one.entry) for one in made],
        never=NEVER,
        **_where(made[-1].entry),
    )
    texts = Texts(map, checked=False)
    texts.take(rows[0])
    gone = [row for row, _ in deaths]
    now = tuple(living(births, texts.find))
    pairs = frozenset(pair for one in made for pair in one.pairs)
    project(tx, map, Touched(tuple(row[:2] for row in gone), now, pairs, _joining_the_same(gone, now)))


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
