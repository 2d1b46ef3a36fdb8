"""Which columns does a table have, and what was each taken for? What a person has to see to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from sysmap.formats.column_guessing import guess
from sysmap.formats.incoming import Findings, Placed
from sysmap.formats.sheets import Sheet, csv_sheet
from sysmap.formats.spreadsheets import why_csv, why_workbook
from sysmap.formats.table_shapes import matrix_of
from sysmap.model.kinds import heading
from sysmap.model.text import Text

SAMPLES = 3
BARE = {2: ("from", "to"), 3: ("from", "to", "type"), 1: ("name",)}


class Column(NamedTuple):
    """One column: its heading (None where the table has none), the field it was taken for, and the first things that stand in it.

    ``field`` is a field's heading in a bundle, ``-`` where it is left out, and empty where it is kept as it is called.
    """

    heading: Text
    field: str
    samples: tuple[str, ...]


class Shown(NamedTuple):
    """One table: its name in problems, the place of its headings among its rows (-1: none), its columns, and how many rows there are.

    A table with no columns here is a matrix: what it holds stands in its cells.
    """

    file: str
    headings: int
    columns: tuple[Column, ...]
    rows: int


def tables_of(path: Path, placed: Mapping[str, Placed]) -> tuple[Shown, ...]:
    """The tables of a text table or a workbook, as they are or as ``placed`` says; none for any other file. Raises InputError."""
    return tuple(_shown(sheet, placed.get(sheet.file)) for sheet in _sheets(path) if sheet.rows)


def _sheets(path: Path) -> list[Sheet]:
    if why_workbook(path):
        from sysmap.formats.own_tables import in_workbook
        from sysmap.formats.workbook_reading import workbook_sheets

        sheets = workbook_sheets(path)
        return [] if in_workbook(sheets) else sheets
    return [csv_sheet(path, Findings())] if why_csv(path) else []


def _shown(sheet: Sheet, placed: Placed | None) -> Shown:
    if placed is None and matrix_of(sheet) is not None:
        return Shown(sheet.file, 0, (), len(sheet.rows) - 1)
    found = guess(sheet.rows, {}, placed)
    width = len(sheet.rows[0][1])
    if found is not None:
        headings, fields = found.heading_row, {place: heading(field) for field, place in found.fields.items()}
        kept = set(found.extra.values())
        named = [fields.get(place, "" if place in kept else "-") for place in range(width)]
    elif placed is not None:
        headings, named = placed.headings, [*placed.fields[:width], *("",) * (width - len(placed.fields))]
    else:
        headings, named = -1, list(BARE.get(width, ("",) * width))
    texts = sheet.rows[headings][1] if 0 <= headings < len(sheet.rows) else (None,) * width
    below = [cells for _, cells in sheet.rows[headings + 1 :]]
    columns = tuple(Column(texts[place], named[place], _samples(below, place)) for place in range(width))
    return Shown(sheet.file, headings, columns, len(below))


def _samples(rows: list[tuple[Text, ...]], place: int) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for cells in rows:
        text = cells[place]
        if text is not None:
            found[text] = None
        if len(found) == SAMPLES:
            break
    return tuple(found)
