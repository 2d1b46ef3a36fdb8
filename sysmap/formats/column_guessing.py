"""What does each column of a table hold? Guessed from its heading, shown, and overruled by what the person says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sysmap.errors import NotFound, UsageError
from sysmap.formats.bundle_columns import carried
from sysmap.formats.column_dialects import (
    ACTOR_WORDS,
    FROM_WORDS,
    MONEY,
    MONEY_ENDS,
    NAME_WORDS,
    TIE_WORDS,
    TO_WORDS,
    currency_in,
    folded,
)
from sysmap.formats.incoming import Placed
from sysmap.formats.sheets import Cells
from sysmap.model.kinds import field_of, heading
from sysmap.model.text import Text

LEAVE_OUT = "-"
SEARCHED = 12
OWN_TIES = ("relationship", "rating", "funding")


class Guess(NamedTuple):
    """Where each field stands, which columns are kept as they are called, what the table holds, and the row of its headings (-1: none)."""

    holds: str
    fields: Mapping[str, int]
    extra: Mapping[str, int]
    heading_row: int
    currency: Text = None

    def shown(self, headings: Sequence[Text]) -> dict[str, str]:
        """Each heading with the field it was taken for, in words of the bundle."""
        of = {place: heading(field) for field, place in self.fields.items()}
        kept = set(self.extra.values())
        if self.heading_row < 0:
            headings = (None,) * len(headings)
        return {
            text or f"column {place + 1}": of.get(place) or ("kept as it is" if place in kept else "left out")
            for place, text in enumerate(headings)
            if text or place in of
        }


def guess(rows: Sequence[tuple[int, Cells]], columns: Mapping[str, str], placed: Placed | None = None) -> Guess | None:
    """The first row that reads as headings of organisations or ties, among the first dozen; None when none does.

    ``columns`` is what the person says: a field, or ``-``, by folded heading. ``placed`` says it by place, and then nothing else counts.
    """
    if placed is not None:
        return _as_placed(rows, placed)
    for place, (_, cells) in enumerate(rows[:SEARCHED]):
        found = _of_headings(cells, columns, place)
        if found is not None:
            return found
    return None


def _of_headings(cells: Cells, columns: Mapping[str, str], row: int) -> Guess | None:
    headings = [(place, text, folded(text)) for place, text in enumerate(cells) if text is not None]
    if not headings:
        return None
    said = {place: field_of(columns[word]) for place, _, word in headings if word in columns}
    if not said and any(word.replace(" ", "").replace(".", "").isdigit() for _, _, word in headings):
        return None
    ends = _ends(headings, said)
    if ends is not None:
        return _ties(headings, said, ends, row)
    names = [place for place, field in said.items() if field == "name"] or [
        place for place, _, word in headings if word in NAME_WORDS and place not in said
    ]
    if not names or (len(headings) > 1 and not said and sum(word in ACTOR_WORDS for _, _, word in headings) == 0):
        return None
    best = next((place for place, _, word in headings if place in names and word in ("name", "label")), names[0])
    return _actors(headings, said, best, row)


Headings = Sequence[tuple[int, str, str]]


def _as_placed(rows: Sequence[tuple[int, Cells]], placed: Placed) -> Guess | None:
    """What a person put right, column by column; None where there are neither two ends nor a name."""
    if not rows or placed.headings >= len(rows):
        return None
    width = len(rows[0][1])
    texts = rows[placed.headings][1] if placed.headings >= 0 else (None,) * width
    headings = [(at, text or f"column {at + 1}", folded(text) if text else "") for at, text in enumerate(texts)]
    said = {at: field_of(field) for at, field in enumerate(placed.fields[:width]) if field}
    ends = _ends([], said)
    if ends is not None:
        return _ties(headings, said, ends, placed.headings)
    name = next((at for at, field in said.items() if field == "name"), None)
    return None if name is None else _actors(headings, said, name, placed.headings)


def _ends(headings: Headings, said: Mapping[int, str]) -> tuple[int, int] | None:
    """The columns of the two ends. One end may be called just *organisation*, if the other says whose partner it is."""
    told = {field: place for place, field in said.items()}
    starts = [place for place, _, word in headings if word in FROM_WORDS and place not in said]
    ends = [place for place, _, word in headings if word in TO_WORDS and place not in said]
    start = told.get("from_id", starts[0] if starts else None)
    end = told.get("to_id", next((place for place in ends if place != start), None))
    if start is None and end is not None and (len(headings) == 2 or "to_id" in told):
        start = next((place for place, _, word in headings if word in NAME_WORDS and place not in (end, *said)), None)
    if start is None or end is None or start == end:
        return None
    weak = {"who", "with", "a", "b", "about", "an", "de", "respondent"}
    sure = "from_id" in told or "to_id" in told or len(headings) <= 3 or any(w not in weak for p, _, w in headings if p in (start, end))
    return (start, end) if sure else None


def _ties(headings: Headings, said: Mapping[int, str], ends: tuple[int, int], row: int) -> Guess:
    fields = {"from_id": ends[0], "to_id": ends[1]}
    extra: dict[str, int] = {}
    currency = None
    known = {name for kind in OWN_TIES for name in carried(kind)}
    for place, text, word in headings:
        if place in ends:
            continue
        field = said.get(place) or TIE_WORDS.get(word) or (word.replace(" ", "_") if word.replace(" ", "_") in known else None)
        _take(field, place, text, fields, extra)
        if field == "amount":
            currency = currency_in(text)
    words = {place: word for place, _, word in headings}
    about_money = any(MONEY_ENDS.search(words[place]) for place in ends)
    holds = "relationship"
    if "amount" in fields or (about_money and MONEY & fields.keys()):
        holds = "funding"
    elif "value" in fields and ("wave" in fields or "item" in fields):
        holds = "rating"
    elif "value" in fields and "strength" not in fields:
        fields["strength"] = fields.pop("value")
    return Guess(holds, fields, extra, row, currency)


def _actors(headings: Headings, said: Mapping[int, str], name: int, row: int) -> Guess:
    fields = {"name": name}
    extra: dict[str, int] = {}
    known = frozenset(carried("actor"))
    for place, text, word in headings:
        if place != name:
            field = said.get(place) or ACTOR_WORDS.get(word) or (word.replace(" ", "_") if word.replace(" ", "_") in known else None)
            _take(field, place, text, fields, extra)
    return Guess("actor", fields, extra, row)


def _take(field: str | None, place: int, text: str, fields: dict[str, int], extra: dict[str, int]) -> None:
    if field == LEAVE_OUT:
        return
    if field is None or field in fields:
        name, number = text, 2
        while name in extra:
            name, number = f"{text} ({number})", number + 1
        extra[name] = place
    else:
        fields[field] = place


def columns_said(text: str | None) -> dict[str, str]:
    """What ``--map-columns`` says: ``HEADING=FIELD`` separated by commas, or a file with one a line. Raises UsageError, NotFound.

    >>> columns_said("Org=name, Partner = to,Junk=-")
    {'org': 'name', 'partner': 'to', 'junk': '-'}
    """
    if text is None:
        return {}
    parts = text.split(",")
    if "=" not in text or _is_file(text):
        try:
            parts = Path(text).read_text(encoding="utf-8-sig").splitlines()
        except (OSError, ValueError) as error:
            raise NotFound(
                f"There is no file of columns {text!r}", fix="Write HEADING=FIELD, separated by commas, or name such a file."
            ) from error
    said: dict[str, str] = {}
    for part in parts:
        if not part.strip() or part.strip().startswith("#"):
            continue
        word, sign, field = (piece.strip() for piece in part.rpartition("="))
        if not sign or not word or not field:
            raise UsageError(f"{part.strip()!r} is no column mapping", fix="Write HEADING=FIELD, such as Organisation=name,Partner=to.")
        said[folded(word)] = field
    return said


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def columns_written(columns: Mapping[str, Mapping[str, str]]) -> str:
    """How the headings of a file were taken, as a file that ``--map-columns`` takes again; each can be put right in it.

    >>> print(columns_written({"a.csv": {"Org": "name", "Colour": "kept as it is", "x=y": "left out"}, "a.csv, words": {"a lot": "4"}}))
    # For --map-columns: HEADING=FIELD, a line each; - leaves a column out.
    # a.csv
    Org=name
    # Colour: kept as it is
    x=y=-
    # a.csv, words
    a lot=4
    <BLANKLINE>
    """
    known = {heading(field) for kind in ("actor", *OWN_TIES) for field in carried(kind)} | {"partners", "wave_date"}
    lines = ["# For --map-columns: HEADING=FIELD, a line each; - leaves a column out."]
    for table, headings in columns.items():
        lines.append(f"# {' '.join(table.split())}")
        for text, field in headings.items():
            word = " ".join(text.split())
            if field in known or field == "left out" or table.endswith(", words"):
                lines.append(f"{word}={'-' if field in ('left out', 'not known') else field}")
            else:
                lines.append(f"# {word}: {field}")
    return "\n".join((*lines, ""))
