"""Publishing, withdrawing, leaving and settling corrections as mutations."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.inputs import edit_of
from sysmap.api.outcomes import Done, attempt
from sysmap.api.publishing import FIGURE, figure_of
from sysmap.api.shape import Arg, Line, asking, enumeration, shaped, view
from sysmap.model.vocabulary import CLOSED
from sysmap.service.changing import done_before
from sysmap.service.correcting import settle
from sysmap.service.publishing import publish, withdraw

CORRECTABLE = enumeration(
    "Correctable", "Which word of an actor a correction is about.",
    {word.upper(): (word, "Something else." if word == "other" else f"Its {word}.") for word in CLOSED["correctable"]},
)  # fmt: skip


def _publish(
    self: Any, asked: Asked, map: str, edit: Any, figure: Any, seen: str | None, confirmed: int | None, replaces: str | None
) -> Any:
    def work() -> Done:
        desk, made = asked.sitting.desk, edit_of(edit)
        publish(
            desk, map, figure_of(figure), edit_id=made.id, seen=seen, confirmed=confirmed, replaces=replaces, author=asked.author
        )
        return Done(done_before(desk, map, made.id), map)

    return attempt(asked, map, work)


def _withdraw(self: Any, asked: Asked, map: str, edit: Any, key: str) -> Any:
    def work() -> Done:
        desk, made = asked.sitting.desk, edit_of(edit)
        withdraw(desk, map, key, edit_id=made.id, author=asked.author)
        return Done(done_before(desk, map, made.id), map)

    return attempt(asked, map, work)


def _settle(self: Any, asked: Asked, map: str, edit: Any, key: str, applied: bool, answer: str | None) -> Any:
    def work() -> Done:
        desk, made = asked.sitting.desk, edit_of(edit)
        if done_before(desk, map, made.id) is None:
            settle(desk, map, key, applied=applied, answer=answer, edit_id=made.id, author=asked.author)
        return Done(done_before(desk, map, made.id), map)

    return attempt(asked, map, work)


def _leave(
    self: Any, asked: Asked, map: str, actor: str, id: str, text: str | None, field: Any, value: str | None, by: str | None
) -> Any:
    made = asked.corrections.leave(
        asked.sitting.desk, asked.viewer, map, actor, text=text, field="other" if field is None else str(field.value), value=value, by=by,
        edit_id=f"correction {id}", address=str(asked.caller),
    )  # fmt: skip
    asked.anew()
    return view("CorrectionLeft").of(made, None)


def _define_left() -> Any:
    return shaped(
        "CorrectionLeft", "A correction that was left: it waits for the map keeper, and changes nothing by itself.",
        Line("key", strawberry.ID, "Its id: the map keeper finds it under it.", lambda v: v.thing.id),
        Line("status", str, "What became of it: open, applied or dismissed. Send the same again to learn it later.",
             lambda v: v.thing.status),
    )  # fmt: skip


def published_lines(outcome: Any, map: Arg, edit: Arg, key: Arg) -> list[Line]:
    """The mutations about what readers are given, and what they give back."""
    return [
        asking("publishFigure", outcome, "Publish a figure: frozen, at an address of its own, held against everything published before.",
               _publish, map, edit, Arg("figure", FIGURE, "The figure."),
               Arg("seen", str | None, "The fingerprint of the preview: if the figure is another one now, nothing is published.", None),
               Arg("confirmed", int | None, "How many could be recognised by their ties alone, where the preview asks to say so.", None),
               Arg("replaces", strawberry.ID | None, "The figure that it takes the place of.", None)),
        asking("withdrawFigure", outcome, "Take a published figure back: its address then says that it was withdrawn.",
               _withdraw, map, edit, key),
        asking("leaveCorrection", _define_left(),
               "Say that something about an actor is wrong. Whoever sees the actor may; a few in ten minutes are taken.", _leave, map,
               Arg("actor", strawberry.ID, "The actor it is about, by its key."),
               Arg("id", strawberry.ID, "The correction's own id, made by you and told to nobody: the same again leaves it once."),
               Arg("text", str | None, "What is wrong; or give a value.", None),
               Arg("field", CORRECTABLE | None, "Which of its words is meant; another thing, unless said.", None),
               Arg("value", str | None, "What should stand there instead.", None),
               Arg("by", str | None, "Who says so, if you want to be known.", None)),
        asking("settleCorrection", outcome, "Apply a correction that a reader left, or dismiss it.", _settle, map, edit, key,
               Arg("applied", bool, "Was it right? What it suggests is then written into the actor in the same edit."),
               Arg("answer", str | None, "What to say to it.", None)),
    ]  # fmt: skip
