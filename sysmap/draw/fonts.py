"""Which font files draw this text? Noto fonts shipped by a package (SIL Open Font License), so every machine draws the same bytes.

Only the files whose scripts occur in the text are named: loading all of them for every picture would cost more than the picture.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

BASE = "NotoSans[wght].ttf"
EMOJI = "NotoEmoji[wght].ttf"
SCRIPTS: tuple[tuple[str, str, tuple[tuple[int, int], ...]], ...] = (
    ("Armenian", "NotoSansArmenian[wght].ttf", ((0x0530, 0x058F), (0xFB13, 0xFB17))),
    ("Hebrew", "NotoSansHebrew[wght].ttf", ((0x0590, 0x05FF), (0xFB1D, 0xFB4F))),
    ("Arabic", "NotoSansArabic[wght].ttf", ((0x0600, 0x06FF), (0x0750, 0x077F), (0x0870, 0x08FF), (0xFB50, 0xFDFF), (0xFE70, 0xFEFC))),
    ("Devanagari", "NotoSansDevanagari[wght].ttf", ((0x0900, 0x097F), (0xA8E0, 0xA8FF))),
    ("Bengali", "NotoSansBengali[wght].ttf", ((0x0980, 0x09FF),)),
    ("Gurmukhi", "NotoSansGurmukhi[wght].ttf", ((0x0A00, 0x0A7F),)),
    ("Gujarati", "NotoSansGujarati[wght].ttf", ((0x0A80, 0x0AFF),)),
    ("Oriya", "NotoSansOriya[wght].ttf", ((0x0B00, 0x0B7F),)),
    ("Tamil", "NotoSansTamil[wght].ttf", ((0x0B80, 0x0BFF),)),
    ("Telugu", "NotoSansTelugu[wght].ttf", ((0x0C00, 0x0C7F),)),
    ("Kannada", "NotoSansKannada[wght].ttf", ((0x0C80, 0x0CFF),)),
    ("Malayalam", "NotoSansMalayalam[wght].ttf", ((0x0D00, 0x0D7F),)),
    ("Sinhala", "NotoSansSinhala[wght].ttf", ((0x0D80, 0x0DFF),)),
    ("Thai", "NotoSansThai[wght].ttf", ((0x0E00, 0x0E7F),)),
    ("Lao", "NotoSansLao[wght].ttf", ((0x0E80, 0x0EFF),)),
    ("Myanmar", "NotoSansMyanmar[wght].ttf", ((0x1000, 0x109F), (0xA9E0, 0xA9FF), (0xAA60, 0xAA7F))),
    ("Georgian", "NotoSansGeorgian[wght].ttf", ((0x10A0, 0x10FF), (0x1C90, 0x1CBF), (0x2D00, 0x2D2F))),
    ("Ethiopic", "NotoSansEthiopic[wght].ttf", ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F))),
    ("Khmer", "NotoSansKhmer[wght].ttf", ((0x1780, 0x17FF), (0x19E0, 0x19FF))),
    ("Symbols", "NotoSansSymbols[wght].ttf", ((0x2190, 0x21FF), (0x2300, 0x23FF), (0x2460, 0x24FF))),
    ("Emoji", EMOJI, ((0x2600, 0x27BF), (0x2B00, 0x2BFF), (0x1F000, 0x1FAFF), (0x203C, 0x203C), (0x2049, 0x2049))),
)
"""Script, file, and the ranges of characters it is asked for."""
OF_BASE = (
    (0, 0x052F), (0x1AB0, 0x1AFF), (0x1C80, 0x1C8F), (0x1D00, 0x218F), (0x2C60, 0x2C7F), (0x2DE0, 0x2E7F), (0xA640, 0xA69F),
    (0xA700, 0xA7FF), (0xAB30, 0xAB6F), (0xFB00, 0xFB06), (0xFE00, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFF0, 0xFFFF), (0xE0000, 0xE01EF),
)  # fmt: skip
"""What the base file draws, and marks that are not drawn at all."""


@lru_cache(maxsize=1)
def folder() -> Path:
    """Where the font package keeps its files."""
    from importlib.util import find_spec

    found = find_spec("manimgx_fonts")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the package manimgx-fonts, which brings the fonts of pictures, is not installed")
    return Path(found.origin).parent


@lru_cache(maxsize=4096)
def font_of(char: str) -> str:
    """The file that draws this character; the base file also draws the box for what no font has.

    >>> font_of("a"), font_of("\u05d0")
    ('NotoSans[wght].ttf', 'NotoSansHebrew[wght].ttf')
    """
    code = ord(char)
    if code < 0x0530:
        return BASE
    return next((file for _, file, ranges in SCRIPTS if any(low <= code <= high for low, high in ranges)), BASE)


def files_for(texts: Iterable[str]) -> list[Path]:
    """The font files that these texts need, base first, each once."""
    chars: set[str] = set()
    for text in texts:
        chars.update(text)
    needed = {font_of(char) for char in chars}
    return [folder() / BASE, *(folder() / file for _, file, _ in SCRIPTS if file in needed)]


def has_all_letters(text: str) -> bool:
    """Can every character of it be drawn? One that no font has stands as a box where only our own fonts are at hand (PNG and PDF).

    >>> has_all_letters("caf\u00e9 \u05d0 \U0001f30d"), has_all_letters("\u65e5\u672c")
    (True, False)
    """
    return all(font_of(char) != BASE or any(low <= ord(char) <= high for low, high in OF_BASE) for char in text)
