"""How is a picture painted? From its SVG by resvg, with fonts of our own and none of the machine's, at 1x or 2x."""

from __future__ import annotations

import re

from sysmap.draw.fonts import files_for
from sysmap.draw.picture import Picture
from sysmap.draw.svg import svg_text
from sysmap.errors import UsageError


def write_png(picture: Picture, scale: float = 1.0, *, transparent: bool = False) -> bytes:
    """The picture as PNG, ``scale`` times 96 points to the inch, on paper or ``transparent``.

    Too large a page is refused before memory is asked for.
    """
    import resvg_py

    if not 0.25 <= scale <= 4:
        raise UsageError(f"A PNG cannot be drawn at {scale:g} times its size", fix="Give a scale from 0.25 to 4")
    text = without_late_joins(svg_text(picture, transparent=transparent))
    painted = resvg_py.svg_to_bytes(
        svg_string=text,
        zoom=scale,
        skip_system_fonts=True,
        font_files=[str(path) for path in files_for([text])],
        font_family="Noto Sans",
        sans_serif_family="Noto Sans",
        serif_family="Noto Sans",
        languages=["en"],
    )
    return bytes(painted)


_LATE_EMOJI = re.compile(r"(?<=[^>])<tspan font-family=\"'Noto Emoji'\">[^<]*</tspan>")


def without_late_joins(text: str) -> str:
    """The SVG with emoji that stand behind letters side by side instead of joined: resvg stops the whole process over such a join.

    A test paints each place in which a joined emoji may stand.
    """
    return _LATE_EMOJI.sub(lambda found: found[0].replace("\u200d", ""), text)
