"""How is a long list leafed through? As Relay connections whose cursors stay where they were put.

A cursor carries the revision it was opened at and the last fact that was shown. The next page reads that revision again, so nothing
is skipped or repeated, whatever is edited meanwhile. The rejected choice, offsets, skips a row whenever an earlier one is removed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sysmap.api.asked import Asked
from sysmap.api.limits import PAGE
from sysmap.api.shape import Arg, Line, many, shaped, view
from sysmap.errors import UsageError
from sysmap.service.scenes import Scene

PAGE_INFO = shaped(
    "PageInfo",
    "Where a page begins and ends in its list.",
    Line("hasNextPage", bool, "Are there more after this page?", lambda v: v.thing.start + len(v.thing.rows) < v.thing.total),
    Line("hasPreviousPage", bool, "Are there some before this page?", lambda v: v.thing.start > 0),
    Line("startCursor", str | None, "The cursor of the first of this page.", lambda v: v.thing.cursor(0) if v.thing.rows else None),
    Line("endCursor", str | None, "The cursor of the last of this page: give it as after to go on.",
         lambda v: v.thing.cursor(len(v.thing.rows) - 1) if v.thing.rows else None),
)  # fmt: skip

FIRST = Arg("first", int | None, f"How many to show at most; {PAGE} unless said.", None)
AFTER = Arg("after", str | None, "Go on after this cursor, in the list as it was when the cursor was given.", None)


class Page(NamedTuple):
    """Some of the rows of a list. ``name`` gives what a cursor remembers of a row, ``seal`` makes the cursor."""

    rows: Sequence[Any]
    start: int
    total: int
    name: Callable[[Any], str]
    seal: Callable[[str], str]

    def cursor(self, place: int) -> str:
        return self.seal(self.name(self.rows[place]))


class Edge(NamedTuple):
    page: Page
    place: int


def connection(type: str, of: str) -> type[Any]:
    """The connection and edge types of a type; ``of`` says what is in it."""
    name = f"{type}Connection"
    made = view(name)
    if made.WAYS:
        return made
    node = view(type)
    edge = shaped(
        f"{type}Edge",
        f"One of {of}, with its place in the list.",
        Line("cursor", str, "Its place in the list.", lambda v: v.thing.page.cursor(v.thing.place)),
        Line("node", node, "The thing itself.", lambda v: _shown(node, v.thing.page.rows[v.thing.place], v.here)),
    )
    return shaped(
        name,
        f"Some of {of}.",
        Line("totalCount", int, "How many there are in the whole list.", lambda v: v.thing.total),
        Line("nodes", many(node), "The things themselves.", lambda v: [_shown(node, row, v.here) for row in v.thing.rows]),
        Line("edges", many(edge), "The things, each with its place in the list.",
             lambda v: [edge.of(Edge(v.thing, place), v.here) for place in range(len(v.thing.rows))]),
        Line("pageInfo", PAGE_INFO, "Where this page begins and ends.", lambda v: PAGE_INFO.of(v.thing, v.here)),
    )  # fmt: skip


def _shown(node: Any, row: Any, here: Any) -> Any:
    """A row as its type; a whole scene is its map."""
    return node.of(row.state.about, row) if isinstance(row, Scene) else node.of(row, here)


def cut(
    asked: Asked, rows: Sequence[Any], name: Callable[[Any], str], about: Any, revision: int, first: int | None, after: str | None
) -> Page:
    """The page of ``rows`` that is asked for. Raises UsageError for a size or a cursor that cannot be."""
    size = checked_size(asked, first)
    start = 0
    if after is not None:
        last = asked.sealer.open(after, about)[1]
        start = next((place + 1 for place, row in enumerate(rows) if name(row) == last), -1)
        if start < 0:
            raise UsageError("What this cursor stood at is not in this list any more", fix="Ask for the first page again.")
    return Page(rows[start : start + size], start, len(rows), name, lambda last: asked.sealer.seal([revision, last], about))


def checked_size(asked: Asked, first: int | None) -> int:
    """How many to show. Raises UsageError naming the limit and what was asked."""
    most = asked.allowed.first
    if first is None:
        return min(PAGE, most)
    if not 0 <= first <= most:
        raise UsageError(f"first is {first}, and may be from 0 to {most} for you", fix="Ask for less at once, page by page.")
    return first


def revision_of(asked: Asked, after: str | None, about: Any) -> int | None:
    """The revision that a cursor was opened at."""
    return None if after is None else int(asked.sealer.open(after, about)[0])


__all__ = ["AFTER", "FIRST", "Page", "checked_size", "connection", "cut", "revision_of"]
