"""Where does a map stand, and which revisions has it? The node of the map that every edit locks, and one node a revision."""

from __future__ import annotations

import zlib
from typing import Any, LiteralString, NamedTuple

from sysmap.model.batch import Revision
from sysmap.model.history import Erased, Head, no_map, no_revision
from sysmap.store.neo4j_rows import damaged
from sysmap.store.neo4j_texts import Ask

# A map that is being made, restored or forgotten stands at 0 and is not there yet, or no more.
_ONE: LiteralString = (
    "MATCH (m:Map {id: $map}) WHERE m.head > 0 RETURN m.id, m.head, m.erasures, m.recorded_at, m.made, m.places, m.checksum"
)
_ALL: LiteralString = (
    "MATCH (m:Map) WHERE m.head > 0 RETURN m.id, m.head, m.erasures, m.recorded_at, m.made, m.places, m.checksum ORDER BY m.made"
)
_REVISIONS: LiteralString = (
    "MATCH (r:Revision) WHERE r.map = $map AND r.number > $since AND r.number <= $until"
    " RETURN r.map, r.number, r.edit_id, r.author, r.reason, r.recorded_at, r.fingerprint, r.size, r.undoes, r.places, r.checksum, r.crc"
    " ORDER BY r.number"
)
_LEDGER: LiteralString = (
    "MATCH (e:Erasure) WHERE $map IS NULL OR e.map = $map"
    " RETURN e.map, e.kind, e.id, e.field, e.at ORDER BY e.at, e.map, e.kind, e.id, e.field"
)


class Standing(NamedTuple):
    """A head with what the next revision builds on: how many places were given, and the sum of the living versions' checksums."""

    head: Head
    made: int
    places: int
    checksum: int


class Entry(NamedTuple):
    """A revision with its bookkeeping."""

    revision: Revision
    places: int
    checksum: int


def standing(ask: Ask, map: str) -> Standing | None:
    """Where a map stands; None when it is not there."""
    rows = ask(_ONE, map=map)
    return _standing(rows[0]) if rows else None


def standings(ask: Ask) -> tuple[Standing, ...]:
    return tuple(_standing(row) for row in ask(_ALL))


def must_stand(ask: Ask, map: str) -> Standing:
    """Like ``standing``, and NotFound when the map is not there."""
    found = standing(ask, map)
    if found is None:
        raise no_map(map)
    return found


def reach(ask: Ask, map: str, revision: int | None) -> tuple[Standing, Entry]:
    """The head and the revision asked for (None: head). Raises NotFound for a map or a revision that is not there."""
    found = must_stand(ask, map)
    number = found.head.revision if revision is None else revision
    if not 0 <= number <= found.head.revision:
        raise no_revision(map, number, found.head.revision)
    return found, entry(ask, map, number)


def _standing(row: list[Any]) -> Standing:
    id, revision, erasures, recorded_at, made, places, checksum = row
    if not all(isinstance(value, int) for value in (revision, erasures, made, places, checksum)) or not recorded_at:
        raise damaged(f"what it says about the map {id!r} was altered")
    return Standing(Head(id, revision, erasures, recorded_at), made, places, checksum)


def entries(ask: Ask, map: str, since: int, until: int) -> list[Entry]:
    """The revisions after ``since`` and up to ``until``, oldest first, each of them there and unaltered."""
    found = [entry_of(row) for row in ask(_REVISIONS, map=map, since=since, until=until)]
    numbers = [one.revision.number for one in found]
    if numbers != list(range(since + 1, until + 1)):
        missing = sorted(set(range(since + 1, until + 1)) - set(numbers))
        raise damaged(f"revision {missing[0] if missing else since + 1} of the map {map!r} is missing")
    return found


def entry(ask: Ask, map: str, number: int) -> Entry:
    """One revision. Revision 0 is the map before its first: nothing on it."""
    if number == 0:
        return Entry(Revision(map, 0, "", "", "", "", "", 0), 0, 0)
    return entries(ask, map, number - 1, number)[0]


def entry_of(row: list[Any]) -> Entry:
    """A revision as its node says. Raises StoreDamaged when it is not what was written."""
    made = Entry(Revision._make(row[:9]), row[9], row[10])
    if check_of(made) != row[11]:
        raise damaged(f"revision {row[1]} of the map {row[0]!r} was altered")
    return made


def check_of(made: Entry) -> int:
    """The checksum that a revision's node carries."""
    return zlib.crc32(repr((*made.revision, made.places, made.checksum)).encode("utf-8", "replace"))


def properties_of(made: Entry) -> dict[str, Any]:
    """A revision as the properties of its node."""
    return {**made.revision._asdict(), "places": made.places, "checksum": made.checksum, "crc": check_of(made)}


def erased_from(ask: Ask, map: str | None) -> tuple[Erased, ...]:
    """The ledger of erasures, oldest first."""
    return tuple(Erased._make(row) for row in ask(_LEDGER, map=map))
