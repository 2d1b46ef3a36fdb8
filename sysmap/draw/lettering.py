"""How is text from people made fit to stand on a picture? Shortened, measured, isolated, and rid of what no page can carry."""

from __future__ import annotations

import re
import unicodedata

SHORT = 24
_NARROW, _SLIM, _WIDE = set("ijl.,:;'|!I`·"), set('frt()[]{}-/\\" '), set("mwMW@%&—")
_BIDI = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


def shortened(text: str, limit: int = SHORT) -> str:
    """At most ``limit`` characters as a reader counts them; a combining mark stays with its letter.

    >>> shortened("Sallowfield Clinic (children's mental health)")
    'Sallowfield Clinic (chi…'
    """
    flat = " ".join(text.split())
    clusters = _clusters(flat)
    return flat if len(clusters) <= limit else "".join(clusters[: limit - 1]).rstrip() + "…"


def _clusters(text: str) -> list[str]:
    found: list[str] = []
    for char in text:
        joins = unicodedata.combining(char) or char in "\u200d\ufe0f\ufe0e" or "\U0001f3fb" <= char <= "\U0001f3ff"
        if found and (joins or found[-1].endswith("\u200d")) and len(found[-1]) < 12:
            found[-1] += char
        elif not (joins and found):
            found.append(char)
    return found


def width_of(text: str, size: float) -> float:
    """About how wide the text is at this size; a little generous, so that what is measured to fit does fit.

    >>> width_of("iii", 10) < width_of("MMM", 10)
    True
    """
    return size * sum(_advance(char) for char in text)


def _advance(char: str) -> float:
    if char in _NARROW:
        return 0.29
    if char in _SLIM:
        return 0.4
    if char in _WIDE:
        return 0.93
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Mn"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.3 if char >= "\U0001f000" else 1.05
    return 0.68 if char.isupper() or char.isdigit() else 0.585


def wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines no wider than ``width``; a word too long for a line is broken."""
    lines: list[str] = []
    current = ""
    for word in text.split():
        while width_of(word, size) > width and len(word) > 1:
            cut = next((at for at in range(len(word) - 1, 1, -1) if width_of(word[:at], size) <= width), 1)
            lines += [current] if current else []
            lines.append(word[:cut])
            current, word = "", word[cut:]
        both = f"{current} {word}".strip()
        if current and width_of(both, size) > width:
            lines.append(current)
            current = word
        else:
            current = both
    return [*lines, current] if current or not lines else lines


def isolated(text: str) -> str:
    """The text set apart, where its direction or its marks could turn the words round it.

    Every isolate opened inside is closed, and one that closes too much finds its match, so nothing leaks out.

    >>> isolated("Kestrel")
    'Kestrel'
    """
    if text.isascii() or not any(char in _BIDI or unicodedata.bidirectional(char) in ("R", "AL", "RLE", "RLO") for char in text):
        return text
    closed = text.count("\u2069")
    opened = sum(text.count(char) for char in "\u2066\u2067\u2068")
    return "\u2068" * (closed + 1) + text + "\u2069" * (opened + 1)


def carried(text: str) -> str:
    r"""The text with every character that XML or a page cannot carry drawn as U+FFFD.

    >>> carried("a\x00b") == "a\ufffdb"
    True
    """
    return _UNFIT.sub("\ufffd", text)


_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
