"""Small maps written by hand for the tests of this room: a state from a few words, and a network from a matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.measures import measure
from sysmap.analysis.network import Member, Network, Tie
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.model.actors import Actor, Map
from sysmap.model.kinds import kind_of
from sysmap.model.state import State
from sysmap.model.ties import Rating, Roster, Wave


def state_of(*facts: Any, actors: Iterable[str] = (), map: Map | None = None) -> State:
    """A map with these facts; ``actors`` are added by id with nothing else known of them."""
    found: dict[str, dict[str, Any]] = {"map": {"m": map or Map("m", "A map")}, "actor": {a: Actor(a, a.upper()) for a in actors}}
    for fact in facts:
        found.setdefault(kind_of(fact), {})[fact.id] = fact
    return State("m", 1, 0, found)


def wave(id: str, date: str = "2024-05-31", **more: Any) -> Wave:
    return Wave(id, date, **more)


def asked(wave: str, **status: str) -> list[Roster]:
    """Roster rows by actor: ``asked("w1", a="answered", b="silent")``."""
    return [Roster(f"{wave} {actor}", wave, actor, None, word) for actor, word in status.items()]


def said(wave: str, *answers: str, respondent: str | None = None) -> list[Rating]:
    """Answers such as ``"a b 4"``, or ``"a b r=4 m=- o=3"`` for several items; ``-`` is asked and not said."""
    rows = []
    for answer in answers:
        first, second, *values = answer.split()
        for value in values:
            item, _, figure = value.rpartition("=")
            given = None if figure == "-" else int(figure)
            id = f"{wave} {respondent or first}: {first} {second} {item}"
            rows.append(Rating(id, wave, respondent, first, second, item or None, given))
    return rows


def network(state: State, at: str | None = "w1", **question: Any) -> Network:
    asking = Question(**question)
    return build_network(state, resolve_point(state, at, asking.layer), asking)


def changed(state: State, before: str = "w1", after: str = "w2", **question: Any) -> Change:
    return compare(network(state, before, **question), network(state, after, **question), Question(**question))


def from_rows(rows: Sequence[str], ids: Sequence[str] = (), status: Sequence[str] = (), **more: Any) -> Network:
    """The network of a matrix: row i, column j is how strongly i names j; 0 is an answered "no tie", the diagonal is ignored."""
    names = list(ids) or [str(i + 1) for i in range(len(rows))]
    heard = list(status) or ["answered"] * len(rows)
    ties = {
        (names[i], names[j]): Tie(int(value), {"trust": int(value)})
        for i, row in enumerate(rows)
        for j, value in enumerate(row)
        if i != j and value != "0" and heard[i] == "answered"
    }
    members = tuple(Member(name, name, word) for name, word in zip(names, heard, strict=True))
    given: dict[str, Any] = {"map": "m", "map_name": "A map", "at": "w1", "layer": "trust", "asked": True, "wave": "w1"}
    return Network(members=members, ties=ties, **{**given, "items": ("trust",), "scale": (1, 5), **more})


def of_network(network: Network, name: str) -> Any:
    """One measure of a whole network, as JSON has it."""
    return measure(network, Question(layer=network.layer, names=(name,))).as_json()["network"][name]


def of_actors(network: Network, name: str) -> list[Any]:
    """One measure of every member, in order, as JSON has it."""
    found = measure(network, Question(layer=network.layer, names=(name,))).as_json()
    return [actor["scores"][name] for actor in found["actors"]]
