"""What does a bundle look like on disk? Rows with their headings, and the files they become: the same rows are the same bytes."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

Row = Mapping[str, str]
SOURCE = "invented for learning"
TABLES = Path(__file__).with_name("tables")


def table(name: str) -> str:
    """The text of one of the compact tables."""
    return (TABLES / f"{name}.txt").read_text(encoding="utf-8")


def invented(rows: Iterable[Row]) -> list[Row]:
    """The rows, each saying that it is invented and where it comes from."""
    return [{**row, "basis": "synthetic", "source": SOURCE} for row in rows]


def sheet(rows: list[Row], without: frozenset[str] = frozenset()) -> str:
    """The rows as CSV: every column that any row fills, in the order in which they first appear."""
    columns = [c for c in dict.fromkeys(c for row in rows for c in row) if c not in without]
    columns = [c for c in columns if any(row.get(c) for row in rows)]
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def period(words: str) -> dict[str, str]:
    """A period as the tables write it: ``2023..2024-12``, ``2024-09..``, ``..2024-07``.

    >>> period("..2024-07")
    {'since': '', 'until': '2024-07'}
    """
    since, _, until = words.partition("..")
    return {"since": since, "until": until}
