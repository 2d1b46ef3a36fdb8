"""At which point, of which layer, for whom? What every question about a map has in common: from words to a network."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.analysis.building import build_network
from sysmap.analysis.network import Network
from sysmap.analysis.points import Point, fullest_layer, resolve_point
from sysmap.analysis.question import Question
from sysmap.errors import NotShown
from sysmap.model.state import State
from sysmap.model.visibility import View, Viewer, sees_wave
from sysmap.service.desk import Desk
from sysmap.service.views import revision_known_at, view


class Asked(NamedTuple):
    """A network as this viewer may see it, with where it came from."""

    network: Network
    point: Point
    view: View
    state: State


def network_at(desk: Desk, viewer: Viewer, map: str, at: str | None, question: Question, known_at: str | None = None) -> Asked:
    """The network that a question is about. Raises NotFound for a point that is not there, NotShown for a layer the viewer may not see.

    A snapshot is read at the revision it was taken at. A rating layer with one hidden answer is not found at all: a
    hidden answer must never read as "no tie".
    """
    revision = revision_known_at(desk, map, known_at)
    seen = view(desk, viewer, map, revision)
    point = resolve_point(seen.state, at, question.layer)
    if point.revision is not None and point.revision != seen.state.revision:
        seen = view(desk, viewer, map, point.revision)
    whole = desk.state(map, seen.state.revision)
    if question.layer == "trust" and point.wave is not None and not sees_wave(whole, viewer, point.wave):
        raise NotShown(f"Trust answers of {point.wave} are not for these readers", fix="Ask the map keeper who may see them.")
    key = ("network", map, seen.state.revision, seen.state.erasures, viewer.spaces, point, question)
    network = desk.answer(key, lambda: build_network(seen.state, point, question))
    return Asked(network, point, seen, whole)


def layer_or_fullest(desk: Desk, viewer: Viewer, map: str, layer: str | None) -> str:
    """The layer asked for, else the one with most on it. The public, to whom trust is shown between groups only, starts elsewhere."""
    if layer is not None:
        return layer
    state = view(desk, viewer, map).state
    if viewer.spaces <= {"public"} and state.relationships:
        return "relationships"
    return fullest_layer(state)
