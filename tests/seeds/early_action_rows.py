"""The rows of the map that the documents describe, straight from its files, with what their source cells point to."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import cache

from tests.seeds.wrenmoor_figures import SEEDS

FOLDER = SEEDS / "early-action"
FILES = tuple(sorted(path.name for path in FOLDER.glob("*.csv")))

POINTER = re.compile(r"(S[0-4]):(\d+(?:-\d+)?(?:,\d+(?:-\d+)?)*)")

Row = dict[str, str]


@cache
def table(file: str) -> tuple[Row, ...]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as opened:
        return tuple(csv.DictReader(opened))


def column(file: str, name: str) -> list[str]:
    return [row[name] for row in table(file)]


def by_id(file: str, id: str) -> Row:
    (found,) = [row for row in table(file) if row["id"] == id]
    return found


def every_row() -> Iterator[tuple[str, Row]]:
    """Each row of the folder with where it stands, numbered as a spreadsheet shows it."""
    for file in FILES:
        for number, row in enumerate(table(file), start=2):
            yield f"{file} row {number}", row


def pointers(cell: str) -> Iterator[tuple[str, int, int]]:
    """What a source cell points to: document, first and last line. ``S1:79|S3:24,36-40``. Raises ValueError for anything else.

    >>> list(pointers("S0:9-11,15|S1:2"))
    [('S0', 9, 11), ('S0', 15, 15), ('S1', 2, 2)]
    """
    for part in cell.split("|"):
        shape = POINTER.fullmatch(part)
        if shape is None:
            raise ValueError(f"{part!r} is no pointer")
        for span in shape[2].split(","):
            first, _, last = span.partition("-")
            yield shape[1], int(first), int(last or first)
