"""How are words dropped for good? Blanked where they are kept, with what could betray them, and then overwritten on the disk."""

from __future__ import annotations

from collections.abc import Iterable

import apsw

from sysmap.model.history import Clock, Erased, ledger_key, milliseconds_of, stamp
from sysmap.model.sealed import PERSONAL, SHARED, text_key
from sysmap.model.state import SealKey
from sysmap.store.sqlite_heads import Standing, enter_erased, entry, erased_from, move_head, must_stand, rewrite_entry
from sysmap.store.sqlite_tables import TABLES, TYPED, table_of, which

_BLANK = "UPDATE text SET salt = NULL, value = NULL WHERE map = ? AND hash = ? AND kind = ? AND id = ? AND field = ?"
_OF_FACT = "SELECT hash FROM text WHERE map = ? AND kind = ? AND id = ? AND field = ? AND value IS NOT NULL"
_OF_NAME = "SELECT hash FROM text WHERE map = ? AND kind = 'respondent' AND value = ?"
_IN_BODY = "SELECT born FROM fact WHERE map = ? AND kind = ? AND json_extract(body, '$.respondent') = ?"


def erase(connection: apsw.Connection, map: str, texts: tuple[SealKey, ...], clock: Clock) -> int:
    """Blank these texts and enter them in the ledger; how many there were."""
    found = must_stand(connection, map)
    at = _when(connection, found, clock)
    count = 0
    wrote: set[int] = set()
    for key in dict.fromkeys(texts):
        named = (map, key[1]) if key[2] == SHARED else (map, *key)
        hashes = [hash for (hash,) in connection.execute(_OF_NAME if key[2] == SHARED else _OF_FACT, named)]
        for hash in hashes:
            connection.execute(_BLANK, (map, hash, *text_key(*key)))
        count += len(hashes)
        wrote |= _revisions_that_wrote(connection, map, key, hashes)
        enter_erased(connection, Erased(map, *ledger_key(map, key), at))
    for number in wrote:
        # The fingerprint is an unsalted hash of the edit: with a list of likely names it would give the name away.
        written = entry(connection, map, number)
        rewrite_entry(connection, written._replace(revision=written.revision._replace(fingerprint="")))
    if texts:
        move_head(connection, found.made, map, found.head.revision, found.head.erasures + 1)
    return count


def _when(connection: apsw.Connection, found: Standing, clock: Clock) -> str:
    """Not before what is erased was written, and after the erasure before: restore compares these times."""
    last = max((e.at for e in erased_from(connection, found.head.map)), default="")
    return max(stamp(clock()), found.head.recorded_at, stamp(milliseconds_of(last) + 1) if last else "")


def _revisions_that_wrote(connection: apsw.Connection, map: str, key: SealKey, hashes: Iterable[str]) -> set[int]:
    kind, id, field = key
    if field != SHARED:
        return {born for (born,) in connection.execute(table_of(kind).born_by, (map, *which(kind, id)))}
    found: set[int] = set()
    for hash in hashes:
        for holder in (name for name, places in PERSONAL.items() if any(field == SHARED for _, field in places)):
            if holder in TYPED:
                rows = connection.execute(f'SELECT born FROM "{table_of(holder).name}" WHERE map = ? AND respondent = ?', (map, hash))
            else:
                rows = connection.execute(_IN_BODY, (map, holder, hash))
            found |= {born for (born,) in rows}
    return found


def forget(connection: apsw.Connection, map: str, clock: Clock) -> None:
    """Drop a map and its history; only the ledger remembers that it was there."""
    found = must_stand(connection, map)
    enter_erased(connection, Erased(map, "map", map, "all", _when(connection, found, clock)))
    for table in TABLES:
        connection.execute(table.forget, (map,))
    connection.execute("DELETE FROM text WHERE map = ?", (map,))
    connection.execute("DELETE FROM revision WHERE map = ?", (map,))
    connection.execute("DELETE FROM map WHERE id = ?", (map,))
