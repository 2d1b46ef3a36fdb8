"""Which organisations of the map does a file mean by their names? The one of that name or alias; others are new, and likely repeats told.

Ids that a file made from names, or that mean something in that file only, give way to the id of the organisation on the map with
the same name. Nothing else is matched unasked: what only looks alike is proposed with its reason.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import replace
from typing import Any

from sysmap.errors import Problem
from sysmap.formats.ids import id_of_name
from sysmap.formats.incoming import Incoming, Row
from sysmap.formats.likeness import likely_repeats, named_from
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS
from sysmap.model.state import State
from sysmap.model.text import Text, join_list, split_list

LISTED_REPEATS = 200


def settled(incoming: Incoming, state: State, loose: frozenset[str], own_name: bool = False, scale: int | None = None) -> Incoming:
    """The rows with the ids that the map has for them, and the likely repeats. ``loose`` are ids that mean nothing elsewhere.

    ``scale`` is how far the strengths of the file reach; a new map takes it for its own.
    """
    meant = _meant(incoming, state, loose)
    rows = {kind: [rewritten(row, meant) for row in table] for kind, table in incoming.rows.items()}
    rounds = {*state.waves, *(row.given.get("id") for row in rows.get("wave", ()))}
    rows["relationship"] = [_of_a_round(row, rounds) for row in rows.get("relationship", ())]
    rows["actor"] = [_as_known(row, state) for row in _once_each(rows.get("actor", []))]
    if state.map and state.get("map", state.map) is not None and not own_name:
        rows["map"] = [row._replace(given={"id": incoming.map_id}) for row in rows.get("map", [])]
    repeats = _repeats(rows["actor"], state)
    told: list[Problem] = []
    if scale is not None and state.get("map", state.map) is None:
        rows["map"] = [row._replace(given={**row.given, "codebook": canonical_json({"strength_max": scale})}) for row in rows["map"]]
        said = f"strengths reach {scale}, so the map's scale is 1-{scale}"
        told.append(Problem(said, "write strength_max under [codebook] for another", rows["map"][0].file, code="NOTE"))
    told.extend(
        Problem(
            f'this may be "{like.like_name}" ({like.like}): {like.reason}',
            "left as two; merge them if they are one",
            *_place(rows["actor"], like.id),
            column="name",
            value=like.name,
            code="LIKELY_REPEAT",
        )
        for like in repeats[:LISTED_REPEATS]
    )
    return replace(incoming, rows=rows, repeats=repeats, warnings=(*incoming.warnings, *told), settle=None)


def names_on(state: State) -> dict[str, list[str]]:
    """The organisations by each of their names and aliases, names first."""
    found: dict[str, list[str]] = {}
    for id, actor in state.actors.items():
        if actor.name is not None:
            found.setdefault(actor.name, []).append(id)
    for id, actor in state.actors.items():
        for alias in split_list(actor.aliases):
            if id not in found.setdefault(alias, []):
                found[alias].append(id)
    return found


def _meant(incoming: Incoming, state: State, loose: frozenset[str]) -> dict[str, str]:
    """The id on the map for each loose id of the file that has another one there."""
    by_name = names_on(state)
    taken = {row.given["id"] for row in incoming.rows.get("actor", ())}
    meant: dict[str, str] = {}
    used: set[str] = set()
    for row in incoming.rows.get("actor", ()):
        id, name = row.given["id"], row.given.get("name")
        if id not in loose or (id in state.actors and state.actors[id].name in (name, "withdrawn")):
            used.add(id)
            continue
        # Two rows of one name are two organisations; a row of another name of one that has a row already is that one.
        ids = [one for one in by_name.get(name or "", ()) if one not in used or name in split_list(state.actors[one].aliases)]
        if ids:
            meant[id] = ids[0]
            used.add(ids[0])
        elif id in state.actors:
            ordinal = 0
            while (fresh := id_of_name(name or id, ordinal)) in state.actors or fresh in taken:
                ordinal += 1
            meant[id] = fresh
            taken.add(fresh)
    return {id: other for id, other in meant.items() if id != other}


def _of_a_round(row: Row, rounds: Container[Text]) -> Row:
    """A period that is no round of the map stays with the tie as the file has it."""
    wave = row.given.get("wave")
    if wave is None or wave in rounds:
        return row
    return row._replace(given={**row.given, "wave": None}, extra={**row.extra, "period": wave})


def rewritten(row: Row, meant: Mapping[str, str]) -> Row:
    """The row with other ids for some organisations, wherever it names them."""
    if not meant:
        return row
    given: dict[str, Any] = dict(row.given)
    if row.kind == "actor":
        given["id"] = meant.get(given["id"], given["id"])
    for field, target in KINDS[row.kind].refers.items():
        if target.startswith("actor") and given.get(field) is not None:
            given[field] = _id_in(given[field], target, meant)
    return row._replace(given=given)


def _id_in(cell: str, target: str, meant: Mapping[str, str]) -> Text:
    if target.endswith("*"):
        return join_list(tuple(meant.get(id, id) for id in split_list(cell))) if any(id in meant for id in split_list(cell)) else cell
    return meant.get(cell, cell)


def _once_each(rows: list[Row]) -> list[Row]:
    """Two names of the file that are one organisation on the map are one row, which says what either says."""
    found: dict[str, Row] = {}
    for row in rows:
        earlier = found.get(row.given["id"])
        found[row.given["id"]] = (
            row if earlier is None else earlier._replace(given={**row.given, **earlier.given}, extra={**row.extra, **earlier.extra})
        )
    return list(found.values())


def _as_known(row: Row, state: State) -> Row:
    """An organisation met under an alias keeps its name."""
    known = state.actors.get(row.given["id"])
    if known is None or known.name == row.given.get("name") or row.given.get("name") not in split_list(known.aliases):
        return row
    return row._replace(given={field: value for field, value in row.given.items() if field != "name"})


def _repeats(rows: list[Row], state: State) -> tuple[Any, ...]:
    known = {id: named_from(id, a.name, a.aliases, a.identifiers, True) for id, a in state.actors.items()}
    new = {
        row.given["id"]: named_from(row.given["id"], row.given.get("name"), row.given.get("aliases"), row.given.get("identifiers"), False)
        for row in rows
        if row.given["id"] not in known
    }
    if not new:
        return ()
    return likely_repeats(one for one in (*known.values(), *new.values()) if one is not None)


def _place(rows: list[Row], id: str) -> tuple[str | None, int | None]:
    return next(((row.file, row.number or None) for row in rows if row.given["id"] == id), (None, None))
