"""How does a map come in and go out? One stem per exchange format, each both ways where the format allows.

Only service imports this room; it imports model and errors. Reading gives an ``Incoming``: rows as text with the place each stood
at and every problem found, never a half-made map. What the rows change is worked out against a state in ``sameness``, the same way
for every format. The rejected choice was to let each reader make facts itself: then ids, defaults and re-imports would differ
by format.

A new format is one stem and one row in ``registry.FORMATS``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sysmap.formats.confined import read_confined
from sysmap.formats.incoming import Asked, Incoming, Placed, Repeat, Row, told_once
from sysmap.formats.registry import FORMATS, WRITERS, Detected, Format, detect, leaves_out, read
from sysmap.formats.sameness import Planned, changes_for
from sysmap.model.state import State

__all__ = [
    "FORMATS",
    "WRITERS",
    "Asked",
    "Detected",
    "Format",
    "Incoming",
    "Placed",
    "Planned",
    "Repeat",
    "Row",
    "changes_for",
    "columns_said",
    "detect",
    "joined",
    "leaves_out",
    "read",
    "read_confined",
    "schema_document",
    "told_once",
]


def joined(incoming: Incoming, same: Mapping[str, str], state: State) -> Incoming:
    """The rows with each organisation of ``same`` taken for the other, as a person agreed."""
    from sysmap.formats.joining import joined as taken_for_one

    return taken_for_one(incoming, same, state) if same else incoming


def columns_said(text: str | None) -> dict[str, str]:
    """What a person says that columns hold, as ``HEADING=FIELD``, or a file of such lines."""
    from sysmap.formats.column_guessing import columns_said as read_columns

    return read_columns(text)


def schema_document() -> dict[str, Any]:
    """What may stand in a bundle, as a JSON Schema."""
    from sysmap.formats.bundle_schema import schema_document as made

    return made()
