"""How are facts written as CSV? The same facts are the same bytes: fixed columns, map order, ``\\n``, quotes only where needed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sysmap.formats.bundle_columns import COMMON, carried, fold, headings_of, written
from sysmap.formats.ids import key_of, made_id, natural_id
from sysmap.formats.spreadsheet_guard import RISKY, guard
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS, heading
from sysmap.model.text import clean

Attributes = tuple[dict[str, str], "str | None"]


class CsvText:
    """A CSV file in the making. ``guarded`` tells whether any cell got a guard against spreadsheets."""

    def __init__(self, fields: Sequence[str]) -> None:
        self.fields = tuple(fields)
        self.lines: list[str] = []
        self.guarded = False

    def add(self, cells: Iterable[str | None]) -> None:
        safe = []
        for cell, field in zip(cells, self.fields, strict=True):
            if cell is None:
                safe.append("")
                continue
            if cell[:1] in RISKY and (kept := guard(cell, field)) != cell:
                self.guarded = True
                cell = kept
            safe.append(cell)
        line = ",".join(safe)
        if '"' in line or "\n" in line or "\r" in line or line.count(",") != len(safe) - 1:
            line = ",".join(map(_quoted, safe))
        self.lines.append(line)

    def content(self) -> bytes:
        return ("\n".join(self.lines) + "\n").encode("utf-8", "replace")


def _quoted(cell: str) -> str:
    if any(char in cell for char in ',"\n\r'):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def facts_as_csv(kind: str, facts: Sequence[Any]) -> CsvText:
    """The file of one kind. Unknown attributes are columns again, where a column can hold them."""
    fields, headings, rows = facts_as_rows(kind, facts)
    text = CsvText(fields)
    text.add(headings)
    for cells in rows:
        text.add(cells)
    return text


def facts_as_rows(kind: str, facts: Sequence[Any]) -> tuple[tuple[str, ...], tuple[str, ...], Iterator[list[str | None]]]:
    """The fields of the columns (empty for attributes), their headings, and the cells of each fact."""
    fields = columns_for(kind, facts)
    tables = [_attributes(kind, fact) for fact in facts]
    extra = sorted({name for columns, _ in tables for name in columns})
    rest = any(other is not None for _, other in tables)
    columns = (*fields, *("" for _ in extra), *(("attributes",) if rest else ()))
    headings = (*map(heading, fields), *extra, *(("attributes",) if rest else ()))
    return columns, headings, _cells(kind, facts, fields, extra, rest, tables)


def _cells(
    kind: str, facts: Sequence[Any], fields: Sequence[str], extra: Sequence[str], rest: bool, tables: Sequence[Attributes]
) -> Iterator[list[str | None]]:
    places = [KINDS[kind].fields.index(field) for field in fields]
    plain = kind != "rating"
    for fact, (columns, other) in zip(facts, tables, strict=True):
        cells = [fact[place] for place in places] if plain else [None if fact[p] is None else str(fact[p]) for p in places]
        if extra:
            cells.extend(columns.get(name) for name in extra)
        if rest:
            cells.append(other)
        yield cells


def columns_for(kind: str, facts: Sequence[Any]) -> tuple[str, ...]:
    """The fields to write: those that are always written, and any other that some fact states."""
    always = (*written(kind), *COMMON)
    more = [name for name in carried(kind) if name not in always and name != "id" and any(getattr(f, name) is not None for f in facts)]
    own_ids = ("id",) if "id" not in always and not ids_follow(kind, facts) else ()
    return (*own_ids, *written(kind), *more, *COMMON)


def ids_follow(kind: str, facts: Sequence[Any]) -> bool:
    """Would an import give these facts the ids they have, from their other columns alone?"""
    counts: dict[tuple[Any, ...], int] = {}
    for fact in facts:
        given = fact._asdict()
        expected = natural_id(kind, given)
        if expected is None:
            key = key_of(kind, given)
            expected = made_id(kind, key, counts.get(key, 0))
            counts[key] = counts.get(key, 0) + 1
        if fact.id != expected:
            return False
    return True


def _attributes(kind: str, fact: Any) -> Attributes:
    """A fact's attributes as columns, and as JSON what a column cannot hold."""
    if fact.attributes is None:
        return {}, None
    try:
        table = json.loads(fact.attributes)
    except ValueError:
        return {}, fact.attributes
    if not isinstance(table, dict):
        return {}, fact.attributes
    known = headings_of(kind)
    columns = {
        name: value
        for name, value in table.items()
        if isinstance(value, str) and clean(value) == value and clean(name) == name and name not in known and fold(name) not in known
    }
    rest = {name: value for name, value in table.items() if name not in columns}
    return columns, canonical_json(rest) if rest else None
