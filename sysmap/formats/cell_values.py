"""What do the cells of other people's files mean? Dates, sums, numbers, yes or no; what cannot be read is left out and listed."""

from __future__ import annotations

import datetime as dt
import re

from sysmap.formats.drafting import Draft
from sysmap.formats.incoming import Place
from sysmap.model.dates import parse_date
from sysmap.model.money import is_currency, meant_amount, meant_currency, parse_number
from sysmap.model.text import Text, split_list

_DAY_FIRST = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_MONTH_WORD = re.compile(r"(?:(\d{1,2})(?:st|nd|rd|th)?[ -])?([A-Za-z]{3,9})[ ,-]+(\d{4})")
_WITH_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[T ].*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_SIGNS = {"+": "+", "positive": "+", "-": "-", "\u2212": "-", "negative": "-", "mixed": "mixed", "both": "mixed"}
_YES = frozenset({"yes", "true", "1", "y", "directed", "one way", "one-way"})
_NO = frozenset({"no", "false", "0", "n", "undirected", "mutual", "two way", "two-way", "both"})


def date_text(cell: str) -> str | None:
    """The date as a bundle writes it: our own forms, a day before its month, months in words, times cut off.

    >>> date_text("17/03/2014"), date_text("March 2015"), date_text("2015-03-01T00:00:00Z"), date_text("31/02/2015")
    ('2014-03-17', '2015-03', '2015-03-01', None)
    """
    text = cell.strip()
    if (timed := _WITH_TIME.fullmatch(text)) is not None:
        text = timed[1]
    elif (days := _DAY_FIRST.fullmatch(text)) is not None:
        text = f"{days[3]}-{int(days[2]):02}-{int(days[1]):02}"
    elif (words := _MONTH_WORD.fullmatch(text)) is not None and words[2][:3].casefold() in _MONTHS:
        month = _MONTHS.index(words[2][:3].casefold()) + 1
        text = f"{words[3]}-{month:02}" + (f"-{int(words[1]):02}" if words[1] else "")
    return text if parse_date(text) is not None else None


def day_after(day: str) -> str:
    """The day after, for ends that still belong: ours no longer do. Other precisions stay as they are.

    >>> day_after("2015-12-31"), day_after("2015")
    ('2016-01-01', '2015')
    """
    try:
        return (dt.date.fromisoformat(day) + dt.timedelta(days=1)).isoformat() if len(day) == 10 else day
    except (ValueError, OverflowError):
        return day


def day_before(day: str) -> str:
    """The inverse of ``day_after``."""
    try:
        return (dt.date.fromisoformat(day) - dt.timedelta(days=1)).isoformat() if len(day) == 10 else day
    except (ValueError, OverflowError):
        return day


def as_date(draft: Draft, cell: Text, place: Place, column: str) -> Text:
    """A date, or nothing and a line that says so."""
    if cell is None:
        return None
    read = date_text(cell)
    if read is None:
        draft.leave_out(place, f'{column}: "{cell}" is no date that can be read')
    return read


def as_number(draft: Draft, cell: Text, place: Place, column: str) -> Text:
    """A plain number, or nothing and a line that says so."""
    if cell is None:
        return None
    number = parse_number(cell.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", cell) else cell)
    if number is None:
        draft.leave_out(place, f'{column}: "{cell}" is no number that can be read')
        return None
    whole = number.to_integral_value()
    return str(int(whole)) if number == whole else format(number, "f")


def as_strength(draft: Draft, cell: Text, place: Place, column: str = "strength") -> Text:
    """How strong a tie is: a number, 0 or more."""
    number = as_number(draft, cell, place, column)
    if number is not None and number.startswith("-"):
        draft.leave_out(place, f'{column}: "{cell}" is below 0; a tie against is one with the sign -')
        return None
    return number


def as_money(draft: Draft, cell: Text, currency: Text, place: Place) -> tuple[Text, Text]:
    """An amount above zero with its currency. A sum in no currency is kept out: it could be added to nothing."""
    if cell is None:
        return None, _currency(draft, currency, place) if currency is not None else None
    sign = next((code for mark, code in (("£", "GBP"), ("€", "EUR"), ("$", "USD")) if mark in cell), None)
    plain = cell if parse_number(cell) is not None else meant_amount(cell)
    number = parse_number(plain)
    if number is None or number <= 0:
        said = "is no amount that can be read" if number is None else "is no amount above zero"
        draft.leave_out(place, f'amount: "{cell}" {said}')
        return None, None
    code = _currency(draft, currency, place) if currency is not None else sign
    if code is None:
        draft.leave_out(place, f'amount: "{cell}" is in no stated currency; write it in a column "currency", or in the heading')
        return None, None
    return plain, code


def _currency(draft: Draft, cell: str, place: Place) -> Text:
    code = cell if is_currency(cell) else meant_currency(cell)
    if code is None:
        draft.leave_out(place, f'currency: "{cell}" is no currency code such as GBP')
    return code


def as_sign(draft: Draft, cell: Text, place: Place) -> Text:
    """The sign of a tie."""
    if cell is None:
        return None
    sign = _SIGNS.get(cell.casefold())
    if sign is None:
        draft.leave_out(place, f'sign: "{cell}" is not +, - or mixed')
    return sign


def as_yes_no(draft: Draft, cell: Text, place: Place) -> Text:
    """Whether a tie has a direction."""
    if cell is None:
        return None
    word = cell.casefold()
    if word not in _YES | _NO:
        draft.leave_out(place, f'directed: "{cell}" is not yes or no')
        return None
    return "yes" if word in _YES else "no"


def split_cell(cell: Text, marks: str = "|;") -> tuple[str, ...]:
    """The members of a cell that lists several.

    >>> split_cell("Ash; Birch|Cedar"), split_cell("Ash, Birch")
    (('Ash', 'Birch', 'Cedar'), ('Ash, Birch',))
    """
    if cell is None:
        return ()
    return split_list(cell.replace(";", "|") if ";" in marks else cell)
