"""How does a map come in and go out? One stem per exchange format, each both ways where the format allows.

Only service imports this room; it imports model and errors. Reading gives an ``Incoming``: rows as text with the place each stood
at and every problem found, never a half-made map. What the rows change is worked out against a state in ``sameness``, the same way
for every format. The rejected choice was to let each reader make facts itself: then ids, defaults and re-imports would differ
by format.

A new format is one stem and one row in ``registry.FORMATS``.
"""

from __future__ import annotations

from typing import Any

from sysmap.formats.incoming import Incoming, Row, told_once
from sysmap.formats.registry import FORMATS, WRITERS, Detected, Format, detect, read
from sysmap.formats.sameness import Planned, changes_for

__all__ = [
    "FORMATS",
    "WRITERS",
    "Detected",
    "Format",
    "Incoming",
    "Planned",
    "Row",
    "changes_for",
    "detect",
    "read",
    "schema_document",
    "told_once",
]


def schema_document() -> dict[str, Any]:
    """What may stand in a bundle, as a JSON Schema."""
    from sysmap.formats.bundle_schema import schema_document as made

    return made()
