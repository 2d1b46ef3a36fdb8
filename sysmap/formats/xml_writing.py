"""How is text put into XML? Escaped everywhere, line breaks kept, and what XML cannot carry drawn as U+FFFD."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_CANNOT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def carried(text: str) -> str:
    """The text as XML can carry it.

    >>> carried("a\\x1fb"), carried("a & b")
    ('a\\ufffdb', 'a & b')
    """
    return _CANNOT.sub("\ufffd", text)


def content(text: str) -> str:
    """Text between tags."""
    return escape(carried(text), {"\r": "&#13;"})


def quoted(text: str) -> str:
    """An attribute's value with its quotation marks."""
    return quoteattr(carried(text))
