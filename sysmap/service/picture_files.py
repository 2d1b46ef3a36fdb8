"""A picture as a file of any kind: drawn, as data, or its tables for a spreadsheet."""

from __future__ import annotations

import csv
import io

from sysmap.draw.picture import Picture, Table
from sysmap.draw.rendering import FORMATS as DRAWN
from sysmap.draw.rendering import render
from sysmap.errors import UsageError
from sysmap.formats.workbook_writing import Written, sheets_as_bytes
from sysmap.service.tie_list import guarded

FORMATS: dict[str, str] = {
    **DRAWN,
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Every format by the ending of a file's name, and what it is called on the web."""


def as_file(picture: Picture, format: str, scale: float = 1.0, *, transparent: bool = False) -> bytes:
    """The picture's bytes in a format. Raises UsageError naming the formats when asked for another."""
    if format == "csv":
        return _csv(picture)
    if format == "xlsx":
        return _workbook(picture)
    if format not in DRAWN:
        raise UsageError(f'A picture cannot be drawn as "{format}"', fix=f"Choose one of {', '.join(FORMATS)}")
    return render(picture, format, scale, transparent=transparent)


def _csv(picture: Picture) -> bytes:
    """The first table of the picture (RFC 4180), with the sentence that invented facts carry in a column of its own."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    table = picture.tables[0] if picture.tables else Table(picture.title, (), ())
    note = (picture.invented,) if picture.invented else ()
    writer.writerow([guarded(cell) for cell in (*table.columns, *(("note",) if note else ()))])
    writer.writerows([guarded(cell) for cell in (*row.cells, *note)] for row in table.rows)
    return out.getvalue().encode("utf-8", "replace")


def _workbook(picture: Picture) -> bytes:
    """A sheet for each table, and before them one with everything that stands round the picture."""
    said = [("Title", picture.title), ("When", picture.subtitle), ("Described", picture.alt)]
    said += [("Invented", picture.invented)] if picture.invented else []
    said += [("Marked", picture.mark)] if picture.mark else []
    said += [("Note", line) for line in (*picture.caption, *picture.left_out)]
    said += [(key.group, key.words if key.count is None else f"{key.words}: {key.count:,}") for key in picture.legend]
    sheets = {"About": Written(("text", "text"), ("What", "Words"), said)}
    for table in picture.tables:
        fields = ["text"] * len(table.columns)
        sheets[_sheet_name(table.title, sheets)] = Written(fields, table.columns, [row.cells for row in table.rows])
    return sheets_as_bytes(sheets)


def _sheet_name(title: str, taken: dict[str, Written]) -> str:
    """A name that a workbook takes: at most 31 characters, none of those it forbids, and each once.

    >>> _sheet_name("Pairs [then]: a/b", {})
    'Pairs then ab'
    """
    plain = "".join(char for char in title if char.isprintable() and char not in "[]:*?/\\'").strip() or "Table"
    names = (plain[:31], *(f"{plain[:27]} {n}" for n in range(2, 1000)))
    return next(name for name in names if name.casefold() not in {one.casefold() for one in taken})
