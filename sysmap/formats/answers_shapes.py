"""Which answers stand in a sheet? Three shapes: one answer a row, names down the side and along the top, and one respondent a row.

The wide sheets of form tools name question and partner in one heading ("Reliability [Ash]", "Ash - Reliability"), or the question
in one row and the partner in the next.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sysmap.formats.column_dialects import folded
from sysmap.formats.column_guessing import Guess
from sysmap.formats.sheets import Sheet
from sysmap.formats.table_shapes import matrix_of
from sysmap.model.text import Text

RESPONDENT = re.compile(
    r"(?:your |the |which |name of |what is )*(?:your )?(?:organi[sz]ation|organi[sz]ation or group|agency|org|group|team)"
    r"(?: name| are you from| do you work for| you represent| are you)?"
    r"|respondent|from|source|name|ego|who (?:are you|answered|is answering)"
)
PERSON = re.compile(
    r"(?:your |respondent s? ?|full |first )*name|respondent(?: id| name)?|respondent|person|email(?: address)?|e mail|response id|id"
)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.\w+")
_BRACKETS = re.compile(r"(.*?)\s*\[(.+)\]\s*")
_PARTS = re.compile(r"\s+(?:[-\u2013\u2014|>/]|->)\s+|\s*:\s+|::")


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


def long_answers(sheet: Sheet, found: Guess) -> Sheetful:
    """One answer a row, with its columns guessed."""
    headings = sheet.rows[found.heading_row][1]
    at = found.fields
    answers: list[Answer] = []
    people: dict[tuple[str, Text], int] = {}
    value = "value" if "value" in at else "strength"
    for number, cells in sheet.rows[found.heading_row + 1 :]:
        who, about = cells[at["from_id"]], cells[at["to_id"]]
        person = cells[at["respondent"]] if "respondent" in at else None
        if who is None:
            continue
        people.setdefault((who, person), number)
        if about is not None:
            item = cells[at["item"]] if "item" in at else None
            said = cells[at[value]] if value in at else "1"
            wave = cells[at["wave"]] if "wave" in at else None
            answers.append(Answer(number, headings[at[value]] or "" if value in at else "", who, person, about, item, said, wave))
    listed = [(who, person, number) for (who, person), number in people.items()]
    return Sheetful("one answer a row", answers, listed, found.shown(headings), tuple(found.extra))


def matrix_answers(sheet: Sheet, item: Text) -> Sheetful | None:
    """Names down the side (who answered) and along the top (about whom)."""
    shape = matrix_of(sheet)
    if shape is None:
        return None
    answers: list[Answer] = []
    listed: list[tuple[str, Text, int]] = []
    for number, pairs in shape[1]:
        who = pairs[0][0]
        assert who is not None
        listed.append((who, None, number))
        answers.extend(
            Answer(number, name or "", who, None, name, item, said) for name, said in pairs[1:] if name != who and name is not None
        )
    return Sheetful("a matrix", answers, listed, {"rows": "from", "columns": "to", "cells": item or "value"})


def wide_answers(sheet: Sheet) -> Sheetful | None:
    """One respondent a row, a column for each question and partner; None when the headings do not say both."""
    top, first = _headings(sheet)
    if top is None:
        return None
    asked = _asked(top)
    if len(asked) < 2:
        return None
    who_at = _who(top, asked)
    if who_at is None:
        return None
    person_at = next((at for at, text in enumerate(top) if at not in (*asked, who_at) and text and PERSON.fullmatch(folded(text))), None)
    answers: list[Answer] = []
    listed: list[tuple[str, Text, int]] = []
    for number, cells in sheet.rows[first:]:
        who = cells[who_at]
        if who is None:
            continue
        person = cells[person_at] if person_at is not None else None
        person = None if person is not None and EMAIL.fullmatch(person) else person
        listed.append((who, person, number))
        answers.extend(
            Answer(number, top[at] or "", who, person, about, item, cells[at]) for at, (item, about) in asked.items() if about != who
        )
    columns = {top[who_at] or "": "from", **{top[at] or "": f"to {about}, item {item}" for at, (item, about) in asked.items()}}
    if person_at is not None:
        columns[top[person_at] or ""] = "respondent"
    rest = tuple(text for at, text in enumerate(top) if text and at not in (*asked, who_at, person_at))
    return Sheetful("one respondent a row", answers, listed, columns, rest)


def _headings(sheet: Sheet) -> tuple[tuple[Text, ...] | None, int]:
    """The headings and the row after them. Where partners stand under their question, the two rows are put together."""
    top = sheet.rows[0][1]
    if len(_asked(top)) >= 2 or len(sheet.rows) < 3:
        return top, 1
    under, carried = sheet.rows[1][1], None
    joined: list[Text] = []
    for question, partner in zip(top, under, strict=True):
        carried = question or carried
        is_answer = carried is not None and partner is not None and folded(partner) not in ("response", "open ended response")
        joined.append(f"{carried} [{partner}]" if is_answer else question or partner)
    return (tuple(joined), 2) if len(_asked(joined)) >= 2 else (top, 1)


def _asked(top: Sequence[Text]) -> dict[int, tuple[str, str]]:
    """Question and partner by column, for headings that hold both."""
    cut: dict[int, tuple[str, str]] = {}
    for at, text in enumerate(top):
        if text is None:
            continue
        brackets = _BRACKETS.fullmatch(text)
        parts = _PARTS.split(text)
        if brackets is not None and brackets[1].strip():
            cut[at] = (brackets[1].strip(" :.-"), brackets[2].strip())
        elif len(parts) == 2 and all(part.strip() for part in parts):
            cut[at] = (parts[0].strip(), parts[1].strip())
    left, right = Counter(first for first, _ in cut.values()), Counter(second for _, second in cut.values())
    if len(left) > len(right) and "[" not in "".join(text or "" for text in top):
        # "Ash - Reliability": there are more partners than questions.
        return {at: (second, first) for at, (first, second) in cut.items()}
    return cut


def _who(top: Sequence[Text], asked: Mapping[int, tuple[str, str]]) -> int | None:
    free = [at for at, text in enumerate(top) if text is not None and at not in asked]
    sure = [at for at in free if re.search(r"organi[sz]ation|agency|team|group", folded(top[at] or ""))]
    return next(iter(sure), next((at for at in free if RESPONDENT.fullmatch(folded(top[at] or ""))), None))


def every_shape(sheet: Sheet, guess: Guess | None, item: Text) -> Iterator[Sheetful]:
    """The sheet in the first shape that fits it; nothing when none does."""
    matrix = matrix_answers(sheet, item)
    if matrix is not None:
        yield matrix
    elif guess is not None and guess.holds != "actor":
        yield long_answers(sheet, guess)
    elif (wide := wide_answers(sheet)) is not None:
        yield wide
