"""Which colour, shape and dash stands for what? Never colour alone: every class differs in shape or dash as well.

Colours are those of Okabe and Ito (2008), told apart by nearly everyone; lines use only those with a contrast of 3:1 on white.
Sectors get a shape and a fill each, change classes a dash, a width and a colour each, so a photocopy can still be read.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable

from sysmap.draw.picture import DotStyle, LineStyle

INK = "#1a1a1a"
SOFT_INK = "#4d4d4d"
PAPER = "#ffffff"
BLACK, ORANGE, SKY, GREEN = "#000000", "#e69f00", "#56b4e9", "#009e73"
YELLOW, BLUE, VERMILION, PURPLE = "#f0e442", "#0072b2", "#d55e00", "#cc79a7"
GREY = "#767676"

SECTORS: dict[str, tuple[str, str]] = {
    "statutory": ("circle", BLUE),
    "nhs": ("square", SKY),
    "education": ("triangle", ORANGE),
    "voluntary": ("diamond", GREEN),
    "community": ("hexagon", YELLOW),
    "housing": ("pentagon", PURPLE),
    "funder": ("star", VERMILION),
    "research-learning": ("triangle-down", SKY),
    "mixed": ("plus", GREY),
}
"""Shape and fill of the sectors of the default codebook."""

_SPARE = [
    (shape, fill)
    for fill in (ORANGE, GREEN, YELLOW, PURPLE, SKY)
    for shape in ("plus", "triangle-down", "pentagon", "star", "hexagon", "square")
    if (shape, fill) not in SECTORS.values()
]

NOT_KNOWN = DotStyle(shape="circle", fill=PAPER, stroke=INK, dash=(3.0, 2.5))
"""A dot whose sector is not stated: hollow and dashed, never small."""


def sector_styles(sectors: Iterable[str | None]) -> dict[str | None, DotStyle]:
    """The look of each sector. The codebook's sectors always look the same; a map's own words follow in their order."""
    found: dict[str | None, DotStyle] = {}
    used: set[int] = set()
    for sector in sectors:
        if sector in found:
            continue
        if sector is None:
            found[sector] = NOT_KNOWN
            continue
        shape, fill = SECTORS.get(sector) or _SPARE[_free(sector, used)]
        found[sector] = DotStyle(shape=shape, fill=fill, stroke=INK)
    return found


def _free(sector: str, used: set[int]) -> int:
    """A place among the spare looks that depends on the word itself, so that it looks the same in another round."""
    at = zlib.crc32(sector.encode("utf-8", "replace")) % len(_SPARE)
    while at in used and len(used) < len(_SPARE):
        at = (at + 1) % len(_SPARE)
    used.add(at)
    return at


TIE = LineStyle(colour="#6c7780", width=1.2)
"""A tie on a picture where strength is not shown."""

STRENGTH_NOT_KNOWN = LineStyle(colour="#6c7780", width=1.2, dash=(5.0, 3.5))
AGAINST = LineStyle(colour=VERMILION, width=2.0, dash=(9.0, 3.0, 2.0, 3.0))
"""A tie of sign minus: tension, competition."""

MIXED = LineStyle(colour="#8a4b00", width=1.8, dash=(9.0, 3.0, 2.0, 3.0, 2.0, 3.0))
"""A tie that is for and against at once."""

LEVELS: dict[str, LineStyle] = {
    "inter-organisation": TIE,
    "within-team": LineStyle(colour=SOFT_INK, width=2.2, dash=(3.0, 2.5)),
    "practitioner-family": LineStyle(colour=BLUE, width=1.8, dash=(11.0, 4.0)),
    "peer": LineStyle(colour="#007f5c", width=2.0, dash=(0.1, 4.0), round=True),
}
"""The levels of the default codebook, each with its own dash and colour."""
NO_LEVEL = LineStyle(colour="#6c7780", width=1.2, dash=(14.0, 3.0, 3.0, 3.0))
OTHER_DASHES = (
    TIE,
    LineStyle(colour=BLUE, width=1.8, dash=(11.0, 4.0)),
    LineStyle(colour="#007f5c", width=2.0, dash=(0.1, 4.0), round=True),
    LineStyle(colour="#a8487d", width=1.8, dash=(3.0, 2.5)),
    LineStyle(colour="#8a6100", width=1.8, dash=(14.0, 3.0, 3.0, 3.0)),
    LineStyle(colour=SOFT_INK, width=1.4, dash=(6.0, 2.0, 2.0, 2.0, 2.0, 2.0)),
)
"""Looks for types of relationship, the commonest first; from the sixth on they share one."""

FLOWS: dict[str, LineStyle] = {
    "money": TIE,
    "people": LineStyle(colour=BLUE, width=1.8, dash=(11.0, 4.0)),
    "in-kind": LineStyle(colour="#a8487d", width=1.8, dash=(3.0, 2.5)),
}
"""What flows: money is told by width, the others by a dash each."""
STATEMENTS: dict[str, LineStyle] = {
    "holds": TIE,
    "contested": LineStyle(colour=VERMILION, width=2.0, dash=(9.0, 3.0, 2.0, 3.0)),
    "shifting": LineStyle(colour="#8a4b00", width=1.8, dash=(9.0, 3.0, 2.0, 3.0, 2.0, 3.0)),
}
"""What is said of power: held, contested, or shifting."""

CHANGES: dict[str, LineStyle] = {
    "formed": LineStyle(colour="#007f5c", width=2.8, dash=(10.0, 4.0)),
    "dissolved": LineStyle(colour=VERMILION, width=2.4, dash=(3.5, 3.5)),
    "strengthened": LineStyle(colour=BLUE, width=3.4, dash=(24.0, 3.0)),
    "weakened": LineStyle(colour="#a8487d", width=2.0, dash=(11.0, 3.0, 2.5, 3.0)),
    "unchanged": LineStyle(colour=GREY, width=1.1),
    "kept": LineStyle(colour=GREY, width=1.1),
    "value_unknown": LineStyle(colour=GREY, width=1.1, dash=(5.0, 2.0)),
    "first_attested": LineStyle(colour="#007f5c", width=2.0, dash=(10.0, 3.0, 3.0, 3.0)),
    "joined": LineStyle(colour="#007f5c", width=1.1, dash=(16.0, 5.0)),
    "left": LineStyle(colour=VERMILION, width=1.1, dash=(2.0, 6.0)),
    "unobserved": LineStyle(colour=SOFT_INK, width=1.9, dash=(0.1, 4.2), round=True),
    "not_comparable": LineStyle(colour="#8a6100", width=1.6, dash=(8.0, 3.0, 1.5, 3.0, 1.5, 3.0)),
}
"""Each class of change: its own dash and its own colour or weight."""


def contrast(one: str, other: str = PAPER) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, from 1 to 21.

    >>> round(contrast("#000000"), 1)
    21.0
    """
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def tint(colour: str, share: float = 0.4) -> str:
    """The colour thinned with white, so that hatching stands out on it.

    >>> tint("#000000", 0.5)
    '#808080'
    """
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(255 - (255 - part) * share):02x}" for part in parts)
