"""What stands in the sheets of an .xlsx? Values only; the packed file is checked against stated limits before a reader sees it.

A workbook is a zip of XML: what it inflates to is counted while inflating, its cells are counted from the XML, and one with macros,
a document type or links to other workbooks is refused. Rejected: trusting the sizes it declares.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysmap.formats.bundle_files import CHUNK, ENTRY_LIMIT, Budget, refuse_paths_that_leave, refused
from sysmap.formats.raw_files import bytes_of, head_of
from sysmap.formats.sheets import Sheet, tidy, trimmed
from sysmap.model.text import Text, clean

if TYPE_CHECKING:
    import zipfile

ROW_LIMIT, COLUMN_LIMIT, CELL_LIMIT = 200_000, 200, 5_000_000
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^>]*?r\s*=\s*["']([A-Z]{1,3})(\d{1,7})["'](?:[^>]*[^/>])?>""")
_ANY_CELL = re.compile(rb"<(?:\w+:)?(?:c|row)[\s/>]")
_ERROR = re.compile(rb'<c [^>]*?r="([A-Z]{1,3}\d{1,7})"[^>]*? t="e"')
_TAIL = 256
OLD_KIND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_workbook(path: Path) -> bool:
    """Is this a zip with a workbook in it? Wrong endings do not matter."""
    import zipfile

    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return any(name in {"xl/workbook.xml", "xl/workbook.bin"} for name in archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def workbook_sheets(path: Path, not_carried: list[str] | None = None, *, exact: bool = False) -> list[Sheet]:
    """Every sheet with anything in it, hidden ones too. Formulas that end in an error are left out and told.

    ``exact`` keeps text as it stands, for workbooks that sysmap wrote.

    Raises InputError for a workbook that is damaged, has a password, or breaks a limit.
    """
    status = path.stat()
    sheets, left_out = _read(path, status.st_mtime_ns, status.st_size, exact)
    if not_carried is not None:
        not_carried.extend(left_out)
    return list(sheets)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int, size: int, exact: bool) -> tuple[tuple[Sheet, ...], tuple[str, ...]]:
    """One reading for every format that looks at the workbook."""
    import python_calamine as calamine

    bytes_of(path)
    left_out: list[str] = []
    _check_zip(path, left_out)
    try:
        with calamine.CalamineWorkbook.from_path(str(path)) as book:
            sheets = [
                _sheet(path.name, book.get_sheet_by_name(meta.name), clean if exact else tidy)
                for meta in book.sheets_metadata
                if meta.typ == calamine.SheetTypeEnum.WorkSheet
            ]
    except calamine.PasswordError as error:
        raise refused(path.name, "the workbook has a password", "save it without one") from error
    except (calamine.CalamineError, OSError, ValueError) as error:
        raise refused(path.name, f"the workbook cannot be read ({error})", "open it in a spreadsheet program and save it again") from error
    return tuple(sheet for sheet in sheets if sheet.rows), tuple(left_out)


def _check_zip(path: Path, left_out: list[str]) -> None:
    import zipfile
    import zlib

    head = head_of(path, 8)
    if head == OLD_KIND:
        raise refused(path.name, "the workbook has a password, or is of the kind before 2007", "save it as .xlsx, without a password")
    if not head.startswith(b"PK"):
        raise refused(path.name, "this is no workbook inside, whatever its name says", "open it with what made it and save it as .xlsx")
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            if len(entries) > ENTRY_LIMIT:
                raise refused(
                    path.name, f"the workbook has {len(entries)} parts; at most {ENTRY_LIMIT}", "save the sheets that matter alone"
                )
            budget = Budget(path.name, "save the sheets that matter as CSV")
            for info in entries:
                refuse_paths_that_leave(path.name, info.filename)
                _refuse_what_acts(path.name, info.filename)
                _inflate(path.name, archive, info, budget, left_out)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, NotImplementedError, ValueError) as error:
        raise refused(path.name, f"the workbook cannot be read ({error})", "open it in a spreadsheet program and save it again") from error


def _refuse_what_acts(file: str, name: str) -> None:
    folded = name.casefold()
    if "vbaproject" in folded or "/macrosheets/" in folded:
        raise refused(file, "the workbook holds macros", "save it as .xlsx, without them")
    if "/externallinks/" in folded:
        raise refused(file, "the workbook has links to other files", "break the links (Data, Edit Links), and save it again")


def _inflate(file: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget, left_out: list[str]) -> None:
    """Count what an entry inflates to and, in a sheet, how far its cells reach and which hold the error of a formula."""
    reads = info.filename.endswith((".xml", ".rels"))
    sheet = info.filename.startswith("xl/worksheets/")
    size, width, height, count, tail = 0, 0, 0, 0, b""
    errors: dict[str, None] = {}
    with archive.open(info) as entry:
        while chunk := entry.read(CHUNK):
            size += len(chunk)
            budget.spend(info.filename, len(chunk), size, info.compress_size)
            if reads and (b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk):
                raise refused(file, f"{info.filename} in the workbook declares a document type", "save it again from a spreadsheet program")
            if reads and b"\0" in chunk:
                raise refused(file, f"{info.filename} in the workbook is not UTF-8", "save it again from a spreadsheet program")
            if sheet:
                count += len(_ANY_CELL.findall(chunk))
                for letters, digits in _CELL.findall(tail + chunk):
                    width, height = max(width, _column(letters)), max(height, int(digits))
                errors.update((place.decode(), None) for place in _ERROR.findall(tail + chunk))
            tail = chunk[-_TAIL:]
    where = info.filename.removeprefix("xl/worksheets/")
    left_out.extend(f"{file}, {where}, cell {place}: a formula that ends in an error" for place in errors)
    area = max(width * height, count)
    for said, reach, limit in (("rows", height, ROW_LIMIT), ("columns", width, COLUMN_LIMIT), ("cells", area, CELL_LIMIT)):
        if reach > limit:
            raise refused(file, f"{where} reaches over {reach:,} {said}; at most {limit:,}", "delete what stands far out, or save as CSV")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _sheet(file: str, sheet: Any, keep: Callable[[str], Text]) -> Sheet:
    where = f"{file}, sheet {sheet.name}"
    table: list[list[Any]] = sheet.to_python(skip_empty_area=False)
    _fill_down(table, sheet.merged_cell_ranges or [])
    rows: list[tuple[int, tuple[Text, ...]]] = []
    for number, row in enumerate(table, 1):
        cells = tuple(_text(value, keep) for value in row)
        if any(cells):
            rows.append((number, cells))
    return Sheet(where, sheet.name, trimmed(rows))


def _fill_down(table: list[list[Any]], merged: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A merged cell says the same in each of its rows; a title across columns stays in the first of them."""
    for (top, left), (bottom, _) in merged:
        if top < bottom < len(table) and left < len(table[top]):
            for row in table[top + 1 : bottom + 1]:
                if row[left] in ("", None):
                    row[left] = table[top][left]


def _text(value: Any, keep: Callable[[str], Text]) -> Text:
    if isinstance(value, str):
        return keep(value)
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return number_text(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)


def number_text(value: float) -> str:
    """A number as a person would write it: whole without a point, never with an exponent.

    >>> number_text(3.0), number_text(142500.5), number_text(1e16), number_text(float("inf"))
    ('3', '142500.5', '10000000000000000', 'inf')
    """
    if value != value or value in (float("inf"), float("-inf")):
        return str(value)
    return str(int(value)) if value == int(value) else format(Decimal(repr(value)), "f")
