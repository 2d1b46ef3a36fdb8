"""Which answers stand in a sheet? Three shapes: one answer a row, names down the side and along the top, and one respondent a row.

A long table may have a column for each question. The wide sheets of form tools are read in ``answers_wide``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sysmap.formats.answer_words import readable
from sysmap.formats.answers_found import Answer, Sheetful
from sysmap.formats.answers_wide import wide_answers
from sysmap.formats.column_guessing import Guess
from sysmap.formats.sheets import Cells, Sheet
from sysmap.formats.table_shapes import matrix_of
from sysmap.model.text import Text

NAMED = "x"
"""What stands for an answer where naming somebody is all the answer there is."""


def long_answers(sheet: Sheet, found: Guess) -> Sheetful:
    """One pair a row, with its answer, or with a column for each question; where there is neither, who is named is named."""
    headings, body = sheet.rows[found.heading_row][1], sheet.rows[found.heading_row + 1 :]
    at = found.fields
    value = next((at[name] for name in ("value", "strength") if name in at), None)
    asked = {} if value is not None else _questions(found, body)
    answers: list[Answer] = []
    people: dict[tuple[str, Text], int] = {}
    for number, cells in body:
        who, about = cells[at["from_id"]], cells[at["to_id"]]
        person = cells[at["respondent"]] if "respondent" in at else None
        if who is None:
            continue
        people.setdefault((who, person), number)
        if about is not None:
            wave = cells[at["wave"]] if "wave" in at else None
            item = cells[at["item"]] if "item" in at else None
            if asked:
                answers.extend(Answer(number, name, who, person, about, name, cells[place], wave) for name, place in asked.items())
            else:
                said = cells[value] if value is not None else NAMED
                answers.append(Answer(number, headings[value] or "" if value is not None else "", who, person, about, item, said, wave))
    listed = [(who, person, number) for (who, person), number in people.items()]
    shown = {**found.shown(headings), **{name: f"item {name}" for name in asked}}
    return Sheetful("one answer a row", answers, listed, shown, tuple(name for name in found.extra if name not in asked))


def _questions(found: Guess, body: Sequence[tuple[int, Cells]]) -> dict[str, int]:
    """The columns without a field of ours in which all that stands is an answer."""
    return {name: place for name, place in found.extra.items() if readable(cells[place] for _, cells in body)}


def matrix_answers(sheet: Sheet, item: Text) -> Sheetful | None:
    """Names down the side (who answered) and along the top (about whom). A column of other words about nobody who answered is left out."""
    shape = matrix_of(sheet)
    if shape is None:
        return None
    side = {pairs[0][0] for _, pairs in shape[1]}
    columns: dict[str, list[Text]] = {}
    for _, pairs in shape[1]:
        for name, said in pairs[1:]:
            columns.setdefault(name or "", []).append(said)
    other = {name for name, cells in columns.items() if name not in side and not readable(cells, empty=True)}
    answers: list[Answer] = []
    listed: list[tuple[str, Text, int]] = []
    for number, pairs in shape[1]:
        who = pairs[0][0]
        assert who is not None
        listed.append((who, None, number))
        answers.extend(
            Answer(number, name, who, None, name, item, said) for name, said in pairs[1:] if name not in (who, None) and name not in other
        )
    return Sheetful("a matrix", answers, listed, {"rows": "from", "columns": "to", "cells": item or "value"}, tuple(other))


def every_shape(sheet: Sheet, guess: Guess | None, item: Text) -> Iterator[Sheetful]:
    """The sheet in the first shape that fits it; nothing when none does."""
    matrix = matrix_answers(sheet, item)
    if matrix is not None:
        yield matrix
    elif guess is not None and guess.holds != "actor":
        yield long_answers(sheet, guess)
    else:
        wide = wide_answers(sheet)
        if wide is not None:
            yield wide
