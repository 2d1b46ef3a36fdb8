"""Every picture there is, by name, for these readers: what they may see is decided before anything is worked out.

No picture orders organisations by trust, and none tells a mean over fewer than five answers or about one organisation alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import NamedTuple

from sysmap.analysis.between_groups import between, groups_among, moved_between
from sysmap.analysis.catalogue import chosen
from sysmap.analysis.network import Network
from sysmap.analysis.offering import offered
from sysmap.analysis.question import Question
from sysmap.analysis.transitions import transitions
from sysmap.draw import wording
from sysmap.draw.charting import Around
from sysmap.draw.composition import draw_composition
from sysmap.draw.matrix import Panel, draw_matrix
from sysmap.draw.mean_change import draw_mean_change, splits
from sysmap.draw.multiples import draw_multiples
from sysmap.draw.picture import Picture
from sysmap.draw.provision import draw_provision
from sysmap.draw.rank_slope import draw_ranks
from sysmap.draw.transitions import draw_transitions
from sysmap.errors import NotFound, NotShown, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked, network_at
from sysmap.service.choices import Choices, choices
from sysmap.service.comparing import compared
from sysmap.service.desk import Desk
from sysmap.service.disclosure import disclosed_change, is_public, tells_trust_received
from sysmap.service.looks import Look
from sysmap.service.picturing import picture_at, picture_of_change, pictures_over, sources_of
from sysmap.service.telling_links import RELIABLE
from sysmap.service.wording import layer_of, question_of, whole

POINT, CHANGE, OVER = "one point", "two points", "several points"


class Kind(NamedTuple):
    """A picture that can be asked for: of how many points it is, what a link to it says, and what it shows."""

    points: str
    title: str
    says: str


PICTURES: dict[str, Kind] = {
    "network": Kind(POINT, "Network", "who is tied to whom at one point"),
    "change": Kind(CHANGE, "What changed", "what became of every tie between two points"),
    "provision": Kind(POINT, "What is offered", "what is offered, where, and for how many"),
    "matrix": Kind(POINT, "Trust between groups", "how groups trust one another; between two points also how that moved"),
    "ranks": Kind(CHANGE, "Who links others", "who links others, then and now, each rank with its range"),
    "mean-change": Kind(CHANGE, "The average taken apart", "why the average moved: ties that lasted, came, went"),
    "transitions": Kind(CHANGE, "Strength then and now", "how strong ties were then and are now, as a table of pairs"),
    "composition": Kind(OVER, "Who came and went", "who was in which round, and who was heard"),
    "multiples": Kind(OVER, "Round by round", "the first round and each change to the next, side by side"),
}
OF_MAPS = ("network", "change", "multiples")
"""The pictures whose dots take looks, and which may be drawn in part."""


class Points(NamedTuple):
    """Of which point, which two, or which several a picture is; what is not said is the latest, the last two, all rounds."""

    at: str | None = None
    before: str | None = None
    after: str | None = None
    over: tuple[str, ...] = ()
    known_at: str | None = None


class _Job(NamedTuple):
    desk: Desk
    viewer: Viewer
    map: str
    points: Points
    question: Question
    look: Look
    to_slide: bool

    def at(self, point: str | None, question: Question | None = None) -> Asked:
        return network_at(self.desk, self.viewer, self.map, point, question or self.question, self.points.known_at)

    @property
    def ends(self) -> tuple[str, str]:
        """The two points, or the last two rounds that were asked alike."""
        if (self.points.before is None) != (self.points.after is None):
            raise UsageError("A change has two ends", fix="Give both from and to, or neither for the last two rounds.")
        if self.points.before is not None and self.points.after is not None:
            return self.points.before, self.points.after
        offered = choices(self.desk, self.viewer, self.map)
        if offered.pair is None and len(offered.saved) < 2:
            raise NotFound("There are no two rounds on this map", fix="Give from and to: each a round, a saved version or a date.")
        return offered.pair or (offered.saved[-2].id, offered.saved[-1].id)

    @property
    def rounds(self) -> tuple[str, ...]:
        offered = choices(self.desk, self.viewer, self.map)
        found = self.points.over or tuple(round.id for round in offered.rounds.get(self.question.layer) or offered.saved)
        if not found:
            raise NotFound("There is no round of this that these readers may see", fix="Name points: saved versions or dates.")
        return found

    def around(self, asked: Asked) -> Around:
        return Around(self.viewer.audience, sources_of(asked), dict(asked.view.hidden))


def can_be_drawn(name: str, offered: Choices, layer: str, viewer: Viewer) -> bool:
    """Has the map what this picture needs, and may these readers see it? Two rounds or saved versions for what changed, say."""
    if name == "matrix" and layer != "trust":
        return False
    if name == "ranks" and (layer not in chosen(("betweenness",), layer)[0].layers or (layer == "trust" and is_public(viewer))):
        return False
    return len(offered.rounds.get(layer) or offered.saved) >= {POINT: 0, CHANGE: 2, OVER: 1}[PICTURES[name].points]


def picture_named(
    desk: Desk,
    viewer: Viewer,
    map: str,
    name: str,
    points: Points,
    question: Question,
    look: Look = Look(),  # noqa: B008
    *,
    to_slide: bool = False,
) -> Picture:
    """The picture of that name. Raises UsageError naming the pictures there are, NotFound, NotShown.

    ``to_slide``: for a page, with the points that it slides through.
    """
    if name not in PICTURES:
        raise UsageError(f'There is no picture "{name}"', fix=f"Choose one of {', '.join(PICTURES)}.")
    if name not in OF_MAPS and not look.is_plain:
        asked = ", ".join(field for field, value in look._asdict().items() if value != Look._field_defaults[field])
        raise UsageError(f"{asked} is for {', '.join(OF_MAPS)}, and {name} has looks of its own", fix="Leave it out.")
    return _DRAWN[name](_Job(desk, viewer, map, points, question, look, to_slide))


def picture_asked(desk: Desk, viewer: Viewer, map: str, words: Mapping[str, str], name: str, *, to_slide: bool = False) -> Picture:
    """The picture that the words of an address ask for; ``name`` is the one meant where they do not say. Raises as picture_named."""
    offered = choices(desk, viewer, map)
    layer = layer_of(words) or offered.layer
    over = tuple(word for word in words.get("over", "").split(",") if word)
    at = words.get("at") or offered.latest(layer)
    points = Points(at, words.get("from"), words.get("to"), over, words.get("known_at"))
    question, look = question_of(words, layer), look_of(words)
    return picture_named(desk, viewer, map, words.get("picture", name), points, question, look, to_slide=to_slide)


def look_of(words: Mapping[str, str]) -> Look:
    """The look that the words of an address ask for."""
    given = {field: words[field] for field in Look._fields if field in words and field != "steps"}
    return Look(**given, steps=whole("steps", words.get("steps"), 1) or 1)


def _network(job: _Job) -> Picture:
    return picture_at(job.desk, job.viewer, job.map, job.points.at, job.question, job.points.known_at, job.look)


def _change(job: _Job) -> Picture:
    before, after = job.ends
    of, known_at = (job.desk, job.viewer, job.map), job.points.known_at
    return picture_of_change(*of, before, after, job.question, known_at, job.look, to_slide=job.to_slide)


def _provision(job: _Job) -> Picture:
    asked = job.at(job.points.at, Question(layer="relationships"))
    return draw_provision(offered(asked.view.state, asked.point), job.around(asked))


def _matrix(job: _Job) -> Picture:
    if job.question.layer != "trust":
        raise UsageError(f"A trust matrix says nothing about the layer {job.question.layer}", fix="Leave the layer out, or say trust.")
    if job.points.before is None and job.points.after is None:
        asked = job.at(job.points.at)
        groups = groups_among([asked.network])
        return draw_matrix((asked.network,), groups, (Panel(_when(asked.network), between(asked.network, groups)),), job.around(asked))
    then, now = (job.at(point) for point in job.ends)
    networks = (then.network, now.network)
    groups = groups_among(networks)
    change = compared(job.desk, job.viewer, job.map, *job.ends, job.question, job.points.known_at)
    panels = [Panel(f"{said}: {_when(n)}", between(n, groups)) for said, n in zip(("Then", "Now"), networks, strict=True)]
    if change.comparable:
        panels.append(Panel("Moved, on ties that lasted", moved_between(change, groups), differs=True))
    return draw_matrix(networks, groups, tuple(panels), job.around(now))


def _when(network: Network) -> str:
    return wording.moment(network)


def _ranks(job: _Job) -> Picture:
    measure = job.question.names[0] if job.question.names else "betweenness"
    layer = job.question.layer
    (found,) = chosen((measure,), layer)
    if found.of_actors is None or layer not in found.layers:
        raise UsageError(f"{measure} ranks nobody on the layer {layer}", fix="Choose a measure of organisations that this layer has.")
    if tells_trust_received(found, layer):
        raise UsageError(f"No picture orders organisations by how much they are trusted, and {measure} is that", fix="Ask for betweenness.")
    if layer == "trust" and is_public(job.viewer):
        raise NotShown("Who links others in trust is not for these readers", fix="Ask the map keeper.")
    job = job._replace(question=replace(job.question, names=(measure,)))
    change = compared(job.desk, job.viewer, job.map, *job.ends, job.question, job.points.known_at)
    thin = any(n.asked and (n.answered or 0) < RELIABLE * len(n.members) for n in (change.before, change.after))
    actors = [] if thin else [a for a in change.core.actors if a.measure == measure]
    sure = change.links if measure == "betweenness" else [a for a in actors if a.beyond_range]
    drawn = draw_ranks(change, actors, measure, frozenset(a.id for a in sure), job.around(job.at(job.ends[1])))
    if not thin:
        return drawn
    said = "Fewer than seven in ten answered in one of the rounds: who links others is not reliable here, and not drawn."
    return replace(drawn, empty=said, alt=said)


def _mean_change(job: _Job) -> Picture:
    change = compared(job.desk, job.viewer, job.map, *job.ends, job.question, job.points.known_at)
    panels = splits(change, disclosed_change(change, job.viewer, screen=True))
    return draw_mean_change(change, panels, job.around(job.at(job.ends[1])))


def _transitions(job: _Job) -> Picture:
    change = compared(job.desk, job.viewer, job.map, *job.ends, job.question, job.points.known_at)
    strengths = not (is_public(job.viewer) and job.question.layer == "trust")
    return draw_transitions(change, transitions(change, strengths=strengths), job.around(job.at(job.ends[1])))


def _composition(job: _Job) -> Picture:
    found = [job.at(point) for point in job.rounds]
    names = not (is_public(job.viewer) and job.question.layer == "trust")
    return draw_composition([asked.network for asked in found], job.around(found[-1]), names=names)


def _multiples(job: _Job) -> Picture:
    over = pictures_over(job.desk, job.viewer, job.map, job.rounds, job.question, job.points.known_at, job.look)
    drawn = draw_multiples((over.rounds[0], *over.changes))
    return replace(drawn, rounds=over.rounds, changes=over.changes) if job.to_slide else drawn


_DRAWN: dict[str, Callable[[_Job], Picture]] = {
    "network": _network,
    "change": _change,
    "provision": _provision,
    "matrix": _matrix,
    "ranks": _ranks,
    "mean-change": _mean_change,
    "transitions": _transitions,
    "composition": _composition,
    "multiples": _multiples,
}
