"""What do all charts share? Who they are made for, the words round them, cells, axes, and colours for amounts.

Charts are Pictures like the maps, made of areas, rules and notes, so that legend, caption, tables, alternative text and every
format follow by themselves. A plotting library was tried and not taken (see the room's ``__init__``).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sysmap.analysis.network import Network
from sysmap.draw import wording
from sysmap.draw.frame import PLOT
from sysmap.draw.lettering import isolated, shortened, width_of
from sysmap.draw.picture import Area, LineStyle, Note, Picture, Point, Rule, tenth
from sysmap.draw.sentences import captions, invented
from sysmap.draw.stage import HEIGHT, WIDTH
from sysmap.draw.styles import GREY, INK, PAPER, contrast

AXIS = LineStyle(GREY, 1.0)
FAINT = LineStyle("#c4c4c4", 1.0)
AMOUNTS = ("#eef4f9", "#cfe1ef", "#9fc5e0", "#5b9dc9", "#1f6fa8", "#0b3f66")
"""From little to much, in one hue and evenly darker, so that a photocopy keeps the order."""
LESS, MORE = ("#fbe3d2", "#f3bd94", "#e58a4b"), ("#d6e6f2", "#8dbbd9", "#0072b2")
"""Away from no change, a step at a time; what became less is crossed as well, since both turn the same grey on a copier."""


class Around(NamedTuple):
    """For whom a chart is made, from which sources, and what is withheld from them by kind."""

    audience: str = "participants"
    sources: Sequence[str] = ()
    withheld: Mapping[str, int] | None = None


def chart(
    networks: Sequence[Network], around: Around, *, title: str, subtitle: str = "", caption: Sequence[str] = (), **parts: Any
) -> Picture:
    """A still picture with what stands round every picture: the round or rounds, who answered, source, for whom."""
    first, last = networks[0], networks[-1]
    return Picture(
        title=f"{isolated(last.map_name)}: {title}",
        subtitle=subtitle or (points(first, last) if len(networks) > 1 else point(last)),
        width=WIDTH,
        height=HEIGHT,
        plot=PLOT,
        invented=invented(networks),
        caption=(*caption, *captions(networks, around.audience, around.sources, around.withheld)),
        mark=wording.WORDS["en"]["not_circulate"] if around.audience == "stewards" else None,
        moment=wording.moment(last) if len(networks) < 2 else f"from {wording.moment(first)} to {wording.moment(last)}",
        still=True,
        **parts,
    )


def point(network: Network) -> str:
    """The round and who answered."""
    return f"{isolated(wording.moment(network))} · {wording.response(network)}"


def points(before: Network, after: Network) -> str:
    """Both rounds, and who answered in each."""
    then, now = (f"{isolated(wording.moment(n))} ({wording.response(n, short=True)})" for n in (before, after))
    return f"From {then} to {now}"


def box(x: float, y: float, width: float, height: float) -> tuple[Point, ...]:
    """The corners of a rectangle from its top left."""
    left, top, right, bottom = tenth(x), tenth(y), tenth(x + width), tenth(y + height)
    return ((left, top), (right, top), (right, bottom), (left, bottom))


def note(
    text: str, x: float, y: float, size: float = 11.0, anchor: str = "start", colour: str = INK, turn: float = 0.0, *, halo: bool = False
) -> Note:
    return Note(text, tenth(x), tenth(y), size, anchor, colour, turn, halo)


def rule(x1: float, y1: float, x2: float, y2: float, style: LineStyle = AXIS, title: str = "") -> Rule:
    return Rule((tenth(x1), tenth(y1)), (tenth(x2), tenth(y2)), style, title)


def ink_on(fill: str | None) -> str:
    """Letters that can be read on the fill: dark, or white where that stands out more."""
    return PAPER if fill and contrast(PAPER, fill) > contrast(INK, fill) else INK


def fitted(text: str, width: float, size: float) -> str:
    """The text shortened until it fits.

    >>> fitted("Children's Social Care", 60, 11)
    "Children'…"
    """
    flat, limit = " ".join(text.split()), 90
    while limit > 2 and width_of(shortened(flat, limit), size) > width:
        limit -= 1
    return shortened(flat, limit)


def step_of(value: float, largest: float, steps: int) -> int:
    """On which of so many steps up to the largest a value stands; 0 is the first.

    >>> [step_of(v, 10, 3) for v in (0, 3, 5, 10)]
    [0, 0, 1, 2]
    """
    return 0 if largest <= 0 else max(0, min(steps - 1, int(steps * value / largest)))


class Grid(NamedTuple):
    """A table drawn as cells: where it stands, how large a cell is, and its names down the side and along the top."""

    x: float
    y: float
    width: float
    height: float
    rows: Sequence[str]
    columns: Sequence[str]

    def cell(self, row: int, column: int) -> tuple[float, float]:
        """The top left of a cell."""
        return self.x + column * self.width, self.y + row * self.height

    def area(self, row: int, column: int, fill: str | None, title: str, *, hatch: bool = False, dash: tuple[float, ...] = ()) -> Area:
        x, y = self.cell(row, column)
        return Area(box(x + 1, y + 1, self.width - 2, self.height - 2), fill, "", GREY, 0.8, dash, hatch, title)

    def said(self, row: int, column: int, text: str, fill: str | None, size: float, lift: float = 0.0, *, halo: bool = False) -> Note:
        """Words in the middle of a cell; with a ``halo`` where the cell is crossed."""
        x, y = self.cell(row, column)
        return note(text, x + self.width / 2, y + self.height / 2 + 0.36 * size - lift, size, "middle", ink_on(fill), halo=halo)

    def names(self, room: float, size: float = 10.5) -> list[Note]:
        """The names of rows to the left and, slanted, of columns above."""
        found = []
        for row, name in enumerate(self.rows):
            y = self.y + (row + 0.5) * self.height + 0.36 * size
            found.append(note(fitted(name, room, size), self.x - 6, y, size, "end"))
        slanted = any(width_of(name, size) > self.width * 0.98 for name in self.columns)
        for column, name in enumerate(self.columns):
            x = self.x + (column + 0.5) * self.width
            if slanted and len(name) > 3:
                found.append(note(fitted(name, room, size), x + 3, self.y - 7, size, "start", INK, -38.0))
            else:
                found.append(note(name, x, self.y - 7, size, "middle"))
        return found
