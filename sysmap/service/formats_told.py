"""Which formats are there, and what must be known of one? For the command line and the pages in docs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sysmap.errors import UsageError
from sysmap.formats import FORMATS
from sysmap.service.files import write_whole


def listed() -> list[dict[str, Any]]:
    """Every format: its name, what it is, and whether it comes in and goes out."""
    return [
        {"name": form.name, "what": form.words, "in": form.read is not None, "out": form.write is not None} for form in FORMATS
    ]  # fmt: skip


def page_of(name: str) -> str:
    """The page of one format, as Markdown. Raises UsageError naming them."""
    from sysmap.formats.format_page import page

    for form in FORMATS:
        if form.name == name:
            return page(form)
    raise UsageError(f"There is no format {name!r}", fix=f"Choose one of: {', '.join(form.name for form in FORMATS)}.")


def write_pages(docs: Path) -> list[Path]:
    """Write every page into a folder of documentation; which were written."""
    from sysmap.formats.format_page import pages

    written = []
    for name, text in pages().items():
        path = docs / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
        written.append(path)
    return written
