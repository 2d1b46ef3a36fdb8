"""Which ways lead on from a page of a map? The pages of a map in reading order; a page names itself by its last part.

A page that stands at ``/maps/{map}/{resource}`` has one row in ``PAGES`` and says ``**ways_on(map, viewer, resource)`` to its template.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from sysmap.model.visibility import Viewer
from sysmap.web.addresses import Link, address


class Way(NamedTuple):
    """One page of a map, with its words; some are the map keeper's alone."""

    resource: str
    words: str
    keeper_only: bool = False


PAGES = (
    Way("", "Map"),
    Way("pictures", "Pictures"),
    Way("part", "Organisations"),
    Way("edit", "Add and change", keeper_only=True),
    Way("table", "Add a spreadsheet", keeper_only=True),
    Way("publish", "Publish", keeper_only=True),
    Way("corrections", "Corrections", keeper_only=True),
    Way("hand-over", "Hand over", keeper_only=True),
)


def ways_on(map: str, viewer: Viewer, here: str) -> dict[str, Any]:
    """What the template of a map's page is given to show the ways on."""
    shown = [way for way in PAGES if viewer.is_steward or not way.keeper_only]
    return {"ways": [Link(way.words, address(map, way.resource), way.resource == here) for way in shown] if len(shown) > 1 else []}
