"""What does a file say once a person has agreed that two of its names are one organisation?

Everything said of the one is said of the other, its name becomes another name, and what then says the same twice is left out and listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sysmap.formats.incoming import Incoming, Row
from sysmap.formats.naming import rewritten
from sysmap.model.state import State
from sysmap.model.text import Text, join_list, split_list

TIES = ("relationship", "funding")


def joined(incoming: Incoming, same: Mapping[str, str], state: State) -> Incoming:
    """The rows with each organisation of ``same`` taken for the other. Ids that the file does not have are passed over."""
    there = {row.given["id"]: row for row in incoming.rows.get("actor", ())}
    meant = {id: _end_of(id, same) for id in same if id in there and id not in state.actors}
    meant = {id: other for id, other in meant.items() if other != id and (other in there or other in state.actors)}
    if not meant:
        return incoming
    rows: dict[str, list[Row]] = {kind: [rewritten(row, meant) for row in table] for kind, table in incoming.rows.items()}
    rows["actor"] = _actors(incoming, meant, state)
    left: list[str] = []
    for kind in TIES:
        if kind in rows:
            rows[kind] = _once(rows[kind], left)
    return replace(
        incoming,
        rows=rows,
        repeats=tuple(one for one in incoming.repeats if one.id not in meant),
        warnings=tuple(w for w in incoming.warnings if w.code != "LIKELY_REPEAT" or w.value not in _names(there, meant)),
        not_carried=(*incoming.not_carried, *left),
    )


def _end_of(id: str, same: Mapping[str, str]) -> str:
    seen = {id}
    while (other := same.get(id)) is not None and other not in seen:
        seen.add(other)
        id = other
    return id


def _names(there: Mapping[str, Row], meant: Mapping[str, str]) -> set[Text]:
    return {there[id].given.get("name") for id in meant}


def _actors(incoming: Incoming, meant: Mapping[str, str], state: State) -> list[Row]:
    others: dict[str, list[str]] = {}
    gone: dict[str, Row] = {}
    for row in incoming.rows["actor"]:
        id, name = row.given["id"], row.given.get("name")
        if id in meant:
            gone.setdefault(meant[id], row)
            if name is not None:
                others.setdefault(meant[id], []).append(name)
    kept = [row for row in incoming.rows["actor"] if row.given["id"] not in meant]
    there = {row.given["id"] for row in kept}
    kept += [Row("actor", row.file, row.number, {"id": id}) for id, row in gone.items() if id not in there]
    return [_called_also(row, others.get(row.given["id"], []), state) for row in kept]


def _called_also(row: Row, names: list[str], state: State) -> Row:
    if not names:
        return row
    known = state.actors.get(row.given["id"])
    said = row.given.get("aliases", known.aliases if known is not None else None)
    own = row.given.get("name") or (known.name if known is not None else None)
    aliases = dict.fromkeys((*split_list(said), *(name for name in names if name != own)))
    return row._replace(given={**row.given, "aliases": join_list(tuple(aliases))})


def _once(rows: list[Row], left: list[str]) -> list[Row]:
    """The ties without those from somebody to themselves and without exact repeats."""
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for row in rows:
        start, end = row.given.get("from_id"), row.given.get("to_id")
        where = f"{row.file} row {row.number}" if row.number else row.file
        if start is not None and start == end:
            left.append(f"{where}: a tie from an organisation to itself, now that two names are one")
            continue
        ends = tuple(sorted((start or "", end or ""))) if row.given.get("directed") == "no" else (start, end)
        rest = tuple(sorted((k, str(v)) for k, v in {**row.given, **row.extra}.items() if v is not None and k not in ("from_id", "to_id")))
        if (ends, rest) in seen:
            left.append(f"{where}: a repeat of another row, now that two names are one")
            continue
        seen.add((ends, rest))
        kept.append(row)
    return kept
