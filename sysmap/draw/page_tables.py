"""How are the tables of a picture written into a page? Row by row and by hand: a template engine takes longer than all the rest.

Every cell is escaped here, and a name that stands in a thousand cells is escaped once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sysmap.draw.lettering import carried
from sysmap.draw.picture import Picture, Row, Table

_SPECIAL = re.compile("[&<>\"']|[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


_LONG, _TOGETHER = 150, 50
"""Rows from which on a table is long; and how many stand in one body, since a browser lays a body out anew as a whole."""


def escaped(text: str) -> str:
    """Text as it may stand between tags and in attributes.

    >>> escaped("<b> & 'c'")
    '&lt;b&gt; &amp; &#39;c&#39;'
    """
    if _SPECIAL.search(text) is None:
        return text
    fit = carried(text)
    return fit.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&#34;").replace("'", "&#39;")


class _Cells(dict[str, str]):
    """Texts as they stand in cells, escaped the first time they are asked for."""

    def __missing__(self, text: str) -> str:
        self[text] = cell = escaped(text)
        return cell


def tables_markup(picture: Picture, prefix: str, level: int, places: Mapping[str, int], frame: int) -> str:
    """All tables of a picture as sections, each with its heading; ids begin with ``prefix``, headings are of ``level``."""
    cells, numbers = _Cells(), {id: str(place) for id, place in places.items()}
    return "".join(
        part for at, table in enumerate(picture.tables, 1) for part in _table(table, f"{prefix}-table-{at}", level, numbers, frame, cells)
    )


def _table(table: Table, id: str, level: int, numbers: Mapping[str, str], frame: int, cells: _Cells) -> Iterator[str]:
    yield f'<section>\n<h{level} id="{id}">{escaped(table.title)}: {len(table.rows):,}</h{level}>\n'
    yield f'<div class="wide" role="region" aria-labelledby="{id}" tabindex="0">\n<table{_look(table)}>\n<thead><tr>'
    yield "".join(f'<th scope="col">{escaped(column)}</th>' for column in table.columns)
    yield "</tr></thead>\n<tbody>\n"
    for at, row in enumerate(table.rows):
        if at and at % _TOGETHER == 0:
            yield "</tbody>\n<tbody>\n"
        yield _row(row, numbers, frame, cells)
    yield "</tbody>\n</table>\n</div>\n</section>\n"


def _look(table: Table) -> str:
    """A long table has columns of one width: a browser that fits them to every cell takes seconds each time rows come or go."""
    return f' class="c{min(len(table.columns), 9)}{" long" if len(table.rows) > _LONG else ""}"'


def _row(row: Row, numbers: Mapping[str, str], frame: int, cells: _Cells) -> str:
    dots = " ".join([numbers[id] for id in row.dots if id in numbers])
    if not dots:
        return f"<tr><td>{'</td><td>'.join([cells[text] for text in row.cells])}</td></tr>\n"
    line = "" if row.line is None else f' data-line="{frame}-{row.line}"'
    first, *rest = [cells[text] for text in row.cells]
    others = f"<td>{'</td><td>'.join(rest)}</td>" if rest else ""
    return f'<tr data-dots="{dots}"{line}><th scope="row"><button type="button" data-pick>{first}</button></th>{others}</tr>\n'
