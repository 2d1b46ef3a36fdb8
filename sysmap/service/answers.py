"""The six questions on a map: each answered in one sentence, with what to look at, a short list, who answered and how it is known."""

from __future__ import annotations

from collections.abc import Callable

from sysmap.errors import UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.answer import Answer, Asking
from sysmap.service.answers_change import changed, differ
from sysmap.service.answers_money import money_and_power
from sysmap.service.answers_ties import edge, links, works
from sysmap.service.desk import Desk
from sysmap.service.phrases import say
from sysmap.service.views import view

QUESTIONS: dict[str, Callable[[Asking], Answer]] = {
    "works": works,
    "links": links,
    "edge": edge,
    "changed": changed,
    "differ": differ,
    "money": money_and_power,
}
"""In the order in which they stand above a map."""


def asked_in_words(question: str) -> str:
    """The question as it stands on its button."""
    return say(f"ask_{question}")


def answer(desk: Desk, viewer: Viewer, map: str, question: str, at: str | None = None) -> Answer:
    """The answer for this viewer, at a point or at the latest. Raises NotFound, UsageError for no such question."""
    if question not in QUESTIONS:
        raise UsageError(f"{question!r} is no question that is answered here", fix=f"Choose one of {', '.join(QUESTIONS)}.")
    state = view(desk, viewer, map).state
    key = ("answer", map, state.revision, state.erasures, viewer.spaces, question, at)
    return desk.answer(key, lambda: QUESTIONS[question](Asking(desk, viewer, map, at)))
