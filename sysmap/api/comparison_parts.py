"""The parts of a comparison as types of the API: counts, figures, tests, ties and ranks."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.figures import parts_of
from sysmap.api.networks import actor
from sysmap.api.pages import AFTER, FIRST, connection
from sysmap.api.shape import Arg, Line, asking, graphql_name, many, shaped, view

COUNTS = {
    "n00": "Pairs without a tie both times.",
    "formed": "Ties that began.",
    "dissolved": "Ties that ended.",
    "kept": "Ties that lasted.",
    "strengthened": "Lasting ties that got stronger.",
    "weakened": "Lasting ties that got weaker.",
    "unchanged": "Lasting ties that stayed as they were.",
    "value_unknown": "Lasting ties whose strength is not known both times.",
    "first_attested": "Ties recorded now of which only a source's date says since when.",
    "unobserved_pairs": "Pairs of members of both that were not answered about both times.",
    "unobserved_ties": "Ties seen once whose pair was not answered about the other time.",
    "not_comparable": "Pairs that were asked about differently.",
    "came_with_joiners": "Ties that came with those who joined.",
    "went_with_leavers": "Ties that went with those who left.",
}
FIGURES = {
    "members": (int | None, "How many belong to it."),
    "answered": (int | None, "How many answered; null where nobody was asked."),
    "observed_pairs": (int | None, "How many directed pairs were answered about."),
    "ties": (int | None, "How many ties there are."),
    "density": (float | None, "Which share of the pairs answered about is a tie?"),
    "mean_value": (float | None, "The mean of the stated values; null where it may not be shown."),
    "reciprocity": (float | None, "Which share of ties goes both ways?"),
}
MOVED = {
    "n": (int | None, "Over how many lasting ties."),
    "sum": (float | None, "All moves added."),
    "mean": (float | None, "The mean move."),
    "up": (int | None, "How many rose."),
    "down": (int | None, "How many fell."),
    "same": (int | None, "How many stayed."),
}
SHARES = {
    "jaccard": "Which share of the ties of then or now is a tie both times?",
    "weighted_jaccard": "How alike are the two networks with their strengths?",
    "kept_share": "Which share of the ties of then lasted?",
    "formed_share": "Which share of the pairs without a tie then has one now?",
}


def _cells(table: dict[str, Any]) -> list[Line]:
    return [Line(graphql_name(name), type, says, lambda v, name=name: v.thing.get(name)) for name, (type, says) in table.items()]


def _tests(v: Any) -> list[Any]:
    return [view("Test").of((name, test), v.here) for name, test in (v.thing["tests"] or {}).items() if test is not None]


def _parts(v: Any, name: str) -> list[Any]:
    return [view("Part").of(part, v.here) for part in parts_of(v.thing[name])]


def define_parts(ties: Any, movers: Any, kind: Any, among: Any) -> None:
    """Fill the types that a comparison is made of."""
    _define_rows(kind)
    _define_moves()
    shaped("ChangeCounts", "How many pairs became what.", *_cells({name: (int | None, says) for name, says in COUNTS.items()}))
    shaped("ChangeFigures", "A few figures of one of the two networks.", *_cells(FIGURES),
           Line("dyads", many(view("Part")), "How many pairs go both ways, one way, not at all.", lambda v: _parts(v, "dyads"))) # fmt: skip
    shaped(
        "Test", "Is a change more than chance would give?",
        Line("name", str, "What was tested.", lambda v: v.thing[0]),
        Line("p", float | None, "How often chance gives as much; null where nothing is tested.", lambda v: v.thing[1].get("p")),
        Line("method", str | None, "How it was tested.", lambda v: v.thing[1].get("method")),
        Line("n", int | None, "Over how many.", lambda v: v.thing[1].get("n")),
        Line("draws", int | None, "Over how many draws; null where it is exact.", lambda v: v.thing[1].get("draws")),
        Line("sentence", str | None, "What was asked, what chance alone would give, and what it does not mean.",
             lambda v: v.thing[1].get("sentence")),
        Line("why", str | None, "Why there is nothing to tell, where there is not.", lambda v: v.thing[1].get("why")),
        Line("figures", many(view("Part")), "Its other figures.", lambda v: [view("Part").of(p, v.here) for p in parts_of(v.thing[1])]),
    )  # fmt: skip
    shaped(
        "ChangePart", "The change on one set of pairs.",
        Line("observedPairs", int | None, "How many directed pairs were answered about both times.", lambda v: v.thing["observed_pairs"]),
        Line("counts", view("ChangeCounts"), "How many pairs became what.", lambda v: view("ChangeCounts").of(v.thing["counts"], v.here)),
        *(Line(graphql_name(name), float | None, says, lambda v, name=name: v.thing[name]) for name, says in SHARES.items()),
        Line("hamming", int | None, "How many pairs differ.", lambda v: v.thing["hamming"]),
        Line("dyads", many(view("Part")), "From what to what pairs went: M both ways, A one way, N not at all.",
             lambda v: _parts(v, "dyads")),
        Line("meanChange", many(view("Part")), "The change of the plain mean, taken apart.", lambda v: _parts(v, "mean_change")),
        Line("tests", many(view("Test")), "Which changes are more than chance would give.", _tests),
        Line("before", view("ChangeFigures"), "Figures of then.", lambda v: view("ChangeFigures").of(v.thing["before"], v.here)),
        Line("after", view("ChangeFigures"), "Figures of now.", lambda v: view("ChangeFigures").of(v.thing["after"], v.here)),
        asking("ties", connection("TieChange", "the ties then and now"), "What became of each tie.", ties, FIRST, AFTER,
               Arg("change", many(kind) | None, "Only what became of them so.", None),
               Arg("of", strawberry.ID | None, "Only those of this actor, by its key.", None),
               Arg("among", among | None, "Only those among certain actors.", None)),
        asking("actors", connection("ActorChange", "the actors' figures then and now"), "Who stands elsewhere than before.", movers,
               FIRST, AFTER, Arg("measure", str | None, "Only on this measure.", None)),
        Line("method", str, "What was compared, and how missing answers were treated.", lambda v: v.thing["method"]),
    )  # fmt: skip


def _define_rows(kind: Any) -> None:
    shaped(
        "TieChange", "One directed pair, then and now.",
        Line("from", view("Actor") | None, "Who tells of it.", lambda v: actor(v.here, v.thing["from"])),
        Line("to", view("Actor") | None, "Of whom.", lambda v: actor(v.here, v.thing["to"])),
        Line("fromKey", strawberry.ID, "Who tells of it, by its key: known also where it has left the map.", lambda v: v.thing["from"]),
        Line("toKey", strawberry.ID, "Of whom, by its key: known also where it has left the map.", lambda v: v.thing["to"]),
        Line("before", float | None, "Its value then; 0 is no tie, null not stated or not known.", lambda v: v.thing["before"]),
        Line("after", float | None, "Its value now; 0 is no tie, null not stated or not known.", lambda v: v.thing["after"]),
        Line("difference", float | None, "How much it moved, on what was answered both times.", lambda v: v.thing["difference"]),
        Line("change", kind, "What became of it.", lambda v: kind(v.thing["change"])),
    )  # fmt: skip
    shaped(
        "ActorChange", "One actor's figure, then and now.",
        Line("actor", view("Actor") | None, "The actor.", lambda v: actor(v.here, v.thing["id"])),
        Line("key", strawberry.ID, "Its id on the map.", lambda v: v.thing["id"]),
        Line("measure", str, "Which figure.", lambda v: v.thing["measure"]),
        Line("before", float | None, "Then; null where it is not known.", lambda v: v.thing["before"]),
        Line("after", float | None, "Now; null where it is not known.", lambda v: v.thing["after"]),
        Line("rankBefore", list[int | None] | None, "Its rank then, and the lowest and highest with any other's answers left out.",
             lambda v: v.thing["rank_before"]),
        Line("rankAfter", list[int | None] | None, "Its rank now, and the lowest and highest with any other's answers left out.",
             lambda v: v.thing["rank_after"]),
    )  # fmt: skip
    shaped(
        "Gap", "A pair whose two ends see their tie very differently.",
        Line("high", view("Actor") | None, "Who trusts more than it is trusted.", lambda v: actor(v.here, v.thing["high"])),
        Line("low", view("Actor") | None, "Who trusts less.", lambda v: actor(v.here, v.thing["low"])),
        Line("trusts", float, "How much the one trusts the other.", lambda v: v.thing["trusts"]),
        Line("trusted", float, "How much it is trusted by the other.", lambda v: v.thing["trusted"]),
    )  # fmt: skip
    shaped(
        "HeardIn", "Who answered in one sector.",
        Line("sector", str, "Which sector.", lambda v: v.thing[0]),
        Line("answered", int, "How many answered.", lambda v: v.thing[1]["answered"]),
        Line("members", int, "Of how many.", lambda v: v.thing[1]["members"]),
    )  # fmt: skip


def _define_moves() -> None:
    shaped("Moved", "How lasting ties moved on one question.",
           Line("item", str, "Which question; all is the mean of them.", lambda v: v.thing[0]),
           *(Line(name, type, says, lambda v, name=name: v.thing[1].get(name)) for name, (type, says) in MOVED.items()))  # fmt: skip
    shaped("MovedBy", "How some lasting ties moved.", *_cells(MOVED))
    shaped(
        "MovedPlace", "How lasting ties moved inside or towards a group, and elsewhere.",
        Line("item", str, "Which question.", lambda v: v.thing["item"]),
        Line("group", str, "Which group, as the map names it.", lambda v: v.thing["group"]),
        Line("where", str, "Inside the group, or towards it from outside.", lambda v: v.thing["where"]),
        Line("there", view("MovedBy"), "How they moved there.", lambda v: view("MovedBy").of(v.thing["there"], v.here)),
        Line("elsewhere", view("MovedBy"), "How the others moved.", lambda v: view("MovedBy").of(v.thing["elsewhere"], v.here)),
        Line("onlyHere", bool, "Did they move there only?", lambda v: v.thing["only_here"]),
        Line("members", many(view("Actor")), "Who is in the group.",
             lambda v: [one for one in (actor(v.here, id) for id in v.thing["members"]) if one is not None]),
    )  # fmt: skip
