"""Which tables does a file hold, cell by cell? CSV of any separator, and each sheet of a workbook, as the same rows of clean text."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from sysmap.formats.bundle_files import refused
from sysmap.formats.incoming import Findings
from sysmap.formats.raw_files import text_of
from sysmap.model.text import Text, clean

SEPARATORS = ",;\t|"
SAMPLE = 200
COLUMN_LIMIT = 2_000
REMEMBERED = 64
_BLANKS = re.compile("[\u00a0\u2007\u202f\t]")
_BREAKS = re.compile(r"\s*[\r\n]+\s*")

Cells = tuple[Text, ...]


class Sheet(NamedTuple):
    """One table: how it is named in problems, its own name, and its rows with the numbers a spreadsheet shows. Blank rows are left out."""

    file: str
    name: str
    rows: list[tuple[int, Cells]]


def tidy(cell: str | None) -> Text:
    """A foreign cell as it is kept: no-break spaces are spaces, and the rest as everywhere.

    >>> tidy("\\u00a0Kestrel\\u00a0Youth "), tidy("\\u00a0"), tidy("null")
    ('Kestrel Youth', None, 'null')
    """
    if not cell:
        return None
    return _tidied(cell) if len(cell) <= REMEMBERED else clean(_BLANKS.sub(" ", cell))


@lru_cache(maxsize=50_000)
def _tidied(cell: str) -> Text:
    """Short cells, remembered: in a long table most of them are one of a few hundred words."""
    return clean(_BLANKS.sub(" ", cell))


def one_name(cell: Text) -> Text:
    """A name on one line: line breaks become spaces.

    >>> one_name("Early\\nHelp")
    'Early Help'
    """
    return tidy(_BREAKS.sub(" ", cell)) if cell else None


def csv_sheet(path: Path, found: Findings, *, exact: bool = False) -> Sheet:
    """The table in a text file. Raises InputError for what cannot be read as one, naming the row.

    ``exact`` keeps text as it stands, for tables that sysmap wrote.
    """
    text = text_of(path, found)
    separator, text, skipped = _separator(text)
    rows: list[tuple[int, Cells]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = skipped
    while True:
        number += 1
        try:
            raw = next(reader, None)
        except csv.Error as error:
            raise _broken(path.name, number, str(error)) from error
        if raw is None:
            return Sheet(path.name, path.stem, trimmed(rows))
        if len(raw) > COLUMN_LIMIT:
            raise refused(path.name, f"row {number} has {len(raw):,} cells; at most {COLUMN_LIMIT:,}", "check the separators")
        cells = tuple(map(clean if exact else tidy, raw))
        if any(cells):
            rows.append((number, cells))


def _broken(file: str, number: int, said: str) -> Exception:
    if "field limit" in said:
        rule = f"row {number}: a quotation mark is opened and never closed from here on, or a cell is longer than 131,072 characters"
        return refused(file, rule, "close it, or double it inside text; and check the separators")
    if "unexpected end" in said:
        return refused(
            file, f"row {number}: a quotation mark is opened and never closed from here on", "close it, or double it inside text"
        )
    return refused(file, f"row {number} cannot be read as CSV ({said})", 'double each quotation mark inside a quoted cell ("")')


def _separator(text: str) -> tuple[str, str, int]:
    """The separator, the text without Excel's line that names it, and how many lines that was."""
    named = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    if named:
        return named[1], text[named.end() :], 1
    return separator_of(text) or ",", text, 0


def separator_of(text: str) -> str | None:
    """The separator that cuts the most lines into the same number of cells, two or more; None when none does.

    >>> separator_of("Name;Sum\\na;1,5\\nb;2,5"), separator_of("a,b\\nc,d"), separator_of("one\\ntwo")
    (';', ',', None)
    """
    best: tuple[float, int, str] | None = None
    for place, separator in enumerate(SEPARATORS):
        try:
            lines = csv.reader(io.StringIO(text[: 1 << 18], newline=""), delimiter=separator)
            widths = Counter(len(row) for _, row in zip(range(SAMPLE), lines, strict=False) if any(row))
        except csv.Error:
            continue
        if not widths:
            continue
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]))
        if width < 2:
            continue
        rank = (count / sum(widths.values()), -place, separator)
        best = rank if best is None or rank > best else best
    return best[2] if best else None


def trimmed(rows: Sequence[tuple[int, Cells]]) -> list[tuple[int, Cells]]:
    """The rows at one width: that of the last column in which anything stands."""
    width = max((_last(cells) for _, cells in rows), default=0)
    return [(number, (*cells[:width], *(None,) * (width - len(cells)))) for number, cells in rows]


def _last(cells: Iterable[Text]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell is not None), default=0)
