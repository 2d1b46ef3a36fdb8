"""How is text from outside taken in? One rule for every cell: NFC, outer white space trimmed, empty means not stated."""

from __future__ import annotations

import unicodedata

Text = str | None
"""A cell: text, or None for *not stated*. Never an empty string."""

NOT_STATED = "not stated"
WITHDRAWN = "withdrawn"
"""What stands in the place of erased personal text."""

NAME_LIMIT = 1_000
STORY_LIMIT = 20_000
CELL_LIMIT = 5_000
ID_LIMIT = 200


def clean(cell: str | None) -> Text:
    """The cell as it is kept.

    >>> clean("  Kestrel "), clean(""), clean("Not stated"), clean("null")
    ('Kestrel', None, None, 'null')
    """
    if cell is None:
        return None
    text = unicodedata.normalize("NFC", cell).strip()
    return None if not text or text.lower() == NOT_STATED else text


def split_list(cell: Text) -> tuple[str, ...]:
    r"""The members of a ``|`` list, where ``\|`` and ``\\`` stand for themselves.

    >>> split_list(r"a|b\|c|")
    ('a', 'b|c')
    """
    if not cell:
        return ()
    if "|" not in cell and "\\" not in cell:
        return (cell.strip(),) if not cell.isspace() else ()
    parts, current, escaped = [], [], False
    for char in cell:
        if escaped:
            current.append(char if char in "|\\" else "\\" + char)
            escaped = False
        elif char == "\\":
            escaped = True
        elif char == "|":
            parts.append("".join(current))
            current = []
        else:
            current.append(char)
    parts.append("".join(current) + ("\\" if escaped else ""))
    return tuple(p.strip() for p in parts if p.strip())


def join_list(members: tuple[str, ...]) -> Text:
    r"""The inverse of ``split_list``.

    >>> join_list(("a", "b|c"))
    'a|b\\|c'
    """
    return "|".join(m.replace("\\", "\\\\").replace("|", "\\|") for m in members) or None


def forbidden(text: str) -> str | None:
    """Which character that no cell may hold is in here, if any, named for a person (control characters, lone surrogates)."""
    for char in text:
        if "\ud800" <= char <= "\udfff":
            return f"the half character U+{ord(char):04X}"
        if char < " " and char not in "\n\r\t":
            return f"the control character U+{ord(char):04X}"
    return None
