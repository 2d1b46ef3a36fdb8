"""How is a workbook written? Typed cells, a frozen heading with filters, never a formula or a link, and the same bytes for the same map."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from sysmap.formats.bundle_columns import NUMBER, NUMBERS
from sysmap.formats.whole_files import replace_files
from sysmap.formats.workbook_reading import number_text

DATES = frozenset({"since", "until", "date", "closes", "awarded", "at"})
WIDEST, NARROWEST = 48, 9
LONGEST = 32_767
TEXT, PLAIN, KEPT = "text", "number", "kept"
EXACT = "exact"
"""The hidden sheet that keeps how numbers were written, for whoever reads the workbook back."""
MADE = dt.datetime(1980, 1, 1)
_DAY = re.compile(r"(?:19[1-9]\d|[2-9]\d{3})-\d{2}-\d{2}")
_NOT_IN_XML = re.compile("[\ufffe\uffff]")


class Written(NamedTuple):
    """One sheet: the field of each column (it decides the type of the cells), the headings, and the rows."""

    fields: Sequence[str]
    headings: Sequence[str]
    rows: Iterable[Sequence[str | None]]


def write_sheets(path: Path, sheets: Mapping[str, Written], inexact: str = TEXT) -> tuple[Path, ...]:
    """Write a workbook of these sheets in this order. Raises SysmapError when the place cannot be written."""
    return replace_files(path.parent, {path.name: sheets_as_bytes(sheets, inexact)})


def sheets_as_bytes(sheets: Mapping[str, Written], inexact: str = TEXT) -> bytes:
    """The bytes of the workbook. ``inexact`` says what becomes of a number that a cell cannot hold as it is written, such as 12.50:
    it stays text, is a number, or is a number whose writing is kept in a hidden sheet.
    """
    import xlsxwriter

    held = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    book = xlsxwriter.Workbook(held, options)
    book.set_properties({"created": MADE})
    looks = _Looks(book)
    kept_as: list[tuple[str, str, str]] = []
    for name, sheet in sheets.items():
        _write(book.add_worksheet(name[:31]), sheet, looks, inexact, kept_as)
    if inexact == KEPT and kept_as:
        page = book.add_worksheet(EXACT)
        page.hide()
        for row, cells in enumerate([("sheet", "cell", "written"), *kept_as]):
            for column, cell in enumerate(cells):
                page.write_string(row, column, cell)
    book.close()
    return held.getvalue()


class _Looks:
    """How cells look: headings, days, and numbers with as many places as they are written with."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._places: dict[int, Any] = {}

    def places(self, cell: str) -> Any:
        count = len(cell.partition(".")[2])
        if count not in self._places:
            self._places[count] = self.book.add_format({"num_format": f"0.{'0' * count}"}) if count else None
        return self._places[count]


def _write(page: Any, sheet: Written, looks: _Looks, inexact: str, kept_as: list[tuple[str, str, str]]) -> None:
    widths = [len(text) + 2 for text in sheet.headings]
    for column, text in enumerate(sheet.headings):
        page.write_string(0, column, kept(text), looks.head)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, (cell, field) in enumerate(zip(row, sheet.fields, strict=True)):
            if cell is not None:
                widths[column] = max(widths[column], min(len(cell), WIDEST))
                if _cell(page, last, column, cell, field, looks, inexact):
                    kept_as.append((page.get_name(), f"{last + 1}:{column + 1}", cell))
    page.freeze_panes(1, 0)
    if sheet.headings:
        page.autofilter(0, 0, last, len(sheet.headings) - 1)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width, NARROWEST), WIDEST))


def _cell(page: Any, row: int, column: int, cell: str, field: str, looks: _Looks, inexact: str) -> bool:
    """Write one cell; True where it is a number that was written otherwise."""
    if field in NUMBERS and NUMBER.fullmatch(cell) and len(cell) < 16:
        number = float(cell)
        exact = number_text(number) == cell
        if exact or (inexact != TEXT and Decimal(cell) == Decimal(repr(number))):
            page.write_number(row, column, number, None if exact else looks.places(cell))
            return not exact
    if field in DATES and (day := _day(cell)) is not None:
        page.write_datetime(row, column, day, looks.day)
    else:
        page.write_string(row, column, kept(cell))
    return False


def _day(cell: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(cell) if _DAY.fullmatch(cell) else None
    except ValueError:
        return None


def kept(text: str) -> str:
    """The text as a cell can hold it: what XML cannot carry is U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text.encode("utf-8", "replace").decode())[:LONGEST]
