"""Where does everybody stand on the pictures, and who put them there? Keep all, move one, or let one find its place again.

The first time anyone is put somewhere, the places of all others are kept with them, as they were worked out: from then on they are
facts of the map like any other, in its history and in layout.csv, and whoever comes later is placed beside them and moves nobody.
Nothing is kept unasked: places are never among what an import or another edit writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sysmap.analysis.question import RECORDED, Question
from sysmap.draw.frame import in_frame
from sysmap.errors import Conflict, EditReused, NotFound, UsageError
from sysmap.model.actors import Layout
from sysmap.model.batch import Revision
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.changing import Edit, Refused, Wish, change, done_before, placed
from sysmap.service.choices import choices
from sysmap.service.desk import Desk
from sysmap.service.picturing import kept_places, places, with_everyone

KEPT = "kept everyone where they stand"
"""Why such an edit was made, in the history."""

Places = dict[str, tuple[float, float]]
Facts = Mapping[str, Layout]
TheSame = Callable[[Facts, Facts], bool]
"""Is this what an edit would have come to? Given the places before and after it, of those whose places it wrote."""


class Stand(NamedTuple):
    """Where one actor stands, in units of the frame (1000 across, 740 down, from the upper left). ``kept``: a fact of the map; ``pinned``:
    put there by a person."""

    actor: str
    x: float
    y: float
    kept: bool
    pinned: bool


def everyones_places(desk: Desk, map: str, layer: str | None = None) -> tuple[Stand, ...]:
    """Where everybody stands, in map order, as the map keeper sees them: on the picture of ``layer`` (the fullest, where none is named),
    and beside those whoever stands on other layers only. Who is on no picture is not listed."""
    state = desk.state(map)
    found, facts = _stand(desk, map, state, layer), state.of("layout")
    return tuple(Stand(id, *found[id], id in facts, id in facts and facts[id].pinned == "yes") for id in state.actors if id in found)


def is_settled(desk: Desk, map: str) -> bool:
    """Is anybody's place kept?"""
    return bool(desk.state(map).of("layout"))


def places_json(desk: Desk, map: str, layer: str | None = None) -> dict[str, Any]:
    """Where everybody stands, as the command line prints it and notebooks get it."""
    stands, state = everyones_places(desk, map, layer), desk.state(map)
    rows = [
        {"id": one.actor, "name": state.actors[one.actor].name or one.actor, "x": one.x, "y": one.y, "kept": one.kept, "pinned": one.pinned}
        for one in stands
    ]
    return {
        "map": map,
        "layer": layer or choices(desk, Viewer.steward(), map).layer,
        "places": rows,
        "sentences": list(places_told(stands)),
    }


def places_told(stands: tuple[Stand, ...]) -> tuple[str, ...]:
    """How many places are kept, in a sentence or two."""
    kept, pinned = sum(one.kept for one in stands), sum(one.pinned for one in stands)
    if not stands:
        return ("Nobody stands on a picture of this map yet.",)
    if not kept:
        return ("Nobody's place is kept: whoever comes later may move everyone.",)
    rest = f"; {len(stands) - kept} stand where there is room beside them" if kept < len(stands) else ""
    put = f", {pinned} of them put there by a person" if pinned else ""
    return (f"The places of {kept} of {len(stands)} organisations and groups are kept{put}{rest}.",)


def keep_everyone(desk: Desk, map: str, made: Edit, layer: str | None = None, author: str = "map keeper") -> Revision | None:
    """Keep everybody where they stand now on the picture of a layer; None where everybody's place is kept already.

    Sent again it gives its first answer. Raises NotFound, UsageError, Conflict, EditReused for an id that did something else.
    """
    state = desk.state(map)
    if not 0 <= made.base <= state.revision:
        raise UsageError(f"{made.base} is no edit of {map}, which is at edit {state.revision}", fix="Give the edit it was made against.")
    now = made._replace(base=state.revision)
    wishes = _wishes(desk, map, now, state, layer)
    return _carried_out(desk, map, now, wishes, author, _all_kept) if wishes else _before(desk, map, made, _all_kept)


def place_actor(
    desk: Desk,
    map: str,
    made: Edit,
    actor: str,
    at: tuple[float, float],
    *,
    pinned: bool = True,
    layer: str | None = None,
    author: str = "map keeper",
) -> Revision:
    """Put an actor at a place, in units of the frame, and keep those who have no place of their own yet where they stand.

    Sent again it gives its first answer, whatever others moved since. Raises as ``keep_everyone``, and Conflict where somebody else put
    this actor elsewhere since the edit it was made against.
    """
    cells = {"actor": actor, "x": number(at[0]), "y": number(at[1]), "pinned": "yes" if pinned else "no"}
    state = desk.state(map)
    now, wish = _against(desk, map, made, state, cells)
    rest = _wishes(desk, map, now, state, layer, without=actor) if now.base == state.revision else []

    def the_same(before: Facts, after: Facts) -> bool:
        return actor in after and (after[actor].x, after[actor].y, after[actor].pinned) == (cells["x"], cells["y"], cells["pinned"])

    return _carried_out(desk, map, now, [wish, *rest], author, the_same)


