"""What is on a map, what changed, and what became of a fact? Head is read once, and then only what lived at it, as columns.

Neo4j shows each statement whatever is committed by then, so two statements may see two heads. Nothing a head once showed ever changes
but by an erasure; the reading is done again when the map was erased from or forgotten meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from operator import itemgetter
from typing import Any, LiteralString, NamedTuple

from sysmap.errors import MapBusy
from sysmap.model.history import Delta, Head, Record, Version, no_map, no_revision
from sysmap.model.kinds import KINDS
from sysmap.model.sealed import PERSONAL, opened, texts_kept
from sysmap.model.state import Seal, SealKey, State
from sysmap.store.neo4j_connection import Line
from sysmap.store.neo4j_heads import Entry, Standing, entries, entry, must_stand, reach
from sysmap.store.neo4j_rows import NEVER, WHOLE, Place, Row, Sealed, crc, damaged, keys_in, opened_row, sealed_of, sealed_row, total
from sysmap.store.neo4j_texts import PAGE, Ask, Texts, read_all_texts, read_texts

RECORDS = 5_000
"""How many rows a page of the history holds, but for a larger revision."""
TRIES = 5

_LIVING: LiteralString = (
    "MATCH (v:Version) USING INDEX v:Version(map, place, born)"
    " WHERE v.map = $map AND v.place > $after AND v.place <= $until AND v.born <= $at AND v.died > $at"
    " WITH v ORDER BY v.place RETURN v.kind, collect(v.id), collect(v.body)"
)
_LIVING_WHOLE: LiteralString = (
    "MATCH (v:Version) USING INDEX v:Version(map, place, born)"
    " WHERE v.map = $map AND v.place > $after AND v.place <= $until AND v.born <= $at AND v.died > $at"
    " WITH v ORDER BY v.place RETURN v.kind, collect(v.id), collect(v.body), collect(v.place), collect(v.born)"
)
_BORN: LiteralString = (
    "MATCH (v:Version) USING INDEX v:Version(map, born, place)"
    " WHERE v.map = $map AND v.born > $since AND v.born <= $until AND v.place > $after AND v.place <= $upto"
    " RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)
_DIED: LiteralString = (
    "MATCH (v:Version) USING INDEX v:Version(map, died, place)"
    " WHERE v.map = $map AND v.died > $since AND v.died <= $until AND v.place > $after AND v.place <= $upto"
    " RETURN v.kind, v.id, v.place, v.born, v.died, v.body"
)
_LIFE: LiteralString = (
    "MATCH (v:Version) WHERE v.map = $map AND v.kind = $kind AND v.id = $id AND v.died > 0 AND v.born <= $head"
    " RETURN v.kind, v.id, v.place, v.born, v.died, v.body ORDER BY v.born"
)


def read_state(line: Line, map: str, revision: int | None, *, checked: bool) -> State:
    """The facts at a revision. ``checked`` compares them with the revision's checksum, and every text with its commitment."""
    for _ in range(TRIES):
        found, at = reach(line.read, map, revision)
        state = _state(line, found, at, checked=checked)
        again = must_stand(line.read, map)
        if (again.made, again.head.erasures) == (found.made, found.head.erasures):
            return state
    raise MapBusy(f"The map {map!r} is being erased from", fix="Try again shortly.")


