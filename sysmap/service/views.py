"""What may this viewer see of a map? The one door between the store and everything that is computed, drawn or sent."""

from __future__ import annotations

import re

from sysmap.errors import NotFound, NotShown, UsageError
from sysmap.model.dates import FORMS, parse_date
from sysmap.model.visibility import View, Viewer, visible
from sysmap.service.desk import Desk

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,3})?)?Z?")


def choose_map(desk: Desk, viewer: Viewer, map: str | None) -> str:
    """The map that is meant: the one named, else the only one there is. Raises NotFound or UsageError."""
    if map is not None:
        return map
    seen = [head.map for head in desk.heads() if _any_visible(desk, viewer, head.map)]
    if not seen and not viewer.is_steward:
        raise NotShown("There is no map in this store that these readers may see", fix="Ask the map keeper.")
    if not seen:
        raise NotFound("There is no map in this store yet", fix="Load one: sysmap import FOLDER --yes, or try sysmap demo.")
    if len(seen) > 1:
        raise UsageError(f"There are {len(seen)} maps in this store", fix=f"Say which with --map: {', '.join(seen)}.")
    return seen[0]


def view(desk: Desk, viewer: Viewer, map: str, revision: int | None = None) -> View:
    """What the viewer sees of the map at a revision (default: head). A map of which nothing is seen is NotFound, like no map."""
    state = desk.state(map, revision)
    key = ("view", map, state.revision, state.erasures, viewer.spaces)
    seen = desk.answer(key, lambda: visible(state, viewer))
    if seen.empty:
        raise NotFound(f"There is no map {map!r} in this store", fix="Check the name, or ask the map keeper.")
    return seen


def revision_known_at(desk: Desk, map: str, known_at: str | None) -> int | None:
    """The last revision recorded on or before a day, or at a time in UTC: what the map knew then. None for head.

    Raises UsageError for no date, NotFound when the map knew nothing yet.
    """
    if known_at is None:
        return None
    last = _last_moment(known_at)
    known = [r.number for r in desk.store.revisions(map) if r.recorded_at[: len(last)] <= last]
    if not known:
        raise NotFound(f"The map {map!r} holds nothing that was known on {known_at}", fix="Choose a later date.")
    return known[-1]


def _last_moment(known_at: str) -> str:
    """The last day that is meant, or the time itself, as far as it is stated."""
    day = parse_date(known_at)
    if day is not None:
        return day.named[1].isoformat()
    if not _TIME.fullmatch(known_at):
        raise UsageError(f"{known_at!r} is no date", fix=f"Write it as one of {FORMS}, or as a time such as 2025-05-31T14:30Z.")
    return known_at.removesuffix("Z")


def _any_visible(desk: Desk, viewer: Viewer, map: str) -> bool:
    try:
        view(desk, viewer, map)
    except NotFound:
        return False
    return True
