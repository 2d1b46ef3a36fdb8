"""Where does a map stand, what changed on it, and what became of each fact? The values that cross the store's port."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable
from typing import Any, NamedTuple

from sysmap.errors import InputError, NotFound
from sysmap.model.batch import Revision
from sysmap.model.state import Seal, SealKey


class Head(NamedTuple):
    """Where a map stands: its newest revision, how often something was erased from it, and when it was last written."""

    map: str
    revision: int
    erasures: int
    recorded_at: str


class Delta(NamedTuple):
    """What changed on a map between two revisions: what each touched fact is now, None if it is gone, in map order.

    ``reordered`` is True when a removed fact came back to its old place; the reader then reads the whole state again.
    """

    map: str
    since: int
    head: Head
    changed: tuple[tuple[str, str, Any | None], ...]
    seals: dict[SealKey, Seal]
    reordered: bool = False


class Version(NamedTuple):
    """One version of one fact: the revisions it was born and died at (died None: in force), and its place in the map."""

    kind: str
    id: str
    born: int
    died: int | None
    place: int
    fact: Any


class Erased(NamedTuple):
    """A text that was erased: which one, and when. A respondent's id is a keyed hash, never the name."""

    map: str
    kind: str
    id: str
    field: str
    at: str


class Record(NamedTuple):
    """One revision with all it wrote, as a backup carries it.

    ``born`` are the versions born in it, as they were then (died None); ``died`` the (kind, id) of every version that ended in
    it, replaced ones too; ``seals`` cover every personal text of ``born``; ``texts`` hold those that were not erased.
    """

    revision: Revision
    born: tuple[Version, ...]
    died: tuple[tuple[str, str], ...]
    seals: dict[SealKey, Seal]
    texts: dict[SealKey, str]


Check = Callable[[Head], None]
"""Called inside the lock with the head that the batch will follow; raises to refuse the batch."""

Clock = Callable[[], int]
"""Milliseconds since 1970, UTC."""


def ledger_id(map: str, name: str) -> str:
    """How the ledger of erasures calls a respondent: a hash keyed by the map, so that the ledger holds no name."""
    key = hashlib.blake2b(map.encode(), digest_size=32).digest()
    return hashlib.blake2b(name.encode("utf-8", "surrogatepass"), key=key, digest_size=20).hexdigest()


def ledger_key(map: str, key: SealKey) -> SealKey:
    """A personal text as the ledger names it."""
    kind, id, field = key
    return (kind, ledger_id(map, id), field) if field == "respondent" else key


def stamp(milliseconds: int) -> str:
    """A moment as it is recorded: UTC, ISO 8601 with milliseconds, so that later times sort later as text.

    >>> stamp(0), stamp(1_700_000_000_123)
    ('1970-01-01T00:00:00.000Z', '2023-11-14T22:13:20.123Z')
    """
    moment = dt.datetime(1970, 1, 1) + dt.timedelta(milliseconds=milliseconds)
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def milliseconds_of(moment: str) -> int:
    """The inverse of ``stamp``; also reads other ISO date-times, without a zone as UTC. Raises ValueError."""
    parsed = dt.datetime.fromisoformat(moment)
    aware = parsed if parsed.tzinfo else parsed.replace(tzinfo=dt.UTC)
    return (aware - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(milliseconds=1)


def recorded_at(now: int, last: str, known_at: str | None) -> str:
    """When is this revision recorded? Now, or at ``known_at``; always later than the one before it (``last``, "" for none).

    A ``known_at`` that is a day, month or year means some time in it, so that several imports of one day follow one another.
    Raises InputError when it is no date, or before the last revision.

    >>> recorded_at(0, "2024-05-01T00:00:00.000Z", None), recorded_at(0, "2024-05-01T00:00:00.000Z", "2024-05-01")
    ('2024-05-01T00:00:00.001Z', '2024-05-01T00:00:00.001Z')
    """
    least = milliseconds_of(last) + 1 if last else None
    if known_at is None:
        return stamp(now if least is None else max(now, least))
    try:
        known = milliseconds_of(known_at + "-01-01"[len(known_at) - 10 :] if len(known_at) in (4, 7) else known_at)
    except ValueError:
        raise InputError(f"{known_at!r} is no date to date a revision by", fix="Write 2024-05-31, or with a time.") from None
    if least is None:
        return stamp(known)
    whole = len(known_at) if len(known_at) <= 10 else 0
    if (known_at < last[:whole]) if whole else known < least - 1:
        raise InputError(
            f"This revision is said to be known at {known_at}, which is before the last one of the map, at {last}",
            fix="Date it later, or leave the date out.",
        )
    return stamp(max(known, least))


def no_map(map: str) -> NotFound:
    return NotFound(f"There is no map {map!r} in this store", fix="Look at the list of maps, or import one.")


def no_revision(map: str, revision: int, head: int) -> NotFound:
    return NotFound(f"The map {map!r} has no revision {revision}: it stands at {head}", fix=f"Ask for 0 to {head}.")
