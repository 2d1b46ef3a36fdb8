"""What is an edit? One atomic batch of changes, made against a revision, with an id of its own so that repeating it is harmless."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from sysmap.model.canonical import canonical_fact
from sysmap.model.state import Seal, SealKey

VERBS = ("add", "change", "end", "correct", "remove")
"""A *change* is news from the world, *end* dates its end, a *correction* is news about what the map had wrong."""


class Change(NamedTuple):
    """What a batch does to one fact. ``fact`` is what it becomes, with its personal text in plain; None removes it."""

    verb: str
    kind: str
    id: str
    fact: Any | None


class Batch(NamedTuple):
    """Changes that become one revision, or none of them. A batch touches a fact at most once.

    ``base`` is the revision it was made against, ``known_at`` an ISO date-time that dates the knowledge (None: now).
    ``seals`` holds a salted commitment for every personal text in ``changes``; service makes them, so that both stores hold the
    same ones.
    """

    map: str
    base: int
    edit_id: str
    author: str
    reason: str
    changes: tuple[Change, ...]
    known_at: str | None = None
    seals: Mapping[SealKey, Seal] = MappingProxyType({})

    @property
    def fingerprint(self) -> str:
        """What the batch says, without salts: the same edit id with another fingerprint is another edit."""
        digest = hashlib.sha256()
        for change in sorted(self.changes, key=lambda c: (c.kind, c.id)):
            body = canonical_fact(change.kind, change.fact) if change.fact is not None else ""
            digest.update(f"{change.verb}\x1f{change.kind}\x1f{change.id}\x1f{body}\x1e".encode("utf-8", "surrogatepass"))
        return digest.hexdigest()


class Revision(NamedTuple):
    """One entry of a map's history. ``recorded_at`` is UTC, ISO 8601 with milliseconds, strictly later than the one before."""

    map: str
    number: int
    edit_id: str
    author: str
    reason: str
    recorded_at: str
    fingerprint: str
    size: int
    undoes: int | None = None