def let_go(desk: Desk, map: str, made: Edit, actor: str, author: str = "map keeper") -> Revision:
    """Let a pinned actor find its place: beside those it has ties with, where there is room; nobody else moves.

    Sent again it gives its first answer. Raises as ``place_actor``, and NotFound where the actor's place was never kept.
    """
    state = desk.state(map)

    def the_same(before: Facts, after: Facts) -> bool:
        return set(after) == {actor} and actor in before and after[actor].pinned == "no"

    if actor not in state.of("layout"):
        before = _before(desk, map, made, the_same)
        if before is not None:
            return before
        raise NotFound(f"The place of {actor!r} is not kept on {map}", fix="Put it somewhere first.")
    x, y = _stand(desk, map, state, None, without=actor).get(actor, in_frame(kept_places(state))[actor])
    now, wish = _against(desk, map, made, state, {"actor": actor, "x": number(x), "y": number(y), "pinned": "no"})
    return _carried_out(desk, map, now, [wish], author, the_same)


def _against(desk: Desk, map: str, made: Edit, state: State, cells: Mapping[str, str]) -> tuple[Edit, Wish]:
    """The edit, made against what it has to be held to: against the newest, unless somebody moved this very actor since.

    That others were kept or moved meanwhile, and this one kept with them, is nothing that a person has to decide between.
    """
    wish = placed(desk, map, made, cells)
    actor = str(cells["actor"])
    if desk.untouched(map, "layout", actor, made.base, state.revision):
        return _newest(desk, map, made, state, cells)
    was, fact = desk.state(map, made.base).of("layout").get(actor), state.of("layout").get(actor)
    kept_with_others = was is None and fact is not None and fact.pinned != "yes"
    return _newest(desk, map, made, state, cells) if was == fact or kept_with_others else (made, wish)


def _newest(desk: Desk, map: str, made: Edit, state: State, cells: Mapping[str, str]) -> tuple[Edit, Wish]:
    now = made._replace(base=state.revision)
    return now, placed(desk, map, now, cells)


def _wishes(desk: Desk, map: str, made: Edit, state: State, layer: str | None, without: str | None = None) -> list[Wish]:
    """What keeps everybody where they stand: a place for whoever has none, and for all of them where they came in other units."""
    raw = kept_places(state)
    framed = in_frame(raw)
    if all(id in raw or id == without for id in state.actors) and framed == raw:
        return []
    found = {**_stand(desk, map, state, layer), **framed}
    wishes = []
    for id in state.actors:
        if id == without or id not in found or (id in raw and framed.get(id) == raw[id]):
            continue
        pinned = state.of("layout")[id].pinned if id in raw else "no"
        x, y = found[id]
        wishes.append(placed(desk, map, made, {"actor": id, "x": number(x), "y": number(y), "pinned": pinned}))
    return wishes


def _stand(desk: Desk, map: str, state: State, layer: str | None, without: str | None = None) -> Places:
    """Where everyone stands on the picture of a layer, and beside them whoever is on the pictures of other layers only."""
    viewer = Viewer.steward()
    offered = choices(desk, viewer, map)
    first = layer or offered.layer
    found: Places = {}
    day = max((wave.date for wave in state.waves.values() if wave.date), default=None)
    # A round has its own members; whoever is on the map and in no round stands on the pictures of a day.
    points = [(one, offered.latest(one)) for one in (first, *offered.layers)] + [(one, day) for one in offered.layers if one in RECORDED]
    for one, at in dict.fromkeys(points):
        question = with_everyone(Question(layer=one))
        asked = network_at(desk, viewer, map, at, question)
        drawn = places(desk, viewer, asked, question, standing=found, without=without)
        found.update({id: place for id, place in drawn.items() if id in state.actors and id not in found})
        if without in found:
            break
    return found


def _carried_out(desk: Desk, map: str, made: Edit, wishes: list[Wish], author: str, the_same: TheSame) -> Revision:
    try:
        return change(desk, map, made, wishes, author)
    except (EditReused, Conflict, Refused):
        # What everybody else's place is, is worked out from the newest state: sent again, the same edit may come to other facts.
        before = _before(desk, map, made, the_same)
        if before is None:
            raise
        return before


def _before(desk: Desk, map: str, made: Edit, the_same: TheSame) -> Revision | None:
    """What this edit made when it came the first time. Raises EditReused where that was something else."""
    done = done_before(desk, map, made.id)
    if done is None:
        return None
    touched = {id for kind, id in desk.store.touched(map, done.number) if kind == "layout"}
    before, after = (
        {id: fact for id, fact in desk.state(map, number).of("layout").items() if id in touched}
        for number in (done.number - 1, done.number)
    )
    if len(touched) != done.size or not the_same(before, after):
        raise EditReused(f"The edit id was used before on {map}, for edit {done.number}", fix="Give the new edit an id of its own.")
    return done


def _all_kept(before: Facts, after: Facts) -> bool:
    """Was nobody put anywhere? Then all were kept as they stood."""
    return all(fact.pinned != "yes" or (id in before and before[id].pinned == "yes") for id, fact in after.items())


def number(value: float) -> str:
    """A number as a bundle writes it, without exponent.

    >>> number(12.5), number(0.0), number(-3.0)
    ('12.5', '0', '-3')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
