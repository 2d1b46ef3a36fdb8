"""Put an actor where it belongs on the pictures, and keep everybody else where they stand.

The first time anyone is put somewhere, the places of all others are kept with them, as they were worked out: from then on they are
facts of the map like any other, in its history and in layout.csv, and whoever comes later is placed beside them and moves nobody.
"""

from __future__ import annotations

from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.changing import Edit, Wish, placed
from sysmap.service.choices import choices
from sysmap.service.desk import Desk
from sysmap.service.picturing import places, with_everyone


def wishes_to_place(desk: Desk, map: str, made: Edit, actor: str, at: tuple[float, float], *, pinned: bool = True) -> list[Wish]:
    """The edit that puts an actor at a place, in units of the layout, and keeps those who have no place of their own yet."""
    wish = placed(desk, map, made, {"actor": actor, "x": number(at[0]), "y": number(at[1]), "pinned": "yes" if pinned else "no"})
    return [wish, *wishes_to_keep(desk, map, made, without=actor)]


def wishes_to_keep(desk: Desk, map: str, made: Edit, without: str | None = None) -> list[Wish]:
    """The edit that keeps everybody where they stand now; nothing where everybody has a place."""
    state = desk.state(map, made.base)
    known = {fact.actor for fact in state.of("layout").values()}
    if all(id in known or id == without for id in state.actors):
        return []
    found = _stand(desk, map, state)
    missing = [id for id in state.actors if id not in known and id != without and id in found]
    return [
        placed(desk, map, made, {"actor": id, "x": number(found[id][0]), "y": number(found[id][1]), "pinned": "no"}) for id in missing
    ]


def _stand(desk: Desk, map: str, state: State) -> dict[str, tuple[float, float]]:
    """Where everyone stands on the pictures of the fullest layer, as the map keeper sees them."""
    viewer = Viewer.steward()
    offered = choices(desk, viewer, map)
    question = with_everyone(Question(layer=offered.layer))
    asked = network_at(desk, viewer, map, offered.latest(offered.layer), question)
    return {id: place for id, place in places(desk, viewer, asked, question).items() if id in state.actors}


def number(value: float) -> str:
    """A number as a bundle writes it, without exponent.

    >>> number(12.5), number(0.0), number(-3.0)
    ('12.5', '0', '-3')
    """
    return f"{value:.6f}".rstrip("0").rstrip(".") or "0"
