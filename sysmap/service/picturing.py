"""Draw a layer of a map at one point, or what changed between two, for these readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from sysmap.analysis.change import compare
from sysmap.analysis.network import Network
from sysmap.analysis.question import RECORDED, Question
from sysmap.draw.change import draw_change
from sysmap.draw.frame import in_frame
from sysmap.draw.layout import Positions, positions
from sysmap.draw.looks import Appearance
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.errors import NotFound
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked, network_at
from sysmap.service.citing import cited
from sysmap.service.comparing import Shown, shown
from sysmap.service.desk import Desk
from sysmap.service.disclosure import folded_for
from sysmap.service.looks import Look, appearance, appearance_of_change, part_said, parts_drawn


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

    def draw() -> Picture:
        where = places(desk, viewer, asked, question)
        wears = appearance(desk, viewer, asked, question, look, known_at)
        (part,) = parts_drawn((asked.network,), look)
        return _round(viewer, asked, part, wears, where)

    state = asked.view.state
    key = ("picture", state.map, desk.head(map).revision, state.erasures, viewer.spaces, asked.point, question, known_at, look)
    return desk.answer(key, draw, large=True)


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
    look: Look = Look(),  # noqa: B008
    *,
    to_slide: bool = False,
) -> Picture:
    """What began, ended, lasted and is not known between two points, everybody held still. Raises NotFound, UsageError.

    ``to_slide`` gives its two ends with it, for a page.
    """
    head = desk.head(map)
    key = ("change drawn", map, head.revision, head.erasures, viewer.spaces, before, after, question, known_at, look, to_slide)
    return desk.answer(key, lambda: _drawn_change(desk, viewer, map, before, after, question, known_at, look, to_slide), large=True)


def _drawn_change(
    desk: Desk, viewer: Viewer, map: str, before: str, after: str, question: Question, known_at: str | None, look: Look, to_slide: bool
) -> Picture:
    if to_slide:
        over = pictures_over(desk, viewer, map, (before, after), question, known_at, look)
        return replace(over.changes[0], rounds=over.rounds)
    seen = shown(desk, viewer, map, before, after, question, known_at)
    where = places(desk, viewer, seen.asked._replace(network=seen.now), with_everyone(question), seen.then)
    wears = appearance_of_change(desk, viewer, seen, question, look, known_at)
    parts = parts_drawn((seen.then, seen.now), look)
    return _change(viewer, seen, parts, part_said((seen.then, seen.now), parts, look), question, where, wears)


def _change(
    viewer: Viewer, seen: Shown, parts: Sequence[Network], note: Sequence[str], question: Question, where: Positions, wears: Appearance
) -> Picture:
    """One change drawn. Of a part, what became of its ties is counted anew, so that legend and caption say what is drawn."""
    then, now = parts
    change = compare(then, now, question) if note else seen.change
    who, hidden, told = viewer.audience, dict(seen.asked.view.hidden), sources_of(seen.asked)
    drawn = draw_change(then, now, change, where, audience=who, withheld=hidden, sources=told, wears=wears, left_out=note)
    return cited(drawn, seen.asked.view.state, now.layer)


class Over(NamedTuple):
    """A layer over several points: a picture of each, and of each change from one to the next. Nobody moves in any of them."""

    rounds: tuple[Picture, ...]
    changes: tuple[Picture, ...]


def pictures_over(
    desk: Desk,
    viewer: Viewer,
    map: str,
    points: Sequence[str],
    question: Question,
    known_at: str | None = None,
    look: Look = Look(),  # noqa: B008
) -> Over:
    """The pictures that a page slides through: at each point, and between each and the next. Raises NotFound, UsageError."""
    compared, question = question, with_everyone(question)
    found = [network_at(desk, viewer, map, point, question, known_at) for point in points]
    drawn = [asked._replace(network=folded_for(viewer, asked.network)) for asked in found]
    steps = [shown(desk, viewer, map, a, b, replace(question, unmeasured=False), known_at) for a, b in pairwise(points)]
    ends = [network for step in steps for network in (step.then, step.now)]
    where = places(desk, viewer, drawn[-1], question, *(asked.network for asked in drawn), *ends)
    wears = [appearance(desk, viewer, asked, question, look, known_at) for asked in drawn]
    changed = [appearance_of_change(desk, viewer, step, compared, look, known_at) for step in steps]
    parts = parts_drawn((*(asked.network for asked in drawn), *ends), look)
    rounds = tuple(_round(viewer, *one, where) for one in zip(drawn, parts, wears, strict=False))
    pairs = zip(parts[len(drawn) :: 2], parts[len(drawn) + 1 :: 2], strict=True)
    steps_drawn = zip(steps, pairs, changed, strict=True)
    changes = (_change(viewer, s, pair, part_said((s.then, s.now), pair, look), compared, where, w) for s, pair, w in steps_drawn)
    return Over(rounds, tuple(changes))


def _round(viewer: Viewer, asked: Asked, part: Network, wears: Appearance, where: Positions) -> Picture:
    """One point drawn."""
    who, hidden, told = viewer.audience, dict(asked.view.hidden), sources_of(asked)
    drawn = draw_network(part, where, audience=who, withheld=hidden, sources=told, wears=wears)
    return cited(drawn, asked.view.state, part.layer)


def places(
    desk: Desk,
    viewer: Viewer,
    asked: Asked,
    question: Question,
    *others: Network,
    standing: Mapping[str, tuple[float, float]] | None = None,
    without: str | None = None,
) -> Positions:
    """Where everyone stands: worked out over all rounds and saved versions at once, so that nobody moves between two pictures.

    ``standing`` are places found elsewhere, beside which the others are put; ``without`` is an actor whose kept place is passed over.
    """
    state = asked.view.state

    def work_out() -> Positions:
        rounds = [
            n for n in (_network(desk, viewer, asked, point, question) for point in (*state.waves, *state.snapshots)) if n is not None
        ]
        kept = {id: place for id, place in {**(standing or {}), **in_frame(kept_places(state))}.items() if id != without}
        settled = bool(standing) or any(fact.pinned != "yes" for fact in state.of("layout").values())
        return positions([*rounds, *others, asked.network], kept, settled=settled, came=tuple(state.actors))

    if standing or without is not None:
        return work_out()
    among = tuple(network.ids for network in others)
    key = ("places", state.map, state.revision, state.erasures, viewer.spaces, question, asked.point, among)
    return desk.answer(key, work_out)


def kept_places(state: State) -> dict[str, tuple[float, float]]:
    """Where those stand whose place was kept, in the units in which it came on the map."""
    return {fact.actor: (float(fact.x), float(fact.y)) for fact in state.of("layout").values()}


def _network(desk: Desk, viewer: Viewer, asked: Asked, point: str, question: Question) -> Network | None:
    try:
        return folded_for(viewer, network_at(desk, viewer, asked.state.map, point, question).network)
    except NotFound:
        return None


def sources_of(asked: Asked) -> tuple[str, ...]:
    """The titles of the sources that these readers may see."""
    return tuple(s.title or s.id for s in asked.view.state.sources.values())
