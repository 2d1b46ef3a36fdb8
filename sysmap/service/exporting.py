"""Give the map away as a file: what these readers may see of it, in the format asked for, and what the format had no place for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sysmap.errors import UsageError
from sysmap.formats import WRITERS, leaves_out
from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.visibility import View, Viewer, sees_wave
from sysmap.service.desk import Desk
from sysmap.service.disclosure import is_public
from sysmap.service.views import view

GOES_OUT = frozenset({"kumu", "360giving", "geojson"})
"""Formats for services on the web: they leave for participants unless somebody says otherwise. The others stay on a desk."""


def usual_readers(format: str) -> str:
    """For whom a format leaves when nobody says."""
    return "participants" if format in GOES_OUT else "stewards"


def export(
    desk: Desk,
    viewer: Viewer,
    map: str,
    format: str,
    path: Path,
    *,
    with_salts: bool = False,
    tell: Callable[[str], None] | None = None,
) -> tuple[Path, ...]:
    """Write the map at head, as the viewer sees it, and say which files were written; ``tell`` hears what was not carried.

    Raises NotFound, UsageError, and SysmapError when there is nothing that the format can carry.
    """
    writer = WRITERS.get(format)
    if writer is None:
        raise UsageError(f"There is no format {format!r}", fix=f"Choose one of: {', '.join(WRITERS)}.")
    seen = view(desk, viewer, map)
    state = seen_whole(desk, viewer, map)
    written = writer(state, path, with_salts)
    for said in (*_hidden(seen, viewer), *leaves_out(format, state)):
        if tell is not None:
            tell(said)
    return written


def seen_whole(desk: Desk, viewer: Viewer, map: str) -> State:
    """The map as these readers may have it in a file. Raises NotFound."""
    seen = view(desk, viewer, map)
    return seen.state if viewer.is_steward else without_hidden_rounds(desk.state(map), seen, viewer)


def without_hidden_rounds(whole: State, seen: View, viewer: Viewer) -> State:
    """The view without rounds of answers that these readers may not see whole: in a file, a hidden answer would read as *no tie*.

    To the public no round is: trust stands between groups only, in pictures and measures, and never one answer at a time.

    A round that other facts name stays, with everybody who answered as *partial*, so that every pair is not known.
    """
    hidden = {wave for wave in seen.state.waves if is_public(viewer) or not sees_wave(whole, viewer, wave)}
    if not hidden:
        return seen.state
    state = seen.state
    named = {
        getattr(fact, field)
        for kind, spec in KINDS.items()
        for field, target in spec.refers.items()
        if target == "wave" and kind not in ("rating", "roster")
        for fact in state.of(kind).values()
    }
    changed: list[tuple[str, str, Any | None]] = [("rating", id, None) for id, fact in state.ratings.items() if fact.wave in hidden]
    changed += [("wave", wave, None) for wave in hidden - named]
    for id, row in state.roster.items():
        if row.wave in hidden:
            kept = row.wave in named
            changed.append(("roster", id, row._replace(status="partial" if row.status == "answered" else row.status) if kept else None))
    return state.applied(state.revision, changed)


def _hidden(seen: View, viewer: Viewer) -> Iterable[str]:
    if is_public(viewer) and seen.state.ratings:
        yield "single trust answers: the public has trust between groups only, in pictures and measures"
    if "participants" in viewer.spaces and not viewer.is_steward:
        for kind, count in seen.hidden.items():
            if count:
                yield f"{kind.replace('_', ' ')}, {count}: not for these readers; --for stewards takes them along"
