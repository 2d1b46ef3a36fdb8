"""Which words does the map use that its codebook lacks? They are kept, reported once each, and listed in the codebook as unlisted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sysmap.errors import Problem
from sysmap.formats.incoming import Row
from sysmap.model.canonical import canonical_json
from sysmap.model.text import Text
from sysmap.model.vocabulary import codebook

OPEN = (
    ("actor", "kind", "actor_kinds"),
    ("actor", "sector", "sectors"),
    ("relationship", "type", "relationship_types"),
)
"""The open vocabularies: kind of fact, field, and the list of the codebook it is looked up in."""

Mentioned = Mapping[str, Mapping[str, tuple[Row, Any]]]


def with_unlisted(said: Text, before: Text, mentioned: Mentioned, warnings: list[Problem]) -> Text:
    """The codebook ``said`` with every word in use that it lacks, and those that were already known to be unlisted.

    New words are added after the ones that are there, so importing the same rows again gives the same text.
    """
    book = codebook(said)
    unlisted: dict[str, list[Any]] = {name: list(words) for name, words in _unlisted(said).items()}
    for name, words in _unlisted(before).items():
        held = unlisted.setdefault(name, [])
        held.extend(word for word in words if word not in held and word not in _words(book, name))
    for kind, field, name in OPEN:
        held = unlisted.setdefault(name, [])
        held.extend(_new_words(kind, field, _words(book, name), set(map(str, held)), mentioned, warnings, name))
    full = {name: words for name, words in unlisted.items() if words}
    if not full or full == _unlisted(said):
        return said
    return canonical_json({**(json.loads(said) if said else {}), "unlisted": full})


def _new_words(
    kind: str, field: str, listed: set[str], known: set[str], mentioned: Mentioned, warnings: list[Problem], name: str
) -> list[str]:
    found: dict[str, None] = {}
    told: set[str] = set()
    for row, fact in mentioned.get(kind, {}).values():
        word = getattr(fact, field)
        if word is None or word in listed or word in told:
            continue
        told.add(word)
        rule = f"this {field} is not in the map's codebook; it is kept and listed there as unlisted"
        fix = f"add it to {name} in map.toml, or use a word from there"
        warnings.append(Problem(rule, fix, row.file, row.number, field, word, "UNLISTED"))
        if word not in known:
            found[word] = None
    return list(found)


def _words(book: Mapping[str, Any], name: str) -> set[str]:
    words = book.get(name)
    return set(map(str, words)) if isinstance(words, list | dict) else set()


def _unlisted(text: Text) -> dict[str, list[Any]]:
    held = json.loads(text).get("unlisted") if text else None
    return {name: words for name, words in held.items() if isinstance(words, list)} if isinstance(held, dict) else {}