def _state(line: Line, found: Standing, at: Entry, *, checked: bool) -> State:
    map, number = found.head.map, at.revision.number
    read: dict[str, list[Sealed]] = {}
    checksum = 0
    pages = ({"map": map, "after": p, "until": min(p + PAGE, at.places), "at": number} for p in range(0, at.places, PAGE))
    for page in line.read_ahead(_LIVING_WHOLE if checked else _LIVING, pages):
        for kind, ids, bodies, *more in page:
            read.setdefault(kind, []).extend(sealed_of(kind, ids, bodies))
            if checked:
                checksum += total(map_rows(kind, ids, bodies, *more))
    if checked and checksum % WHOLE != at.checksum:
        raise damaged(f"on the map {map!r} at revision {number} a fact was altered, added or lost")
    texts = read_all_texts(line.read, map, checked=checked)
    facts: dict[str, dict[str, Any]] = {}
    seals: dict[SealKey, Seal] = {}
    for kind in KINDS:
        if kind in read:
            facts[kind] = _facts(kind, read[kind], texts, seals)
            if len(facts[kind]) != len(read[kind]):
                raise damaged(f"a {kind} stands twice on the map {map!r} at revision {number}")
    return State(map, number, found.head.erasures, facts, seals)


def map_rows(kind: str, ids: list[str], bodies: list[str], places: list[int], born: list[int]) -> Iterator[Row]:
    """Columns as rows that live."""
    for id, body, place, since in zip(ids, bodies, places, born, strict=True):
        yield Row(kind, id, place, since, NEVER, body)


def _facts(kind: str, rows: list[Sealed], texts: Texts, seals: dict[SealKey, Seal]) -> dict[str, Any]:
    """The facts of one kind by id. Only those with a commitment in them are looked at one by one."""
    # What _make does, without a call of Python's own for each of a hundred thousand rows.
    facts = dict(zip(map(itemgetter(0), rows), map(partial(tuple.__new__, KINDS[kind].fact), rows), strict=True))
    sealed = {row[0]: row for index, _ in PERSONAL[kind] for row in filter(itemgetter(index), rows)}
    for id, row in sealed.items():
        facts[id] = opened(kind, row, texts.find, seals)
    return facts


def living_pages(ask: Ask, map: str, at: Entry) -> Iterator[list[Row]]:
    """What lives at a revision, page by page in map order of the pages."""
    for after in range(0, at.places, RECORDS):
        until = min(after + RECORDS, at.places)
        page = ask(_LIVING_WHOLE, map=map, after=after, until=until, at=at.revision.number)
        yield [row for columns in page for row in map_rows(*columns)]


def read_delta(ask: Ask, map: str, since: int) -> Delta:
    """What changed after ``since``, checked against the checksums of both revisions."""
    found = must_stand(ask, map)
    head = found.head.revision
    if not 0 <= since <= head:
        raise no_revision(map, since, head)
    if since == head:
        return Delta(map, since, found.head, (), {}, False)
    before, *made = entries(ask, map, since - 1, head) if since else [entry(ask, map, 0), *entries(ask, map, 0, head)]
    step = PAGE if sum(one.revision.size for one in made) > PAGE else max(found.places, 1)
    now: dict[Place, Row] = {}
    places: dict[Place, int] = {}
    then: set[Place] = set()
    difference = 0
    for row in _paged(ask, _BORN, map, since, head, found.places, step):
        places[row[:2]] = row.place
        if row.died > head:
            now[row[:2]] = row
            difference += crc(row)
    for row in _paged(ask, _DIED, map, since, head, found.places, step):
        if row.born <= since:
            places[row[:2]] = row.place
            then.add(row[:2])
            difference -= crc(row)
    if (before.checksum + difference - made[-1].checksum) % WHOLE:
        raise damaged(f"what changed on the map {map!r} after revision {since} was altered or lost in part")
    seals: dict[SealKey, Seal] = {}
    texts = _texts_of(ask, map, now.values())
    changed = tuple(
        (*place, opened_row(now[place], texts.find, seals) if place in now else None) for place in sorted(places, key=places.__getitem__)
    )
    reordered = any(place not in then and places[place] <= before.places for place in now)
    return Delta(map, since, found.head, changed, seals, reordered)


def _paged(ask: Ask, statement: LiteralString, map: str, since: int, until: int, places: int, step: int) -> Iterator[Row]:
    for after in range(0, places, step):
        for row in ask(statement, map=map, since=since, until=until, after=after, upto=after + step):
            yield Row._make(row)


