"""Where does money go, counted once, as far as this viewer may see flows?"""

from __future__ import annotations

from dataclasses import replace

from sysmap.analysis.money import Money, money_of
from sysmap.analysis.money_lines import START
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.views import revision_known_at, view


def money(
    desk: Desk, viewer: Viewer, map: str, spread: str = START, year_from: int = 1, place: str | None = None, known_at: str | None = None
) -> Money:
    """The money of a map by tier, year, place and funder. Raises NotFound, UsageError.

    Hidden flows are in no sum; those who may know that there are some are told how many.
    """
    seen = view(desk, viewer, map, revision_known_at(desk, map, known_at))
    state = seen.state
    key = ("money", map, state.revision, state.erasures, viewer.spaces, spread, year_from, place)
    found = desk.answer(key, lambda: money_of(state, spread, year_from, place))
    hidden = seen.hidden.get("funding", 0)
    if hidden and viewer.spaces > {"public"}:
        return replace(found, method=f"{found.method} {hidden} flows are not for these readers, and in no sum.")
    return found
