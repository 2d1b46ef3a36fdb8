"""How strong were ties then, and how strong are they now? A table of pairs as a heat map: rows then, columns now."""

from __future__ import annotations

from collections.abc import Iterator

from sysmap.analysis.change import Change
from sysmap.analysis.transitions import NO_TIE, NOT_KNOWN, NOT_STATED, Transitions
from sysmap.draw import wording
from sysmap.draw.change_words import change_caption
from sysmap.draw.charting import AMOUNTS, Around, Grid, chart, note, rule, step_of
from sysmap.draw.frame import PLOT
from sysmap.draw.picture import Area, DotStyle, Key, LineStyle, Note, Picture, Row, Rule, Table
from sysmap.draw.styles import GREY, INK, PAPER, SOFT_INK

ROUNDED = "Values that are no whole numbers (means of several questions) are put with the nearest; halves go up."


def draw_transitions(change: Change, found: Transitions | None, around: Around) -> Picture:
    """The table as a picture; where nothing can be compared, a sentence."""
    caption = (*change_caption(change), *((_rounded(change),) if found and found.rounded else ()))
    title = f"how strong {wording.word(change.after.layer)} were then, and are now"
    networks = (change.before, change.after)
    if found is None:
        empty = "Nothing can be compared: the two rounds asked differently."
        return chart(networks, around, title=title, caption=caption, empty=empty, alt=empty)
    n = len(found.states)
    side = min(78.0, (PLOT[3] - 110.0) / n, (PLOT[2] - 170.0) / n)
    grid = Grid(PLOT[0] + 150.0, PLOT[1] + 70.0, side, side, found.states, found.states)
    most = max((count for pair, count in found.table.items() if pair != (NO_TIE, NO_TIE)), default=0)
    areas, notes = _cells(found, grid, most)
    return chart(
        networks,
        around,
        title=title,
        caption=caption,
        areas=tuple(areas),
        rules=tuple(_outline(found, grid)),
        notes=(*notes, *_around(grid)),
        legend=tuple(_keys(found, most)),
        left_out=tuple(_left_out(found)),
        alt=_alt(found, change),
        tables=(_table(found),),
    )


def _rounded(change: Change) -> str:
    """Why fewer lie beside the heavy squares than moved."""
    counts = change.core.counts
    assert counts is not None
    return f"{ROUNDED} Of those that lasted {counts.strengthened} are stronger and {counts.weakened} weaker, some by less than shows here."


def _words(state: str) -> str:
    return {NOT_KNOWN: "not known in this round"}.get(state, state)


def _cells(found: Transitions, grid: Grid, most: int) -> tuple[list[Area], list[Note]]:
    areas, notes = [], []
    for row, then in enumerate(found.states):
        for column, now in enumerate(found.states):
            count = found.count(then, now)
            unknown = NOT_KNOWN in (then, now)
            both = (then, now) == (NO_TIE, NO_TIE)
            fill = PAPER if unknown or both or not count else AMOUNTS[step_of(count, most, len(AMOUNTS))]
            title = f"{wording.counted(count, 'pair')} from {_words(then)} to {_words(now)}"
            areas.append(grid.area(row, column, fill, title, hatch=unknown and count > 0, dash=(3.0, 2.5) if unknown else ()))
            if count:
                notes.append(grid.said(row, column, f"{count:,}", fill, 14.0 if grid.width > 40 else 10.0, halo=unknown))
    return areas, notes


def _outline(found: Transitions, grid: Grid) -> Iterator[Rule]:
    """A stair round the cells on which nothing moved, so that stronger lies to its right and weaker to its left."""
    heavy = LineStyle(INK, 2.0)
    for place, state in enumerate(found.states):
        if state in (NO_TIE, NOT_KNOWN, NOT_STATED):
            continue
        x, y = grid.cell(place, place)
        w, h = grid.width, grid.height
        yield from (rule(x, y, x + w, y, heavy), rule(x + w, y, x + w, y + h, heavy))
        yield from (rule(x, y + h, x + w, y + h, heavy), rule(x, y, x, y + h, heavy))


def _around(grid: Grid) -> list[Note]:
    across, down = grid.width * len(grid.columns), grid.height * len(grid.rows)
    middle = grid.y + down / 2
    return [
        *grid.names(120.0, 12.0),
        note("Now", grid.x + across / 2, grid.y - 46.0, 14.0, "middle"),
        note("Then", grid.x - 130.0, middle, 14.0, "middle", INK, -90.0),
        note("right of the heavy squares: stronger; left of them: weaker", grid.x, grid.y + down + 18.0, 10.5, "start", SOFT_INK),
    ]


def _keys(found: Transitions, most: int) -> Iterator[Key]:
    group = "Pairs in a cell"
    for place, fill in enumerate(AMOUNTS):
        low = -(-place * most // len(AMOUNTS)) or 1
        high = max(low, -(-(place + 1) * most // len(AMOUNTS)) - 1) if place + 1 < len(AMOUNTS) else most
        if most and low <= most:
            yield Key(group, f"{low} to {high}" if high > low else f"{low}", dot=DotStyle("square", fill, GREY))
    yield Key(group, "No tie then and now: not shaded", found.count(NO_TIE, NO_TIE), dot=DotStyle("square", PAPER, GREY))
    if NOT_KNOWN in found.states:
        unknown = sum(count for pair, count in found.table.items() if NOT_KNOWN in pair)
        yield Key(group, "Not known in one round", unknown, dot=DotStyle("square", PAPER, GREY, dash=(3.0, 2.5), hatch=1.0))


def _left_out(found: Transitions) -> Iterator[str]:
    if found.went or found.came:
        went, came = wording.counted(found.went, "tie"), wording.counted(found.came, "tie")
        yield f"Not in the table: {went} that went with one that left, and {came} that came with one that joined"


def _alt(found: Transitions, change: Change) -> str:
    counts = change.core.counts
    assert counts is not None
    unknown = sum(count for pair, count in found.table.items() if NOT_KNOWN in pair)
    said = f"{counts.kept} ties lasted, {counts.formed} began, {counts.dissolved} ended, and {counts.n00:,} pairs had no tie both times"
    moved = f" Of those that lasted {counts.strengthened} are stronger and {counts.weakened} weaker." if change.before.scale else ""
    return f"A table of pairs by strength then, down the side, and now, along the top. {said}; {unknown} are not known in one round.{moved}"


def _table(found: Transitions) -> Table:
    rows = [Row((_words(then), *(f"{found.count(then, now)}" for now in found.states))) for then in found.states]
    return Table("Pairs by strength then (rows) and now (columns)", ("Then", *map(_words, found.states)), tuple(rows))