def _texts_of(ask: Ask, map: str, rows: Iterable[Row]) -> Texts:
    return read_texts(ask, map, (key for row in rows for key in keys_in(row.kind, sealed_row(row))))


def read_versions(ask: Ask, map: str, kind: str, id: str) -> tuple[Version, ...]:
    """Every version of one fact, oldest first."""
    head = must_stand(ask, map).head.revision
    if kind not in KINDS:
        return ()
    rows = [Row._make(row) for row in ask(_LIFE, map=map, kind=kind, id=id, head=head)]
    texts = _texts_of(ask, map, rows)
    return tuple(version_of(row, texts, {}, died=None if row.died > head else row.died) for row in rows)


def version_of(row: Row, texts: Texts, seals: dict[SealKey, Seal], *, died: int | None) -> Version:
    return Version(row.kind, row.id, row.born, died, row.place, opened_row(row, texts.find, seals))


def read_touched(ask: Ask, map: str, revision: int) -> tuple[Place, ...]:
    """What a revision wrote or removed, in map order."""
    found = must_stand(ask, map)
    if not 1 <= revision <= found.head.revision:
        raise no_revision(map, revision, found.head.revision)
    places: dict[Place, int] = {}
    for statement in (_BORN, _DIED):
        for row in _paged(ask, statement, map, revision - 1, revision, found.places, PAGE):
            places[row[:2]] = row.place
    return tuple(sorted(places, key=places.__getitem__))


class Written(NamedTuple):
    """What a run of revisions wrote, by revision."""

    born: dict[int, list[Row]]
    died: dict[int, list[Row]]


def read_records(ask: Ask, map: str) -> Iterator[Record]:
    """The whole history, several small revisions at a time, each checked against its checksum."""
    head = must_stand(ask, map).head
    checksum = number = 0
    while number < head.revision:
        run = entries(ask, map, number, min(number + RECORDS, head.revision))
        for group in _grouped(run):
            written = _written(ask, map, group)
            texts = _texts_of(ask, map, (row for rows in written.born.values() for row in rows))
            for one in group:
                yield _record(one, written, texts, checksum)
                checksum = one.checksum
        number = run[-1].revision.number
        if must_stand(ask, map).head.revision < head.revision:
            raise no_map(map)


def _grouped(run: list[Entry]) -> Iterator[list[Entry]]:
    group: list[Entry] = []
    size = 0
    for one in run:
        if group and size + one.revision.size > RECORDS:
            yield group
            group, size = [], 0
        group.append(one)
        size += one.revision.size
    yield group


def _written(ask: Ask, map: str, group: list[Entry]) -> Written:
    since, until = group[0].revision.number - 1, group[-1].revision.number
    # A changed fact is one row born and one died, so a page of places is a page of rows whatever the revision did.
    places = group[-1].places
    step = PAGE if group[0].revision.size > PAGE else max(places, 1)
    written = Written({}, {})
    for row in _paged(ask, _BORN, map, since, until, places, step):
        written.born.setdefault(row.born, []).append(row)
    for row in _paged(ask, _DIED, map, since, until, places, step):
        written.died.setdefault(row.died, []).append(row)
    return written


def _record(one: Entry, written: Written, texts: Texts, before: int) -> Record:
    map, number = one.revision.map, one.revision.number
    born = sorted(written.born.get(number, ()), key=lambda row: row.place)
    died = sorted(written.died.get(number, ()), key=lambda row: row.place)
    if (before + total(born) - total(died) - one.checksum) % WHOLE:
        raise damaged(f"a fact of revision {number} of the map {map!r} was altered, added or lost")
    seals: dict[SealKey, Seal] = {}
    versions = tuple(version_of(row, texts, seals, died=None) for row in born)
    return Record(one.revision, versions, tuple(row[:2] for row in died), seals, texts_kept(versions, seals))


def head_of(found: Standing | None) -> Head | None:
    return None if found is None else found.head
