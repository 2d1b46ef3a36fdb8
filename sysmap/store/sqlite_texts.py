"""Where are the personal texts? In one table, beside the facts and never in them; here they are kept, found and checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import apsw

from sysmap.model.canonical import commitment
from sysmap.model.sealed import SHARED, Kept, text_key
from sysmap.model.state import Seal, SealKey
from sysmap.store.sqlite_heads import damaged

_ALL = "SELECT hash, kind, id, field, salt, value FROM text WHERE map = ?"
_SOME = f"{_ALL} AND hash = ?"
_KEEP = "INSERT OR IGNORE INTO text (map, hash, kind, id, field, salt, value) VALUES (?, ?, ?, ?, ?, ?, ?)"
_NAMED = "SELECT hash, salt FROM text WHERE map = ? AND kind = 'respondent' AND value = ?"


class Texts:
    """The texts of one map for one reading: all of them at once, or each as it is asked for."""

    def __init__(self, connection: apsw.Connection, map: str, *, all: bool, checked: bool) -> None:
        self._connection = connection
        self._map = map
        self._all = all
        self._checked = checked
        self._found: dict[str, list[tuple[Any, ...]]] = {}
        if all:
            for row in connection.execute(_ALL, (map,)):
                self._found.setdefault(row[0], []).append(row)

    def find(self, hash: str, key: SealKey) -> Kept:
        """The text behind a commitment. Raises StoreDamaged when it is missing, altered, or another fact's."""
        rows = self._found.get(hash)
        if rows is None:
            rows = [] if self._all else self._connection.execute(_SOME, (self._map, hash)).fetchall()
            self._found[hash] = rows
        for row in rows:
            if row[1:4] == key:
                salt, value = row[4:]
                if self._checked and not _whole(hash, salt, value):
                    raise damaged(f"a text of {key[0]} {key[1]!r} on the map {self._map!r} was altered")
                return Kept(salt, value)
        raise damaged(f"a text of {key[0]} {key[1]!r} on the map {self._map!r} is missing")


def _whole(hash: str, salt: str | None, value: str | None) -> bool:
    if salt is None or value is None:
        return salt is None and value is None
    return commitment(value, salt) == hash


def altered_texts(connection: apsw.Connection, map: str) -> int:
    """How many texts of a map, past ones too, do not belong to their commitment."""
    return sum(not _whole(hash, salt, value) for hash, _, _, _, salt, value in connection.execute(_ALL, (map,)))


def seals_in_use(connection: apsw.Connection, map: str, seals: Mapping[SealKey, Seal]) -> dict[SealKey, Seal]:
    """The seals to write: a respondent whom the map knows keeps the seal of their name, or one erasure would miss the other."""
    used = dict(seals)
    for key in seals:
        if key[0] == SHARED:
            row = connection.execute(_NAMED, (map, key[1])).fetchone()
            if row is not None:
                used[key] = Seal._make(row)
    return used


def keep(connection: apsw.Connection, map: str, texts: Iterable[tuple[SealKey, Seal, str | None]]) -> None:
    """Keep these texts. One that was erased stays so: its commitment is there, blank, and the row that is there wins."""
    rows: dict[tuple[str, SealKey], tuple[str | None, str | None]] = {}
    for key, seal, text in texts:
        place = (seal.hash, text_key(*key))
        rows.setdefault(place, (seal.salt, text) if seal.salt is not None and text is not None else (None, None))
    if rows:
        connection.executemany(_KEEP, ((map, hash, *key, *kept) for (hash, key), kept in rows.items()))
