"""Which fact is each row about? The one whose id it gives; else the one that agrees with it on the key, in order; else a new one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sysmap.errors import Problem
from sysmap.formats.bundle_columns import STANDS_FOR
from sysmap.formats.ids import NATURAL, key_of, made_id, natural_id
from sysmap.formats.incoming import Row
from sysmap.model.kinds import KINDS, heading


def matched(kind: str, rows: Sequence[Row], existing: Mapping[str, Any], problems: list[Problem]) -> list[tuple[Row, str]]:
    """Each row with the id of its fact, rows without a possible id left out and told.

    A column that the file does not have cannot disagree: rows without it match facts whatever they say there, those that say
    nothing first.
    """
    taken: dict[str, Row] = {}
    ids: list[str | None] = [None] * len(rows)
    for place, row in enumerate(rows):
        id = row.given.get("id")
        if id is not None:
            ids[place] = _first(kind, id, row, taken, problems)
    if any(row.given.get("id") is None for row in rows):
        _match_by_key(kind, rows, ids, existing, taken, problems)
    return [(row, id) for row, id in zip(rows, ids, strict=True) if id is not None]


def _first(kind: str, id: str, row: Row, taken: dict[str, Row], problems: list[Problem]) -> str | None:
    """The id, unless an earlier row of the file has it: which of the two should win, nobody could say."""
    earlier = taken.setdefault(id, row)
    if earlier is row:
        return id
    column = NATURAL.get(kind, "id") if row.given.get("id") is None else "id"
    rule = f"rows {earlier.number} and {row.number} have the same {heading(column)}"
    problems.append(Problem(rule, "give each its own, or take one away", row.file, row.number, heading(column), id, "ID_TWICE"))
    return None


def _match_by_key(
    kind: str, rows: Sequence[Row], ids: list[str | None], existing: Mapping[str, Any], taken: dict[str, Row], problems: list[Problem]
) -> None:
    if "id" in KINDS[kind].key:
        for row in (row for row in rows if row.given.get("id") is None):
            what = kind.replace("_", " ")
            problems.append(Problem(f"this {what} has no id", "give it one of its own", row.file, row.number, "id", code="NO_ID"))
        return
    known = _Candidates(kind, existing, taken)
    counts: dict[tuple[Any, ...], int] = defaultdict(int)
    for place, row in enumerate(rows):
        if row.given.get("id") is not None:
            continue
        id = known.next_for(row)
        if id is not None:
            taken[id] = row
            ids[place] = id
            continue
        ids[place] = _new(kind, row, existing, taken, counts, problems)


def _new(
    kind: str, row: Row, existing: Mapping[str, Any], taken: dict[str, Row], counts: dict[tuple[Any, ...], int], problems: list[Problem]
) -> str | None:
    natural = natural_id(kind, row.given)
    if natural is not None and (natural in taken or natural not in existing):
        return _first(kind, natural, row, taken, problems)
    key = key_of(kind, row.given)
    while True:
        id = made_id(kind, key, counts[key])
        counts[key] += 1
        if id not in taken and id not in existing:
            taken[id] = row
            return id


class _Candidates:
    """The facts on the map that no row names by id, by what they agree on, in map order."""

    def __init__(self, kind: str, existing: Mapping[str, Any], taken: dict[str, Row]) -> None:
        self.kind = kind
        self.existing = existing
        self.taken = taken
        self.by_pattern: dict[tuple[str, ...], dict[tuple[Any, ...], list[str]]] = {}

    def next_for(self, row: Row) -> str | None:
        """The first fact that agrees with the row and is not taken."""
        if not self.existing:
            return None
        always = STANDS_FOR.get(self.kind, {})
        pattern = tuple(name for name in KINDS[self.kind].key if name in row.given or name in always)
        index = self.by_pattern.get(pattern)
        if index is None:
            index = self.by_pattern[pattern] = self._indexed(pattern)
        waiting = index.get(key_of(self.kind, row.given, pattern))
        while waiting:
            id = waiting.pop()
            if id not in self.taken:
                return id
        return None

    def _indexed(self, pattern: tuple[str, ...]) -> dict[tuple[Any, ...], list[str]]:
        rest = [name for name in KINDS[self.kind].key if name not in pattern]
        plain: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        other: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        for id, fact in self.existing.items():
            stated = fact._asdict() if self.kind in STANDS_FOR else {name: getattr(fact, name) for name in pattern}
            says_more = any(getattr(fact, name) is not None for name in rest)
            (other if says_more else plain)[key_of(self.kind, stated, pattern)].append(id)
        for key, ids in other.items():
            plain[key].extend(ids)
        for ids in plain.values():
            ids.reverse()
        return plain
