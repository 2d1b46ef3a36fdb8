"""Questions of what was learnt and of what is held, as types of the API: what helps, what was measured, and what is known of somebody."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.facts import AT, AT_ARG
from sysmap.api.networks import actor
from sysmap.api.shape import Arg, Line, asking, many, shaped, view
from sysmap.service import condition_moves, held_about, measurement_moves

ENDS = (Arg("from", AT, "The point before."), Arg("to", AT, "The point after."))


def _conditions(self: Any, asked: Asked, from_: Any, to: Any, condition: list[str] | None, place: list[str] | None) -> Any:
    asked.in_time()
    then, now = asked.elsewhere(self.here, from_), asked.elsewhere(self.here, to)
    return view("ConditionMoves").of(condition_moves.condition_moves(then, now, condition or (), place or ()), now)


def _measurements(self: Any, asked: Asked, from_: Any, to: Any, chosen_by: list[str] | None) -> Any:
    asked.in_time()
    then, now = asked.elsewhere(self.here, from_), asked.elsewhere(self.here, to)
    return view("MeasurementMoves").of(measurement_moves.measurement_moves(then, now, chosen_by or ()), now)


def _held(self: Any, asked: Asked, actor: str, at: Any) -> Any:
    asked.in_time()
    here = asked.elsewhere(self.here, at)
    return view("HeldAbout").of(held_about.held_about(here, actor), here)


def fields() -> list[Line]:
    """The fields of a map that ask these."""
    return [
        asking("conditionMoves", view("ConditionMoves") | None, "Which conditions moved, where, by whose word, with which stories?",
               _conditions, *ENDS, Arg("condition", list[strawberry.ID] | None, "Only these conditions, by their keys.", None),
               Arg("place", list[str] | None, "Only in these places.", None)),
        asking("measurementMoves", view("MeasurementMoves") | None, "Which indicators moved, with n, and may the two values be compared?",
               _measurements, *ENDS, Arg("chosenBy", list[str] | None, "Only what these people chose to measure.", None)),
        asking("heldAbout", view("HeldAbout") | None, "What is held about one actor, who may see it, and what goes if it withdraws?",
               _held, Arg("actor", strawberry.ID, "Whom, by its key."), AT_ARG),
    ]  # fmt: skip


def _views(name: str, things: Any, here: Any) -> list[Any]:
    return [view(name).of(thing, here) for thing in things]


def _one(name: str, thing: Any, here: Any) -> Any:
    return None if thing is None else view(name).of(thing, here)


def define() -> None:
    """Fill the types."""
    shaped(
        "ConditionMove", "One group's word about one condition in one place, then and now.",
        Line("condition", view("Condition"), "Which condition.", lambda v: view("Condition").of(v.thing.condition, v.here)),
        Line("place", str | None, "Where.", lambda v: v.thing.place),
        Line("by", str | None, "By whose word.", lambda v: v.thing.by),
        Line("before", str | None, "Then: helps, hinders, mixed or unknown; null where nobody said.", lambda v: v.thing.before),
        Line("after", str | None, "Now, likewise.", lambda v: v.thing.after),
        Line("move", str, "better, worse, same or not known.", lambda v: v.thing.move),
        Line("stories", many(view("Story")), "The stories about it.", lambda v: _views("Story", v.thing.stories, v.here)),
        Line("otherwise", many(view("ConditionRating")), "Others who rate the same otherwise now: both stand.",
             lambda v: _views("ConditionRating", v.thing.otherwise, v.here)),
    )  # fmt: skip
    shaped(
        "ConditionMoves", "Which conditions moved between two points.",
        Line("moves", many(view("ConditionMove")), "Each row that was rated, in the order of the conditions.",
             lambda v: _views("ConditionMove", v.thing, v.here)),
        Line("n", int, "How many rows.", lambda v: len(v.thing)),
        Line("method", str, "How they were read.", lambda v: condition_moves.METHOD),
    )  # fmt: skip
    shaped(
        "MeasurementMove", "One indicator, then and now.",
        Line("indicator", view("Indicator"), "What is measured.", lambda v: view("Indicator").of(v.thing.indicator, v.here)),
        Line("before", view("Measurement") | None, "Then, with its n.", lambda v: _one("Measurement", v.thing.before, v.here)),
        Line("after", view("Measurement") | None, "Now, with its n.", lambda v: _one("Measurement", v.thing.after, v.here)),
        Line("difference", float | None, "Now less then; null where the two may not be compared.",
             lambda v: None if v.thing.difference is None else float(v.thing.difference)),
        Line("comparable", bool, "May they be compared?", lambda v: v.thing.why is None),
        Line("why", str | None, "Why they may not.", lambda v: v.thing.why),
    )  # fmt: skip
    shaped(
        "MeasurementMoves", "Which indicators moved between two points.",
        Line("moves", many(view("MeasurementMove")), "Each indicator that was measured, in map order.",
             lambda v: _views("MeasurementMove", v.thing, v.here)),
        Line("method", str, "What was compared with what.", lambda v: measurement_moves.METHOD),
    )  # fmt: skip
    _define_held()


def _define_held() -> None:
    shaped(
        "HeldOf", "How much of one kind is held for one audience.",
        Line("kind", str, "The kind of fact, in a bundle's words.", lambda v: v.thing.kind),
        Line("shownTo", str, "For whom these are.", lambda v: v.thing.shown_to),
        Line("count", int, "How many.", lambda v: v.thing.facts),
    )  # fmt: skip
    shaped(
        "HeldAbout", "What is held about one actor.",
        Line("actor", view("Actor") | None, "Whom.", lambda v: actor(v.here, v.thing.actor)),
        Line("held", many(view("HeldOf")), "By kind and audience, in the order of a bundle.",
             lambda v: _views("HeldOf", v.thing.held, v.here)),
        Line("erasable", int | None, "How many words an erasure would take out, of past versions too. For the map keeper; null for others.",
             lambda v: v.thing.texts),
        Line("method", str, "What counts as about somebody, and what an erasure leaves.", lambda v: held_about.METHOD),
    )  # fmt: skip
