"""Was anything lost, doubled, put out of order or told wrongly? The history that clients saw, held against the log that the store kept.

Each operation says when it was called and when it was answered, by one clock for all. What was never answered is kept as unknown: it may
stand in the log once or not at all (Kingsbury, jepsen.io, on histories of operations whose outcome is not known).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sysmap.model.batch import Revision
from sysmap.store.port import Store

EDIT, READ = "edit", "read"
OK, REFUSED, UNKNOWN = "ok", "refused", "unknown"


class Operation(NamedTuple):
    """One thing a client did: an edit that set ``key`` to ``value``, or a read that saw ``value`` at ``revision``."""

    client: str
    what: str
    edit_id: str
    key: str
    value: int
    called: int
    answered: int
    outcome: str
    revision: int


class Log(NamedTuple):
    """What the store kept: the revisions, and each key's values with the revision that each was born at."""

    revisions: tuple[Revision, ...]
    values: dict[str, list[tuple[int, int]]]


def log_of(store: Store, map: str, keys: Iterable[str]) -> Log:
    """The log of a map of counters."""
    values = {key: [(v.born, int(v.fact.reach or 0)) for v in store.versions(map, "actor", key)] for key in keys}
    return Log(store.revisions(map), values)


def anomalies(history: Sequence[Operation], log: Log) -> list[str]:
    """Everything that is wrong, in words; empty when each edit stands once, in one order that all saw."""
    return [*_log_anomalies(log), *_edit_anomalies(history, log), *_order_anomalies(history), *_read_anomalies(history, log)]


def _log_anomalies(log: Log) -> list[str]:
    found = []
    numbers = [revision.number for revision in log.revisions]
    if numbers != list(range(1, len(numbers) + 1)):
        found.append("the sequence of revisions has gaps or repeats")
    if [r.recorded_at for r in log.revisions] != sorted(r.recorded_at for r in log.revisions):
        found.append("time runs backwards in the log")
    for key, values in log.values.items():
        if [value for _, value in values] != list(range(len(values))):
            found.append(f"{key} does not go up by one with each version: an edit was lost or doubled")
    return found


def _edit_anomalies(history: Sequence[Operation], log: Log) -> list[str]:
    found = []
    stands = Counter(revision.edit_id for revision in log.revisions)
    numbers = {revision.edit_id: revision.number for revision in log.revisions}
    for one in history:
        if one.what != EDIT:
            continue
        times = stands[one.edit_id]
        if one.outcome == OK and (times != 1 or numbers[one.edit_id] != one.revision):
            found.append(f"{one.edit_id} was acknowledged as revision {one.revision} and stands {times} times in the log")
        if one.outcome == OK and (one.revision, one.value) not in log.values.get(one.key, ()):
            found.append(f"{one.edit_id} was acknowledged, and {one.key} has no version with its value at revision {one.revision}")
        if one.outcome == REFUSED and times:
            found.append(f"{one.edit_id} was refused and stands in the log")
        if one.outcome == UNKNOWN and times > 1:
            found.append(f"{one.edit_id} has an unknown outcome and stands {times} times in the log")
    return found


def _order_anomalies(history: Sequence[Operation]) -> list[str]:
    """Whoever calls after an answer is given sees at least what was answered."""
    found = []
    events = [(one.answered, 0, one) for one in history if one.outcome == OK] + [(one.called, 1, one) for one in history]
    latest = 0
    floor: dict[tuple[str, int, str], int] = {}
    for _, turn, one in sorted(events, key=lambda event: event[:2]):
        key = (one.client, one.called, one.edit_id)
        if turn == 1:
            floor[key] = latest
        else:
            behind = one.revision < floor.get(key, 0) if one.what == READ else one.revision <= floor.get(key, 0)
            if behind:
                found.append(f"{one.client} was answered revision {one.revision} after {floor[key]} had been answered before it asked")
            latest = max(latest, one.revision)
    return found


def _read_anomalies(history: Sequence[Operation], log: Log) -> list[str]:
    found = []
    for one in history:
        if one.what == READ and one.outcome == OK:
            seen = [value for born, value in log.values.get(one.key, ()) if born <= one.revision]
            if not seen or seen[-1] != one.value:
                found.append(f"{one.client} read {one.value} from {one.key} at revision {one.revision}, where the log has {seen[-1:]}")
    return found
