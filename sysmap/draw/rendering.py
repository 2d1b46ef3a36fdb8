"""In which form is a picture wanted? One door to all formats."""

from __future__ import annotations

from sysmap.draw.picture import Picture
from sysmap.errors import UsageError

FORMATS: dict[str, str] = {
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
    "json": "application/json",
}
"""The formats by the ending of a file's name, and what each is called on the web."""


def render(picture: Picture, format: str, scale: float = 1.0, *, transparent: bool = False) -> bytes:
    """The picture's bytes in a format; equal pictures give equal bytes. ``scale`` and ``transparent`` are for png only.

    Raises UsageError naming the formats when asked for another.
    """
    if format == "json":
        return picture.as_json().encode("ascii")
    if format == "svg":
        from sysmap.draw.svg import write_svg

        return write_svg(picture)
    if format == "png":
        from sysmap.draw.png import write_png

        return write_png(picture, scale, transparent=transparent)
    if format == "pdf":
        from sysmap.draw.pdf import write_pdf

        return write_pdf(picture)
    if format == "html":
        from sysmap.draw.html import write_html

        return write_html(picture)
    raise UsageError(f'A picture cannot be drawn as "{format}"', fix=f"Choose one of {', '.join(FORMATS)}")
