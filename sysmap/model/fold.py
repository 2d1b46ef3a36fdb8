"""What must every store answer? The store's promises kept in the plainest way: the list of revisions, folded anew at each question.

Pure and slow on purpose. Tests compare every adapter with it, and a backup is verified by folding its records.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Iterator
from typing import Any

from sysmap.errors import SysmapError
from sysmap.model.appending import conflict, meets, refuse_malformed, repeated, texts_of
from sysmap.model.batch import Batch, Revision
from sysmap.model.history import (
    Check,
    Clock,
    Delta,
    Erased,
    Head,
    Record,
    Version,
    ledger_key,
    no_map,
    no_revision,
    recorded_at,
)
from sysmap.model.nearby import part_near
from sysmap.model.sealed import Kept, opened, seals_of, text_key, texts_kept
from sysmap.model.state import Seal, SealKey, State
from sysmap.model.steps import Log, is_named


def wall_clock() -> int:
    """Milliseconds since 1970."""
    return time.time_ns() // 1_000_000


class Fold:
    """A store in memory that keeps every promise of the port. ``clock`` tells the time in milliseconds."""

    url = "fold://"
    at_once = 1

    def __init__(self, clock: Clock = wall_clock) -> None:
        self._clock = clock
        self._logs: dict[str, Log] = {}
        self._ledger: list[Erased] = []
        self._lock = threading.RLock()

    def _log(self, map: str) -> Log:
        if map not in self._logs:
            raise no_map(map)
        return self._logs[map]

    def ready(self) -> None:
        """Always."""

    def heads(self) -> tuple[Head, ...]:
        return tuple(log.head(map) for map, log in self._logs.items())

    def head(self, map: str) -> Head | None:
        return self._logs[map].head(map) if map in self._logs else None

    def state(self, map: str, revision: int | None = None) -> State:
        log = self._log(map)
        number = len(log.steps) if revision is None else revision
        if not 0 <= number <= len(log.steps):
            raise no_revision(map, number, len(log.steps))
        living = log.living(number)
        facts: dict[str, dict[str, Any]] = {}
        seals: dict[SealKey, Seal] = {}
        for kind, id in log.in_order(living):
            facts.setdefault(kind, {})[id] = opened(kind, living[(kind, id)][1], log.find, seals)
        return State(map, number, log.erasures, facts, seals)

    def near(self, map: str, kind: str, ids: Iterable[str], steps: int) -> State:
        return part_near(self.state(map), kind, ids, steps)

    def delta(self, map: str, since: int) -> Delta:
        log = self._log(map)
        if not 0 <= since <= len(log.steps):
            raise no_revision(map, since, len(log.steps))
        then, now = log.living(since), log.living(len(log.steps))
        known = {place for step in log.steps[:since] for place in step.born}
        touched = {place for step in log.steps[since:] for place in (*step.born, *step.died)}
        seals: dict[SealKey, Seal] = {}
        changed = tuple(
            (kind, id, opened(kind, now[(kind, id)][1], log.find, seals) if (kind, id) in now else None)
            for kind, id in log.in_order(touched)
        )
        reordered = any(place in now and place in known and place not in then for place in touched)
        return Delta(map, since, log.head(map), changed, seals, reordered)

    def append(self, batch: Batch, check: Check, undoes: int | None = None) -> Revision:
        with self._lock:
            log = self._logs.get(batch.map) or Log(sum(e.map == batch.map for e in self._ledger))
            for step in log.steps:
                if step.revision.edit_id == batch.edit_id:
                    return repeated(batch, step.revision)
            head = log.head(batch.map)
            refuse_malformed(batch, head)
            self._refuse_clashes(log, batch)
            check(head)
            at = recorded_at(self._clock(), head.recorded_at, batch.known_at)
            revision = Revision(
                batch.map, head.revision + 1, batch.edit_id, batch.author, batch.reason, at, batch.fingerprint, len(batch.changes), undoes
            )
            seals = {key: log.seal_in_use(key, seal) for key, seal in batch.seals.items()}
            for change in batch.changes:
                for key, seal, text in texts_of(change, seals):
                    log.keep(key, seal, text)
            facts = {(c.kind, c.id): c.fact for c in batch.changes if c.fact is not None}
            log.write(revision, facts, [(c.kind, c.id) for c in batch.changes if c.fact is None], seals)
            self._logs[batch.map] = log
            return revision

    def _refuse_clashes(self, log: Log, batch: Batch) -> None:
        living = log.living(len(log.steps))
        found = []
        for change in batch.changes:
            met = meets(change, log.last((change.kind, change.id)), batch.base)
            if met is not None:
                theirs = living.get((change.kind, change.id))
                found.append((change, opened(change.kind, theirs[1], log.find, {}) if theirs else None, met))
        if found:
            raise conflict(batch, found)

    def revisions(self, map: str, since: int = 0) -> tuple[Revision, ...]:
        return tuple(step.revision for step in self._log(map).steps[max(since, 0) :])

    def versions(self, map: str, kind: str, id: str) -> tuple[Version, ...]:
        log = self._log(map)
        found: list[Version] = []
        for step in log.steps:
            if (kind, id) in step.died and found:
                found[-1] = found[-1]._replace(died=step.revision.number)
            if (kind, id) in step.born:
                fact = opened(kind, step.born[(kind, id)], log.find, {})
                found.append(Version(kind, id, step.revision.number, None, log.places[(kind, id)], fact))
        return tuple(found)

    def touched(self, map: str, revision: int) -> tuple[tuple[str, str], ...]:
        log = self._log(map)
        if not 0 < revision <= len(log.steps):
            raise no_revision(map, revision, len(log.steps))
        step = log.steps[revision - 1]
        return tuple(log.in_order({*step.born, *step.died}))

    def erase(self, map: str, texts: tuple[SealKey, ...]) -> int:
        with self._lock:
            log, count = self._log(map), 0
            at = log.after_all(self._clock(), self._erased_last(map))
            for key in dict.fromkeys(texts):
                hit = [place for place, kept in log.texts.items() if place[1] == text_key(*key) and is_named(key, kept)]
                count += len(hit)
                log.texts.update({place: Kept(None, None) for place in hit})
                log.blank_fingerprints(key, {hash for hash, _ in hit})
                self._ledger.append(Erased(map, *ledger_key(map, key), at))
            log.erasures += 1 if texts else 0
            return count

    def forget(self, map: str) -> None:
        with self._lock:
            log = self._log(map)
            self._ledger.append(Erased(map, "map", map, "all", log.after_all(self._clock(), self._erased_last(map))))
            del self._logs[map]

    def _erased_last(self, map: str) -> str:
        return max((e.at for e in self._ledger if e.map == map), default="")

    def ledger(self, map: str | None = None) -> tuple[Erased, ...]:
        found = (e for e in self._ledger if map is None or e.map == map)
        return tuple(sorted(found, key=lambda e: (e.at, *e)))

    def obey(self, erased: Iterable[Erased]) -> None:
        self._ledger += [e for e in erased if e not in self._ledger]

    def records(self, map: str) -> Iterator[Record]:
        log = self._log(map)
        for step in tuple(log.steps):
            seals: dict[SealKey, Seal] = {}
            number = step.revision.number
            born = tuple(
                Version(kind, id, number, None, log.places[(kind, id)], opened(kind, step.born[(kind, id)], log.find, seals))
                for kind, id in log.in_order(step.born)
            )
            yield Record(step.revision, born, step.died, seals, texts_kept(born, seals))

    def replay(self, map: str, records: Iterator[Record]) -> Head:
        with self._lock:
            if map in self._logs:
                raise SysmapError(f"The map {map!r} is already there", fix="Restore into a new store, or erase the map first.")
            log = Log(sum(e.map == map for e in self._ledger))
            for record in records:
                for key, seal in record.seals.items():
                    log.keep(key, seal, record.texts.get(key))
                log.write(record.revision, {(v.kind, v.id): v.fact for v in record.born}, record.died, record.seals)
                log.places.update({(v.kind, v.id): v.place for v in record.born})
            self._logs[map] = log
            return log.head(map)

    def problems(self) -> tuple[str, ...]:
        return ()

    def close(self) -> None: ...


def refold(map: str, records: Iterable[Record], erasures: int = 0) -> State:
    """The state that a history ends in, keeping only what lives while reading it."""
    facts: dict[tuple[str, str], tuple[int, Any, dict[SealKey, Seal]]] = {}
    number = 0
    for record in records:
        number = record.revision.number
        for place in record.died:
            facts.pop(place, None)
        for version in record.born:
            facts[(version.kind, version.id)] = (version.place, version.fact, seals_of(version.kind, version.fact, record.seals))
    seals: dict[SealKey, Seal] = {}
    found: dict[str, dict[str, Any]] = {}
    for (kind, id), (_, fact, own) in sorted(facts.items(), key=lambda item: item[1][0]):
        found.setdefault(kind, {})[id] = fact
        seals.update(own)
    return State(map, number, erasures, found, seals)
