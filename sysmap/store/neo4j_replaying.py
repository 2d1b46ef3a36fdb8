"""How does a whole history come in, as a restore brings it? Written below the sight of everybody, while the map stands at 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from sysmap.errors import SysmapError
from sysmap.model.history import Head, Record
from sysmap.model.sealed import sealed
from sysmap.store.neo4j_ahead import writing_ahead
from sysmap.store.neo4j_connection import Line, Tx
from sysmap.store.neo4j_heads import Entry, must_stand
from sysmap.store.neo4j_leasing import Publication
from sysmap.store.neo4j_planning import CHUNK, MAKE, Unfinished
from sysmap.store.neo4j_publishing import WholeOrNothing, redraw
from sysmap.store.neo4j_rows import NEVER, WHOLE, Place, Row, body_of, crc, damaged, refuse_long_ids
from sysmap.store.neo4j_texts import rows_to_keep
from sysmap.store.neo4j_writing import move_head, write_rows


class Pending:
    """What of a history waits to be written, and what the next record builds on."""

    def __init__(self, map: str) -> None:
        self.map = map
        self.births: dict[tuple[Place, int], Row] = {}
        self.deaths: list[tuple[Row, int]] = []
        self.texts: list[list[Any]] = []
        self.entries: list[Entry] = []
        self.last: Entry | None = None
        self._living: dict[Place, Row] = {}

    def add(self, record: Record) -> None:
        """Take in one record. Raises StoreDamaged when it does not follow from the one before."""
        number = record.revision.number
        last_number, places, checksum = (self.last.revision.number, self.last.places, self.last.checksum) if self.last else (0, 0, 0)
        if number != last_number + 1 or record.revision.map != self.map:
            raise damaged(f"revision {last_number + 1} of the map {self.map!r} is missing from what is restored")
        self.texts += rows_to_keep(((key, seal, record.texts.get(key)) for key, seal in record.seals.items()), number)
        for place in record.died:
            row = self._living.pop(place, None)
            if row is None:
                raise damaged(f"revision {number} of the map {self.map!r} ends a {place[0]} {place[1]!r} that is not there")
            checksum -= crc(row)
            waiting = self.births.get((place, row.born))
            if waiting is not None:
                self.births[(place, row.born)] = waiting._replace(died=number)
            else:
                self.deaths.append((row, number))
        for version in record.born:
            body = body_of(version.kind, sealed(version.kind, version.fact, record.seals))
            row = Row(version.kind, version.id, version.place, number, NEVER, body)
            refuse_long_ids([row[:2]])
            self._living[row[:2]] = self.births[(row[:2], number)] = row
            checksum += crc(row)
            places = max(places, row.place)
        self.last = Entry(record.revision, places, checksum % WHOLE)
        self.entries.append(self.last)

    def is_full(self) -> bool:
        return len(self.births) + len(self.deaths) + len(self.entries) >= CHUNK

    def taken(self, publication: Publication) -> Callable[[], None]:
        """What waits, as a write to be done: several transactions if one record alone is large."""
        births, deaths, texts, entries = list(self.births.values()), self.deaths, self.texts, self.entries
        self.births, self.deaths, self.texts, self.entries = {}, [], [], []
        map = self.map

        def write() -> None:
            publication.step(lambda tx: write_rows(tx, map, (), deaths, texts, entries))
            for start in range(0, len(births), CHUNK):
                some = births[start : start + CHUNK]
                publication.step(lambda tx, b=some: write_rows(tx, map, b, (), [], []))  # type: ignore[misc]

        return write

    def living(self) -> list[Row]:
        """All that lives at the last revision, in map order."""
        return sorted(self._living.values(), key=lambda row: row.place)


def replay(line: Line, map: str, records: Iterator[Record]) -> Head:
    """Write a history as it is, all of it or nothing. Raises Unfinished when an earlier try broke off here."""
    publication = Publication(line, map)
    line.write(lambda tx: _begin(tx, publication))
    pending = Pending(map)
    with WholeOrNothing(publication), writing_ahead() as ahead:
        for record in records:
            pending.add(record)
            if pending.is_full():
                ahead.do(pending.taken(publication))
        last = pending.last
        if last is None:
            raise SysmapError(f"The map {map!r} has no history to restore", fix="Look at the file with sysmap doctor.")
        ahead.do(pending.taken(publication))
        ahead.do(lambda: publication.step(lambda tx: move_head(tx, map, last)))
    redraw(publication, pending.living())
    publication.let_go()
    return must_stand(line.read, map).head


def _begin(tx: Tx, publication: Publication) -> None:
    taken = publication.take(tx)
    if taken is not None and taken.head == 0:
        raise Unfinished
    if taken is not None:
        raise SysmapError(f"The map {publication.map!r} is already there", fix="Restore into a new store, or erase the map first.")
    tx.run(MAKE, map=publication.map)
    publication.take(tx)
