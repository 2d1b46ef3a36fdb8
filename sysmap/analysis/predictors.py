"""What may account for a tie? Networks to hold beside the outcome, each made from a word.

``before`` the earlier network; ``returned`` the same seen from the other end; ``same:ATTRIBUTE`` 1 where both ends have it alike;
``apart:ATTRIBUTE`` how far apart two numbers are; ``distance`` in kilometres, where actors have columns lat and lon;
``shared_funder`` 1 where somebody gives to both; ``relationships``, ``relationships:TYPE`` and ``funding`` 1 where there is such a
tie at the earlier point. What is not known of an actor leaves its pairs out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sysmap.analysis.building import build_network
from sysmap.analysis.building_groups import by_attribute
from sysmap.analysis.building_members import holds
from sysmap.analysis.mrqap import Predictor
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.analysis.square import Square, square
from sysmap.errors import UsageError
from sysmap.model.dates import parse_date
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.vocabulary import nearest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORDS = ("before", "returned", "same:ATTRIBUTE", "apart:ATTRIBUTE", "distance", "shared_funder", "relationships:TYPE", "funding")
USUAL = ("before", "returned", "same:sector", "shared_funder")
"""What is held beside the outcome when nobody says what."""
EARTH = 6371.0088
"""Mean radius in kilometres."""


class Ground(NamedTuple):
    """From what predictors are made: the actors in order, the two networks, and the map."""

    ids: tuple[str, ...]
    before: Network
    after: Network
    state: State
    valued: bool


def predictors_of(words: Sequence[str], ground: Ground) -> list[Predictor]:
    """One predictor for each word. Raises UsageError for a word that is none, or that stands twice."""
    if len(set(words)) < len(words):
        raise UsageError("A predictor is named twice", fix="Name each once.")
    return [Predictor(word, _made(word, ground)) for word in words]


def _made(word: str, ground: Ground) -> Square:
    name, _, of = word.partition(":")
    if name in {"same", "apart"} and of:
        return _alike(ground, of) if name == "same" else _numbers_apart(ground, of)
    if name == "relationships" or word == "funding":
        return _layer(ground, name, of or None)
    if word in {"before", "returned"}:
        then = square(ground.before, ground.ids, ground.valued)
        return then if word == "before" else then.turned()
    if word in {"distance", "shared_funder"}:
        return _kilometres(ground) if word == "distance" else _shared_funder(ground)
    guess = nearest(name, tuple(w.partition(":")[0] for w in WORDS))
    meant = f'Did you mean "{guess}"? ' if guess else ""
    raise UsageError(f'There is no predictor "{word}"', fix=f"{meant}Choose among {', '.join(WORDS)}.")


def _alike(ground: Ground, attribute: str) -> Square:
    known = by_attribute(ground.state, ground.after, attribute)
    return _between(ground.ids, known, lambda one, other: float(one == other))


def _numbers_apart(ground: Ground, attribute: str) -> Square:
    known = {id: n for id, value in by_attribute(ground.state, ground.after, attribute).items() if (n := _number(value)) is not None}
    return _between(ground.ids, known, lambda one, other: abs(one - other))


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _kilometres(ground: Ground) -> Square:
    north = by_attribute(ground.state, ground.after, "lat")
    east = by_attribute(ground.state, ground.after, "lon")
    where: dict[str, tuple[float, float]] = {}
    for id in north.keys() & east.keys():
        lat, lon = _number(north[id]), _number(east[id])
        if lat is not None and lon is not None and abs(lat) <= 90:
            where[id] = (math.radians(lat), math.radians(lon))
    return _between(ground.ids, where, great_circle)


def great_circle(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Kilometres between two points given as latitude and longitude in radians.

    >>> round(great_circle((0.0, 0.0), (0.0, math.pi)))
    20015
    """
    half = math.sin((other[0] - one[0]) / 2) ** 2 + math.cos(one[0]) * math.cos(other[0]) * math.sin((other[1] - one[1]) / 2) ** 2
    return 2 * EARTH * math.asin(math.sqrt(min(1.0, half)))


def _between(ids: Sequence[str], known: Mapping[str, object], of: Callable[..., float]) -> Square:
    import numpy as np

    n = len(ids)
    cells, seen = np.zeros((n, n)), np.zeros((n, n), dtype=bool)
    for i, a in enumerate(ids):
        for j, b in enumerate(ids):
            if i != j and a in known and b in known:
                cells[i, j], seen[i, j] = of(known[a], known[b]), True
    return Square(cells, seen)


def _shared_funder(ground: Ground) -> Square:
    days = [day for n in (ground.before, ground.after) if n.date and (day := parse_date(n.date)) is not None]
    givers: dict[str, set[str]] = {id: set() for id in ground.ids}
    for flow in ground.state.funding.values():
        if flow.to_id in givers and (not days or any(holds(ground.state, flow, day) for day in days)):
            givers[flow.to_id] |= set(split_list(flow.from_id))
    return _between(ground.ids, givers, lambda one, other: float(bool(one & other)))


def _layer(ground: Ground, layer: str, type: str | None) -> Square:
    point = resolve_point(ground.state, ground.before.at, layer)
    network = build_network(ground.state, point, Question(layer=layer, type=type))
    there = set(network.ids)
    inside = [a for a in ground.ids if a in there]
    found = square(network, inside)
    return _widened(found, [ground.ids.index(a) for a in inside], len(ground.ids))


def _widened(found: Square, places: Sequence[int], n: int) -> Square:
    """The square among all actors: pairs with an actor that is not in the network are not known."""
    import numpy as np

    cells, seen = np.zeros((n, n)), np.zeros((n, n), dtype=bool)
    at: NDArray[np.intp] = np.array(places, dtype=np.intp)
    cells[np.ix_(at, at)], seen[np.ix_(at, at)] = found.cells, found.seen
    return Square(cells, seen)
