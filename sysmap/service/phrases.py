"""How is a figure put into words? Sentences are data (``words.csv``, a language a column); this fills in their figures.

In a sentence ``{n}`` stands for a figure, and ``{n:tie,ties}`` for the first word when n is 1 and the second when it is not. The
rejected choice was sentences in the code: whoever knows how families and schools speak should be able to change them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

WORDS = Path(__file__).with_name("words.csv")
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_PLACE = re.compile(r"\{(\w+)(?::([^,{}]*),([^{}]*))?\}")


@cache
def sentences(language: str = "en") -> dict[str, str]:
    """Every sentence of a language by its key."""
    with WORDS.open(encoding="utf-8", newline="") as opened:
        return {row["key"]: row[language] for row in csv.DictReader(opened)}


def say(key: str, **figures: object) -> str:
    """The sentence with its figures; what people wrote is put in as it is and never read as a place for a figure.

    >>> say("ways_same", now=1), say("ways_same", now=29)
    ('As many ties go both ways as before: 1 pair.', 'As many ties go both ways as before: 29 pairs.')
    """

    def filled(place: re.Match[str]) -> str:
        value = figures[place[1]]
        if place[2] is None:
            return f"{value:,}" if isinstance(value, int) else str(value)
        return place[2] if value == 1 else place[3]

    return _PLACE.sub(filled, sentences()[key])


def known(key: str, otherwise: str) -> str:
    """The words for a key, or the word itself where nothing better is known (a sector of the map's own)."""
    return sentences().get(key, otherwise)


def listed(parts: Sequence[str]) -> str:
    """Several things in one phrase.

    >>> listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])
    ('a', 'a and b', 'a, b and c')
    """
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}" if parts else ""


def number(n: int) -> str:
    """A small number as a word: 'four', and '14' from eleven on."""
    return NUMBERS[n] if 0 <= n < len(NUMBERS) else str(n)


def place(n: int) -> str:
    """A place in a list.

    >>> place(1), place(2), place(3), place(11), place(22)
    ('1st', '2nd', '3rd', '11th', '22nd')
    """
    ending = "th" if n % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def signed(value: float) -> str:
    """A change with its sign, to two places; what rounds to nothing has none.

    >>> signed(0.0333), signed(-0.3), signed(-0.001)
    ('+0.03', '-0.30', '0.00')
    """
    return "0.00" if round(value, 2) == 0 else f"{value:+.2f}"


def first_upper(text: str) -> str:
    return text[:1].upper() + text[1:]
