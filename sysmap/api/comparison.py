"""What changed between two points, as types of the API: for the stable core and for everyone, with who came, went and was not heard."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import strawberry

from sysmap.api.asked import Asked, point
from sysmap.api.comparison_parts import define_parts
from sysmap.api.facts import AT
from sysmap.api.figures import parts_of
from sysmap.api.networks import LAYER, QUESTION_ARGS, actor, question_from
from sysmap.api.pages import AFTER, FIRST, connection, cut
from sysmap.api.shape import Arg, Line, asking, enumeration, input_of, many, shaped, view
from sysmap.errors import UsageError
from sysmap.service.comparing import compared
from sysmap.service.disclosure import disclosed_change
from sysmap.service.networks import funded_by

KINDS_OF_CHANGE = {
    "formed": "It began, among pairs answered about both times.",
    "dissolved": "It ended, among pairs answered about both times.",
    "strengthened": "It lasted and got stronger.",
    "weakened": "It lasted and got weaker.",
    "unchanged": "It lasted as it was.",
    "value_unknown": "It lasted, and its strength is not known both times.",
    "first_attested": "It is recorded now, and only its source's date says since when.",
    "unobserved": "It was seen once, and its pair was not answered about the other time.",
    "joined": "It came with somebody who joined.",
    "left": "It went with somebody who left.",
}
CHANGE_KIND = enumeration(
    "TieChangeKind", "What became of a tie.", {name.upper(): (name, says) for name, says in KINDS_OF_CHANGE.items()}
)
AMONG = input_of(
    "Among",
    "Only ties among certain actors.",
    Arg("fundedBy", strawberry.ID | None, "Both ends receive something from this actor, whenever it was.", None),
    Arg("sector", list[str] | None, "Both ends are of one of these sectors.", None),
    Arg("keys", list[strawberry.ID] | None, "Both ends are among these actors.", None),
)
COMPARE_ARGS = (
    Arg("from", AT, "The point before."),
    Arg("to", AT, "The point after."),
    *QUESTION_ARGS,
)


def compare_field(self: Any, asked: Asked, from_: Any, to: Any, **given: Any) -> Any:
    """The comparison of a map's field ``compare``."""
    before, after = both_points(from_, to)
    here = asked.scene(self.here.map, after, self.here.viewer)
    question = question_from(asked, here, given)
    change = compared(asked.sitting, here.viewer, here.map, before.words or "", after.words or "", question, after.known_at)
    return view("Comparison").of({**disclosed_change(change, here.viewer), "question": question}, here)


def both_points(from_: Any, to: Any) -> tuple[Any, Any]:
    """The two points of a comparison. Raises UsageError where one names none, or they are known at different times."""
    before, after = point(from_), point(to)
    for one, end in ((before, "from"), (after, "to")):
        if one.words is None:
            raise UsageError(f"{end} names no point", fix="Give it a wave, a snapshot or validAt.")
    if before.known_at != after.known_at:
        raise UsageError("Both points are compared as known at one time", fix="Give both the same knownAt, or neither.")
    return before, after


def _actors(v: Any, keys: list[str]) -> list[Any]:
    """The actors of these ids, as this viewer sees them; those that have gone since are read at the point after."""
    return [found for found in (actor(v.here, key) for key in keys) if found is not None]


def _ties(self: Any, asked: Asked, first: int | None, after: str | None, change: list[Any] | None, of_: str | None, among: Any) -> Any:
    rows = self.thing["ties"]
    if change is not None:
        wanted = {one.value for one in change}
        rows = [tie for tie in rows if tie["change"] in wanted]
    if of_ is not None:
        rows = [tie for tie in rows if of_ in (tie["from"], tie["to"])]
    for inside in _groups(self.here, among):
        rows = [tie for tie in rows if tie["from"] in inside and tie["to"] in inside]
    about = (self.thing["map"], "ties", repr(change), of_, repr(among))
    return connection("TieChange", "the ties then and now").of(_page(self, asked, rows, about, first, after), self.here)


def _groups(here: Any, among: Any) -> list[frozenset[str]]:
    if among is None:
        return []
    groups = []
    if among.funded_by is not None:
        groups.append(funded_by(here, among.funded_by))
    if among.sector is not None:
        groups.append(frozenset(a.id for a in here.state.actors.values() if a.sector in among.sector))
    if among.keys is not None:
        groups.append(frozenset(among.keys))
    return groups


def _movers(self: Any, asked: Asked, first: int | None, after: str | None, measure: str | None) -> Any:
    rows = [row for row in self.thing["actors"] if measure is None or row["measure"] == measure]
    page = _page(self, asked, rows, (self.thing["map"], "actors", measure), first, after)
    return connection("ActorChange", "the actors' figures then and now").of(page, self.here)


