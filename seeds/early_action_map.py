"""The map that the documents describe, as sysmap reads it; and that map cut down to what is tied to one place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from sysmap.formats.bundle import read_bundle
from sysmap.formats.sameness import changes_for
from sysmap.model.state import State, empty

FOLDER = Path(__file__).resolve().parent / "early-action"

PLACES: dict[str, frozenset[str]] = {
    "Norwich": frozenset({"Norwich", "West Norwich", "Norfolk"}),
    "Hartlepool": frozenset({"Hartlepool"}),
    "Coventry": frozenset({"Coventry", "Willenhall"}),
    "Scotland": frozenset({"Scotland"}),
    "Dundee and East Ayrshire": frozenset({"Dundee and East Ayrshire"}),
    "Renfrewshire": frozenset({"Renfrewshire"}),
}
"""Whom a place's picture is of: the actors there, and whoever is tied to one of them."""


@cache
def whole() -> State:
    """Every fact of the folder."""
    incoming = read_bundle(FOLDER)
    before = empty(incoming.map_id)
    planned = changes_for(incoming, before)
    return before.applied(1, ((change.kind, change.id, change.fact) for change in planned.changes))


def of_place(place: str | None) -> State:
    """The actors of a place, those tied to them, the ties between and the documents that tell of these.

    None is for everybody but those spoken of in general. Groups that are not measured are let through: here they are only drawn.
    """
    state = whole()
    around = PLACES[place] if place else None
    inside = {id for id, a in state.actors.items() if not a.is_generic and (around is None or a.place in around)}
    ties = {id: r for id, r in state.relationships.items() if r.from_id in inside or r.to_id in inside}
    ids = inside | {end for r in ties.values() for end in (r.from_id, r.to_id)}
    actors = {id: a._replace(measured=None) for id, a in state.actors.items() if id in ids}
    about = state.about._replace(name=f"Early action, {place}" if place else state.about.name)
    named = [*(actor.source for actor in actors.values()), *(tie.source for tie in ties.values())]
    told = (part for source in named for part in (source or "").split("|"))
    used = {pointer.split(":")[0] for pointer in told}
    sources = {id: source for id, source in state.sources.items() if id in used}
    facts: dict[str, dict[str, Any]] = {"map": {state.map: about}, "source": sources, "actor": actors, "relationship": ties}
    return State(state.map, 1, 0, facts)
