"""What would a spreadsheet take for a formula? Such a cell leaves with one ' in front, and loses it on the way back.

Spreadsheets run cells that begin with = + - @, a tab or a carriage return. The ' is taken off again only where map.toml announces it,
and nothing is lost: a text that already has a ' in front of such a character gains another.
"""

from __future__ import annotations

import re

from sysmap.formats.bundle_columns import NUMBER, NUMBERS

_RUNS = re.compile(r"'*[=+\-@\t\r]")
RISKY = frozenset("=+-@\t\r'")


def needs_guard(text: str) -> bool:
    """Is this text one that a spreadsheet could run, or one that looks guarded already?

    >>> [needs_guard(text) for text in ("=1+1", "+", "'=x", "O'Neill", "-5")]
    [True, False, True, False, True]
    """
    return len(text) > 1 and _RUNS.match(text) is not None


def guard(text: str, field: str = "") -> str:
    """The cell as it is written. Plain numbers in number columns stay numbers.

    >>> guard("-5", "stance"), guard("-5", "name"), guard("=1", "stance")
    ('-5', "'-5", "'=1")
    """
    if not needs_guard(text) or (field in NUMBERS and NUMBER.fullmatch(text)):
        return text
    return "'" + text


def unguard(text: str) -> str:
    """The inverse of ``guard``.

    >>> unguard("'=1+1"), unguard("''=x"), unguard("'tis"), unguard("'=")
    ('=1+1', "'=x", "'tis", "'=")
    """
    return text[1:] if text[:1] == "'" and needs_guard(text[1:]) else text
