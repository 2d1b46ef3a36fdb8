"""Is a table a matrix: names down the side, the same names along the top?"""

from __future__ import annotations

from sysmap.formats.sheets import Sheet
from sysmap.model.text import Text

Matrix = tuple[tuple[Text, ...], list[tuple[int, list[tuple[Text, Text]]]]]


def matrix_of(sheet: Sheet) -> Matrix | None:
    """The names along the top, and each row as (name, value) pairs after the row's own name; None for no matrix."""
    if len(sheet.rows) < 3:
        return None
    top = sheet.rows[0][1]
    names = {name for name in top[1:] if name is not None}
    side = [cells[0] for _, cells in sheet.rows[1:] if cells[0] is not None]
    if len(names) < 2 or len(names & set(side)) * 2 < min(len(names), len(side)):
        return None
    rows = []
    for number, cells in sheet.rows[1:]:
        if cells[0] is not None:
            pairs: list[tuple[Text, Text]] = [(cells[0], None)]
            pairs.extend((name, value) for name, value in zip(top[1:], cells[1:], strict=True) if name is not None)
            rows.append((number, pairs))
    return tuple(name for name in top[1:] if name is not None), rows
