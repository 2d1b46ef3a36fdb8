"""Is every cell of a fact one that can be kept? Ids, lengths, characters, required columns, closed words, dates and numbers.

What each kind needs is worked out once from the table of kinds. A fact whose text is short and plain, as nearly all are, is passed
after one search over all of its text: 100,000 facts take half a second.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sysmap.model.dates import FORMS, parse_date
from sysmap.model.kinds import KINDS, heading
from sysmap.model.money import parse_number
from sysmap.model.text import CELL_LIMIT, ID_LIMIT, NAME_LIMIT, STORY_LIMIT, split_list
from sysmap.model.validation.around import Around
from sysmap.model.vocabulary import CLOSED, LISTED

MAP_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
DATES = frozenset({"since", "until", "date", "closes", "awarded", "at"})
NUMBERS = {"strength": "relationship", "x": "layout", "y": "layout"}
"""Fields that hold a number wherever they are stated, by the kind they belong to."""

NAMES = frozenset({"name"})
STORIES = {("story", "text"), ("statement", "text")}
UNMEASURED = {("publication", "content"), ("publication", "cells"), ("publication", "about")}
"""Cells that sysmap itself writes when a figure is published; how long they may be is a rule of publishing."""

IDS = frozenset({"id", "respondent", "item"})
MORE_CLOSED = {"map": {"default_audience": "audience", "require_source": "yes_no"}}

_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")
_IN_IDS = _ODD
_IN_NAMES = re.compile("[\x00-\x1f\ud800-\udfff]")
_ANYWHERE = re.compile("[\x00\ud800-\udfff]")


class Plan(NamedTuple):
    """What to look at in the facts of one kind, as places in the tuple."""

    required: tuple[tuple[int, str], ...]
    closed: tuple[tuple[int, str, frozenset[str], str, bool], ...]
    dates: tuple[tuple[int, str], ...]
    numbers: tuple[tuple[int, str], ...]


def _plan(name: str) -> Plan:
    fields = KINDS[name].fields
    closed = {**KINDS[name].closed, **MORE_CLOSED.get(name, {})}
    return Plan(
        tuple((fields.index(f), f) for f in KINDS[name].required),
        tuple((fields.index(f), f, frozenset(CLOSED[words]), words, words in LISTED) for f, words in closed.items()),
        tuple((fields.index(f), f) for f in fields if f in DATES),
        tuple((fields.index(f), f) for f in fields if NUMBERS.get(f) == name),
    )


PLANS = {name: _plan(name) for name in KINDS}


def check_cells(around: Around, kind: str, fact: Any) -> None:
    """Every rule about one cell by itself."""
    plan = PLANS[kind]
    text = "".join([cell for cell in fact if cell.__class__ is str])
    if len(text) > ID_LIMIT or _ODD.search(text) or kind == "map" or not fact.id:
        _check_text(around, kind, fact)
    for place, field in plan.required:
        if fact[place] is None:
            around.refuse(kind, fact, "MISSING", f"{heading(field)} is required", f"say the {heading(field)}, or leave the row out", field)
    for place, field, words, list_name, listed in plan.closed:
        cell = fact[place]
        if cell is not None and cell not in words:
            _check_closed(around, kind, fact, field, list_name, listed)
    for place, field in plan.dates:
        if fact[place] is not None and parse_date(fact[place]) is None:
            around.refuse(kind, fact, "DATE", "this is no date that can be read", f"write it like one of {FORMS}", field)
    for place, field in plan.numbers:
        if fact[place] is not None and parse_number(fact[place]) is None:
            around.refuse(
                kind, fact, "NUMBER", f"{heading(field)} is a number", "write it with digits, like 3 or 2.5, or leave it empty", field
            )


def _check_closed(around: Around, kind: str, fact: Any, field: str, list_name: str, listed: bool) -> None:
    cell, choices = getattr(fact, field), CLOSED[list_name]
    strange = [word for word in (split_list(cell) if listed else (cell,)) if word not in choices]
    if strange:
        fix = f"{around.meant(strange[0], choices)}choose from: {', '.join(choices)}"
        around.refuse(kind, fact, "WORD", f"{heading(field)} is none of the words there are for it", fix, field)


def _check_text(around: Around, kind: str, fact: Any) -> None:
    for field, cell in zip(fact._fields, fact, strict=True):
        if cell.__class__ is not str:
            continue
        if field == "id" and kind == "map":
            _check_map_id(around, fact)
        elif field in IDS:
            _check_id(around, kind, fact, field)
        else:
            _check_plain(around, kind, fact, field)


def _check_map_id(around: Around, fact: Any) -> None:
    if not MAP_ID.fullmatch(fact.id):
        rule = "a map's id has small letters a to z, digits, - and _, begins with a letter or digit, and is at most 64 long"
        made = re.sub(r"[^a-z0-9_-]+", "-", fact.id.lower()).strip("-_")[:64]
        around.refuse("map", fact, "ID", rule, f'use "{made}"' if made else "choose a short one", "id")


def _check_id(around: Around, kind: str, fact: Any, field: str) -> None:
    cell = getattr(fact, field)
    if not 1 <= len(cell) <= ID_LIMIT:
        around.refuse(kind, fact, "ID", f"an id is 1 to {ID_LIMIT} characters long; this has {len(cell)}", "shorten it", field)
    _check_characters(around, kind, fact, field, _IN_IDS)


def _check_plain(around: Around, kind: str, fact: Any, field: str) -> None:
    cell = getattr(fact, field)
    limit = NAME_LIMIT if field in NAMES else STORY_LIMIT if (kind, field) in STORIES else CELL_LIMIT
    if len(cell) > limit and (kind, field) not in UNMEASURED and field not in {"attributes", "codebook"}:
        rule = f"{heading(field)} is at most {limit:,} characters long; this has {len(cell):,}"
        around.refuse(kind, fact, "TOO_LONG", rule, "shorten it, or keep the rest in a file and point to it", field)
    _check_characters(around, kind, fact, field, _IN_NAMES if field in NAMES else _ANYWHERE)


def _check_characters(around: Around, kind: str, fact: Any, field: str, forbidden: re.Pattern[str]) -> None:
    cell = getattr(fact, field)
    found = forbidden.search(cell)
    if found is None:
        return
    code = ord(found.group())
    what = "half a character" if 0xD800 <= code <= 0xDFFF else "a line break" if code in (10, 13) else "a control character"
    shown = f"{cell[:40]!r}"[1:-1].encode("utf-8", "backslashreplace").decode()
    rule = f"{heading(field)} holds {what} (U+{code:04X}), which cannot be kept there"
    around.refuse(kind, fact, "CHARACTER", rule, "take it out", field, shown)
