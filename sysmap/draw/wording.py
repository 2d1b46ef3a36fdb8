"""Which words stand on a picture? What people read, not what the code says; one table a language."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sysmap.analysis.network import Network, Value

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "trust": "trust answers",
        "relationships": "working together",
        "funding": "money",
        "power": "who decides",
        "answered": "answered",
        "partial": "answered in part",
        "silent": "asked, did not answer",
        "refused": "asked, did not want to answer",
        "unreachable": "could not be reached",
        "left": "had left",
        "not_asked": "not asked",
        "recorded": "on the map",
        "nhs": "NHS",
        "research-learning": "research and learning",
        "not_circulate": "not for circulation",
        "actor": "organisation or group",
        "actors": "organisations and groups",
    }
}
"""Codes and the words for them. A sector or kind that is not here stands as its map wrote it."""

RECORDED = {"relationships": "relationships are", "funding": "money is", "power": "statements about who decides are"}
"""What is recorded or not on each layer that nobody is asked about."""

AUDIENCES = {
    "public": "everyone",
    "accountability": "the accountability space",
    "learning": "the learning space",
    "participants": "those who took part",
    "stewards": "the map keepers",
}
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
HIDDEN = {
    "actor": ("organisation or group", "organisations and groups"),
    "relationship": ("relationship", "relationships"),
    "rating": ("trust answer", "trust answers"),
    "funding": ("money flow", "money flows"),
    "power": ("statement about who decides", "statements about who decides"),
    "story": ("story", "stories"),
    "roster": ("row on who was asked", "rows on who was asked"),
    "provision": ("row on what is offered", "rows on what is offered"),
    "condition_rating": ("rating of a condition", "ratings of conditions"),
}
"""Kinds of fact as one and as many."""


def word(code: str | None) -> str:
    """The words for a code; a map's own word as it stands; *not known* for None."""
    return "not known" if code is None else WORDS["en"].get(code, code.replace("_", " "))


def counted(n: int, one: str, many: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "line"), counted(2, "line"), counted(0, "story", "stories")
    ('1 line', '2 lines', '0 stories')
    """
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def actors(n: int) -> str:
    return counted(n, "organisation or group", "organisations and groups")


def day(date: str | None) -> str | None:
    """A date as people say it.

    >>> day("2025-05-30"), day("2025-05"), day("2025"), day("by 2020-05")
    ('30 May 2025', 'May 2025', '2025', 'by May 2020')
    """
    if date is None:
        return None

    def said(found: re.Match[str]) -> str:
        year, month, number = found.group(1), found.group(2), found.group(3)
        if not 1 <= int(month) <= 12:
            return found.group(0)
        return f"{int(number)} {MONTHS[int(month) - 1]} {year}" if number else f"{MONTHS[int(month) - 1]} {year}"

    return re.sub(r"(\d{4})-(\d{2})(?:-(\d{2}))?", said, date)


def moment(network: Network) -> str:
    """The round or the date that a network stands for."""
    name = network.label or network.wave or network.at
    date = day(network.date)
    shown = day(name) or name
    return shown if date is None or date == shown else f"{shown}, {date}"


def response(network: Network, short: bool = False) -> str:
    """Who answered: ``24 of 31 answered, 1 in part, 6 did not``; where nobody was asked, that is said.

    Of a network between groups it says which organisations answered, not which groups were heard of.
    """
    asked = network.folded_from or network.members
    n = len(asked)
    if not network.asked and short:
        return actors(n)
    if not network.asked:
        return f"nobody was asked about this: {RECORDED.get(network.layer, 'ties are')} recorded or not recorded"
    partial = sum(member.status == "partial" for member in asked)
    answered = sum(member.heard for member in asked)
    silent = n - answered - partial
    parts = [f"{answered} of {n} answered"]
    parts += [f"{partial} in part"] if partial else []
    parts += [f"{silent} did not"] if silent else []
    return ", ".join(parts)


def for_whom(audience: str) -> str:
    made = f"Made for {AUDIENCES.get(audience, audience)}"
    return f"{made}: not for circulation" if audience == "stewards" else made


def withheld_line(withheld: Mapping[str, int]) -> str | None:
    """What this audience may not see, counted; the caller leaves it out for those who may not know the count."""
    parts = [counted(n, *HIDDEN.get(kind, (word(kind),))) for kind, n in withheld.items() if n]
    return "Not shown to this audience: " + ", ".join(parts) if parts else None


def amount(value: Value, currency: str | None = None) -> str:
    """A strength or a sum as people write it; None is *not known*, for money *not stated*.

    >>> from fractions import Fraction
    >>> amount(3), amount(Fraction(10, 3)), amount(None), amount(310000, "GBP")
    ('3', '3.33', 'not known', 'GBP 310,000')
    """
    if value is None:
        return "not stated" if currency else "not known"
    if currency:
        return f"{currency} {float(value):,.2f}".removesuffix(".00")
    return f"{float(value):.2f}".rstrip("0").rstrip(".")
