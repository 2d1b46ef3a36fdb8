"""What can be shown of a map to this viewer: which layers, at which rounds and saved versions?"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from sysmap.analysis.points import fullest_layer, start_of
from sysmap.model.state import State
from sysmap.model.ties import Wave
from sysmap.model.visibility import Viewer, sees_wave
from sysmap.service.describing import items_of, round_title
from sysmap.service.desk import Desk
from sysmap.service.disclosure import is_public
from sysmap.service.views import view


class Round(NamedTuple):
    """A point that can be chosen: a round of asking or a saved version, with the words for it."""

    id: str
    words: str


class Choices(NamedTuple):
    """``rounds`` are in order of time, by layer; ``layers`` in reading order, the fullest of them ``layer``.

    ``pair`` is the last two rounds in a row that were asked alike, which is what a reader wants compared first.
    """

    layers: tuple[str, ...]
    layer: str
    rounds: dict[str, tuple[Round, ...]]
    saved: tuple[Round, ...]
    pair: tuple[str, str] | None

    def latest(self, layer: str) -> str | None:
        """The last round of a layer, or None when there is none."""
        return self.rounds[layer][-1].id if self.rounds.get(layer) else None


def choices(desk: Desk, viewer: Viewer, map: str) -> Choices:
    """The layers and points of a map that the viewer may ask for. Trust is offered for rounds seen whole. Raises NotFound."""
    seen = view(desk, viewer, map).state
    key = ("choices", map, seen.revision, seen.erasures, viewer.spaces)
    return desk.answer(key, lambda: _choices(seen, desk.state(map), viewer))


def _choices(seen: State, whole: State, viewer: Viewer) -> Choices:
    waves = sorted(seen.waves.values(), key=start_of)
    asked = {rating.wave for rating in seen.ratings.values()}
    heard = [wave for wave in waves if wave.id in asked and sees_wave(whole, viewer, wave.id)]
    recorded = tuple(Round(wave.id, round_title(wave)) for wave in waves)
    there = {"relationships": seen.relationships, "trust": heard, "funding": seen.funding, "power": seen.power}
    layers = tuple(layer for layer, facts in there.items() if facts) or ("relationships",)
    rounds = dict.fromkeys(layers, recorded)
    if heard:
        rounds["trust"] = tuple(Round(wave.id, round_title(wave)) for wave in heard)
    fullest = fullest_layer(seen if heard else _without_ratings(seen))
    saved = tuple(Round(s.id, f"{s.name or s.id} (saved version)") for s in seen.snapshots.values())
    # The public, to whom trust is shown between groups only, starts with the organisations.
    layer = "relationships" if is_public(viewer) and "relationships" in layers else fullest if fullest in layers else layers[0]
    return Choices(layers, layer, rounds, saved, _pair(heard or waves))


def _without_ratings(state: State) -> State:
    return State(state.map, state.revision, state.erasures, {kind: table for kind, table in state.facts.items() if kind != "rating"})


def _pair(waves: list[Wave]) -> tuple[str, str] | None:
    """The last two rounds in a row with the same questions on the same scale, else the last two."""
    rows = list(pairwise(waves))
    alike = [(a.id, b.id) for a, b in rows if _asked_like(a) == _asked_like(b)]
    pairs = alike or [(a.id, b.id) for a, b in rows]
    return pairs[-1] if pairs else None


def _asked_like(wave: Wave) -> tuple[object, ...]:
    return items_of(wave), wave.scale_min, wave.scale_max, wave.max_names
