"""What was found in a sheet of answers, whatever its shape?"""

from __future__ import annotations

from typing import NamedTuple

from sysmap.model.text import Text


class Answer(NamedTuple):
    """One cell: where it stood, who answered (and as which person), about whom, on which question, and what it says."""

    row: int
    column: str
    who: str
    person: Text
    about: str
    item: Text
    said: Text
    wave: Text = None


class Sheetful(NamedTuple):
    """The answers of one sheet, who has a row of their own, how each column was taken, and the headings that were left out."""

    shape: str
    answers: list[Answer]
    respondents: list[tuple[str, Text, int]]
    columns: dict[str, str]
    left_out: tuple[str, ...] = ()
