"""The ties of a change as a table for a spreadsheet: who to whom, then, now, and what became of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

COLUMNS = ("from", "to", "before", "after", "change")
RISKY = ("=", "+", "-", "@", "\t", "\r", "'")


def tie_list(answer: Mapping[str, Any]) -> str:
    """The tie list of a comparison's JSON as CSV (RFC 4180). A value that is not known is an empty cell, never 0."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for tie in answer["ties"]:
        writer.writerow([guarded(tie[column]) for column in COLUMNS])
    return out.getvalue()


def guarded(cell: Any) -> Any:
    """A text cell that no spreadsheet takes for a formula, guarded as in a map folder.

    >>> guarded("=1+1"), guarded("-"), guarded("oak"), guarded(None), guarded(3)
    ("'=1+1", '-', 'oak', '', 3)
    """
    if cell is None:
        return ""
    if not isinstance(cell, str) or len(cell) < 2:
        return cell
    plain = cell.lstrip("'")
    return f"'{cell}" if plain.startswith(RISKY) else cell
