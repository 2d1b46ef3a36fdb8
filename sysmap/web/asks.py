"""The question buttons above a map, and the answer below them: one sentence, a short list, who answered and how it is known."""

from __future__ import annotations

from typing import Any, NamedTuple

from sysmap.draw.picture import Picture
from sysmap.model.visibility import Viewer
from sysmap.service.answer import Answer
from sysmap.service.answers import QUESTIONS, answer, asked_in_words
from sysmap.service.desk import Desk
from sysmap.service.highlighting import highlighted
from sysmap.web.addresses import Link, address, part_of

Words = dict[str, str]


class Asked(NamedTuple):
    """A question that was asked, its answer, and the words that the page goes on with: the layer and point of the answer."""

    question: str
    answer: Answer
    words: Words


def asked(desk: Desk, viewer: Viewer, map: str, words: Words) -> tuple[Asked | None, Words]:
    """The question in the address with its answer, and the address's words without it. Raises UsageError for no such question."""
    rest = {name: value for name, value in words.items() if name != "ask"}
    if "ask" not in words:
        return None, rest
    found = answer(desk, viewer, map, words["ask"], words.get("at"))
    kept = {name: value for name, value in rest.items() if name in {"for", "known_at"}}
    point = {"from": found.ends[0], "to": found.ends[1]} if found.ends else {"at": found.at} if found.at else {}
    return Asked(words["ask"], found, {**kept, "layer": found.layer, **found.narrow, **point}), rest


def shown_in(picture: Picture, said: Asked | None) -> Picture:
    """The picture with what the answer is about in front."""
    if said is None or not said.answer.sentence:
        return picture
    return highlighted(picture, said.answer.dots, said.answer.lines, asked_in_words(said.question))


def values(map: str, words: Words, said: Asked | None, viewer: Viewer) -> dict[str, Any]:
    """What the template is given: the buttons, and the answer with its links."""
    kept = {name: value for name, value in words.items() if name in {"for", "at"} and (name != "at" or said is not None)}
    buttons = [
        Link(asked_in_words(one), address(map, words={**kept, "ask": one}) + "#answer", said is not None and said.question == one)
        for one in QUESTIONS
    ]
    if said is None:
        return {"asks": buttons, "answer": None}
    found = said.answer
    items = [(part_of(map, one.actors[0]) if one.lead else "", one.lead, one.words.removeprefix(one.lead)) for one in found.items]
    return {
        "asks": buttons,
        "answer": {
            "question": asked_in_words(said.question), "sentence": found.sentence, "why": found.why, "short": items, "more": found.more,
            "heard": found.heard, "how": found.how,
            "compare": address(map, words={"layer": found.layer, "from": found.ends[0], "to": found.ends[1]}) if found.ends else "",
            "pictured": bool(found.dots or found.lines),
        },
    }  # fmt: skip
