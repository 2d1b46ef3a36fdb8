"""What may the dots and lines of a picture tell these readers? From the words of a wish to looks, and to the part that is drawn.

Nothing is sized, coloured, shaped or bordered by how much one organisation is trusted, for anybody; and where too few answered,
by nothing that hangs on paths.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from sysmap.analysis.building_groups import attributes_of, by_attribute
from sysmap.analysis.catalogue import CATALOGUE
from sysmap.analysis.definition import Measure, Score
from sysmap.analysis.ego import ego_network
from sysmap.analysis.method import STURDY, reliability, verdict_of
from sysmap.analysis.network import Member, Network
from sysmap.analysis.question import Question
from sysmap.analysis.seen import among
from sysmap.analysis.strands import strands_of
from sysmap.draw import wording
from sysmap.draw.lettering import isolated
from sysmap.draw.looks import Appearance, Encoding, Looks
from sysmap.draw.sentences import listed
from sysmap.draw.tie_strands import DASHES
from sysmap.errors import NotShown, UsageError
from sysmap.model.money import parse_number
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked
from sysmap.service.comparing import Shown
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

    @property
    def parts(self) -> tuple[tuple[str, str | None], ...]:
        """The attributes by which only some are drawn, each with the words asked for."""
        return ("sector", self.sector), ("place", self.place)


def parts_drawn(networks: Sequence[Network], look: Look) -> tuple[Network, ...]:
    """The part of each network that is drawn: these sectors and places, and who is near the one in the middle in any of them.

    Raises UsageError where nobody is left, NotFound where the one in the middle is nowhere.
    """
    parts = tuple(networks)
    for name, wanted in look.parts:
        if wanted is not None:
            words = {word.strip() for word in wanted.split(",")}
            everyone = [member for part in parts for member in part.members]
            kept = {m.id for m in everyone if getattr(m, name) in words}
            if not kept:
                there = dict.fromkeys(getattr(m, name) for m in everyone if getattr(m, name))
                raise UsageError(f'Nobody here has the {name} "{wanted}"', fix=f"There are {', '.join(there)}.")
            parts = tuple(_only(part, kept, f"organisations and groups of another {name}") for part in parts)
    if look.ego is not None:
        there_too = [part for part in parts if look.ego in part.ids] or parts[:1]
        near = {id for part in there_too for id in ego_network(part, look.ego, look.steps).ids}
        steps = "step" if look.steps == 1 else "steps"
        parts = tuple(_only(part, near, f"organisations and groups more than {look.steps} {steps} away") for part in parts)
    return parts


def _only(network: Network, ids: Collection[str], words: str) -> Network:
    part = among(network, ids)
    out = len(network.members) - len(part.members)
    # Who answered is said of the whole round, not of those who happen to be drawn.
    whole = network.folded_from or network.members
    return replace(part, left_out={**network.left_out, **({words: out} if out else {})}, folded_from=whole)


def part_said(whole: Sequence[Network], parts: Sequence[Network], look: Look) -> tuple[str, ...]:
    """Which of those on several networks are drawn, where it is not everybody."""
    there, drawn = ({member.id: member.name for network in some for member in network.members} for some in (whole, parts))
    if there.keys() == drawn.keys():
        return ()
    said = [f"of the {name} {listed([wording.word(w.strip()) for w in words.split(',')])}" for name, words in look.parts if words]
    if look.ego is not None:
        said.append(f"at most {wording.counted(look.steps, 'step')} from {isolated(there[look.ego])} at one of these points")
    return (f"Drawn are {len(drawn)} of {len(there)} organisations and groups: those {', '.join(said)}",)


def appearance_of_change(desk: Desk, viewer: Viewer, seen: Shown, question: Question, look: Look, known_at: str | None) -> Appearance:
    """The looks of a change: attributes of everybody at either point, measures of the later one. Raises as ``appearance``."""
    if look.dash is not None:
        raise UsageError("The dash of a line tells here what became of a tie", fix="Leave the dash out.")
    here = set(seen.now.ids)
    gone = [member for member in seen.then.members if member.id not in here]
    found = appearance(desk, viewer, seen.asked._replace(network=seen.now), question, look, known_at, gone)
    channels = zip(found.looks, (look.size, look.colour, look.shape, look.border), strict=True)
    then = f", {isolated(wording.moment(seen.now))}"
    looks = Looks(*(told and told._replace(words=told.words + then) if name in CATALOGUE else told for told, name in channels))
    return found._replace(looks=looks, strands=None)


def appearance(
    desk: Desk, viewer: Viewer, asked: Asked, question: Question, look: Look, known_at: str | None, gone: Sequence[Member] = ()
) -> Appearance:
    """The looks of a network picture for these readers. Raises UsageError for words nobody has, NotShown for what they may not have."""
    state, network = asked.view.state, asked.network
    strands = strands_of(state, network)
    if look.dash is not None and (network.layer != "relationships" or look.dash not in DASHES):
        raise UsageError(f'No dash tells "{look.dash}" here', fix=f"Ask for {', '.join(DASHES)}, on relationships.")
    if look.is_plain:
        return Appearance(strands=strands)
    if network.folded_from and any((look.size, look.colour, look.shape, look.border, look.areas)):
        raise NotShown("Trust is shown between groups here, which have no such looks", fix="Ask about another layer.")
    everybody = replace(network, members=(*network.members, *gone))
    wanted = (look.size, look.colour, look.shape, look.border)
    channels = [_encoded(desk, viewer, asked, question, name, known_at, everybody) for name in wanted]
    if look.size is not None and channels[0] is not None and not channels[0].is_number:
        raise UsageError(f"{look.size} is no number, and nothing can be sized by it", fix="Colour or shape by it.")
    return Appearance(Looks(*channels), strands, look.dash, _areas(state, everybody, look.areas), look.ego)


def _encoded(
    desk: Desk, viewer: Viewer, asked: Asked, question: Question, name: str | None, known_at: str | None, everybody: Network
) -> Encoding | None:
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
        said = by_attribute(state, everybody, name)
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
