"""How does a batch become a revision? Lock the map's node, then read head, refuse what clashes, ask the check, write, move head.

The lock comes first: head that is read before it may be another's by the time the lock is ours, and edits were lost that way without
an error. The body may run twice; the edit id makes the second time harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, LiteralString, NamedTuple

from sysmap.errors import MapBusy
from sysmap.model.appending import Last, conflict, meets, refuse_malformed, repeated, texts_of
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.history import Check, Clock, Head, recorded_at
from sysmap.model.sealed import Kept, opened, sealed
from sysmap.model.state import Seal, SealKey
from sysmap.store.neo4j_connection import Tx
from sysmap.store.neo4j_heads import Entry, Standing, entry_of, properties_of
from sysmap.store.neo4j_projecting import Living, Touched, project
from sysmap.store.neo4j_rows import NEVER, WHOLE, Place, Row, body_of, keys_in, pair_of, refuse_long_ids, sealed_row, total
from sysmap.store.neo4j_texts import read_texts, rows_to_keep, seals_in_use

CHUNK = 5_000
"""How many facts one transaction writes; a larger batch is written in several and published by moving head last."""

_LOCK: LiteralString = (
    "MATCH (m:Map {id: $map}) SET m.locked = true WITH m"
    " OPTIONAL MATCH (r:Revision {map: $map, edit_id: $edit_id}) WHERE r.number <= m.head"
    " RETURN m.head, m.erasures, m.recorded_at, m.made, m.places, m.checksum, m.projected_at,"
    " m.publishing IS NOT NULL, coalesce(m.publishing_until, 0) > timestamp(),"
    " CASE WHEN r IS NULL THEN NULL ELSE [r.map, r.number, r.edit_id, r.author, r.reason, r.recorded_at, r.fingerprint, r.size] END,"
    " r.undoes, r.places, r.checksum, r.crc"
)
MAKE: LiteralString = (
    "MERGE (s:Meta {name: 'maps'}) SET s.value = coalesce(s.value, 0) + 1 WITH s.value AS made"
    " OPTIONAL MATCH (e:Erasure {map: $map}) WITH made, count(e) AS erasures"
    " MERGE (m:Map {id: $map}) ON CREATE SET m.made = made, m.head = 0, m.places = 0, m.checksum = 0, m.projected_at = 0,"
    " m.recorded_at = '', m.erasures = erasures"
)
_LASTS: LiteralString = (
    "UNWIND $places AS p"
    " CALL (p) { MATCH (v:Version) WHERE v.map = $map AND v.kind = p[0] AND v.id = p[1] AND v.died > 0"
    " RETURN v ORDER BY v.died DESC LIMIT 1 }"
    " RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)
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
_SHOWN: LiteralString = "MATCH (m:Map {id: $map}) SET m.projected_at = m.head"


class Unfinished(Exception):
    """A large edit broke off here, or the graph of today lags behind: to be put in order before anything is written."""


class Locked(NamedTuple):
    """A map whose lock we hold. ``made`` is the revision that this edit id made before, if it did."""

    standing: Standing
    repeat: Revision | None


class Plan(NamedTuple):
    """A batch that may be written: the revision, its versions, the versions it ends, its texts, and the map afterwards."""

    entry: Entry
    births: list[Row]
    deaths: list[Row]
    texts: list[list[Any]]
    pairs: frozenset[str]


def lock(tx: Tx, map: str, edit_id: str) -> Locked | None:
    """Lock a map and read where it stands; None when there is no such map.

    Raises MapBusy while a large edit is published, Unfinished when one broke off.
    """
    rows = tx.run(_LOCK, map=map, edit_id=edit_id)
    if not rows:
        return None
    head, erasures, at, made, places, checksum, projected_at, publishing, live, repeat, *rest = rows[0]
    if publishing and live:
        raise busy(map)
    if publishing or head == 0 or projected_at != head:
        raise Unfinished
    found = Standing(Head(map, head, erasures, at), made, places, checksum)
    return Locked(found, None if repeat is None else entry_of([*repeat, *rest]).revision)


def busy(map: str) -> MapBusy:
    return MapBusy(f"A large edit of the map {map!r} is being published", fix="Try again shortly.")


def plan(tx: Tx, batch: Batch, check: Check, undoes: int | None, clock: Clock, found: Standing) -> Plan:
    """Refuse the batch, or say what is to be written. To be called under the lock. Raises Conflict, InputError, what ``check`` raises."""
    head = found.head
    refuse_malformed(batch, head)
    refuse_long_ids((change.kind, change.id) for change in batch.changes)
    lasts = _last_versions(tx, batch) if found.places else {}
    _refuse_clashes(tx, batch, lasts)
    tx.outside(lambda: check(head))
    at = recorded_at(clock(), head.recorded_at, batch.known_at)
    revision = Revision(
        batch.map, head.revision + 1, batch.edit_id, batch.author, batch.reason, at, batch.fingerprint, len(batch.changes), undoes
    )
    seals = seals_in_use(tx.run, batch.map, batch.seals)
    births, places = _births(batch.changes, lasts, found.places, seals, revision.number)
    deaths = [row for row in lasts.values() if row.died == NEVER]
    checksum = (found.checksum + total(births) - total(deaths)) % WHOLE
    texts = rows_to_keep((text for change in batch.changes for text in texts_of(change, seals)), revision.number)
    pairs = frozenset(pair for row in (*births, *deaths) if row.kind == "rating" and (pair := pair_of(row.kind, sealed_row(row))))
    return Plan(Entry(revision, places, checksum), births, deaths, texts, pairs)


def _last_versions(tx: Tx, batch: Batch) -> dict[Place, Row]:
    """The newest version, living or dead, of every fact that the batch touches."""
    found: dict[Place, Row] = {}
    wanted = [[change.kind, change.id] for change in batch.changes]
    for start in range(0, len(wanted), CHUNK):
        for row in tx.run(_LASTS, map=batch.map, places=wanted[start : start + CHUNK]):
            found[(row[0], row[1])] = Row._make(row)
    return found


def _refuse_clashes(tx: Tx, batch: Batch, lasts: dict[Place, Row]) -> None:
    met = []
    for change in batch.changes:
        row = lasts.get((change.kind, change.id))
        last = None if row is None else Last(row.born, None if row.died == NEVER else row.died)
        at = meets(change, last, batch.base)
        if at is not None:
            met.append((change, row if row is not None and row.died == NEVER else None, at))
    if met:
        rows = [row for _, row, _ in met if row is not None]
        texts = read_texts(tx.run, batch.map, (key for row in rows for key in keys_in(row.kind, sealed_row(row))), checked=False)
        found = [(c, None if row is None else opened(row.kind, sealed_row(row), texts.find, {}), at) for c, row, at in met]
        raise conflict(batch, found)


def _births(
    changes: tuple[Change, ...], lasts: dict[Place, Row], places: int, seals: dict[SealKey, Seal], number: int
) -> tuple[list[Row], int]:
    """The versions to write. A fact that is new to the map takes the next place, one that comes back its earlier one."""
    births = []
    for change in changes:
        if change.fact is not None:
            last = lasts.get((change.kind, change.id))
            if last is None:
                places += 1
            body = body_of(change.kind, sealed(change.kind, change.fact, seals))
            births.append(Row(change.kind, change.id, places if last is None else last.place, number, NEVER, body))
    return births, places


def append_small(tx: Tx, batch: Batch, check: Check, undoes: int | None, clock: Clock) -> Revision:
    """Make the batch the next revision, with the graph of today, all in this transaction. Raises Unfinished."""
    found = locked_or_made(tx, batch.map, batch.edit_id)
    if found.repeat is not None:
        return repeated(batch, found.repeat)
    made = plan(tx, batch, check, undoes, clock, found.standing)
    write_rows(tx, batch.map, made.births, ((row, made.entry.revision.number) for row in made.deaths), made.texts, [made.entry])
    move_head(tx, batch.map, made.entry)
    project(tx, batch.map, touched_by(tx, batch.map, made))
    tx.run(_SHOWN, map=batch.map)
    return made.entry.revision


def locked_or_made(tx: Tx, map: str, edit_id: str) -> Locked:
    """The lock on a map that is there, or on one that comes into being if this transaction is committed."""
    found = lock(tx, map, edit_id)
    if found is not None:
        return found
    tx.run(MAKE, map=map)
    head, erasures, at, made, *_ = tx.run(_LOCK, map=map, edit_id=edit_id)[0]
    if head:
        # Somebody else made it in the moment between, and we waited for them.
        again = lock(tx, map, edit_id)
        assert again is not None
        return again
    return Locked(Standing(Head(map, 0, erasures, at), made, 0, 0), None)


def write_rows(
    tx: Tx, map: str, births: Iterable[Row], deaths: Iterable[tuple[Row, int]], texts: list[list[Any]], revisions: list[Entry]
) -> None:
    """Write versions, the ends of others, texts and revisions; nobody sees them before head moves."""
    ended = [[row.kind, row.id, at] for row, at in deaths]
    begun = [[*row, pair_of(row.kind, sealed_row(row)) if row.kind == "rating" else None] for row in births]
    if ended:
        tx.run(KILL, map=map, deaths=ended, never=NEVER)
    if begun:
        tx.run(BEAR, map=map, births=begun)
    if texts:
        tx.run(KEEP, map=map, texts=texts)
    if revisions:
        tx.run(ENTER, revisions=[properties_of(one) for one in revisions])


def move_head(tx: Tx, map: str, to: Entry) -> None:
    tx.run(MOVE, map=map, head=to.revision.number, at=to.revision.recorded_at, places=to.places, checksum=to.checksum)


def touched_by(tx: Tx, map: str, made: Plan) -> Touched:
    """What the graph has to show anew. Texts are read back: one that was erased stays so, whoever sends it again."""
    keys = [key for row in made.births for key in keys_in(row.kind, sealed_row(row))]
    texts = read_texts(tx.run, map, keys, checked=False) if keys else None
    now = tuple(_living(made.births, texts.find if texts else _no_text))
    return Touched(tuple(row[:2] for row in made.deaths), now, made.pairs)


def _living(rows: Iterable[Row], find: Any) -> Iterator[Living]:
    for row in rows:
        yield Living(row.kind, opened(row.kind, sealed_row(row), find, {}), row.born)


def _no_text(hash: str, key: SealKey) -> Kept:
    raise KeyError(hash)


