"""What does each row of a bundle's file state of its fact? Columns are matched by heading, in any order; cells stay as they were given."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from sysmap.formats.bundle_columns import NOT_CARRIED, fold, headings_of, required
from sysmap.formats.csv_reading import Table, open_table
from sysmap.formats.incoming import Findings, Row
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS, field_of
from sysmap.model.state import SealKey
from sysmap.model.text import CELL_LIMIT, WITHDRAWN, Text

_WHOLE = re.compile(r"([+-]?\d{1,9})(?:\.0+)?", re.ASCII)
_SALT = re.compile(r"[0-9a-f]{16,128}")
NOTHING: dict[str, Any] = {}
ITSELF = {"rating": "from_id", "roster": "actor"}
"""Which field a respondent is compared with: an actor who answers for itself is an empty respondent."""


class Columns(NamedTuple):
    """Where each known field and each unknown column stands in the file."""

    fields: tuple[tuple[int, str], ...]
    extra: tuple[tuple[int, str], ...]


def rows_of(kind: str, content: bytes, guarded: bool, found: Findings, file: str | None = None) -> list[Row]:
    """The rows of one file. Every problem is told; rows that cannot be read are left out."""
    name = file or KINDS[kind].file
    table = open_table(content, name, guarded, found)
    return rows_of_table(kind, table, name, found) if table is not None else []


def rows_of_table(kind: str, table: Table, name: str, found: Findings) -> list[Row]:
    """The rows of one table, whichever file it stood in."""
    columns = _columns(kind, name, table, found)
    if columns is None:
        return []
    rows = []
    for number, cells in table.rows:
        given: dict[str, Any] = {field: cells[place] for place, field in columns.fields}
        extra = {column: cells[place] for place, column in columns.extra} if columns.extra else NOTHING
        for column, cell in extra.items():
            if cell is not None and len(cell) > CELL_LIMIT:
                rule = f"{column} is at most {CELL_LIMIT:,} characters long; this has {len(cell):,}"
                found.wrong(rule, "shorten it, or keep the rest in a file and point to it", name, number, column, cell)
        _settle(kind, name, number, given, found)
        rows.append(Row(kind, name, number, given, extra))
    return rows


def _columns(kind: str, file: str, table: Table, found: Findings) -> Columns | None:
    known = headings_of(kind)
    fields: dict[str, int] = {}
    extra: dict[str, int] = {}
    for place, text in enumerate(table.headings):
        if text is None:
            continue
        field = known.get(text) or known.get(fold(text))
        seen: dict[str, int] = fields if field else extra
        if (field or text) in seen:
            found.unreadable(f'the column "{text}" is there twice', "take one away or rename it", file, 1, text)
            return None
        seen[field or text] = place
    if not fields:
        listed = ", ".join(text or "" for text in table.headings[:4])
        rule = f"the first row holds no heading of {KINDS[kind].file} (it holds {listed})"
        found.unreadable(rule, f"write them into row 1: {', '.join(known)}", file, 1)
        return None
    _tell_columns(kind, file, fields, extra, found)
    return Columns(tuple((p, f) for f, p in fields.items()), _unknown(kind, file, table, extra, found))


def _tell_columns(kind: str, file: str, fields: dict[str, int], extra: dict[str, int], found: Findings) -> None:
    found.missing.extend((kind, file, column) for column in required(kind) if field_of(column) not in fields)
    for column in extra:
        if fold(column) not in NOT_CARRIED.get(kind, ()):
            rule = "this column is not one sysmap knows; it is kept with each row"
            found.note(rule, "check the spelling if it was meant as one", file, 1, column)


def _unknown(kind: str, file: str, table: Table, extra: dict[str, int], found: Findings) -> tuple[tuple[int, str], ...]:
    left_out = NOT_CARRIED.get(kind, frozenset())
    for column in extra:
        if fold(column) in left_out:
            found.note("this column is left out: it is worked out when the snapshot is taken", "", file, 1, column)
    return tuple((place, column) for column, place in extra.items() if fold(column) not in left_out)


def _settle(kind: str, file: str, number: int, given: dict[str, Any], found: Findings) -> None:
    """What needs more than taking a cell as it stands: whole numbers, and respondents who answer for themselves."""
    if kind == "rating" and given.get("value") is not None:
        whole = _WHOLE.fullmatch(given["value"])
        if whole is None:
            fix = "write a whole number, or leave the cell empty for asked and not answered"
            found.wrong("a trust answer is a whole number on the round's scale", fix, file, number, "value", given["value"])
        given["value"] = int(whole[1]) if whole else None
    if given.get("attributes") is not None:
        given["attributes"] = _as_table(given["attributes"])
    itself = ITSELF.get(kind)
    if itself and given.get("respondent") is not None and given["respondent"] == given.get(itself):
        given["respondent"] = None


def _as_table(cell: str) -> Text:
    """A cell of the column ``attributes``: the JSON of what has no column of its own. Other text is kept under its heading."""
    if cell == WITHDRAWN:
        return cell
    try:
        value = json.loads(cell, parse_constant=_no_number)
    except (ValueError, RecursionError):
        value = cell
    table = value if isinstance(value, dict) else {"attributes": cell}
    return canonical_json(table) if table else None


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no JSON")


def salts_of(content: bytes, found: Findings, file: str = "salts.csv") -> dict[SealKey, str]:
    """The salts a bundle brings along, by the text each belongs to."""
    table = open_table(content, file, False, found)
    if table is None:
        return {}
    places = {fold(text): place for place, text in enumerate(table.headings) if text}
    absent = [name for name in ("kind", "id", "field", "salt") if name not in places]
    if absent:
        fix = "salts.csv has kind, id, field and salt; or take the file away"
        found.unreadable(f"the column {absent[0]} is missing", fix, file, 1, absent[0])
        return {}
    salts: dict[SealKey, str] = {}
    for number, cells in table.rows:
        kind, id, field, salt = (cells[places[name]] for name in ("kind", "id", "field", "salt"))
        _take_salt(salts, (kind, id, field), salt, file, number, found)
    return salts


def _take_salt(salts: dict[SealKey, str], key: tuple[Text, Text, Text], salt: Text, file: str, number: int, found: Findings) -> None:
    kind, id, field = key
    if kind is None or id is None or field is None or salt is None:
        found.wrong("each row names a text and its salt", "fill the row in, or take it away", file, number)
    elif not _SALT.fullmatch(salt):
        found.wrong("a salt is 16 to 128 digits from 0-9 and a-f", "take the row away; a new salt is made", file, number, "salt", salt)
    elif salts.setdefault((kind, id, field), salt) != salt:
        found.wrong("this text has a salt already, another one", "take one of the two rows away", file, number, "id", id)
