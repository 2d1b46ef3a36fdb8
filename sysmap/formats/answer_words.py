"""Which number does an answer in words stand for? *Not known* is no answer, *no tie* is 0, and a ladder of words counts from 1.

A sheet's words are read together: each must be on one ladder, or carry its number ("4 - a lot"), or be said by the person. Nothing
is guessed from a word alone, and *not known* is never 0.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sysmap.formats.likeness import plain

_NOT_KNOWN = (
    "dont know|do not know|not sure|unsure|unknown|not known|prefer not to say|no answer|no response|not answered|cant say"
    "|cannot say|skip|skipped|dk|nr|n a|na|not applicable|no opinion|weiss nicht|ne sait pas|no se"
)
_NO_TIE = (
    "0|no tie|no contact|no relationship|no connection|none|no|dont work together|do not work together|we dont work together"
    "|we do not work together|dont work with them|do not work with them|not connected|no link|no trust|kein kontakt|aucun contact"
)
NOT_KNOWN, NO_TIE = frozenset(_NOT_KNOWN.split("|")), frozenset(_NO_TIE.split("|"))
LADDERS: tuple[tuple[str, ...], ...] = (
    ("not at all", "a little", "somewhat", "a lot", "completely"),
    ("not at all", "slightly", "moderately", "very", "extremely"),
    ("not at all", "a little", "moderately", "a lot", "wholly"),
    ("not at all", "a little", "some", "a lot", "a great deal"),
    ("not at all", "a little", "somewhat", "a great deal"),
    ("not at all", "to a small extent", "to some extent", "to a large extent", "to a great extent"),
    ("not at all", "a small amount", "a fair amount", "a great deal"),
    ("very low", "low", "medium", "high", "very high"),
    ("very low", "low", "moderate", "high", "very high"),
    ("very weak", "weak", "moderate", "strong", "very strong"),
    ("low", "medium", "high"),
    ("weak", "medium", "strong"),
    ("strongly disagree", "disagree", "neither agree nor disagree", "agree", "strongly agree"),
    ("strongly disagree", "disagree", "neutral", "agree", "strongly agree"),
    ("never", "rarely", "sometimes", "often", "always"),
    ("never", "seldom", "sometimes", "often", "always"),
    ("rarely", "sometimes", "often"),
    ("yearly", "quarterly", "monthly", "weekly", "daily"),
    ("know of each other", "share information", "plan together", "deliver together"),
    ("networking", "cooperation", "coordination", "coalition", "collaboration"),
)
_LED = re.compile(r"(\d{1,2})(?:\.0+)?\s*(?:[-\u2013\u2014=:.)(]\s*\S.*)?")
_ENDED = re.compile(r".*\S\s*[(\[=](\d{1,2})[)\]]?")


TICKS = frozenset({"x", "y", "yes", "true", "ticked", "checked", "selected", "ja", "oui", "si"}) | frozenset("✓✔☑")


class Read(NamedTuple):
    """What the words of a sheet mean: a number, or None for *not known*; those nobody can read; and how far a ladder reaches."""

    means: Mapping[str, int | None]
    unread: tuple[str, ...]
    ladder: int | None = None


def read_words(words: Iterable[str], said: Mapping[str, str]) -> Read:
    """What each different answer of a sheet means; ``said`` is what the person says, by the word without capitals and marks.

    >>> read_words(["a lot", "Don't know", "No contact", "Somewhat"], {}).means
    {"Don't know": None, 'a lot': 4, 'No contact': 0, 'Somewhat': 3}
    >>> read_words(["4 - a great deal", "2", "purple"], {})
    Read(means={'4 - a great deal': 4, '2': 2}, unread=('purple',), ladder=None)
    """
    means: dict[str, int | None] = {}
    rest: list[str] = []
    for word in dict.fromkeys(words):
        key = plain(word) or word
        if key in said:
            means[word] = int(said[key]) if said[key].isdigit() else None
        elif number := _LED.fullmatch(word.strip()) or _ENDED.fullmatch(word.strip()):
            means[word] = int(number[1])
        elif key in NOT_KNOWN or word.strip() in ("?", "-"):
            means[word] = None
        else:
            rest.append(word)
    ladder = _ladder_of([word for word in rest if plain(word) not in NO_TIE])
    unread = []
    for word in rest:
        if ladder is not None and plain(word) in ladder:
            means[word] = ladder.index(plain(word)) + 1
        elif plain(word) in NO_TIE:
            means[word] = 0
        else:
            unread.append(word)
    ordered = {word: means[word] for word in dict.fromkeys((*means, *rest)) if word in means}
    return Read(ordered, tuple(unread), len(ladder) if ladder is not None else None)


def _ladder_of(words: list[str]) -> tuple[str, ...] | None:
    wanted = {plain(word) for word in words}
    return next((ladder for ladder in LADDERS if wanted and wanted <= set(ladder)), None)


def is_tick(said: str, about: str) -> bool:
    """Is this a mark for having named somebody: a cross, a tick, *yes*, or the name itself, as forms write what was ticked?

    >>> is_tick("x", "Ash"), is_tick("ash trust", "Ash Trust"), is_tick("4", "Ash")
    (True, True, False)
    """
    return said.strip().casefold() in TICKS or plain(said) == plain(about)


def readable(cells: Iterable[str | None], *, empty: bool = False) -> bool:
    """Does nothing but answers stand in a column? ``empty`` says whether a column in which nothing stands will do.

    >>> readable(["4", None, "Don't know"]), readable(["A lot", "see below"]), readable([None]), readable(["2024-05-01"])
    (True, False, False, False)
    """
    words = [cell for cell in cells if cell is not None]
    marks = all(word.strip().casefold() in TICKS for word in words)
    return (bool(words) or empty) and (marks or not read_words(words, {}).unread)
