"""Why did the average of all ties move? Three bars that add up: ties that lasted, ties only there now, ties no longer there.

Nobody should read the plain average alone: organisations that came and went move it though no tie did (Kitagawa 1955).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sysmap.analysis.change import Change
from sysmap.draw import wording
from sysmap.draw.change_words import change_caption
from sysmap.draw.charting import AXIS, FAINT, Around, box, chart, note, rule
from sysmap.draw.frame import PLOT
from sysmap.draw.picture import Area, DotStyle, Key, Note, Picture, Row, Rule, Table
from sysmap.draw.styles import INK, SOFT_INK

BARS = (("continuing", "Ties that lasted"), ("entry", "Ties only there now"), ("exit", "Ties no longer there"), ("total", "All together"))
PARTS = {
    "lasting": "ties that lasted",
    "began": "ties that began",
    "ended": "ties that ended",
    "came_or_went": "ties that came or went with an organisation",
    "heard_once": "ties heard of only once",
}
UP, DOWN, ALL = "#8dbbd9", "#f3bd94", "#e3e3e3"
NAMES, FIGURES = 190.0, 70.0
BAR = 34.0
ADDS_UP = "The three bars add up to the last one; a tie that came or went moves the average though none changed."
TOO_FEW = "Too few answered for a mean to be shown."


class Split(NamedTuple):
    """One panel: among whom, and the figures of ``mean_change`` as these readers may have them (None: withheld or undefined)."""

    among: str
    figures: Mapping[str, float | None]
    n_before: int
    n_after: int
    n_lasting: int


def splits(change: Change, shown: Mapping[str, Any]) -> tuple[Split, ...]:
    """The panels of a comparison's JSON as it was disclosed: those in both rounds, and everyone."""
    parts = (("In both rounds", change.core.mean, shown["stable_core"]), ("Everyone", change.everyone.mean, shown["everyone"]))
    return tuple(Split(among, part["mean_change"], mean.n_before, mean.n_after, mean.n_lasting) for among, mean, part in parts)


def draw_mean_change(change: Change, panels: Sequence[Split], around: Around) -> Picture:
    """The split as a picture. Without three parts that are known, a sentence stands in its place."""
    known = [panel for panel in panels if panel.figures.get("total") is not None and panel.figures.get("continuing") is not None]
    areas: list[Area] = []
    rules: list[Rule] = []
    notes: list[Note] = []
    edges = [0.0, *(edge for panel in known for span in _spans(panel) for edge in span)]
    ends = (min(edges), max(edges))
    for place, panel in enumerate(known):
        _panel(panel, PLOT[1] + 26 + place * 292.0, ends, (areas, rules, notes))
    empty = "" if known else TOO_FEW if change.comparable else "Nothing can be compared: the two rounds asked differently."
    return chart(
        (change.before, change.after),
        around,
        title=f"why the average of {wording.word(change.after.layer)} moved",
        caption=(*change_caption(change), ADDS_UP),
        areas=tuple(areas), rules=tuple(rules), notes=tuple(notes), legend=tuple(_keys(known)), alt=_alt(known, empty),
        tables=(_table(panels),), empty=empty,
    )  # fmt: skip


def _spans(panel: Split) -> Iterator[tuple[float, float]]:
    """From where to where each bar reaches: each begins where the one before it ended, and the last is the whole."""
    at = 0.0
    for name, _ in BARS:
        value = float(panel.figures[name] or 0.0)
        yield (0.0, value) if name == "total" else (at, at + value)
        at += value


def _panel(panel: Split, top: float, ends: tuple[float, float], onto: tuple[list[Area], list[Rule], list[Note]]) -> None:
    areas, rules, notes = onto
    left, right = PLOT[0] + NAMES + FIGURES, PLOT[0] + PLOT[2] - FIGURES
    scale = (right - left) / ((ends[1] - ends[0]) or 1.0)
    middle = left - ends[0] * scale
    notes.append(note(f"{panel.among}: from {_mean(panel, 'before')} to {_mean(panel, 'after')}", PLOT[0], top, 14.0))
    told = f"{panel.n_before} ties with a value then, {panel.n_after} now; {panel.n_lasting} lasted"
    notes.append(note(told, PLOT[0], top + 18, 10.5, colour=SOFT_INK))
    first, before = top + 40.0, None
    rules.append(rule(middle, first - 8, middle, first + 4 * (BAR + 18) - 8, AXIS))
    for place, ((name, words), (start, end)) in enumerate(zip(BARS, _spans(panel), strict=True)):
        y, value = first + place * (BAR + 18), end - start
        low, high = sorted((start, end))
        x = middle + low * scale
        fill = ALL if name == "total" else UP if value >= 0 else DOWN
        crossed = value < 0 and name != "total"
        title = f"{words}: {signed(value)}"
        areas.append(Area(box(x, y, max((high - low) * scale, 1.5), BAR), fill, "", INK, 1.4, (), crossed, title))
        if before is not None and name != "total":
            rules.append(rule(middle + start * scale, before + BAR, middle + start * scale, y, FAINT))
        notes.append(note(words, PLOT[0], y + BAR / 2 + 4, 12.0))
        beyond = value >= 0
        edge = middle + high * scale + 6 if beyond else middle + low * scale - 6
        notes.append(note(signed(value), edge, y + BAR / 2 + 4.5, 13.0, "start" if beyond else "end"))
        before = y


def signed(value: float) -> str:
    """A change with its sign: a plus, or a minus as printers set it.

    >>> signed(0.0333), signed(-0.2), signed(0.0)
    ('+0.03', '−0.20', '0.00')
    """
    rounded = round(value, 2)
    return f"{'+' if rounded > 0 else '−' if rounded < 0 else ''}{abs(rounded):.2f}"


def _mean(panel: Split, name: str) -> str:
    value = panel.figures.get(name)
    return "not known" if value is None else f"{value:.2f}"


def _keys(known: Sequence[Split]) -> Iterator[Key]:
    if known:
        yield Key("What a bar adds to the average", "Raises it", dot=DotStyle("square", UP))
        yield Key("What a bar adds to the average", "Lowers it", dot=DotStyle("square", DOWN, hatch=1.0))
        yield Key("What a bar adds to the average", "All together", dot=DotStyle("square", ALL))


def _alt(known: Sequence[Split], empty: str) -> str:
    if empty:
        return empty
    told = []
    for panel in known:
        bars = ", ".join(f"{words[0].lower()}{words[1:]} {signed(float(panel.figures[name] or 0.0))}" for name, words in BARS)
        told.append(f"{panel.among}, the average went from {_mean(panel, 'before')} to {_mean(panel, 'after')}: {bars}.")
    return " ".join(("Bars that take the change of an average apart.", *told))


def _table(panels: Sequence[Split]) -> Table:
    rows = []
    for panel in panels:
        named = [*BARS[:3], *((name, f"of these, {words}") for name, words in PARTS.items() if name in panel.figures), BARS[3]]
        for name, words in named:
            value = panel.figures.get(name)
            rows.append(Row((panel.among, words, "not shown" if value is None else signed(float(value)))))
        for name, words, n in (("before", "Average then", panel.n_before), ("after", "Average now", panel.n_after)):
            rows.append(Row((panel.among, f"{words}, over {wording.counted(n, 'tie')}", _mean(panel, name))))
    return Table("The average taken apart", ("Among", "Part", "Change"), tuple(rows))
