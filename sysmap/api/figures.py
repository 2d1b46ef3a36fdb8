"""Measures of a network as types of the API: every figure with what it means, over how many, and how missing answers count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sysmap.analysis.definition import Measure, plain
from sysmap.analysis.method import reliability
from sysmap.api.asked import Asked
from sysmap.api.networks import LAYER, actor, question_from
from sysmap.api.pages import AFTER, FIRST, connection, cut
from sysmap.api.shape import Line, asking, many, shaped, view
from sysmap.service.measuring import measures


def measures_field(self: Any, asked: Asked, at: Any, names: list[str] | None, **given: Any) -> Any:
    """The figures of a map's field ``measures``."""
    here = asked.elsewhere(self.here, at)
    question = question_from(asked, here, given, tuple(names or ()))
    found = measures(asked.sitting, here.viewer, here.map, here.at.words, question, here.at.known_at)
    return view("Measures").of(found, here)


def parts_of(score: Any) -> list[tuple[str, float | None]]:
    """A table of named numbers as rows; a table inside it is named by both words."""
    rows: list[tuple[str, float | None]] = []
    for name, value in score.items() if isinstance(score, Mapping) else ():
        rows += [(f"{name} {n}", v) for n, v in parts_of(value)] if isinstance(value, Mapping) else [(name, number(value))]
    return rows


def number(value: Any) -> float | None:
    """A single number, or None where there is none. Yes is 1 and no is 0: null would say that it is not known."""
    exact = plain(value)
    return float(exact) if isinstance(exact, int | float) else None


def _scores(v: Any, scores: Mapping[str, Any]) -> list[Any]:
    return [view("Score").of((name, score), v.here) for name, score in scores.items()]


def _of_member(v: Any) -> list[Any]:
    found, member = v.thing
    return _scores(v, {name: by_actor.get(member.id) for name, by_actor in found.actor_scores.items()})


def _actors(self: Any, asked: Asked, first: int | None, after: str | None) -> Any:
    found, here = self.thing, self.here
    about = ("actors measured", here.map, found.network.layer, found.network.at, found.question, sorted(here.viewer.spaces), here.at)
    rows = [(found, m) for m in found.network.members]
    page = cut(asked, rows, lambda row: row[1].id, about, asked.opened_at(here), first, after)
    return connection("ActorFigures", "the members' figures").of(page, here)


def _range(measure: Measure) -> list[float | None]:
    return [measure.low, measure.high]


def define() -> None:
    """Fill the types of figures."""
    shaped(
        "Part", "One number of a table.",
        Line("name", str, "Which of them.", lambda v: v.thing[0]),
        Line("value", float | None, "The number; null where it is not defined or not known.", lambda v: v.thing[1]),
    )  # fmt: skip
    shaped(
        "Score", "One measure's result.",
        Line("name", str, "Which measure.", lambda v: v.thing[0]),
        Line("value", float | None, "The number, 1 for yes and 0 for no; null where it is not defined, not known or not for these readers.",
             lambda v: number(v.thing[1])),
        Line("parts", many(view("Part")), "The numbers of a measure that has several.",
             lambda v: [view("Part").of(part, v.here) for part in parts_of(plain(v.thing[1]))]),
    )  # fmt: skip
    shaped(
        "Meaning", "What a measure means.",
        Line("name", str, "Which measure.", lambda v: v.thing.name),
        Line("question", str, "Which question it answers.", lambda v: v.thing.question),
        Line("range", list[float | None], "The lowest and the highest it can be; null is no bound.", lambda v: _range(v.thing)),
        Line("direction", str, "Which direction of ties it follows.", lambda v: v.thing.direction),
        Line("weight", str, "What a tie's value does in it.", lambda v: v.thing.weight),
        Line("missing", str, "How missing answers count.", lambda v: v.thing.missing),
        Line("sturdy", str, "How well it stands missing answers.", lambda v: v.thing.sturdy),
        Line("source", str, "Who defined it.", lambda v: v.thing.source),
    )  # fmt: skip
    _define_measures()


def _define_measures() -> None:
    shaped(
        "ActorFigures", "Where one member stands in a network.",
        Line("actor", view("Actor") | None, "The actor.", lambda v: actor(v.here, v.thing[1].id)),
        Line("name", str, "What it is called.", lambda v: v.thing[1].name),
        Line("status", str, "What became of asking it.", lambda v: v.thing[1].status),
        Line("received", int, "Over how many stated values its mean is taken.", lambda v: v.thing[0].received.get(v.thing[1].id, 0)),
        Line("scores", many(view("Score")), "Its figures.", _of_member),
    )  # fmt: skip
    shaped(
        "Measures", "How a network is as a whole, and where each member stands in it.",
        Line("layer", LAYER, "Of which layer.", lambda v: LAYER(v.thing.network.layer)),
        Line("at", str, "The point, as it was asked for.", lambda v: v.thing.network.at),
        Line("memberCount", int, "How many belong to it.", lambda v: len(v.thing.network.members)),
        Line("answered", int | None, "How many answered in full; null where nobody was asked.", lambda v: v.thing.network.answered),
        Line("responseRate", float | None, "Answered over members; null where nobody was asked.", lambda v: v.thing.network.response_rate),
        Line("tieCount", int, "How many ties there are.", lambda v: len(v.thing.network.ties)),
        Line("reliability", str, "May paths be read at this response? Empty where nothing speaks against it.",
             lambda v: reliability(v.thing.network)),
        Line("method", str, "What was counted, and how missing answers were treated.", lambda v: v.thing.method),
        Line("network", many(view("Score")), "The figures of the network as a whole.",
             lambda v: _scores(v, v.thing.network_scores)),
        asking("actors", connection("ActorFigures", "the members' figures"), "The figures of each member, in map order.",
             _actors, FIRST, AFTER),
        Line("meanings", many(view("Meaning")), "What each measure means.",
             lambda v: [view("Meaning").of(measure, v.here) for measure in v.thing.measures]),
    )  # fmt: skip