def _page(self: Any, asked: Asked, rows: list[Any], about: Any, first: int | None, after: str | None) -> Any:
    thing, here = self.thing, self.here
    bound = (about, thing["from"], thing["to"], thing["layer"], thing.get("seed"), sorted(here.viewer.spaces), here.at)
    return cut(asked, rows, _row_name, bound, asked.opened_at(here), first, after)


def _row_name(row: Mapping[str, Any]) -> str:
    return f"{row['from']}\x1f{row['to']}" if "from" in row else f"{row['id']}\x1f{row['measure']}"


def _part(v: Any, name: str) -> Any:
    return view("ChangePart").of({"map": v.thing["map"], **v.thing[name]}, v.here)


def _heard(v: Any, when: str) -> list[Any]:
    by_sector = (v.thing["heard"] or {}).get(when) or {}
    return [view("HeardIn").of((group, row), v.here) for group, row in by_sector.items()]


def define() -> None:
    """Fill the types of comparisons."""
    define_parts(_ties, _movers, CHANGE_KIND, AMONG)
    part = view("ChangePart")
    shaped(
        "Composition", "Who came, who went, and who stayed.",
        Line("joined", many(view("Actor")), "Who is a member only now.", lambda v: _actors(v, v.thing["joined"])),
        Line("left", many(view("Actor")), "Who was a member only then.", lambda v: _actors(v, v.thing["left"])),
        Line("stable", int, "How many are members both times.", lambda v: v.thing["stable"]),
        Line("answeredBoth", int | None, "How many answered both times; null where nobody was asked.", lambda v: v.thing["answered_both"]),
    )  # fmt: skip
    shaped(
        "Comparison", "What changed between two points: for the stable core, for everyone, and what cannot be said.",
        Line("from", str, "The point before.", lambda v: v.thing["from"]),
        Line("to", str, "The point after.", lambda v: v.thing["to"]),
        Line("layer", LAYER, "Of which layer.", lambda v: LAYER(v.thing["layer"])),
        Line("comparable", bool, "Were both asked alike?", lambda v: v.thing["comparable"]),
        Line("unlike", list[str], "In what they were asked differently; then nothing is compared.", lambda v: v.thing["unlike"]),
        Line("composition", view("Composition"), "Who came, who went, and who stayed.",
             lambda v: view("Composition").of(v.thing["composition"], v.here)),
        Line("core", part, "The change among those who are in both, on pairs answered about both times.",
             lambda v: _part(v, "stable_core")),
        Line("everyone", part, "The same with all who were in either.", lambda v: _part(v, "everyone")),
        Line("turnover", many(view("Part")), "Every tie of then and now by what became of it.",
             lambda v: [view("Part").of(p, v.here) for p in parts_of(v.thing["turnover"])]),
        Line("items", many(view("Moved")), "How lasting ties moved, question by question, and on all together.",
             lambda v: [view("Moved").of((name, row), v.here) for name, row in v.thing["items"].items()]),
        Line("places", many(view("MovedPlace")), "Where they moved, among the groups that the map names.",
             lambda v: [view("MovedPlace").of(row, v.here) for row in v.thing["places"]]),
        Line("gapsBefore", many(view("Gap")) | None, "The pairs whose ends saw their tie very differently then; null where not shown.",
             lambda v: _gaps(v, "before")),
        Line("gapsAfter", many(view("Gap")) | None, "The pairs whose ends see their tie very differently now; null where not shown.",
             lambda v: _gaps(v, "after")),
        Line("heardBefore", many(view("HeardIn")), "Who answered then, by sector.", lambda v: _heard(v, "before")),
        Line("heardAfter", many(view("HeardIn")), "Who answered now, by sector.", lambda v: _heard(v, "after")),
        asking("ties", connection("TieChange", "the ties then and now"), "What became of each tie of the stable core.", _ties, FIRST, AFTER,
               *TIE_ARGS),
        Line("method", str, "What was compared, and how missing answers were treated.", lambda v: v.thing["method"]),
    )  # fmt: skip


TIE_ARGS = (
    Arg("change", many(CHANGE_KIND) | None, "Only what became of them so.", None),
    Arg("of", strawberry.ID | None, "Only those of this actor, by its key.", None),
    Arg("among", AMONG | None, "Only those among certain actors.", None),
)


def _gaps(v: Any, when: str) -> list[Any] | None:
    rows = v.thing["gaps"][when]
    return None if rows is None else [view("Gap").of(row, v.here) for row in rows]
