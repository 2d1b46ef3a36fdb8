"""May a batch be written, and as what? Lock the map's node, read head, refuse what clashes, ask the check.

The lock comes first: head that is read before it may be another's by the time the lock is ours, and edits were lost that way without
an error. The body may run twice; the edit id makes the second time harmless.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, LiteralString, NamedTuple

from sysmap.errors import MapBusy
from sysmap.model.appending import Last, conflict, meets, refuse_malformed, texts_of
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.history import Check, Clock, Head, recorded_at
from sysmap.model.sealed import opened, sealed
from sysmap.model.state import Seal, SealKey
from sysmap.store.neo4j_connection import Tx
from sysmap.store.neo4j_heads import Entry, Standing, entry_of
from sysmap.store.neo4j_rows import NEVER, WHOLE, Place, Row, body_of, keys_in, pair_of, refuse_long_ids, sealed_row, total
from sysmap.store.neo4j_texts import read_texts, rows_to_keep, seals_in_use

CHUNK = 5_000
"""How many facts one transaction writes; a larger batch is written in several and published by moving head last."""

# The newest version is ordered by the whole key of the index, or Neo4j would sort a fact's whole life to find it.
_LOCK: LiteralString = (
    "MATCH (m:Map {id: $map}) SET m.locked = true WITH m"
    " CALL (m) { UNWIND $edits AS e MATCH (r:Revision {map: $map, edit_id: e}) WHERE r.number <= m.head"
    " RETURN collect([r.map, r.number, r.edit_id, r.author, r.reason, r.recorded_at, r.fingerprint, r.size, r.undoes, r.places,"
    " r.checksum, r.crc]) AS repeats }"
    " CALL (m) { UNWIND $places AS p"
    " CALL (p) { MATCH (v:Version) WHERE v.map = $map AND v.kind = p[0] AND v.id = p[1] AND v.died > 0"
    " RETURN v ORDER BY v.map DESC, v.kind DESC, v.id DESC, v.died DESC LIMIT 1 }"
    " RETURN collect([v.kind, v.id, v.place, v.born, v.died, v.body]) AS lasts }"
    " RETURN m.head, m.erasures, m.recorded_at, m.made, m.places, m.checksum, m.projected_at,"
    " m.publishing IS NOT NULL, coalesce(m.publishing_until, 0) > timestamp(), repeats, lasts"
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
    " RETURN v ORDER BY v.map DESC, v.kind DESC, v.id DESC, v.died DESC LIMIT 1 }"
    " RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)


class Unfinished(Exception):
    """A large edit broke off here, or the graph of today lags behind: to be put in order before anything is written."""


class Locked(NamedTuple):
    """A map whose lock we hold: the revisions that these edit ids made before, and the newest versions that were asked for."""

    standing: Standing
    repeats: dict[str, Revision]
    lasts: dict[Place, Row]


class Plan(NamedTuple):
    """A batch that may be written: the revision, its versions, the versions it ends, its texts with their seals, the map afterwards."""

    entry: Entry
    births: list[Row]
    deaths: list[Row]
    texts: list[list[Any]]
    seals: dict[SealKey, Seal]
    pairs: frozenset[str]


def lock(tx: Tx, map: str, edits: Iterable[str] = (), places: Iterable[Place] = ()) -> Locked | None:
    """Lock a map and read where it stands, with the newest versions of these facts; None when there is no such map.

    Raises MapBusy while a large edit is published, Unfinished when one broke off.
    """
    rows = tx.run(_LOCK, map=map, edits=list(edits), places=[list(place) for place in places])
    if not rows:
        return None
    head, erasures, at, made, given, checksum, projected_at, publishing, live, repeats, lasts = rows[0]
    if publishing and live:
        raise busy(map)
    if publishing or head == 0 or projected_at != head:
        raise Unfinished
    found = Standing(Head(map, head, erasures, at), made, given, checksum)
    return Locked(found, {row[2]: entry_of(row).revision for row in repeats}, _by_place(lasts))


def _by_place(rows: Iterable[list[Any]]) -> dict[Place, Row]:
    return {(row[0], row[1]): Row._make(row) for row in rows}


def busy(map: str) -> MapBusy:
    return MapBusy(f"A large edit of the map {map!r} is being published", fix="Try again shortly.")


def plan(tx: Tx, batch: Batch, check: Check, undoes: int | None, clock: Clock, found: Standing, lasts: dict[Place, Row]) -> Plan:
    """Refuse the batch, or say what is to be written after ``found``. ``lasts`` are the newest versions of the facts it touches.

    To be called under the lock. Raises Conflict, InputError, what ``check`` raises.
    """
    head = found.head
    refuse_malformed(batch, head)
    refuse_long_ids((change.kind, change.id) for change in batch.changes)
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
    return Plan(Entry(revision, places, checksum), births, deaths, texts, seals, pairs)


def lasts_of(tx: Tx, batch: Batch, found: Locked) -> dict[Place, Row]:
    """The newest versions, living or dead, of every fact of a large batch."""
    return {**found.lasts, **_by_place(_lasts_beyond(tx, batch))} if found.standing.places else {}


def _lasts_beyond(tx: Tx, batch: Batch) -> Iterator[list[Any]]:
    """Those that were not asked for with the lock."""
    wanted = [[change.kind, change.id] for change in batch.changes]
    for start in range(CHUNK, len(wanted), CHUNK):
        yield from tx.run(_LASTS, map=batch.map, places=wanted[start : start + CHUNK])


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


def locked_or_made(tx: Tx, batches: Sequence[Batch]) -> Locked:
    """The lock on the map of these batches, that is there or comes into being if this transaction is committed."""
    map = batches[0].map
    edits = [batch.edit_id for batch in batches]
    places = [(change.kind, change.id) for batch in batches for change in batch.changes[:CHUNK]]
    found = lock(tx, map, edits, places)
    if found is not None:
        return found
    tx.run(MAKE, map=map)
    head, erasures, at, made, *_ = tx.run(_LOCK, map=map, edits=edits, places=[])[0]
    if head:
        # Somebody else made it in the moment between, and we waited for them.
        again = lock(tx, map, edits, places)
        assert again is not None
        return again
    return Locked(Standing(Head(map, 0, erasures, at), made, 0, 0), {}, {})
