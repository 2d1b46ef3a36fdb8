"""How is a picture painted? From its SVG by resvg, with fonts of our own and none of the machine's, at 1x or 2x."""

from __future__ import annotations

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
    text = svg_text(picture, transparent=transparent)
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
