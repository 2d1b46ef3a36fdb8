"""Where are the personal texts? Each in a node of its own, under its commitment, and no index on what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, LiteralString

from sysmap.model.canonical import commitment
from sysmap.model.sealed import SHARED, Kept, text_key
from sysmap.model.state import Seal, SealKey
from sysmap.store.neo4j_connection import Row
from sysmap.store.neo4j_rows import damaged

PAGE = 20_000

_SOME: LiteralString = (
    "UNWIND $keys AS k MATCH (t:Text {map: $map, hash: k[0], kind: k[1], id: k[2], field: k[3]})"
    " USING INDEX SEEK t:Text(map, hash, kind, id, field)"
    " RETURN collect(t.hash), collect(t.kind), collect(t.id), collect(t.field), collect(t.salt IS NOT NULL AND t.value IS NOT NULL),"
    " collect(coalesce(t.salt, '')), collect(coalesce(t.value, ''))"
)
_PAGE: LiteralString = (
    "MATCH (t:Text) USING INDEX t:Text(map, hash, kind, id, field)"
    " WHERE t.map = $map AND t.hash >= $after AND t.kind IS NOT NULL AND t.id IS NOT NULL AND t.field IS NOT NULL"
    " WITH t ORDER BY t.hash LIMIT $page"
    " RETURN collect(t.hash), collect(t.kind), collect(t.id), collect(t.field), collect(t.salt IS NOT NULL AND t.value IS NOT NULL),"
    " collect(coalesce(t.salt, '')), collect(coalesce(t.value, ''))"
)
NAMED: LiteralString = (
    "MATCH (t:Text) WHERE t.map = $map AND t.kind = 'respondent' AND t.id = '' AND t.field = 'respondent' AND t.value IN $names"
    " RETURN t.value, t.hash, t.salt"
)

Ask = Callable[..., list[Row]]
"""A statement and what it is given; the rows come back."""


class Texts:
    """Texts of one map, as they were read."""

    def __init__(self, map: str, *, checked: bool) -> None:
        self._map = map
        self._checked = checked
        self.kept: dict[tuple[str, SealKey], Kept] = {}

    def find(self, hash: str, key: SealKey) -> Kept:
        """The text behind a commitment. Raises StoreDamaged when it is missing or altered."""
        kept = self.kept.get((hash, key))
        if kept is None:
            raise damaged(f"a text of {key[0]} {key[1]!r} on the map {self._map!r} is missing")
        if self._checked and kept.salt is not None and commitment(kept.value or "", kept.salt) != hash:
            raise damaged(f"a text of {key[0]} {key[1]!r} on the map {self._map!r} was altered")
        return kept

    def take(self, columns: Row) -> int:
        """Add what a statement returned, as columns; how many there were."""
        for hash, kind, id, field, there, salt, value in zip(*columns, strict=True):
            self.kept[(hash, (kind, id, field))] = Kept(salt, value) if there else Kept(None, None)
        return len(columns[0])


def read_texts(ask: Ask, map: str, keys: Iterable[tuple[str, SealKey]], *, checked: bool = True) -> Texts:
    """These texts."""
    texts = Texts(map, checked=checked)
    wanted = [[hash, *key] for hash, key in dict.fromkeys(keys)]
    for start in range(0, len(wanted), PAGE // 4):
        texts.take(ask(_SOME, map=map, keys=wanted[start : start + PAGE // 4])[0])
    return texts


def read_all_texts(ask: Ask, map: str, *, checked: bool) -> Texts:
    """All texts of a map, page by page in the order of their commitments; the last of a page may come again with the next."""
    texts = Texts(map, checked=checked)
    after = ""
    while True:
        columns: Any = ask(_PAGE, map=map, after=after, page=PAGE)[0]
        if texts.take(columns) < PAGE or columns[0][-1] == after:
            return texts
        after = columns[0][-1]


def altered_texts(texts: Texts) -> int:
    """How many texts, past ones too, do not belong to their commitment."""
    return sum(kept.salt is not None and commitment(kept.value or "", kept.salt) != hash for (hash, _), kept in texts.kept.items())


def seals_in_use(ask: Ask, map: str, seals: Mapping[SealKey, Seal]) -> dict[SealKey, Seal]:
    """The seals to write: a respondent whom the map knows keeps the seal of their name, or one erasure would miss the other."""
    used = dict(seals)
    names = [key[1] for key in seals if key[0] == SHARED]
    if names:
        for name, hash, salt in ask(NAMED, map=map, names=names):
            used[(SHARED, name, SHARED)] = Seal(hash, salt)
    return used


def rows_to_keep(texts: Iterable[tuple[SealKey, Seal, str | None]], born: int) -> list[list[Any]]:
    """Texts as rows for KEEP in ``neo4j_writing``, the first of equal keys only, blank where one was erased."""
    rows: dict[tuple[str, SealKey], list[Any]] = {}
    for key, seal, text in texts:
        place = (seal.hash, text_key(*key))
        if place not in rows:
            kept = (seal.salt, text) if seal.salt is not None and text is not None else (None, None)
            rows[place] = [seal.hash, *place[1], *kept, born]
    return list(rows.values())
