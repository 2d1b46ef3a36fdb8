"""How does each group speak of each? A matrix from (down the side) and to (along the top); for two rounds with the difference.

Rows and columns stand in the order of the map, never by trust, and no cell is about a single organisation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sysmap.analysis.between_groups import Cell, GroupPair, Groups
from sysmap.analysis.network import Network
from sysmap.draw import wording
from sysmap.draw.charting import AMOUNTS, LESS, MORE, Around, Grid, chart, note, step_of
from sysmap.draw.frame import PLOT
from sysmap.draw.mean_change import signed
from sysmap.draw.picture import Area, DotStyle, Key, Note, Picture, Row, Table
from sysmap.draw.styles import GREY, PAPER

MOST = 12
"""More groups than this are not drawn: their cells could no longer be read."""
FAR = 1.0
"""A difference from which on the colour is as deep as it gets."""
THIN_RULE = "A mean is shown from five answers by three organisations about two or more."


class Panel(NamedTuple):
    """One matrix: its heading, its cells, and whether they are means or differences of means."""

    heading: str
    cells: Mapping[GroupPair, Cell]
    differs: bool = False


def draw_matrix(networks: tuple[Network, ...], groups: Groups, panels: tuple[Panel, ...], around: Around) -> Picture:
    """One matrix a panel: one round, or then, now and how far ties that lasted moved."""
    order, rest = groups.order[:MOST], groups.order[MOST:]
    scale = networks[0].scale or (1, 5)
    areas: list[Area] = []
    notes: list[Note] = []
    for place, panel in enumerate(panels):
        grid = _grid(place, len(panels), order)
        areas += _areas(panel, grid, order, scale)
        notes += _notes(panel, grid, order, scale)
    by = networks[-1].group or "sector"
    left_out = (f"Not drawn for lack of room: {', '.join(rest)}",) if rest else ()
    thin = sum(cell.mean is None for cell in panels[0].cells.values())
    empty = "" if order else "No organisation or group is on the map at this point."
    return chart(
        networks,
        around,
        title=f"how groups by {by} trust one another" if len(panels) < 2 else f"how trust between groups by {by} moved",
        caption=(THIN_RULE, "From the group on the left to the group on top; in the order of the map."),
        areas=tuple(areas),
        notes=tuple(notes),
        legend=tuple(_keys(panels, scale, thin)),
        left_out=left_out,
        alt=empty or _alt(panels),
        tables=(_table(panels, groups.order),),
        empty=empty,
    )


def _grid(place: int, panels: int, order: tuple[str, ...]) -> Grid:
    """Where a panel stands: one fills the plot, three stand two above and one below."""
    n, names = max(len(order), 1), [wording.word(group) for group in order]
    if panels == 1:
        width, height = min(96.0, (PLOT[2] - 190.0) / n), min(66.0, (PLOT[3] - 120.0) / n)
        return Grid(PLOT[0] + 150.0, PLOT[1] + 96.0, width, height, names, names)
    half = PLOT[2] / 2
    width, height = min(62.0, (half - 120.0) / n), min(38.0, (PLOT[3] / 2 - 96.0) / n)
    return Grid(PLOT[0] + half * (place % 2) + 108.0, PLOT[1] + 84.0 + (PLOT[3] / 2 + 4) * (place // 2), width, height, names, names)


def _fill(panel: Panel, cell: Cell | None, scale: tuple[int, int]) -> str | None:
    if cell is None or cell.mean is None:
        return PAPER
    value = float(cell.mean)
    if panel.differs:
        if abs(value) < 0.005:
            return PAPER
        return (MORE if value > 0 else LESS)[step_of(abs(value), FAR, 3)]
    return AMOUNTS[step_of(value - scale[0], float(scale[1] - scale[0]) or 1.0, len(AMOUNTS))]


def _areas(panel: Panel, grid: Grid, order: tuple[str, ...], scale: tuple[int, int]) -> Iterator[Area]:
    for row, a in enumerate(order):
        for column, b in enumerate(order):
            cell = panel.cells.get((a, b))
            fill = _fill(panel, cell, scale)
            title = f"{wording.word(a)} to {wording.word(b)}: {_said(panel, cell)}"
            thin = cell is not None and cell.mean is None
            less = panel.differs and cell is not None and cell.mean is not None and cell.mean < 0
            yield grid.area(row, column, fill, title, hatch=less, dash=(2.0, 3.0) if thin else ())


def _said(panel: Panel, cell: Cell | None) -> str:
    """A cell in words: its figure, and over how many answers it is taken."""
    if cell is None or not cell.ties:
        return "no tie that lasted" if panel.differs else "no tie"
    if cell.mean is None:
        return "not shown: too few answers, or about one organisation only"
    value = signed(float(cell.mean)) if panel.differs else f"{float(cell.mean):.2f}"
    return f"{value}, over {wording.counted(cell.n, 'answer')} by {wording.counted(cell.organisations, 'organisation')}"


def _notes(panel: Panel, grid: Grid, order: tuple[str, ...], scale: tuple[int, int]) -> Iterator[Note]:
    yield note(panel.heading, grid.x - 100.0, grid.y - 62.0, 13.5)
    yield from grid.names(100.0, 10.5)
    large = grid.height > 30
    for row, a in enumerate(order):
        for column, b in enumerate(order):
            cell = panel.cells.get((a, b))
            if cell is None or not cell.ties:
                continue
            fill = _fill(panel, cell, scale)
            if cell.mean is None:
                yield grid.said(row, column, "few", fill, 9.5)
                continue
            value = signed(float(cell.mean)) if panel.differs else f"{float(cell.mean):.1f}"
            less = panel.differs and cell.mean < 0
            yield grid.said(row, column, value, fill, 13.0 if large else 10.0, 5.0 if large else 0.0, halo=less)
            if large:
                yield grid.said(row, column, f"n {cell.n}", fill, 9.0, -9.0, halo=less)


def _keys(panels: tuple[Panel, ...], scale: tuple[int, int], thin: int) -> Iterator[Key]:
    low, high = scale
    step = (high - low) / len(AMOUNTS)
    group = f"Mean answer, {low} to {high}"
    for place, fill in enumerate(AMOUNTS):
        yield Key(group, f"{low + place * step:.1f} to {low + (place + 1) * step:.1f}", dot=DotStyle("square", fill, GREY))
    yield Key(
        group, "few: too few answers to show, or about one organisation only", thin, dot=DotStyle("square", PAPER, GREY, dash=(2.0, 3.0))
    )
    yield Key(group, "Empty: no tie", dot=DotStyle("square", PAPER, GREY))
    if any(panel.differs for panel in panels):
        group = "Moved, on ties that lasted"
        bounds = ("up to 0.33", "0.33 to 0.67", "0.67 and over")
        for fill, words in zip(MORE, bounds, strict=True):
            yield Key(group, f"Up, {words}", dot=DotStyle("square", fill, GREY))
        for fill, words in zip(LESS, bounds, strict=True):
            yield Key(group, f"Down, {words}", dot=DotStyle("square", fill, GREY, hatch=1.0))


def _alt(panels: tuple[Panel, ...]) -> str:
    told = ["A matrix of groups: who says it down the side, about whom along the top."]
    for panel in panels:
        shown = [(pair, cell) for pair, cell in panel.cells.items() if cell.mean is not None]
        thin = len(panel.cells) - len(shown)
        told.append(f"{panel.heading}: {wording.counted(len(shown), 'cell')} with a mean, {thin} with too few answers to show.")
        if panel.differs:
            up = [
                f"{wording.word(a)} to {wording.word(b)} {signed(float(c.mean or 0))}"
                for (a, b), c in shown
                if abs(float(c.mean or 0)) >= 0.5
            ]
            told.append(f"Moved by half a point or more: {'; '.join(up)}." if up else "None moved by half a point.")
    return " ".join(told)


def _table(panels: tuple[Panel, ...], order: tuple[str, ...]) -> Table:
    """Every pair of groups with a tie, in the order of the map."""
    rows = []
    for a in order:
        for b in order:
            if any((a, b) in panel.cells for panel in panels):
                rows.append(Row((wording.word(a), wording.word(b), *(_said(panel, panel.cells.get((a, b))) for panel in panels))))
    return Table("From group to group", ("Who said it", "About whom", *(panel.heading for panel in panels)), tuple(rows))
