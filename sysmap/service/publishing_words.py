"""What is said of a published figure: when, for whom, under which fingerprint, and that it was superseded or withdrawn."""

from __future__ import annotations

import hashlib

from sysmap.model.dates import parse_date
from sysmap.model.publishing import Publication
from sysmap.service.describing import MONTHS
from sysmap.service.keeping import version
from sysmap.service.phrases import known, say
from sysmap.service.publishing_frozen import Shown

SHORT = 16
"""Characters of a fingerprint that are read out; the whole of it stands in the list."""


def day_words(date: str | None) -> str:
    """A day in words.

    >>> day_words("2026-11-29"), day_words("2026"), day_words(None)
    ('29 November 2026', '2026', '')
    """
    parsed = parse_date(date) if date else None
    if parsed is None or parsed.precision != "day":
        return date or ""
    day = parsed.named[0]
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def captions_of(found: Shown) -> tuple[str, ...]:
    """The lines below a published picture."""
    made = found.made
    lines = [
        say(
            "published_when", day=day_words(made.since), readers=known(f"readers_{made.audience}", made.audience or ""),
            digest=(made.digest or "").partition(":")[2][:SHORT],
        )
    ]  # fmt: skip
    if made.status == "superseded":
        lines.append(say("published_superseded", day=day_words(made.until)))
    if made.note:
        lines.append(made.note)
    return tuple(lines)


def withdrawn_words(found: Shown) -> str:
    """Why nothing is shown any more."""
    made = found.made
    if made.status == "withdrawn":
        return say("published_withdrawn", day=day_words(made.until))
    return say("published_erased")


def status_words(made: Publication) -> str:
    """What has become of a figure, in one or two words."""
    return known(f"status_{made.status}", made.status or "")


def tag_of(found: Shown, *question: object) -> str:
    """A strong entity tag of a published figure: what was frozen, what became of it, and how it is drawn."""
    made = found.made
    told = (made.id, made.digest, made.status, made.until, made.audience, made.note, found.content is None, found.newer and found.newer.id)
    asked = repr((told, question, version("sysmap")))
    return f'"{hashlib.sha256(asked.encode("utf-8", "surrogatepass")).hexdigest()[:32]}"'


def title_of(made: Publication) -> str:
    """What a figure is called in a list."""
    return made.title or made.id
