"""What goes with the ties of now, and did those named beforehand change more, as types of the API."""

from __future__ import annotations

from typing import Any

from sysmap.api.asked import Asked
from sysmap.api.comparison import COMPARE_ARGS, both_points
from sysmap.api.networks import question_from
from sysmap.api.shape import Arg, Line, graphql_name, many, shaped, view
from sysmap.service.explaining import explained
from sysmap.service.telling_tests import explanation_told

EXPLAIN_ARGS = (
    *COMPARE_ARGS,
    Arg("by", list[str] | None, "What may account for a tie: before, returned, same:ATTRIBUTE, apart:ATTRIBUTE, distance, shared_funder, "
        "relationships:TYPE, funding; the usual ones, unless said.", None),
    Arg("sets", list[str] | None, "Actors named beforehand: a group of the map, funded-by:ID, or ATTRIBUTE=VALUE.", None),
)  # fmt: skip
REGRESSION = {
    "pairs": (int | None, "Over how many pairs, observed in every network."),
    "actors": (int | None, "Among how many actors."),
    "intercept": (float | None, "What is left for a pair without any of it."),
    "r_squared": (float | None, "Which share of the outcome is accounted for."),
    "draws": (int | None, "Over how many draws; null where it is exact."),
    "seed": (int | None, "The seed of the draws."),
}
TERM = {
    "coefficient": (float | None, "By how much, for each step of it."),
    "t": (float | None, "How far that is from nothing, in its own errors."),
    "p": (float | None, "How often chance gives as much, either way."),
    "p_holm": (float | None, "The same, counting how many predictors there are."),
    "why": (str | None, "Why there is nothing to tell, where there is not."),
}
SET = {
    "set": (str | None, "Which set."),
    "figure": (str | None, "Which question, or figure."),
    "where": (str | None, "On ties within the set, towards it, or of its members."),
    "named": (int | None, "How many of the set are counted."),
    "there": (float | None, "The mean change there."),
    "elsewhere": (float | None, "The mean change elsewhere."),
    **{name: TERM[name] for name in ("p", "why")},
    "p_holm": (float | None, "How often chance gives as much, counting how many were tried."),
    "draws": REGRESSION["draws"],
}


def explain_field(self: Any, asked: Asked, from_: Any, to: Any, by: Any, sets: Any, **given: Any) -> Any:
    """The explanation of a map's field ``explain``. For the map keeper alone on trust."""
    before, after = both_points(from_, to)
    here = asked.scene(self.here.map, after, self.here.viewer)
    question = question_from(asked, here, given)
    words = (before.words or "", after.words or "")
    found = explained(asked.sitting, here.viewer, here.map, *words, question, by or (), sets or (), after.known_at)
    return view("Explanation").of({**found.as_json(), "sentences": list(explanation_told(found))}, here)


def define() -> None:
    """Fill the types of explanations."""
    shaped("PredictorFound", "Does one thing go with a tie, all else alike?",
           Line("name", str, "Which predictor.", lambda v: v.thing["name"]), *_cells(TERM))  # fmt: skip
    shaped("SetFound", "Did those named beforehand change more than the rest?", *_cells(SET))
    shaped(
        "Explanation", "What goes with the ties of now, and did those named beforehand change more?",
        Line("predictors", many(view("PredictorFound")), "What was held beside the outcome.",
             lambda v: [view("PredictorFound").of(p, v.here) for p in (v.thing["regression"] or {}).get("predictors", ())]),
        *(Line(graphql_name(name), type, says, lambda v, name=name: (v.thing["regression"] or {}).get(name))
          for name, (type, says) in REGRESSION.items()),
        Line("sets", many(view("SetFound")), "Those named beforehand.",
             lambda v: [view("SetFound").of(s, v.here) for s in v.thing["sets"]]),
        Line("sentences", list[str], "Each result in a sentence: what was asked, what chance alone would give, what it does not mean.",
             lambda v: v.thing["sentences"]),
        Line("method", str, "What was counted, and how missing answers were treated.", lambda v: v.thing["method"]),
    )  # fmt: skip


def _cells(table: dict[str, Any]) -> list[Line]:
    return [Line(graphql_name(name), type, says, lambda v, name=name: v.thing.get(name)) for name, (type, says) in table.items()]
