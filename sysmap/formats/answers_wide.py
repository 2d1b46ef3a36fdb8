"""Which answers stand in the wide sheet of a form tool? One respondent a row, a column for each question and partner.

Question and partner stand in one heading ("Reliability [Ash]", "Ash - Reliability"), or the question in one row and its partners in
the next, or the partners alone, which the tool numbers where several questions name them ("Ash", "Ash2").
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sysmap.formats.answer_words import readable
from sysmap.formats.answers_found import Answer, Sheetful
from sysmap.formats.column_dialects import folded
from sysmap.formats.sheets import Cells, Sheet
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
IMPORT_ID = re.compile(r'\{"ImportId":.*\}')
OPEN_ENDED = frozenset({"response", "open ended response"})
HEADING_ROWS = 3
_BRACKETS = re.compile(r"(.*?)\s*\[([^\[\]]+)\]\s*", re.DOTALL)
_CODE = re.compile(r"\w+(?:\[\w+\])?\.\s+(?=\S)")
_PARTS = re.compile(r"\s+(?:[-\u2013\u2014|>/]|->)\s+|\s*:\s+|::")
_NUMBERED = re.compile(r"(.*\D)(\d{1,2})")

Asked = Mapping[int, tuple[Text, str]]
"""Question (None where the sheet does not say) and partner by column."""


class Wide(NamedTuple):
    """The headings of a sheet, where its answers begin, which column says who, and which question and partner each column asks about."""

    top: Sequence[Text]
    first: int
    who: int
    asked: Asked


def wide_answers(sheet: Sheet) -> Sheetful | None:
    """The answers, or None when the headings do not say both who is asked about and who answered."""
    found = next(_readings(sheet), None)
    if found is None:
        return None
    top, first, who_at, asked = found
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
    columns = {top[who_at] or "": "from", **{top[at] or "": _said(item, about) for at, (item, about) in asked.items()}}
    if person_at is not None:
        columns[top[person_at] or ""] = "respondent"
    rest = tuple(text for at, text in enumerate(top) if text and at not in (*asked, who_at, person_at))
    return Sheetful("one respondent a row", answers, listed, columns, rest)


def _said(item: Text, about: str) -> str:
    return f"to {about}, item {item}" if item is not None else f"to {about}"


def _readings(sheet: Sheet) -> Iterator[Wide]:
    """The ways in which the first rows can be headings, likeliest first."""
    for place in range(min(HEADING_ROWS, len(sheet.rows) - 1)):
        top = sheet.rows[place][1]
        yield from _reading(sheet, top, place + 1, _in_one_heading(top))
        if place + 2 < len(sheet.rows):
            joined = _joined(top, sheet.rows[place + 1][1])
            if joined is not None:
                yield from _reading(sheet, joined, place + 2, _in_one_heading(joined))
        yield from _by_names(sheet, top, place + 1)


def _reading(sheet: Sheet, top: Sequence[Text], first: int, asked: Asked) -> Iterator[Wide]:
    who = _who(top, asked) if len(asked) >= 2 else None
    if who is not None:
        yield Wide(top, _past_import_ids(sheet, first), who, asked)


def _past_import_ids(sheet: Sheet, first: int) -> int:
    """Some tools put a row of their own ids under the headings."""
    while first < len(sheet.rows) and all(cell is None or IMPORT_ID.fullmatch(cell) for cell in sheet.rows[first][1]):
        first += 1
    return first


def _joined(top: Cells, under: Cells) -> tuple[Text, ...] | None:
    """Questions with the partners that stand under them; None unless some partner stands under a question that is said once for several."""
    if not any(question is None and partner is not None for question, partner in zip(top, under, strict=True)):
        return None
    carried: Text = None
    joined: list[Text] = []
    for question, partner in zip(top, under, strict=True):
        carried = question or carried
        is_answer = carried is not None and partner is not None and folded(partner) not in OPEN_ENDED
        joined.append(f"{carried} [{partner}]" if is_answer else question or partner)
    return tuple(joined)


def _in_one_heading(top: Sequence[Text]) -> Asked:
    """Question and partner by column, for headings that hold both."""
    cut: dict[int, tuple[str, str]] = {}
    for at, text in enumerate(top):
        if text is None:
            continue
        plain = _CODE.sub("", text, count=1) if _CODE.match(text) else text
        brackets = _BRACKETS.fullmatch(plain)
        parts = _PARTS.split(plain)
        if brackets is not None and brackets[1].strip():
            cut[at] = (brackets[1].strip(" :.-"), brackets[2].strip())
        elif len(parts) == 2 and all(part.strip() for part in parts):
            cut[at] = (parts[0].strip(), parts[1].strip())
    left, right = Counter(first for first, _ in cut.values()), Counter(second for _, second in cut.values())
    if len(left) > len(right) and "[" not in "".join(text or "" for text in top):
        # "Ash - Reliability": there are more partners than questions.
        return {at: (second, first) for at, (first, second) in cut.items()}
    return cut


def _by_names(sheet: Sheet, top: Cells, first: int) -> Iterator[Wide]:
    """Headings that are only partners: at least two of them answered too, and nothing but answers stands under any."""
    who = _who(top, {})
    if who is None:
        return
    answered = {cells[who] for _, cells in sheet.rows[first:] if cells[who] is not None}
    named = {text for text in top if text is not None}
    asked: dict[int, tuple[Text, str]] = {}
    for at, text in enumerate(top):
        if text is None or at == who or PERSON.fullmatch(folded(text)) or not readable((c[at] for _, c in sheet.rows[first:]), empty=True):
            continue
        numbered = _NUMBERED.fullmatch(text)
        again = numbered is not None and numbered[1].strip() in named
        asked[at] = (numbered[2], numbered[1].strip()) if numbered is not None and again else ("1", text)
    if len({name for _, name in asked.values()} & answered) >= 2:
        several = len({item for item, _ in asked.values()}) > 1
        found: Asked = {at: (f"question {item}" if several else None, name) for at, (item, name) in asked.items()}
        yield Wide(top, first, who, found)


def _who(top: Sequence[Text], asked: Asked) -> int | None:
    free = [at for at, text in enumerate(top) if text is not None and at not in asked]
    sure = [at for at in free if re.search(r"organi[sz]ation|agency|team|group", folded(top[at] or ""))]
    return next(iter(sure), next((at for at in free if RESPONDENT.fullmatch(folded(top[at] or ""))), None))
