"""How is a workbook written? Typed cells, a frozen heading with filters, never a formula or a link, and the same bytes for the same map."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sysmap.formats.bundle_columns import NUMBER, NUMBERS
from sysmap.formats.whole_files import replace_files
from sysmap.formats.workbook_reading import number_text

DATES = frozenset({"since", "until", "date", "closes", "awarded", "at"})
WIDEST, NARROWEST = 48, 9
LONGEST = 32_767
MADE = dt.datetime(1980, 1, 1)
_DAY = re.compile(r"(?:19[1-9]\d|[2-9]\d{3})-\d{2}-\d{2}")
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


class Written(NamedTuple):
    """One sheet: the field of each column (it decides the type of the cells), the headings, and the rows."""

    fields: Sequence[str]
    headings: Sequence[str]
    rows: Iterable[Sequence[str | None]]


def write_sheets(path: Path, sheets: Mapping[str, Written]) -> tuple[Path, ...]:
    """Write a workbook of these sheets in this order. Raises SysmapError when the place cannot be written."""
    return replace_files(path.parent, {path.name: sheets_as_bytes(sheets)})


def sheets_as_bytes(sheets: Mapping[str, Written]) -> bytes:
    """The bytes of the workbook."""
    import xlsxwriter

    held = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties({"created": MADE})
    formats = {"head": book.add_format({"bold": True}), "day": book.add_format({"num_format": "yyyy-mm-dd"})}
    for name, sheet in sheets.items():
        _write(book.add_worksheet(name[:31]), sheet, formats)
    book.close()
    return held.getvalue()


def _write(page: Any, sheet: Written, formats: Mapping[str, Any]) -> None:
    widths = [len(text) + 2 for text in sheet.headings]
    for column, text in enumerate(sheet.headings):
        page.write_string(0, column, kept(text), formats["head"])
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, (cell, field) in enumerate(zip(row, sheet.fields, strict=True)):
            if cell is not None:
                widths[column] = max(widths[column], min(len(cell), WIDEST))
                _cell(page, last, column, cell, field, formats)
    page.freeze_panes(1, 0)
    if sheet.headings:
        page.autofilter(0, 0, last, len(sheet.headings) - 1)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width, NARROWEST), WIDEST))


def _cell(page: Any, row: int, column: int, cell: str, field: str, formats: Mapping[str, Any]) -> None:
    if field in NUMBERS and NUMBER.fullmatch(cell) and len(cell) < 16 and number_text(float(cell)) == cell:
        page.write_number(row, column, float(cell))
    elif field in DATES and (day := _day(cell)) is not None:
        page.write_datetime(row, column, day, formats["day"])
    else:
        page.write_string(row, column, kept(cell))


def _day(cell: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None


def kept(text: str) -> str:
    """The text as a cell can hold it: what XML cannot carry is U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text.encode("utf-8", "replace").decode())[:LONGEST]
