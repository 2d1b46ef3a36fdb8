"""Maps in a Neo4j, for teams and for everyone who wants Cypher, Bloom or Browser on the same data: the port's promises kept there.

One database holds all maps. Versions are nodes that only sysmap reads; the graph of today beside them is what people open.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from sysmap.errors import SysmapError
from sysmap.model.batch import Batch, Revision
from sysmap.model.fold import wall_clock
from sysmap.model.history import Check, Clock, Delta, Erased, Head, Record, Version
from sysmap.model.nearby import part_near
from sysmap.model.state import SealKey, State
from sysmap.store import neo4j_erasing, neo4j_near, neo4j_publishing, neo4j_reading
from sysmap.store.collecting import collector_paused
from sysmap.store.neo4j_address import address_of, login_of
from sysmap.store.neo4j_connection import Line, version
from sysmap.store.neo4j_doctoring import problems
from sysmap.store.neo4j_heads import entries, erased_from, must_stand, standing, standings
from sysmap.store.neo4j_leasing import broken_off
from sysmap.store.neo4j_planning import CHUNK
from sysmap.store.neo4j_replaying import replay
from sysmap.store.neo4j_schema import prepare, refuse_read_only
from sysmap.store.neo4j_together import FEW, Crowd, Edit, Outcome, Unseen
from sysmap.store.neo4j_writing import NothingToWrite, append_together


class Neo4jStore:
    """A store in one Neo4j database. ``clock`` tells the time in milliseconds."""

    at_once = 16

    def __init__(self, url: str, line: Line, clock: Clock = wall_clock) -> None:
        self.url = url
        self._line = line
        self._clock = clock
        self._verified: set[tuple[str, int | None]] = set()
        self._crowds: dict[str, Crowd] = {}
        self._unseen = Unseen()
        self._guard = threading.Lock()

    def ready(self) -> None:
        """A database that may only be read is not: whoever edits would lose what they typed."""
        refuse_read_only(self._line)

    def heads(self) -> tuple[Head, ...]:
        return tuple(found.head for found in standings(self._line.read))

    def head(self, map: str) -> Head | None:
        before = self._unseen.on(map)
        if before is not None:
            return before.head
        found = standing(self._line.read, map)
        return None if found is None else found.head

    def state(self, map: str, revision: int | None = None) -> State:
        """The first reading of a map's head, and of each past revision, is compared with the checksum of that revision."""
        before = self._unseen.on(map) if revision is None else None
        head = must_stand(self._line.read, map).head.revision
        key = (map, None if revision is None or revision == head else revision)
        checked = key not in self._verified
        with collector_paused():
            state = neo4j_reading.read_state(self._line, map, revision, checked=checked)
        if checked:
            with self._guard:
                self._verified.add(key)
        return state if before is None else before.on(state)

    def near(self, map: str, kind: str, ids: Iterable[str], steps: int) -> State:
        """While the graph of today lags behind, the part of the whole state."""
        wanted = tuple(ids)
        found = neo4j_near.read_near(self._line.read, map, kind, wanted, steps)
        return part_near(self.state(map), kind, wanted, steps) if found is None else found

    def delta(self, map: str, since: int) -> Delta:
        before = self._unseen.on(map)
        if before is None:
            return neo4j_reading.read_delta(self._line.read, map, since)
        if since == before.committed.revision:
            return before.after(Delta(map, since, before.committed, (), {}))
        return before.after(neo4j_reading.read_delta(self._line.read, map, since))

    def append(self, batch: Batch, check: Check, undoes: int | None = None) -> Revision:
        """One transaction, with the graph of today, shared by edits of the map that come at the same time."""
        with self._guard:
            crowd = self._crowds.setdefault(batch.map, Crowd(self._append))
        return crowd.answer(Edit(batch, check, undoes, self._unseen))

    def _append(self, edits: list[Edit]) -> Sequence[Outcome]:
        """What becomes of these edits of one map; one that is too large for a transaction is published by moving head last."""
        first = edits[0]

        def write() -> Sequence[Outcome]:
            if len(first.batch.changes) > CHUNK:
                return [neo4j_publishing.append_large(self._line, first, self._clock)]
            long = len(first.batch.changes) > FEW
            return self._line.write(lambda tx: append_together(tx, edits, self._clock), long=long, harmless=True)

        try:
            return neo4j_publishing.in_order(self._line, first.batch.map, write)
        except NothingToWrite as nothing:
            return nothing.outcomes

    def revisions(self, map: str, since: int = 0) -> tuple[Revision, ...]:
        head = must_stand(self._line.read, map).head.revision
        return tuple(entry.revision for entry in entries(self._line.read, map, min(max(since, 0), head), head))

    def versions(self, map: str, kind: str, id: str) -> tuple[Version, ...]:
        return neo4j_reading.read_versions(self._line.read, map, kind, id)

    def touched(self, map: str, revision: int) -> tuple[tuple[str, str], ...]:
        return neo4j_reading.read_touched(self._line.read, map, revision)

    def erase(self, map: str, texts: tuple[SealKey, ...]) -> int:
        def write() -> int:
            return self._line.write(lambda tx: neo4j_erasing.erase(tx, map, texts, self._clock), long=True)

        count = neo4j_publishing.in_order(self._line, map, write)
        neo4j_erasing.tidy(self._line)
        return count

    def forget(self, map: str) -> None:
        neo4j_publishing.in_order(self._line, map, lambda: neo4j_erasing.forget(self._line, map, self._clock))
        with self._guard:
            self._verified = {key for key in self._verified if key[0] != map}
        neo4j_erasing.tidy(self._line)

    def ledger(self, map: str | None = None) -> tuple[Erased, ...]:
        return erased_from(self._line.read, map)

    def obey(self, erased: Iterable[Erased]) -> None:
        entered = [list(one) for one in erased]
        self._line.write(lambda tx: tx.run(neo4j_erasing.ENTER, entries=entered))

    def records(self, map: str) -> Iterator[Record]:
        """One short transaction for some revisions, so that a slow reader of a long history holds nothing up."""
        return neo4j_reading.read_records(self._line.read, map)

    def replay(self, map: str, records: Iterator[Record]) -> Head:
        return neo4j_publishing.in_order(self._line, map, lambda: replay(self._line, map, records))

    def problems(self) -> tuple[str, ...]:
        """Everything that is looked at: constraints, every version, text and revision, and the graph of today against the facts."""
        with self._guard:
            self._verified.clear()
        return tuple(problems(self._line))

    def close(self) -> None:
        self._line.close()


def open_neo4j(url: str, *, create: bool = False, clock: Clock = wall_clock) -> Neo4jStore:
    """The store at ``neo4j://host:7687`` or ``bolt://host:7687``, a database's name after it if it is not the user's own."""
    line = Line(address_of(url), login_of())
    try:
        prepare(line, create=create, version=version())
        # What cannot be put in order now, as on a server that may only be read, is for whoever writes.
        with suppress(SysmapError):
            for map in broken_off(line):
                neo4j_publishing.put_in_order(line, map)
    except BaseException:
        line.close()
        raise
    return Neo4jStore(url, line, clock)
