"""The six plain questions over GraphQL: the very answers that stand above the map on its page."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.networks import actor
from sysmap.api.shape import Arg, Line, asking, enumeration, many, shaped, view
from sysmap.service.answers import QUESTIONS, answer, asked_in_words

QUESTION = enumeration(
    "PlainQuestion", "A question that stands above every map.", {name.upper(): (name, asked_in_words(name)) for name in QUESTIONS}
)


def answer_field(self: Any, asked: Asked, question: Any, at: str | None) -> Any:
    """The answer to one of the six questions."""
    asked.in_time()
    found = answer(asked.sitting.desk, self.here.viewer, self.here.map, question.value, at)
    return view("Answer").of((question.value, found), self.here)


ANSWER = asking(
    "answer", view("Answer"), "A plain question answered in a sentence and a short list, with who answered and how it is known.",
    answer_field, Arg("question", QUESTION, "Which question."),
    Arg("at", strawberry.ID | None, "At which round, saved version or day; the latest that fits, unless said.", None),
)  # fmt: skip


def _actors(v: Any) -> list[Any]:
    return [one for one in (actor(v.here, id) for id in v.thing.actors) if one is not None]


def define() -> None:
    """Fill the type of an answer."""
    shaped(
        "AnswerItem", "A line of the short list of an answer.",
        Line("words", str, "The line.", lambda v: v.thing.words),
        Line("actors", many(view("Actor")), "Whom it is about.", _actors),
    )  # fmt: skip
    shaped(
        "Answer", "The answer to a plain question, as far as you may see.",
        Line("asked", str, "The question in words.", lambda v: asked_in_words(v.thing[0])),
        Line("sentence", str | None, "The answer in a sentence; null where there is none, and why says so.",
             lambda v: v.thing[1].sentence or None),
        Line("why", str | None, "Why there is no answer, and what would fill it.", lambda v: v.thing[1].why or None),
        Line("items", many(view("AnswerItem")), "A short list beside it.",
             lambda v: [view("AnswerItem").of(item, v.here) for item in v.thing[1].items]),
        Line("more", int, "How many more there are than the short list has.", lambda v: v.thing[1].more),
        Line("whoAnswered", str, "Who answered, or that nobody was asked.", lambda v: v.thing[1].heard),
        Line("howWeKnow", str, "How it was worked out.", lambda v: v.thing[1].how),
    )  # fmt: skip
