"""In which pieces is a line of text set? One font each, in the order in which the pieces stand on the page.

A small part of the Unicode bidirectional algorithm, enough for names: the first strong character gives the line its direction,
runs of the other direction keep their own, and digits and signs between two runs go with the one before.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from sysmap.draw.fonts import BASE, font_of


class Run(NamedTuple):
    """Text of one font; ``joined`` when its letters must be shaped (every font but the base), ``rightward`` its direction."""

    text: str
    file: str
    rightward: bool

    @property
    def joined(self) -> bool:
        return self.file != BASE


def runs_of(text: str) -> list[Run]:
    """The runs of a line from left to right as they stand on the page; marks that only steer direction are not drawn.

    >>> [run.text for run in runs_of("Al שלום")]
    ['Al ', 'שלום']
    """
    seen = [char for char in text if unicodedata.category(char) != "Cf" or char in "\u200c\u200d"]
    runs: list[Run] = []
    for char in seen:
        file, rightward = _of(char, runs[-1] if runs else None)
        if runs and runs[-1].file == file and runs[-1].rightward == rightward:
            runs[-1] = Run(runs[-1].text + char, file, rightward)
        else:
            runs.append(Run(char, file, rightward))
    base_left = next((not run.rightward for run in runs if any(_strong(char) for char in run.text)), False)
    return _ordered(runs, base_left)


def _of(char: str, last: Run | None) -> tuple[str, bool]:
    if last is not None and (unicodedata.combining(char) or char in "\u200c\u200d\ufe0f"):
        return last.file, last.rightward
    if last is not None and not last.rightward and not _strong(char) and char in " .,-'":
        return last.file, last.rightward
    return font_of(char), unicodedata.bidirectional(char) not in ("R", "AL")


def _strong(char: str) -> bool:
    return unicodedata.bidirectional(char) in ("L", "R", "AL")


def _ordered(runs: list[Run], base_left: bool) -> list[Run]:
    """Runs of a leftward line stand in reverse; in a rightward line only neighbouring leftward runs change places."""
    if base_left:
        return runs[::-1]
    ordered: list[Run] = []
    turned: list[Run] = []
    for run in runs:
        if run.rightward:
            ordered += [*turned[::-1], run]
            turned = []
        else:
            turned.append(run)
    return ordered + turned[::-1]
