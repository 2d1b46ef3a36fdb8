"""Which maps are there for this viewer, and what is on each, at a glance?"""

from __future__ import annotations

from typing import NamedTuple

from sysmap.analysis.building_members import invented
from sysmap.errors import NotFound
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.choices import choices
from sysmap.service.describing import shown_name, what_is_on
from sysmap.service.desk import Desk
from sysmap.service.views import view


class Glance(NamedTuple):
    """A map in a few lines. ``invented`` is the sentence for an invented map, else empty."""

    map: str
    name: str
    question: str
    lines: tuple[str, ...]
    invented: str
    boundary: str = ""
    steward: str = ""


def glance(desk: Desk, viewer: Viewer, map: str) -> Glance:
    """What the viewer sees of a map at a glance. Raises NotFound for a map of which nothing is seen."""
    seen = view(desk, viewer, map).state
    heard = {r.id for r in choices(desk, viewer, map).rounds.get("trust", ())}
    about = seen.about
    head = {about.focal_question, shown_name(seen)}
    said = invented(seen, seen.actors.values()) or ""
    lines = tuple(line for line in what_is_on(_with_rounds(seen, heard)) if line not in head and "is invented" not in line)
    return Glance(map, shown_name(seen), about.focal_question or "", lines, said, about.boundary or "", about.steward or "")


def seen_by(desk: Desk, map: str, audience: str) -> bool:
    """Does this audience see anything of a map that is there?"""
    try:
        return bool(view(desk, Viewer.for_audience(audience), map).state.facts)
    except NotFound:
        return False


def maps_seen(desk: Desk, viewer: Viewer) -> tuple[Glance, ...]:
    """Every map of which the viewer sees something, in the order in which they were made."""
    found = []
    for head in desk.heads():
        try:
            found.append(glance(desk, viewer, head.map))
        except NotFound:
            continue
    return tuple(found)


def _with_rounds(state: State, heard: set[str]) -> State:
    # A round whose answers are hidden would read as one that everybody answered.
    waves = {id: wave for id, wave in state.waves.items() if id in heard}
    return State(state.map, state.revision, state.erasures, {**state.facts, "wave": waves})
