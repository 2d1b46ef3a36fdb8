"""How does a fact look in Neo4j? One node a version: where it belongs, when it lived, and what it says as canonical JSON, sealed."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from sysmap.errors import InputError, StoreDamaged, StoreTooNew, one_line
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS
from sysmap.model.sealed import PERSONAL, Find, opened
from sysmap.model.state import Seal, SealKey

NEVER = 9_007_199_254_740_991
"""When a fact that lives died. A number, so that one comparison answers for past and present."""

WHOLE = 2**63
Place = tuple[str, str]
Sealed = tuple[Any, ...]

RESTORE = "Restore it from a backup: sysmap restore."
LONGEST_ID = 1_000
"""Bytes of an id that an index surely takes beside the other keys; contract.md allows 200 characters."""


class Row(NamedTuple):
    """One version: ``place`` is the fact's place in the map, ``body`` what it says."""

    kind: str
    id: str
    place: int
    born: int
    died: int
    body: str


def damaged(what: str) -> StoreDamaged:
    return StoreDamaged(f"The store is damaged: {what}", fix=RESTORE)


def body_of(kind: str, sealed: Sealed) -> str:
    """What is stated of a fact, but for its id."""
    return canonical_json({name: value for name, value in zip(KINDS[kind].fields[1:], sealed[1:], strict=True) if value is not None})


def pair_of(kind: str, sealed: Sealed) -> str | None:
    """Which wave and pair a rating is about, so that the others about the same are found; None for every other kind."""
    if kind != "rating":
        return None
    wave, from_id, to_id = (sealed[KINDS[kind].fields.index(name)] for name in ("wave", "from_id", "to_id"))
    return None if wave is None or from_id is None or to_id is None else f"{wave}\x1f{from_id}\x1f{to_id}"


def refuse_long_ids(places: Iterable[Place]) -> None:
    """Raise InputError for an id that an index would not take."""
    for _, id in places:
        if len(id) > LONGEST_ID // 4 and len(id.encode("utf-8", "replace")) > LONGEST_ID:
            raise InputError(f"The id {one_line(id, 60)!r} is too long to be stored", fix="Shorten it to 200 characters.")


def sealed_of(kind: str, ids: Sequence[str], bodies: Sequence[str]) -> list[Sealed]:
    """The facts of one kind, personal texts still sealed. Raises StoreDamaged for no JSON, StoreTooNew for a later kind or field."""
    known = KINDS.get(kind)
    if known is None:
        raise _too_new(kind, ids[0])
    try:
        # In one go: a hundred thousand small texts read one by one take three times as long.
        stated: list[dict[str, Any]] = json.loads(f"[{','.join(bodies)}]")
        fields = known.fields[1:]
        if len(stated) != len(ids):
            raise ValueError
        if not set().union(*stated) <= set(fields):
            raise _too_new(kind, ids[0])
        return [(id, *map(own.get, fields)) for id, own in zip(ids, stated, strict=True)]
    except (ValueError, TypeError, AttributeError) as error:
        raise damaged(f"a {kind} is not as it was written") from error


def _too_new(kind: str, id: str) -> StoreTooNew:
    return StoreTooNew(f"The {kind} {one_line(id, 60)!r} holds what only a later sysmap knows", fix="Install the newest version.")


def sealed_row(row: Row) -> Sealed:
    return sealed_of(row.kind, (row.id,), (row.body,))[0]


def crc(row: Row) -> int:
    """The checksum of one version, but for when it died."""
    return zlib.crc32(f"{row.kind}\x1f{row.id}\x1f{row.place}\x1f{row.born}\x1f{row.body}".encode("utf-8", "replace"))


def total(rows: Iterable[Row]) -> int:
    """The sum of checksums, so that a revision's is known from the one before and what changed."""
    return sum(map(crc, rows)) % WHOLE


def keys_in(kind: str, sealed: Sealed) -> list[tuple[str, SealKey]]:
    """The commitment and key of every personal text in a sealed fact, as ``opened`` will ask for them."""
    found = []
    for index, field in PERSONAL[kind]:
        hash = sealed[index]
        if hash is not None:
            found.append((hash, ("respondent", "", "respondent") if field == "respondent" else (kind, sealed[0], field)))
    return found


def opened_row(row: Row, find: Find, seals: dict[SealKey, Seal]) -> Any:
    return opened(row.kind, sealed_row(row), find, seals)
