"""``--csv``: a table that a spreadsheet or a notebook reads."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sysmap.service.tidy import Tidy


def print_tidy(table: Tidy) -> None:
    """A result's own table as CSV."""
    print_csv(table.columns, table.rows)


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """The table as CSV on standard output: undefined is an empty cell, numbers are not rounded, and no cell can run as a formula."""
    import csv

    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(value) for value in row] for row in rows)


def _cell(value: object) -> object:
    from sysmap.formats.spreadsheet_guard import guard

    return "" if value is None else guard(value) if isinstance(value, str) else value
