"""Which table holds which kind, and which statement asks what? Every statement is written out here, from the table of kinds alone.

Three kinds have a column a field, because maps hold them by the hundred thousand; the others are canonical JSON in one table.
"""

from __future__ import annotations

import json
import marshal
import zlib
from collections.abc import Iterable
from itertools import repeat
from typing import Any, NamedTuple

from sysmap.errors import StoreDamaged, StoreTooNew
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS

NEVER = 9_007_199_254_740_991
"""When a fact that lives died. A number, so that one comparison answers for past and present."""

TYPED = ("actor", "relationship", "rating")
WHOLE = 2**63
Row = tuple[Any, ...]


class Table(NamedTuple):
    """A table of versions with its statements. ``width`` is how many of a row's first cells are the fact's own."""

    name: str
    kind: str | None
    width: int
    insert: str
    kill: str
    read: str
    read_checked: str
    last: str
    history: str
    born_after: str
    died_after: str
    born_in: str
    died_in: str
    empty: str
    born_by: str
    forget: str


def _table(name: str, kind: str | None, fields: tuple[str, ...]) -> Table:
    own = ", ".join(f'"{field}"' for field in fields)
    one = "map = ? AND kind = ? AND id = ?" if kind is None else "map = ? AND id = ?"
    marks = ", ".join("?" * (len(fields) + 4))
    # The plus signs keep the planner from an index here: the primary key alone gives a map's rows in map order, unsorted.
    living = f'FROM "{name}" WHERE map = ? AND +born <= ? AND +died > ? ORDER BY turn'
    # Without statistics the planner reads a whole map to avoid sorting a few rows, so each statement names its index.
    whole = f'SELECT {own}, turn, born, died FROM "{name}" INDEXED BY "{name}'
    return Table(
        name=name,
        kind=kind,
        width=len(fields),
        insert=f'INSERT INTO "{name}" (map, turn, born, died, {own}) VALUES ({marks})',
        kill=f'UPDATE "{name}" SET died = ? WHERE map = ? AND turn = ? AND born = ?',
        read=f"SELECT {own} {living}",
        read_checked=f"SELECT {own}, turn, born {living}",
        last=f'{whole}_id" WHERE {one} ORDER BY died DESC LIMIT 1',
        history=f'{whole}_id" WHERE {one} ORDER BY died',
        born_after=f'{whole}_born" WHERE map = ? AND born > ? AND born <= ?',
        died_after=f'{whole}_died" WHERE map = ? AND died > ? AND died <= ? AND died < {NEVER} AND born <= ?',
        born_in=f'{whole}_born" WHERE map = ? AND born = ? ORDER BY turn',
        died_in=f'{whole}_died" WHERE map = ? AND died = ? AND died < {NEVER} ORDER BY turn',
        empty=f'SELECT NOT EXISTS (SELECT 1 FROM "{name}" WHERE map = ?)',
        born_by=f'SELECT born FROM "{name}" WHERE {one}',
        forget=f'DELETE FROM "{name}" WHERE map = ?',
    )


GENERIC = _table("fact", None, ("kind", "id", "body"))
BY_KIND: dict[str, Table] = dict.fromkeys(KINDS, GENERIC) | {kind: _table(kind, kind, KINDS[kind].fields) for kind in TYPED}
TABLES: tuple[Table, ...] = (*(BY_KIND[kind] for kind in TYPED), GENERIC)


def table_of(kind: str) -> Table:
    return BY_KIND[kind]


def which(kind: str, id: str) -> tuple[str, ...]:
    """What names a fact inside its table, after the map."""
    return (id,) if kind in TYPED else (kind, id)


def cells(kind: str, sealed: Row) -> Row:
    """A sealed fact as the cells of its table."""
    if kind in TYPED:
        return sealed
    stated = {name: value for name, value in zip(KINDS[kind].fields[1:], sealed[1:], strict=True) if value is not None}
    return (kind, sealed[0], canonical_json(stated))


def sealed_of(table: Table, row: Row) -> tuple[str, Row]:
    """The inverse of ``cells``: the kind and the sealed values.

    Raises StoreTooNew for a kind or a field of a later sysmap, so rows are compared with their checksum before.
    """
    if table.kind is not None:
        return table.kind, row[: table.width]
    kind, id, body = row[:3]
    known = KINDS.get(kind)
    try:
        stated: dict[str, Any] = json.loads(body)
    except ValueError as error:
        raise StoreDamaged(f"The store is damaged: the {kind} {id!r} is not JSON", fix="Restore it from a backup.") from error
    if known is None or not stated.keys() <= set(known.fields):
        raise StoreTooNew(f"The {kind} {id!r} holds what only a later sysmap knows", fix="Install the newest version.")
    return kind, (id, *map(stated.get, known.fields[1:]))


def crc(row: Row) -> int:
    """The checksum of one row: its cells, then its turn and birth. The same on every machine (tested)."""
    return zlib.crc32(marshal.dumps(row, 2))


def total(rows: Iterable[Row]) -> int:
    """The sum of the rows' checksums, so that a revision's is known from the one before and what changed."""
    return sum(map(zlib.crc32, map(marshal.dumps, rows, repeat(2)))) % WHOLE
