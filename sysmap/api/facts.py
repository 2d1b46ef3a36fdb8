"""The facts of a map as types of the API, one for each kind, made from the lines in ``words``; and the lists they stand in."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.pages import AFTER, FIRST, connection, cut, revision_of
from sysmap.api.publishing import OF_PUBLICATION
from sysmap.api.shape import Arg, Line, View, asking, enumeration, graphql_name, input_of, many, shaped, view
from sysmap.api.words import ALWAYS, LISTED, WORDS, Words
from sysmap.errors import NotFound, UsageError
from sysmap.model.kinds import KINDS, kind_of
from sysmap.model.references import POINTERS, Pointer, pointed_at
from sysmap.model.text import split_list
from sysmap.service.disclosure import is_public
from sysmap.service.scenes import Wanted, effective_audience, listed

NODE = shaped(
    "Node",
    "Something with an id of its own among all maps.",
    Line("id", strawberry.ID, "Its id among everything on this service; ask node for it again.", lambda v: global_id(v)),
    interface=True,
)
view("Fact", NODE)
FACT = shaped(
    "Fact",
    "Something that a map holds.",
    Line("id", strawberry.ID, "Its id among everything on this service; ask node for it again.", lambda v: global_id(v)),
    Line("key", strawberry.ID, "Its id on the map, as in the map's folder.", lambda v: v.thing.id),
    Line("shownTo", str, "For whom it is, its own word or what follows from the map and its kind.",
         lambda v: effective_audience(v.here, kind_of(v.thing), v.thing)),
    Line("cited", view("Source", view("Fact")) | None, "Its source, where that is on the map.", lambda v: _cited(v)),
    *(Line(name, str | None, says, lambda v, name=name: getattr(v.thing, name)) for name, says in ALWAYS.items()),
    parent=NODE,
    interface=True,
)  # fmt: skip
for _words in WORDS.values():
    view(_words.type, FACT)

CHOOSABLE = frozenset(
    {
        "kind", "sector", "place", "level", "type", "status", "consent", "wave", "actor", "from_id", "to_id", "item", "holder",
        "over_actor", "expression", "form", "space", "base", "use", "state", "sign", "directed",
        "currency", "programme", "pooled_in", "out_of",
        "part_of",
        "reach_unit", "condition", "rating", "tag", "indicator", "topic", "theme", "owner", "by", "provider", "who", "generic", "measured",
        "same_person", "unit", "for_whom", "chosen_by",
    }
)  # fmt: skip
"""Fields that a person would pick facts by."""

UNORDERED = frozenset({"value"})
"""No list is ordered by trust."""


def _field_enum(words: Words) -> Any:
    says = {**words.fields, "since": ALWAYS["since"], "until": ALWAYS["until"]}
    names = {name.upper().removesuffix("_ID"): (name, told) for name, told in says.items()}
    return enumeration(f"{words.type}Field", f"A field of {words.type}.", names)


FACT_KIND = enumeration("FactKind", "A kind of fact.", {kind.upper(): (kind, words.says) for kind, words in WORDS.items()})


def _inputs(words: Words) -> tuple[Any, Any]:
    """What facts of a kind may be chosen and ordered by."""
    fields = _field_enum(words)
    chosen = [name for name in words.fields if name in CHOOSABLE]
    where = input_of(
        f"{words.type}Where",
        f"Which of the {words.plural} are wanted: those that fit everything given here.",
        Arg("key", list[strawberry.ID] | None, "One of these ids.", None),
        *(Arg(graphql_name(name), list[str] | None, f"One of these. {words.fields[name]}", None) for name in chosen),
        Arg("basis", list[str] | None, f"One of these. {ALWAYS['basis']}", None),
        Arg("stated", many(fields) | None, "All of these are stated.", None),
        Arg("notStated", many(fields) | None, "None of these is stated.", None),
    )
    order = input_of(
        f"{words.type}Order",
        f"In which order the {words.plural} come. What is not stated comes last.",
        Arg("by", fields, "By which field: numbers by size, words by letter."),
        Arg("descending", bool, "From the largest, or from the end of the alphabet.", False),
    )
    return where, order


AT = input_of(
    "At",
    "A point of a map: one of a round, a saved version and a day; and what was known when. Left out, the latest of all.",
    Arg("wave", strawberry.ID | None, "A round of asking, by its id.", None),
    Arg("snapshot", strawberry.ID | None, "A saved version, by its id.", None),
    Arg("validAt", str | None, "A day, month or year: what may have held then.", None),
    Arg("knownAt", str | None, "What the map held at the end of this day, or at this time (UTC, ISO 8601): later edits are left out.",
         None),
)
AT_ARG = Arg("at", AT | None, "At which point; where the map was asked for, unless said.", None)
INPUTS = {kind: _inputs(words) for kind, words in WORDS.items()}


def listing(kind: str, name: str, says: str, among: Callable[[Any, Any], Any] | None = None) -> Line:
    """The field that lists facts of a kind: of the whole map, or ``among`` those that belong to one fact."""
    words = WORDS[kind]
    made = connection(words.type, f"the {words.plural}")
    where_type, order_type = INPUTS[kind]

    def way(self: Any, asked: Asked, at: Any, first: int | None, after: str | None, where: Any, of_: str | None, text: str | None,
            order: Any) -> Any:  # fmt: skip
        here = asked.elsewhere(self.here, at)
        if kind == "rating" and is_public(here.viewer):
            # An empty list would read as "nobody was asked".
            raise NotFound("Single trust answers are not for these readers", fix="Ask for the network: it shows trust between groups.")
        wanted = _wanted(where, of_, text, order)
        parent = None if among is None else self.thing.id
        about = (name, here.map, parent, sorted(here.viewer.spaces), here.at, repr(wanted))
        opened = revision_of(asked, after, about)
        if opened is not None:
            here = asked.scene(here.map, here.at._replace(revision=opened), here.viewer)
        rows = listed(here, kind, wanted, None if among is None else among(here, parent))
        return made.of(cut(asked, rows, _id, about, asked.opened_at(here) if opened is None else opened, first, after), here)

    return asking(
        name, made | None, says, way,
        AT_ARG, FIRST, AFTER,
        Arg("where", where_type | None, "Which ones.", None),
        Arg("of", strawberry.ID | None, "Only those about this actor, by its key.", None),
        Arg("text", str | None, "Only those in which this stands, in any field and any case.", None),
        Arg("order", order_type | None, "In which order; as they came on the map, unless said.", None),
    )  # fmt: skip


def _id(fact: Any) -> str:
    return str(fact.id)


def _wanted(where: Any, of: str | None, text: str | None, order: Any) -> Wanted:
    chosen: dict[str, tuple[str, ...]] = {}
    stated: dict[str, bool] = {}
    for name, given in vars(where).items() if where is not None else ():
        if given is None:
            continue
        if name in {"stated", "not_stated"}:
            stated.update({one.value: name == "stated" for one in given})
        else:
            chosen[{"key": "id", "from_": "from_id", "to": "to_id"}.get(name, name)] = tuple(given)
    by = order.by.value if order is not None else None
    if by in UNORDERED:
        raise UsageError("No list is ordered by trust", fix="Order by another field.")
    return Wanted(chosen, of, text, by, bool(order and order.descending), stated)


def _line(words: Words, name: str, says: str) -> Line:
    pointer = next((p for p in POINTERS[words.kind] if p.field == name and not p.free), None)
    label = graphql_name(name)
    if pointer is not None and pointer.listed:
        return Line(label, many(view(WORDS[pointer.target].type)), says, partial(_pointed, pointer))
    if pointer is not None:
        return Line(label, view(WORDS[pointer.target].type) | None, says, partial(_one_pointed, pointer))
    if name in LISTED:
        return Line(label, list[str], says, lambda v: list(split_list(getattr(v.thing, name))))
    type = int | None if (words.kind, name) == ("rating", "value") else str | None
    return Line(label, type, says, lambda v: getattr(v.thing, name))


def _one_pointed(pointer: Pointer, v: Any) -> Any:
    return next(iter(_pointed(pointer, v)), None)


def _pointed(pointer: Pointer, v: Any) -> list[Any]:
    """The facts that a field points to, those that this viewer sees."""
    made = view(WORDS[pointer.target].type)
    table = v.here.state.of(pointer.target)
    return [made.of(table[id], v.here) for id in pointed_at(v.thing, pointer) if id in table]


def _cited(v: Any) -> Any:
    cell, sources = v.thing.source, v.here.state.sources
    if cell is None:
        return None
    return view("Source").maybe(sources.get(cell) or sources.get(cell.partition(":")[0]), v.here)


def _children(kind: str) -> list[Line]:
    """The lists of what points to a fact of this kind."""
    found = []
    for other, words in WORDS.items():
        if kind in {"source", "place"} or not any(p.target == kind and not p.free for p in POINTERS[other]):
            continue
        name = "parts" if other == kind else words.plural
        says = f"The {words.plural} that speak of it." if other != kind else "What is part of it."
        found.append(listing(other, name, says, partial(_pointing, other, kind)))
    return found


def _pointing(kind: str, target: str, here: Any, id: str) -> Any:
    return here.pointing(kind, target, id)


CHANGED_IN = Line(
    "changedIn", many(view("Revision")) | None, "The edits that wrote it, oldest first. For the map keeper; null for others.",
    lambda v: view("History").edits_of(v),
)  # fmt: skip


MORE = {"publication": OF_PUBLICATION}
"""What facts of a kind say beside their own words."""


def define() -> dict[str, type[Any]]:
    """Fill the type of every kind; by kind."""
    made = {}
    for kind, words in WORDS.items():
        own = [_line(words, name, says) for name, says in words.fields.items()]
        made[kind] = shaped(words.type, words.says, *own, *MORE.get(kind, ()), CHANGED_IN, *_children(kind), parent=FACT)
    return made


def global_id(v: Any) -> str:
    """The id of a fact among all maps."""
    kind = "map" if not hasattr(v.thing, "id") else kind_of(v.thing)
    key = v.here.map if kind == "map" else v.thing.id
    return base64.urlsafe_b64encode("\x1f".join((v.here.map, kind, key)).encode("utf-8", "surrogatepass")).decode().rstrip("=")


def opened_id(id: str) -> tuple[str, str, str] | None:
    """Map, kind and key of a global id; None when it is none."""
    try:
        parts = base64.urlsafe_b64decode(id.encode("ascii") + b"=" * (-len(id) % 4)).decode().split("\x1f")
    except ValueError:
        return None
    known = len(parts) == 3 and (parts[1] in KINDS)
    return (parts[0], parts[1], parts[2]) if known else None


def shown_fact(here: Any, kind: str, key: str) -> Any:
    """A fact of the scene as its type; None when it is not there for this viewer."""
    return view(WORDS[kind].type).maybe(here.state.get(kind, key), here)


__all__ = ["AT", "AT_ARG", "FACT", "FACT_KIND", "View", "define", "listing", "opened_id", "shown_fact"]
