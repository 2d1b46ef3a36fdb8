"""Draw a layer of a map at one point, or what changed between two, for these readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from sysmap.analysis.network import Network
from sysmap.analysis.question import RECORDED, Question
from sysmap.draw.change import draw_change
from sysmap.draw.layout import Positions, positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.errors import NotFound
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked, network_at
from sysmap.service.citing import cited
from sysmap.service.comparing import shown
from sysmap.service.desk import Desk
from sysmap.service.disclosure import folded_for
from sysmap.service.looks import Look, appearance, narrowed_to


def picture_at(
    desk: Desk,
    viewer: Viewer,
    map: str,
    at: str | None,
    question: Question,
    known_at: str | None = None,
    look: Look = Look(),  # noqa: B008
) -> Picture:
    """The network of a layer at a point. Raises NotFound, UsageError."""
    question = with_everyone(question)
    asked = network_at(desk, viewer, map, at, question, known_at)
    asked = asked._replace(network=folded_for(viewer, asked.network))
    where = places(desk, viewer, asked, question)
    wears = appearance(desk, viewer, asked, question, look, known_at)
    part, hidden = narrowed_to(asked.network, look), dict(asked.view.hidden)
    drawn = draw_network(part, where, audience=viewer.audience, withheld=hidden, sources=sources_of(asked), wears=wears)
    return cited(drawn, asked.view.state, part)


def with_everyone(question: Question) -> Question:
    """The question for a picture of recorded ties: those that are drawn and never measured stand on it too."""
    return replace(question, unmeasured=True) if question.layer in RECORDED else question


def picture_of_change(
    desk: Desk,
    viewer: Viewer,
    map: str,
    before: str,
    after: str,
    question: Question,
    known_at: str | None = None,
    *,
    to_slide: bool = False,
) -> Picture:
    """What began, ended, lasted and is not known between two points, everybody held still. Raises NotFound, UsageError.

    ``to_slide`` gives its two ends with it, for a page.
    """
    if to_slide:
        over = pictures_over(desk, viewer, map, (before, after), question, known_at)
        return replace(over.changes[0], rounds=over.rounds)
    seen = shown(desk, viewer, map, before, after, question, known_at)
    where = places(desk, viewer, seen.asked._replace(network=seen.now), with_everyone(question), seen.then)
    hidden = dict(seen.asked.view.hidden)
    who, told = viewer.audience, sources_of(seen.asked)
    drawn = draw_change(seen.then, seen.now, seen.change, where, audience=who, withheld=hidden, sources=told)
    return cited(drawn, seen.asked.view.state, seen.then, seen.now)


class Over(NamedTuple):
    """A layer over several points: a picture of each, and of each change from one to the next. Nobody moves in any of them."""

    rounds: tuple[Picture, ...]
    changes: tuple[Picture, ...]


def pictures_over(desk: Desk, viewer: Viewer, map: str, points: Sequence[str], question: Question, known_at: str | None = None) -> Over:
    """The pictures that a page slides through: at each point, and between each and the next. Raises NotFound, UsageError."""
    question = with_everyone(question)
    found = [network_at(desk, viewer, map, point, question, known_at) for point in points]
    drawn = [asked._replace(network=folded_for(viewer, asked.network)) for asked in found]
    steps = [shown(desk, viewer, map, a, b, replace(question, unmeasured=False), known_at) for a, b in pairwise(points)]
    where = places(desk, viewer, drawn[-1], question, *(asked.network for asked in drawn), *(n for s in steps for n in (s.then, s.now)))
    who, told = viewer.audience, sources_of(drawn[-1])
    wears = [appearance(desk, viewer, a, question, Look(), known_at) for a in drawn]
    rounds = (
        draw_network(a.network, where, audience=who, sources=told, withheld=dict(a.view.hidden), wears=w)
        for a, w in zip(drawn, wears, strict=True)
    )
    changes = (draw_change(s.then, s.now, s.change, where, audience=who, sources=told, withheld=dict(s.asked.view.hidden)) for s in steps)
    return Over(
        tuple(cited(picture, a.view.state, a.network) for picture, a in zip(rounds, drawn, strict=True)),
        tuple(cited(picture, s.asked.view.state, s.then, s.now) for picture, s in zip(changes, steps, strict=True)),
    )


def places(desk: Desk, viewer: Viewer, asked: Asked, question: Question, *others: Network) -> Positions:
    """Where everyone stands: worked out over all rounds and saved versions at once, so that nobody moves between two pictures."""
    state = asked.view.state

    def work_out() -> Positions:
        rounds = [
            n for n in (_network(desk, viewer, asked, point, question) for point in (*state.waves, *state.snapshots)) if n is not None
        ]
        kept = {f.actor: (float(f.x), float(f.y)) for f in state.of("layout").values()}
        return positions([*rounds, *others, asked.network], kept)

    among = tuple(network.ids for network in others)
    key = ("places", state.map, state.revision, state.erasures, viewer.spaces, question, asked.point, among)
    return desk.answer(key, work_out)


def _network(desk: Desk, viewer: Viewer, asked: Asked, point: str, question: Question) -> Network | None:
    try:
        return folded_for(viewer, network_at(desk, viewer, asked.state.map, point, question).network)
    except NotFound:
        return None


def sources_of(asked: Asked) -> tuple[str, ...]:
    """The titles of the sources that these readers may see."""
    return tuple(s.title or s.id for s in asked.view.state.sources.values())
