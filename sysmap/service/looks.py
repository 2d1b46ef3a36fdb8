"""What may the dots and lines of a picture tell these readers? From the words of a wish to looks, and to the part that is drawn.

Nothing is sized, coloured, shaped or bordered by how much one organisation is trusted, for anybody; and where too few answered,
by nothing that hangs on paths.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sysmap.analysis.building_groups import attributes_of, by_attribute
from sysmap.analysis.catalogue import CATALOGUE
from sysmap.analysis.definition import Measure, Score
from sysmap.analysis.ego import ego_network
from sysmap.analysis.method import STURDY, reliability, verdict_of
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.analysis.seen import among
from sysmap.analysis.strands import strands_of
from sysmap.draw.looks import Appearance, Encoding, Looks
from sysmap.draw.tie_strands import DASHES
from sysmap.errors import NotShown, UsageError
from sysmap.model.money import parse_number
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked
from sysmap.service.desk import Desk
from sysmap.service.disclosure import is_public, tells_trust_received
from sysmap.service.measuring import measures

NAMED = "named"
"""The areas of the groups that the map's keeper named beforehand."""
SAYS = {"betweenness": "links others"}
LABELS = frozenset({"community", "core"})
"""Measures whose numbers are names."""


class Look(NamedTuple):
    """A wish in words. ``size`` ... ``border`` name an attribute or a measure, ``areas`` an attribute or *named*, ``ego`` an actor.

    ``sector`` and ``place`` are lists with commas: only these are drawn. ``dash`` is level, type or sign, for relationships.
    """

    size: str | None = None
    colour: str | None = None
    shape: str | None = None
    border: str | None = None
    dash: str | None = None
    areas: str | None = None
    ego: str | None = None
    steps: int = 1
    sector: str | None = None
    place: str | None = None

    @property
    def is_plain(self) -> bool:
        return self == Look()


def narrowed_to(network: Network, look: Look) -> Network:
    """The part of the network that is drawn: these sectors and places, and who is near the one in the middle. Raises NotFound."""
    for name in ("sector", "place"):
        wanted = getattr(look, name)
        if wanted is not None:
            words = {word.strip() for word in wanted.split(",")}
            kept = [m.id for m in network.members if getattr(m, name) in words]
            if not kept:
                there = dict.fromkeys(getattr(m, name) for m in network.members if getattr(m, name))
                raise UsageError(f'Nobody here has the {name} "{wanted}"', fix=f"There are {', '.join(there)}.")
            network = _only(network, kept, f"organisations and groups of another {name}")
    if look.ego is not None:
        near = ego_network(network, look.ego, look.steps)
        steps = "step" if look.steps == 1 else "steps"
        network = _only(network, near.ids, f"organisations and groups more than {look.steps} {steps} away")
    return network


def _only(network: Network, ids: Sequence[str], words: str) -> Network:
    out = len(network.members) - len(ids)
    # Who answered is said of the whole round, not of those who happen to be drawn.
    whole = network.folded_from or network.members
    return replace(among(network, ids), left_out={**network.left_out, **({words: out} if out else {})}, folded_from=whole)


def appearance(desk: Desk, viewer: Viewer, asked: Asked, question: Question, look: Look, known_at: str | None) -> Appearance:
    """The looks of a network picture for these readers. Raises UsageError for words nobody has, NotShown for what they may not have."""
    state, network = asked.view.state, asked.network
    strands = strands_of(state, network) if network.layer == "relationships" else None
    if look.dash is not None and (strands is None or look.dash not in DASHES):
        raise UsageError(f'No dash tells "{look.dash}" here', fix=f"Ask for {', '.join(DASHES)}, on relationships.")
    if look.is_plain:
        return Appearance(strands=strands)
    if network.folded_from and any((look.size, look.colour, look.shape, look.border, look.areas)):
        raise NotShown("Trust is shown between groups here, which have no such looks", fix="Ask about another layer.")
    channels = [_encoded(desk, viewer, asked, question, name, known_at) for name in (look.size, look.colour, look.shape, look.border)]
    if look.size is not None and channels[0] is not None and not channels[0].is_number:
        raise UsageError(f"{look.size} is no number, and nothing can be sized by it", fix="Colour or shape by it.")
    return Appearance(Looks(*channels), strands, look.dash, _areas(state, network, look.areas), look.ego)


def _encoded(desk: Desk, viewer: Viewer, asked: Asked, question: Question, name: str | None, known_at: str | None) -> Encoding | None:
    if name is None:
        return None
    if name in CATALOGUE:
        return _by_measure(desk, viewer, asked, question, CATALOGUE[name], known_at)
    state = asked.view.state
    if name == "reach":
        units = dict.fromkeys(a.reach_unit for a in state.actors.values() if a.reach and a.reach_unit)
        note = f"Reach is counted in {len(units)} units: sizes compare the numbers alone" if len(units) > 1 else ""
        numbers = {id: parse_number(actor.reach) for id, actor in state.actors.items()}
        return Encoding("reach", {id: None if n is None else float(n) for id, n in numbers.items()}, note)
    try:
        said = by_attribute(state, asked.network, name)
    except UsageError as error:
        raise UsageError(error.message, fix=f"There are {', '.join(('reach', *attributes_of(state)))}, and the measures.") from error
    numbers = {id: parse_number(text) for id, text in said.items()}
    if said and all(n is not None for n in numbers.values()) and len(set(said.values())) > 2:
        return Encoding(name, {id: float(n) for id, n in numbers.items() if n is not None})
    return Encoding(name.replace("_", " "), dict(said))


def _by_measure(desk: Desk, viewer: Viewer, asked: Asked, question: Question, found: Measure, known_at: str | None) -> Encoding:
    layer, network = question.layer, asked.network
    if found.of_actors is None or layer not in found.layers:
        raise UsageError(f"{found.name} says nothing of single organisations on the layer {layer}", fix="Choose another measure.")
    if tells_trust_received(found, layer):
        told = f"Nothing on a picture tells how much one organisation is trusted, and {found.name} is that"
        raise UsageError(told, fix="Ask for betweenness.")
    if layer == "trust" and is_public(viewer):
        raise NotShown("Measures of single organisations in trust are not for these readers", fix="Ask the map keeper.")
    if verdict_of(network) == "counts" and found.name not in STURDY and found.direction != "out":
        told = f"Fewer than seven in ten answered: {found.name} is not reliable here"
        raise UsageError(told, fix="Choose another round, or an attribute.")
    plain = replace(question, names=(found.name,), unmeasured=False)
    scores = measures(desk, viewer, asked.state.map, asked.point.at, plain, known_at).actor_scores[found.name]
    values = {id: _told(found.name, score) for id, score in scores.items()}
    words = SAYS.get(found.name)
    said = f"{words} ({found.name})" if words else found.name.replace("_", " ")
    note = " ".join(part for part in (f"{found.name}: {found.question}", "" if found.name in STURDY else reliability(network)) if part)
    return Encoding(said, values, note)


def _told(name: str, score: Score) -> str | float | None:
    """A score as a number; the number of a community as a word, since a fourth one is not more than a third."""
    if score is None or isinstance(score, Mapping):
        return None
    return str(score) if name in LABELS else float(score)


def _areas(state: State, network: Network, name: str | None) -> Mapping[str, Sequence[str]]:
    if name is None:
        return {}
    if name == NAMED:
        return {group: tuple(ids) for group, ids in network.groups.items()}
    found: dict[str, list[str]] = {}
    for id, group in by_attribute(state, network, name).items():
        found.setdefault(group, []).append(id)
    return found
