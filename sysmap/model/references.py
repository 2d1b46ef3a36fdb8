"""Which facts point to which? Every id that a fact holds of another fact, read from the table of kinds.

Four ways of pointing: ``actor`` (one id that must exist), ``actor*`` (a ``|`` list of such ids), ``actor?`` and ``place?`` (an id or
words: nothing has to exist). Cells that only speak of somebody ("about", "owner", "by") are in ``SPEAKS_OF``.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.text import split_list


class Pointer(NamedTuple):
    """A field, at ``place`` in the fact, that holds ids of ``target``: several if ``listed``; if ``free``, words may stand instead."""

    field: str
    place: int
    target: str
    listed: bool
    free: bool


def _pointers(name: str) -> tuple[Pointer, ...]:
    kind = KINDS[name]
    return tuple(
        Pointer(field, kind.fields.index(field), target.rstrip("*?"), target.endswith("*"), target.endswith("?"))
        for field, target in kind.refers.items()
    )


POINTERS: dict[str, tuple[Pointer, ...]] = {name: _pointers(name) for name in KINDS}
"""The pointing fields of each kind."""

SPEAKS_OF: dict[str, tuple[str, ...]] = {
    "position": ("by",),
    "condition_rating": ("by",),
    "indicator": ("about", "chosen_by", "matters_to"),
    "story": ("about",),
    "statement": ("about",),
    "event": ("affects",),
    "question": ("owner",),
    "risk": ("about", "bearer"),
    "decision": ("who_decided", "asked"),
    "provision": ("for_whom",),
    "correction": ("about",),
}
"""Cells in people's own words that may name an actor or a tie by its id: ``har>csc``, ``cyc-par``, ``kes|cvs``."""

_BETWEEN = re.compile(r"[|,;<>\s]+|->|→")


def pointed_at(fact: Any, pointer: Pointer) -> tuple[str, ...]:
    """The ids that a fact's pointing field holds."""
    cell = fact[pointer.place]
    if cell is None:
        return ()
    return split_list(cell) if pointer.listed else (cell,)


def pointing_at(state: State, targets: Mapping[str, Collection[str]]) -> Iterator[tuple[str, Any, Pointer, str]]:
    """Every fact that must have one of ``targets`` (ids by kind): its kind, itself, the field, and the id it holds."""
    for kind, pointers in POINTERS.items():
        wanted = [(p, targets[p.target]) for p in pointers if not p.free and p.target in targets]
        if not wanted:
            continue
        for fact in state.of(kind).values():
            for pointer, ids in wanted:
                cell = fact[pointer.place]
                if cell is None:
                    continue
                if not pointer.listed:
                    if cell in ids:
                        yield kind, fact, pointer, cell
                    continue
                for id in split_list(cell):
                    if id in ids:
                        yield kind, fact, pointer, id


def named_in(cell: str, ids: Collection[str]) -> set[str]:
    """Which of these ids does a cell in people's own words name?

    >>> sorted(named_in("har>csc", {"har", "csc", "h"})), named_in("cyc-par", {"par"}), named_in("a spare pair", {"par"})
    (['csc', 'har'], {'par'}, set())
    """
    if not ids:
        return set()
    found = {cell} if cell in ids else set()
    for word in _BETWEEN.split(cell):
        word = word.strip("()[]{}\"'.:!?")
        found.update(part for part in _parts(word) if part in ids)
    return found


def _parts(word: str) -> Iterator[str]:
    """The word, and what stands before and after each of its hyphens: ids may hold hyphens, and so may pairs of them."""
    yield word
    for place, char in enumerate(word):
        if char == "-":
            yield word[:place]
            yield word[place + 1 :]
