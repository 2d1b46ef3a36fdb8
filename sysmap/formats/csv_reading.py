"""What are the rows of a CSV file? UTF-8, comma separated, RFC 4180; every departure is told with its row, and reading goes on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from sysmap.formats.incoming import Findings
from sysmap.formats.spreadsheet_guard import unguard
from sysmap.model.text import Text, clean

CACHED_LENGTH = 64
CACHED_CELLS = 50_000
BOMS = (b"\xff\xfe", b"\xfe\xff")
AS_UTF8 = 'save it again as "CSV UTF-8 (comma delimited)"'


class Table(NamedTuple):
    """The headings of a file and its rows, numbered as a spreadsheet shows them; every row is as long as the headings."""

    headings: tuple[Text, ...]
    rows: Iterator[tuple[int, list[Text]]]


class _Cells(dict[str, Text]):
    """Cells as they are kept, remembered while they repeat: in 100,000 rows most cells are one of a few hundred words."""

    def __init__(self, guarded: bool) -> None:
        super().__init__()
        self.guarded = guarded

    def __missing__(self, raw: str) -> Text:
        text = clean(raw)
        if self.guarded and text is not None:
            text = clean(unguard(text))
        if len(raw) <= CACHED_LENGTH and len(self) < CACHED_CELLS:
            self[raw] = text
        return text


def decoded(content: bytes, file: str, found: Findings) -> str | None:
    """The file's text; None, with the problem told, when it is not UTF-8. A byte order mark is taken off."""
    if content[:2] in BOMS:
        found.unreadable("the file is UTF-16, not UTF-8", AS_UTF8, file)
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        place = f"byte {error.start + 1} (0x{content[error.start]:02X}, on line {line}) is not UTF-8"
        found.unreadable(place, AS_UTF8, file)
        return None


def open_table(content: bytes, file: str, guarded: bool, found: Findings) -> Table | None:
    """The table in a file, or None with the problem told when it has no headings to go by."""
    text = decoded(content, file, found)
    if text is None:
        return None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    cells = _Cells(guarded)
    try:
        first = next(reader, None)
    except csv.Error as error:
        _tell(error, file, 1, found)
        return None
    headings = tuple(map(cells.__getitem__, first)) if first else ()
    if not any(headings):
        what = "the file is empty" if first is None else "the first row is empty"
        found.unreadable(f"{what}; it must hold the column headings", "write the headings into row 1, or take the file away", file, 1)
        return None
    if len(headings) == 1 and _other_separator(headings[0]):
        found.unreadable(
            f"the columns are separated by {_other_separator(headings[0])}, not by commas", "save it again separated by commas", file, 1
        )
        return None
    return Table(headings, _rows(reader, len(headings), cells, file, found))


def _other_separator(heading: Text) -> str | None:
    names = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
    return next((name for char, name in names.items() if heading and char in heading), None)


def _rows(reader: Iterator[list[str]], width: int, cells: _Cells, file: str, found: Findings) -> Iterator[tuple[int, list[Text]]]:
    number = 1
    while True:
        number += 1
        try:
            raw = next(reader, None)
        except csv.Error as error:
            _tell(error, file, number, found)
            return
        if raw is None:
            return
        row = list(map(cells.__getitem__, raw))
        if len(row) != width:
            if not any(row):
                continue
            if len(row) < width or any(row[width:]):
                found.unreadable(
                    f"the row has {len(row)} cells and the headings have {width}",
                    "add or take away commas, or put quotation marks round a cell that holds one",
                    file,
                    number,
                )
                continue
            del row[width:]
        elif not any(row):
            continue
        yield number, row


def _tell(error: csv.Error, file: str, number: int, found: Findings) -> None:
    said = str(error)
    if "field limit" in said or "unexpected end of data" in said:
        rule = "a quotation mark is opened and never closed from here on"
        found.unreadable(rule, 'close it, or double it ("") where the text itself has one', file, number)
    elif "expected after" in said:
        fix = 'double each quotation mark inside a quoted cell ("")'
        found.unreadable("there is text after a closing quotation mark", fix, file, number)
    else:
        found.unreadable(f"the row cannot be read as CSV ({said})", "look for stray quotation marks", file, number)
