"""Questions that join layers, as types of the API: who bridges two groups, who decides apart from whom, what came after what."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import strawberry

from sysmap.analysis.definition import plain
from sysmap.analysis.method import reliability
from sysmap.api.asked import Asked
from sysmap.api.facts import AT_ARG
from sysmap.api.networks import QUESTION_ARGS, actor, question_from
from sysmap.api.shape import Arg, Line, asking, many, shaped, view
from sysmap.errors import UsageError
from sysmap.service.bridges import bridges
from sysmap.service.deciding_apart import deciding_apart
from sysmap.service.timeline import CAUTION, MONTHS, timeline


def _bridges(self: Any, asked: Asked, between: list[str], at: Any, **given: Any) -> Any:
    asked.in_time()
    if len(between) != 2:
        raise UsageError("A bridge is between two groups", fix="Name two, such as statutory and voluntary.")
    here = asked.elsewhere(self.here, at)
    question = question_from(asked, here, given)
    question = replace(question, group=question.group or "sector")
    found = bridges(asked.sitting, here.viewer, here.map, here.at.words, question, (between[0], between[1]), here.at.known_at)
    return view("Bridges").of(found, here)


def _apart(self: Any, asked: Asked, sector: str, within: int, over: list[str] | None, at: Any) -> Any:
    asked.in_time()
    here = asked.elsewhere(self.here, at)
    return view("DecidingApart").of(deciding_apart(here, sector, within, over or ()), here)


def _timeline(self: Any, asked: Asked, events: list[str] | None, months: int, known_at: str | None, **given: Any) -> list[Any]:
    asked.in_time()
    question = question_from(asked, self.here, given)
    found = timeline(asked.sitting, self.here.viewer, self.here.map, question, events or (), months, known_at)
    return [view("AroundEvent").of(row, self.here) for row in found]


def fields() -> list[Line]:
    """The fields of a map that ask these."""
    return [
        asking("bridges", view("Bridges") | None, "Who joins two groups that would not meet otherwise, and does it hang on one actor?",
               _bridges, Arg("between", list[str], "Which two groups, such as two sectors."), AT_ARG, *QUESTION_ARGS),
        asking("decidingApart", view("DecidingApart") | None, "Who holds power over decisions and has no tie to a sector they are about?",
               _apart,
               Arg("sector", str, "Which sector.", "community"), Arg("within", int, "Within how many steps a tie counts.", 1),
               Arg("over", list[strawberry.ID] | None, "Only these power statements, by their keys; all, unless said.", None), AT_ARG),
        asking("timeline", many(view("AroundEvent")) | None, "What moved around each event, and which moves to scale came before it?",
               _timeline, Arg("events", list[strawberry.ID] | None, "Only these events; all with a date, unless said.", None),
               Arg("months", int, "How many months before an event are looked at for moves to scale.", MONTHS),
               Arg("knownAt", str | None, "As the map was known at this day.", None), *QUESTION_ARGS),
    ]  # fmt: skip


def define() -> None:
    """Fill the types."""
    person = view("Actor") | None
    shaped(
        "Bridge", "Somebody on the open paths between two groups.",
        Line("actor", person, "Who.", lambda v: actor(v.here, v.thing.id)),
        Line("paths", int, "On how many paths.", lambda v: v.thing.paths),
        Line("share", float | None, "On which share of all of them.", lambda v: plain(v.thing.share)),
        Line("rank", int | None, "Its place: 1 and the number of those on more.", lambda v: v.thing.rank.rank),
        Line("lowest", int | None, "Its best place over leaving out each other respondent's answers; null where none can be left out.",
             lambda v: v.thing.rank.lowest),
        Line("highest", int | None, "Its worst place over leaving out each other respondent's answers.", lambda v: v.thing.rank.highest),
    )  # fmt: skip
    shaped(
        "Bridges", "Who joins two groups that would not meet otherwise.",
        Line("between", list[str], "Which two.", lambda v: list(v.thing.between)),
        Line("bridges", many(view("Bridge")), "Who is on at least one path, in map order.",
             lambda v: [view("Bridge").of(bridge, v.here) for bridge in v.thing.bridges]),
        Line("pathCount", int, "How many paths of two ties lead from one to the other where no tie does.", lambda v: v.thing.paths),
        Line("directTies", int, "How many ties join the two groups directly.", lambda v: v.thing.direct),
        Line("first", person, "Who is on most; null where there is none, or several are on as many.",
             lambda v: actor(v.here, v.thing.first.id) if v.thing.first else None),
        Line("firstShare", float | None, "On which share of the paths: how much hangs on one.",
             lambda v: plain(v.thing.first.share) if v.thing.first else None),
        Line("piecesBefore", int | None, "How many pieces hold together with it.", lambda v: v.thing.pieces[0] if v.thing.pieces else None),
        Line("piecesAfter", int | None, "How many without it.", lambda v: v.thing.pieces[1] if v.thing.pieces else None),
        Line("memberCount", int, "How many belong to the network.", lambda v: len(v.thing.network.members)),
        Line("answered", int | None, "How many answered in full; null where nobody was asked.", lambda v: v.thing.network.answered),
        Line("responseRate", float | None, "Answered over members; null where nobody was asked.", lambda v: v.thing.network.response_rate),
        Line("reliability", str, "May paths be read at this response? Empty where nothing speaks against it.",
             lambda v: reliability(v.thing.network)),
        Line("method", str, "What was counted, and how missing answers were treated.", lambda v: v.thing.method),
    )  # fmt: skip
    _define_apart(person)
    _define_timeline()


def _define_apart(person: Any) -> None:
    shaped(
        "HolderApart", "Somebody who holds power and has no such tie.",
        Line("actor", person, "Who.", lambda v: actor(v.here, v.thing.id)),
        Line("powerStatements", many(view("PowerStatement")), "Over what, and who says so.",
             lambda v: [view("PowerStatement").of(said, v.here) for said in v.thing.statements]),
        Line("steps", int | None, "How many steps away the nearest of the sector is; null where no way is known.", lambda v: v.thing.steps),
    )  # fmt: skip
    shaped(
        "DecidingApart", "Who holds power over decisions, and has no tie to those they are about.",
        Line("holders", many(view("HolderApart")), "Who, in map order.",
             lambda v: [view("HolderApart").of(holder, v.here) for holder in v.thing.apart]),
        Line("among", int, "Of how many who hold power.", lambda v: v.thing.among),
        Line("method", str, "What was counted, and what is not known.", lambda v: v.thing.method),
    )  # fmt: skip


def _define_timeline() -> None:
    shaped(
        "AroundEvent", "What moved around one event. After is not because.",
        Line("event", view("Event"), "The event.", lambda v: view("Event").of(v.thing.event, v.here)),
        Line("moves", many(view("Event")), "The moves to scale, out, up or deep, in the months before it.",
             lambda v: [view("Event").of(move, v.here) for move in v.thing.moves]),
        Line("before", str | None, "The last round before it.", lambda v: v.thing.before),
        Line("after", str | None, "The first round after it.", lambda v: v.thing.after),
        Line("shifts", many(view("TieChange")) | None,
             "The ties in both rounds that moved between the two and touch whom it affects; null where no two rounds lie round it.",
             lambda v: None if v.thing.shifts is None else [view("TieChange").of(tie, v.here) for tie in v.thing.shifts]),
        Line("why", str | None, "Why nothing can be said of shifts, where it cannot.", lambda v: v.thing.why),
        Line("caution", str, "What this does not say.", lambda v: CAUTION),
    )  # fmt: skip
