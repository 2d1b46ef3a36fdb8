"""What can be done to a map: one mutation for each thing a person does, and a batch. Every one may be sent twice and is done once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.inputs import CHANGE, EDIT, FACT_INPUTS, cells_of, edit_of, map_input, wish_of
from sysmap.api.maps import ABOUT
from sysmap.api.outcomes import Done, attempt, define
from sysmap.api.shape import Arg, Line, asking, input_of, many, shaped
from sysmap.api.words import WORDS, WRITTEN
from sysmap.api.writing_places import placing_lines
from sysmap.api.writing_published import published_lines
from sysmap.errors import UsageError
from sysmap.service.changing import Edit, Wish, change, done_before, rated
from sysmap.service.erasing import erase
from sysmap.service.keeping import go_back, undo
from sysmap.service.snapshots import take_snapshot

MAP = Arg("map", strawberry.ID, "Which map, by its id.")
EDIT_ARG = Arg("edit", EDIT, "The change's own id, what it was made against, and why.")
KEY = Arg("key", strawberry.ID, "Its id on the map.")
ERASE = input_of(
    "EraseInput",
    "Whose words are erased: exactly one of these.",
    Arg("actor", strawberry.ID | None, "An actor's names and words.", strawberry.UNSET),
    Arg("story", strawberry.ID | None, "A story.", strawberry.UNSET),
    Arg("respondent", strawberry.ID | None, "A respondent's name, and with it their answers.", strawberry.UNSET),
    Arg("wholeMap", strawberry.ID | None, "The whole map with its history: the map's id, once more.", strawberry.UNSET),
    one_of=True,
)


def _done(asked: Asked, map: str, made: Edit, wishes: list[Wish]) -> Any:
    return attempt(asked, map, lambda: Done(change(asked.sitting.desk, map, made, wishes, asked.author), map))


def _add(kind: str) -> Callable[..., Any]:
    def way(self: Any, asked: Asked, map: str, edit: Any, key: str | None, **given: Any) -> Any:
        (fact,) = given.values()
        return _done(asked, map, edit_of(edit), [Wish("add", kind, key, cells_of(fact))])

    return way


def _change(kind: str) -> Callable[..., Any]:
    def way(self: Any, asked: Asked, map: str, edit: Any, key: str, correction: bool, **given: Any) -> Any:
        (fact,) = given.values()
        return _done(asked, map, edit_of(edit), [Wish("correct" if correction else "change", kind, key, cells_of(fact))])

    return way


def _end(kind: str) -> Callable[..., Any]:
    return lambda self, asked, map, edit, key, until: _done(asked, map, edit_of(edit), [Wish("end", kind, key, {"until": until})])


def _remove(kind: str) -> Callable[..., Any]:
    return lambda self, asked, map, edit, key: _done(asked, map, edit_of(edit), [Wish("remove", kind, key, {})])


def _batch(self: Any, asked: Asked, map: str, edit: Any, changes: list[Any]) -> Any:
    def work() -> Done:
        wishes = [wish_of(one) for one in changes]
        for wish in wishes:
            if isinstance(wish, str):
                raise UsageError(wish, fix="Give each change one fact, or a kind and a key.")
        return Done(change(asked.sitting.desk, map, edit_of(edit), [w for w in wishes if isinstance(w, Wish)], asked.author), map)

    return attempt(asked, map, work)


def _create(self: Any, asked: Asked, map: str, edit: Any, about: Any) -> Any:
    return _done(asked, map, edit_of(edit), [Wish("add", "map", map, cells_of(about))])


def _describe(self: Any, asked: Asked, map: str, edit: Any, about: Any) -> Any:
    return _done(asked, map, edit_of(edit), [Wish("change", "map", map, cells_of(about))])


def _rate(self: Any, asked: Asked, map: str, edit: Any, answer: Any) -> Any:
    def work() -> Done:
        made, desk = edit_of(edit), asked.sitting.desk
        return Done(change(desk, map, made, [rated(desk, map, made, cells_of(answer))], asked.author), map)

    return attempt(asked, map, work)


def _snapshot(self: Any, asked: Asked, map: str, edit: Any, name: str, wave: str | None, at: str | None, note: str | None) -> Any:
    def work() -> Done:
        desk, made = asked.sitting.desk, edit_of(edit)
        take_snapshot(desk, map, name, wave=wave, at=at, note=note, author=asked.author, edit_id=made.id)
        return Done(done_before(desk, map, made.id), map)

    return attempt(asked, map, work)


def _undo(self: Any, asked: Asked, map: str, edit: Any, revision: int) -> Any:
    def work() -> Done:
        return Done(undo(asked.sitting.desk, map, revision, author=asked.author, edit_id=edit_of(edit).id), map)

    return attempt(asked, map, work)


def _go_back(self: Any, asked: Asked, map: str, edit: Any, revision: int) -> Any:
    def work() -> Done:
        return Done(go_back(asked.sitting.desk, map, revision, author=asked.author, edit_id=edit_of(edit).id), map)

    return attempt(asked, map, work)


def _erase(self: Any, asked: Asked, map: str, edit: Any, who: Any) -> Any:
    def work() -> Done:
        named = cells_of(who)
        if named.get("whole_map", map) != map:
            raise UsageError("wholeMap is not this map's id", fix="Give the id of the map that is to be erased.")
        done = erase(
            asked.sitting.desk, map, actor=named.get("actor"), story=named.get("story"), respondent=named.get("respondent"),
            all="whole_map" in named,
        )  # fmt: skip
        return Done(None, map, done.texts)

    return attempt(asked, map, work)


def _of_kind(kind: str, outcome: Any) -> list[Line]:
    """The four mutations of a kind of fact."""
    words, given = WORDS[kind], FACT_INPUTS[kind]
    fact = Arg(words.one, given, f"The fact. {words.says}")
    key = Arg("key", strawberry.ID | None, "Its id on the map; one is made where none is given.", None)
    correction = Arg("correction", bool, "The map had it wrong, instead of the world having changed.", False)
    until = Arg("until", str, "The first day it no longer holds.")
    named = f"{words.type}: {words.says}"
    return [
        asking(f"add{words.type}", outcome, f"Add one. {named}", _add(kind), MAP, EDIT_ARG, fact, key),
        asking(f"change{words.type}", outcome, f"Change or correct one. {named}", _change(kind), MAP, EDIT_ARG, KEY, fact, correction),
        asking(f"end{words.type}", outcome, f"Say that one holds no longer. {named}", _end(kind), MAP, EDIT_ARG, KEY, until),
        asking(f"remove{words.type}", outcome, f"Remove one that should never have been there. {named}", _remove(kind), MAP, EDIT_ARG, KEY),
    ]


def define_mutation() -> type[Any]:
    """The root of every change."""
    outcome = define() | None
    about = Arg("about", map_input(ABOUT), "What it says of itself.")
    at = Arg("at", str | None, "The day it looks at; or give wave.", None)
    wave = Arg("wave", strawberry.ID | None, "The round it looks at; or give at.", None)
    return shaped(
        "Mutation",
        "What can be done. All of it is for the map keeper, and answers with one of four outcomes, but for leaving a correction.",
        asking("edit", outcome, "Several changes as one edit: all of them, or none.", _batch, MAP, EDIT_ARG,
               Arg("changes", many(CHANGE), "The changes; each touches another fact.")),
        asking("createMap", outcome, "Begin a map.", _create, MAP, EDIT_ARG, about),
        asking("describeMap", outcome, "Change what a map says of itself.", _describe, MAP, EDIT_ARG, about),
        asking("rate", outcome, "Record an answer, in the place of an earlier one to the same question by the same respondent.", _rate,
               MAP, EDIT_ARG, Arg("answer", FACT_INPUTS["rating"], "The answer.")),
        *placing_lines(outcome, MAP, EDIT_ARG),
        asking("takeSnapshot", outcome, "Keep this version of the map under a name, which no later edit moves.", _snapshot, MAP, EDIT_ARG,
               Arg("name", str, "Its name."), wave, at, Arg("note", str | None, "What to remember of it.", None)),
        asking("undo", outcome, "Take back one edit with a new one; refused where later edits lean on it.", _undo, MAP, EDIT_ARG,
               Arg("revision", int, "The number of the edit.")),
        asking("goBack", outcome, "Make the map again what it was after an earlier edit, with a new one. Saved versions stay.", _go_back,
               MAP, EDIT_ARG, Arg("revision", int, "The number of the edit after which it was so.")),
        asking("erase", outcome, "Erase somebody's words for good, in every version; saved versions still verify.", _erase, MAP, EDIT_ARG,
               Arg("who", ERASE, "Whose words.")),
        *published_lines(outcome, MAP, EDIT_ARG, KEY),
        *(line for kind in WRITTEN for line in _of_kind(kind, outcome)),
    )  # fmt: skip
