"""What is sent to change a map: an input for each kind of fact, made from the same lines that reading is made from."""

from __future__ import annotations

from typing import Any

import strawberry

from sysmap.api.facts import FACT_KIND
from sysmap.api.shape import Arg, enumeration, graphql_name, input_of, many
from sysmap.api.words import ALWAYS, LISTED, WORDS, WRITTEN, Words
from sysmap.model.references import POINTERS
from sysmap.service.changing import Edit, Wish

UNSET = strawberry.UNSET
VERB = enumeration(
    "Verb",
    "What is done to a fact.",
    {
        "ADD": ("add", "It is new on the map."),
        "CHANGE": ("change", "It has become different: news from the world."),
        "CORRECT": ("correct", "The map had it wrong: news about the map."),
        "END": ("end", "It holds no longer, from until on."),
        "REMOVE": ("remove", "It should never have been on the map."),
    },
)
EDIT = input_of(
    "EditInput",
    "What every change says of itself. Sent again with the same id it does nothing twice, and gives its first answer.",
    Arg("id", strawberry.ID, "An id that the sender makes, once for each change."),
    Arg("base", int, "The revision of the map that the change was made against; 0 for a map that is not there yet."),
    Arg("reason", str, "Why.", ""),
    Arg("knownAt", str | None, "When it was known, where that was earlier than now: a day, or a time in UTC.", None),
)


def _input(words: Words) -> Any:
    said = {**words.fields, **ALWAYS}
    return input_of(
        f"{words.type}Input",
        f"A {words.type}. What is left out stays as it is; null clears it.",
        *(Arg(graphql_name(name), _type(words.kind, name), says, UNSET) for name, says in said.items()),
    )


def _type(kind: str, name: str) -> Any:
    pointer = next((p for p in POINTERS[kind] if p.field == name and not p.free), None)
    if pointer is not None:
        return many(strawberry.ID) | None if pointer.listed else strawberry.ID | None
    if name in LISTED:
        return list[str] | None
    return int | None if (kind, name) == ("rating", "value") else str | None


FACT_INPUTS = {kind: _input(WORDS[kind]) for kind in WRITTEN}


def map_input(about: dict[str, str]) -> Any:
    """The input for what a map says of itself."""
    return input_of(
        "MapInput",
        "What a map says of itself. What is left out stays as it is; null clears it.",
        *(Arg(graphql_name(name), str | None, about[name], UNSET) for name in about),
        *(Arg(name, str | None, ALWAYS[name], UNSET) for name in ("basis", "source", "audience")),
    )


CHANGE = input_of(
    "ChangeInput",
    "One change of a batch: what is done, and to which fact. For ADD, CHANGE and CORRECT exactly one kind of fact is given.",
    Arg("verb", VERB, "What is done."),
    Arg("key", strawberry.ID | None, "The fact's id on the map; for ADD made where none is given.", None),
    Arg("kind", FACT_KIND | None, "Which kind of fact, for END and REMOVE.", None),
    Arg("until", str | None, "For END: the first day it no longer holds.", None),
    *(Arg(WORDS[kind].one, made | None, f"The fact: {WORDS[kind].says}", None) for kind, made in FACT_INPUTS.items()),
)


def edit_of(given: Any) -> Edit:
    """An edit's word about itself."""
    return Edit(str(given.id), given.base, given.reason, given.known_at)


def cells_of(given: Any) -> dict[str, Any]:
    """The fields that an input gives, by their names in the model; those that were left out are not there."""
    cells = {} if given is None else {name: value for name, value in vars(given).items() if value is not UNSET}
    return {{"from_": "from_id", "to": "to_id"}.get(name, name): value for name, value in cells.items()}


def wish_of(given: Any) -> Wish | str:
    """One change of a batch; a sentence where it says none, or more than one."""
    told = [(kind, getattr(given, _attribute(kind))) for kind in WRITTEN if getattr(given, _attribute(kind)) is not None]
    verb = given.verb.value
    if verb in {"end", "remove"}:
        if given.kind is None or told or given.kind.value not in FACT_INPUTS:
            return "END and REMOVE name a kind of fact that is written, and give no fact"
        return Wish(verb, given.kind.value, given.key, {"until": given.until} if verb == "end" else {})
    if len(told) != 1:
        return f"{given.verb.name} gives exactly one fact, and here are {len(told)}"
    kind, fact = told[0]
    return Wish(verb, kind, given.key, cells_of(fact))


def _attribute(kind: str) -> str:
    from sysmap.api.shape import python_name

    return python_name(WORDS[kind].one)
