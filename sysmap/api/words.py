"""What is each kind of fact called in GraphQL, and what does each of its fields say? One line a field, for reading and for writing.

The types, inputs, filters and mutations of every kind are made from these lines, so that what is written is described as what is
read, and a field added to a kind of fact fails the tests until a line says what it means.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sysmap.api.words_learning import LEARNING
from sysmap.api.words_map import ON_THE_MAP
from sysmap.model.kinds import KINDS


class Words(NamedTuple):
    """A kind's type and plural in GraphQL, what it is, and a line for each of its own fields."""

    kind: str
    type: str
    plural: str
    says: str
    fields: dict[str, str]

    @property
    def one(self) -> str:
        """The name of one of them in GraphQL."""
        return self.type[0].lower() + self.type[1:]


ALWAYS = {
    "since": "Since when it is so, as exactly as is known: 2015, 2015-03, 2015-03-01, by 2020-05, after 2021, ~2014-02.",
    "until": "The first day it no longer holds, written like since. Not stated: it may still hold.",
    "basis": "stated, inferred or synthetic (invented).",
    "source": "Where it was read or heard: a source's id, with the place in it after a colon.",
    "audience": "For whom it is, where it says so itself: public, accountability, learning, participants or stewards.",
    "attributes": "Further columns that came with it, as a JSON object in text.",
}
"""What every kind of fact has."""


def _table(text: str) -> dict[str, Words]:
    found: dict[str, Words] = {}
    for block in re.split(r"\n{2,}", text.strip()):
        head, *lines = block.splitlines()
        kind, type, plural, says = (part.strip() for part in head.split("|"))
        fields = {name.strip(): said.strip() for name, said in (line.split(":", 1) for line in lines)}
        found[kind] = Words(kind, type, plural, says, fields)
    return found


WORDS = _table(ON_THE_MAP + "\n" + LEARNING)
"""Every kind but the map itself, in the order of the bundle."""

WRITTEN = tuple(kind for kind in WORDS if kind not in {"snapshot", "publication", "correction"})
"""Kinds that are written as they are. A snapshot is taken, a figure published and a correction left, never written."""

INSIDE = {"publication": frozenset({"cells", "about", "content"})}
"""Fields that no door of the API shows: a drawing has an address of its own, and is never a string inside JSON."""


def undescribed() -> list[str]:
    """Fields of facts without a line here, and lines without a field; none, or the tests fail."""
    wrong = [kind for kind in KINDS if kind not in WORDS and kind != "map"]
    for kind, words in WORDS.items():
        own = {f for f in KINDS[kind].fields if f != "id" and f not in ALWAYS} - INSIDE.get(kind, frozenset())
        wrong += [f"{kind}.{name}" for name in sorted(own ^ set(words.fields))]
    return wrong


LISTED = frozenset(
    {"aliases", "identifiers", "items", "tiers", "expression", "form", "space", "base", "use"}
)
"""Cells that hold several words, split by |. In GraphQL they are lists."""
