"""How are words dropped? Blanked where they are kept, with what could betray them, and drawn as *withdrawn* in the graph of today.

Neo4j keeps deleted words in its log until that is rotated and pruned, and in its files until the place is used again. What settings
shorten that time, SECURITY.md says; here a checkpoint is asked for, so that pruning can begin.
"""

from __future__ import annotations

from contextlib import suppress
from typing import LiteralString

from sysmap.errors import StoreUnavailable
from sysmap.model.history import Clock, Erased, ledger_key, milliseconds_of, no_map, stamp
from sysmap.model.sealed import PERSONAL, SHARED
from sysmap.model.state import SealKey
from sysmap.store.neo4j_connection import Line, Tx
from sysmap.store.neo4j_heads import Standing, check_of, entry, erased_from
from sysmap.store.neo4j_leasing import Publication
from sysmap.store.neo4j_planning import CHUNK, lock
from sysmap.store.neo4j_projecting import project_facts
from sysmap.store.neo4j_publishing import read_living
from sysmap.store.neo4j_rows import NEVER, Place, Row

_OF_FACT: LiteralString = (
    "MATCH (t:Text) WHERE t.map = $map AND t.kind = $kind AND t.id = $id AND t.field = $field AND t.value IS NOT NULL"
    " REMOVE t.salt, t.value RETURN t.hash"
)
_OF_NAME: LiteralString = (
    "MATCH (t:Text) WHERE t.map = $map AND t.kind = 'respondent' AND t.id = '' AND t.field = 'respondent' AND t.value = $name"
    " REMOVE t.salt, t.value RETURN t.hash"
)
_BORN_BY: LiteralString = (
    "MATCH (v:Version) WHERE v.map = $map AND v.kind = $kind AND v.id = $id AND v.died > 0 RETURN DISTINCT v.born"
)
_NAMED_BY: LiteralString = (
    "MATCH (v:Version) WHERE v.map = $map AND v.kind IN $kinds AND v.id IS NOT NULL AND v.died IS NOT NULL AND v.body CONTAINS $hash"
    " RETURN DISTINCT v.born"
)
_BLANK: LiteralString = "MATCH (r:Revision {map: $map, number: $number}) SET r.fingerprint = '', r.crc = $crc"
ENTER: LiteralString = (
    "UNWIND $entries AS e MERGE (x:Erasure {map: e[0], kind: e[1], id: e[2], field: e[3], at: e[4]})"
)
_COUNT: LiteralString = "MATCH (m:Map {id: $map}) SET m.erasures = m.erasures + 1"
_GONE: LiteralString = "MATCH (m:Map {id: $map}) SET m.head = 0"
_LIVING: LiteralString = (
    "UNWIND $places AS p MATCH (v:Version {map: $map, kind: p[0], id: p[1], died: $never})"
    " RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)
_CHECKPOINT: LiteralString = "CALL db.checkpoint() YIELD success RETURN success"
_SHARING = [kind for kind, places in PERSONAL.items() if any(field == SHARED for _, field in places)]


def _held(tx: Tx, map: str) -> Standing:
    """The map under its lock. Raises NotFound, MapBusy, Unfinished."""
    found = lock(tx, map)
    if found is None:
        raise no_map(map)
    return found.standing


def erase(tx: Tx, map: str, texts: tuple[SealKey, ...], clock: Clock) -> int:
    """Blank these texts and enter them in the ledger; how many there were."""
    found = _held(tx, map)
    at = _when(tx, found, clock)
    keys = list(dict.fromkeys(texts))
    count = 0
    wrote: set[int] = set()
    for kind, id, field in keys:
        if field == SHARED:
            hashes = [hash for (hash,) in tx.run(_OF_NAME, map=map, name=id)]
            for hash in hashes:
                wrote |= {born for (born,) in tx.run(_NAMED_BY, map=map, kinds=_SHARING, hash=hash)}
        else:
            hashes = [hash for (hash,) in tx.run(_OF_FACT, map=map, kind=kind, id=id, field=field)]
            wrote |= {born for (born,) in tx.run(_BORN_BY, map=map, kind=kind, id=id)}
        count += len(hashes)
    tx.run(ENTER, entries=[[map, *ledger_key(map, key), at] for key in keys])
    for number in wrote:
        # The fingerprint is an unsalted hash of the edit: with a list of likely names it would give the name away.
        written = entry(tx.run, map, number)
        blank = written._replace(revision=written.revision._replace(fingerprint=""))
        tx.run(_BLANK, map=map, number=number, crc=check_of(blank))
    if keys:
        tx.run(_COUNT, map=map)
    _draw_again(tx, map, list(dict.fromkeys((kind, id) for kind, id, field in keys if field != SHARED)))
    return count


def _draw_again(tx: Tx, map: str, places: list[Place]) -> None:
    """The same facts, their words withdrawn. Trust is drawn without words."""
    for start in range(0, len(places), CHUNK):
        rows = [Row._make(row) for row in tx.run(_LIVING, map=map, places=places[start : start + CHUNK], never=NEVER)]
        project_facts(tx, map, [row[:2] for row in rows], read_living(tx.run, map, rows))


def _when(tx: Tx, found: Standing, clock: Clock) -> str:
    """Not before what is erased was written, and after the erasure before: restore compares these times."""
    last = max((e.at for e in erased_from(tx.run, found.head.map)), default="")
    return max(stamp(clock()), found.head.recorded_at, stamp(milliseconds_of(last) + 1) if last else "")


def forget(line: Line, map: str, clock: Clock) -> None:
    """Drop a map and its history: out of sight in one transaction, and then away in chunks. Raises Unfinished."""
    publication = Publication(line, map)

    def out_of_sight(tx: Tx) -> None:
        found = _held(tx, map)
        tx.run(ENTER, entries=[list(Erased(map, "map", map, "all", _when(tx, found, clock)))])
        publication.take(tx)
        tx.run(_GONE, map=map)

    line.write(out_of_sight, long=True)
    publication.remove_map()


def tidy(line: Line) -> None:
    """Let the server write its files and prune its log, where it lets us."""
    with suppress(StoreUnavailable):
        line.command(_CHECKPOINT)
