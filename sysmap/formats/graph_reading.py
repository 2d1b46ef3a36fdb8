"""How do nodes and edges from another program become facts? Ours by their columns; others by what their columns are usually called."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sysmap.formats.bundle_columns import headings_of
from sysmap.formats.column_dialects import ACTOR_WORDS, TIE_WORDS, currency_in, folded
from sysmap.formats.column_guessing import Guess
from sysmap.formats.drafting import Draft
from sysmap.formats.graph_tables import ENDS, KINDS_OF_LAYERS, LAYERS, ORDER, TAKEN
from sysmap.formats.incoming import Place, Row
from sysmap.formats.moving import moving
from sysmap.formats.sheets import one_name, tidy
from sysmap.formats.table_reading import actor_given, tie_given
from sysmap.model.kinds import KINDS
from sysmap.model.text import Text, clean

NAME_COLUMNS = ("label", "name", "title", "v_name", "display name", "organisation", "organization")
FACT = "fact "
"""Before a column of ours in a table where another program has a column of that name."""

NOT_STATED = frozenset({"None", "null", "nan", "NaN"})
"""What other programs write where nothing is stated."""


class ReadNode(NamedTuple):
    """A node as a file has it: its id there, its label if it has one, its other cells, and where it stood."""

    id: str
    label: Text
    cells: Mapping[str, Text]
    place: Place
    part_of: Text = None


class ReadEdge(NamedTuple):
    """An edge as a file has it. ``directed`` is None where the file does not say."""

    id: Text
    start: Text
    end: Text
    directed: bool | None
    cells: Mapping[str, Text]
    place: Place


def take_graph(draft: Draft, nodes: Sequence[ReadNode], edges: Sequence[ReadEdge], rest: Text = None) -> None:
    """Draft a graph. With the rest that sysmap put there, every column is one of ours; without, columns are guessed and shown."""
    own = _take_rest(draft, rest)
    for node in moving(nodes, len(nodes)):
        (_own_node if own else _node)(draft, node)
    for edge in moving(edges, len(edges)):
        if all([draft.known(edge.start, edge.place, "from"), draft.known(edge.end, edge.place, "to")]):
            layer = KINDS_OF_LAYERS.get(edge.cells.get("layer") or "")
            if layer is not None:
                _own_edge(draft, edge, layer)
            else:
                _edge(draft, edge)
    if own:
        _in_order(draft, json.loads(rest or "{}").get(ORDER))
    else:
        _rounds(draft)


def _own_node(draft: Draft, node: ReadNode) -> None:
    given, extra = _ours("actor", {"kind" if name == "type" else name: cell for name, cell in node.cells.items()})
    id = draft.actor("x", given, extra, node.place, node.id)
    if id is not None:
        row = draft.rows["actor"][-1]
        draft.rows["actor"][-1] = row._replace(given={**row.given, "name": clean(node.label or node.cells.get("label")) or node.id})


def _own_edge(draft: Draft, edge: ReadEdge, kind: str) -> None:
    left_out = ("layer", "wave_date") if kind == "relationship" else ("layer", "wave_date", "type")
    cells = {name: cell for name, cell in edge.cells.items() if name not in left_out}
    cells = {name.removeprefix(FACT): cell for name, cell in cells.items()}
    given, extra = _ours(kind, cells)
    start, end = ENDS.get(kind, ("from_id", "to_id"))
    given.update({start: edge.start, end: edge.end})
    if kind == "rating":
        value = given.get("value")
        given["value"] = int(float(value)) if value is not None and value.replace(".", "", 1).isdigit() else None
        draft.dates.setdefault(given.get("wave"), edge.cells.get("wave_date"))
    if edge.directed is False and kind == "relationship":
        given["directed"] = "no"
    if given.get("id") is None:
        given.pop("id", None)
    if edge.start == edge.end:
        draft.leave_out(edge.place, f"a tie from {edge.start} to itself")
        return
    draft.rows[kind].append(Row(kind, *edge.place, given, extra))


def _ours(kind: str, cells: Mapping[str, Text]) -> tuple[dict[str, Any], dict[str, Text]]:
    known = headings_of(kind)
    given: dict[str, Any] = {}
    extra: dict[str, Text] = {}
    for name, cell in cells.items():
        text = clean(cell)
        if name in known:
            given[known[name]] = text
        elif name != "label":
            extra[name.removeprefix(TAKEN)] = text
    return given, extra


def _node(draft: Draft, node: ReadNode) -> None:
    cells = {name: _stated(cell) for name, cell in node.cells.items()}
    name = _stated(node.label) or next((cells[n] for column in NAME_COLUMNS for n in cells if n.casefold() == column and cells[n]), None)
    given: dict[str, Text] = {}
    extra: dict[str, Text] = {}
    shown = draft.columns.setdefault("nodes", {})
    for column, cell in cells.items():
        field = ACTOR_WORDS.get(folded(column))
        if field in ("id", "name", "partners", "part_of") or column.casefold() in NAME_COLUMNS:
            if cell is not None and cell not in (name, node.id):
                extra[column] = cell
            continue
        (extra if field is None or field in given else given)[column if field is None or field in given else field] = cell
        shown[column] = field or "kept as it is"
    made, other = actor_given(draft, given, node.place)
    if node.part_of is not None:
        made["part_of"] = node.part_of
    draft.actor(one_name(name) or node.id, made, {**extra, **other}, node.place, node.id)


def _edge(draft: Draft, edge: ReadEdge) -> None:
    given: dict[str, Text] = {}
    extra: dict[str, Text] = {}
    currency = None
    shown = draft.columns.setdefault("edges", {})
    for column, cell in edge.cells.items():
        field = TIE_WORDS.get(folded(column))
        if field in ("id", "from_id", "to_id", "directed", "item", "respondent", "wave_date") or field in given:
            field = None
        if field == "wave":
            field = None
        if field == "value":
            field = "strength"
        (extra if field is None else given)[column if field is None else field] = _stated(cell)
        shown[column] = field or "kept as it is"
        currency = currency_in(column) if field == "amount" else currency
    holds = "funding" if given.get("amount") is not None else "relationship"
    made, other = tie_given(draft, Guess(holds, {}, {}, 0, currency), given, edge.place)
    made.update(from_id=edge.start, to_id=edge.end)
    if edge.directed is not None and holds == "relationship":
        made["directed"] = "yes" if edge.directed else "no"
    if edge.id is not None:
        made["id"] = edge.id
    draft.tie(holds, made, {**extra, **other}, edge.place)


def _stated(cell: Text) -> Text:
    text = tidy(cell)
    return None if text in NOT_STATED else text


def _take_rest(draft: Draft, rest: Text) -> bool:
    """The part of a map that only sysmap reads; False when there is none, or somebody changed it beyond reading."""
    if rest is None:
        return False
    try:
        held = json.loads(rest)
    except (ValueError, RecursionError):
        held = None
    if not isinstance(held, dict):
        draft.leave_out((draft.path.name, 0), "what sysmap had put there of rounds and who was asked, which is damaged")
        return False
    draft.own = draft.lasting_ids = True
    for kind, facts in held.items():
        for fact in facts if kind in KINDS and kind not in ("actor", "snapshot") and isinstance(facts, list) else ():
            given = {name: value for name, value in fact.items() if _fits(kind, name, value)} if isinstance(fact, dict) else {}
            if kind == "map":
                draft.about.update(given)
            elif given:
                draft.add(kind, given, (draft.path.name, 0))
    return True


def _in_order(draft: Draft, order: object) -> None:
    """The ties as the map held them; new ones come last."""
    for kind, ids in order.items() if isinstance(order, dict) else ():
        if kind in LAYERS and isinstance(ids, list):
            places = {id: place for place, id in enumerate(ids) if isinstance(id, str)}
            draft.rows[kind].sort(key=lambda row: places.get(row.given.get("id", ""), len(places)))


def _fits(kind: str, name: str, value: object) -> bool:
    number = kind == "rating" and name == "value"
    return name in KINDS[kind].fields and isinstance(value, int if number else str) and not isinstance(value, bool)


def _rounds(draft: Draft) -> None:
    """Trust answers that came without their rounds: who answers nothing here is silent, and who does may have said more."""
    for wave, date in draft.dates.items():
        if wave is None:
            continue
        ratings = [row for row in draft.rows["rating"] if row.given.get("wave") == wave]
        items = tuple(dict.fromkeys(row.given.get("item") for row in ratings))
        given: dict[str, Any] = {"id": wave, "date": date}
        if items != (None,):
            given["items"] = "|".join(item for item in items if item)
        draft.add("wave", given, ratings[0][1:3])
        spoke = {row.given["from_id"] for row in ratings if row.given.get("respondent") is None}
        people = dict.fromkeys((row.given["from_id"], row.given["respondent"]) for row in ratings if row.given.get("respondent"))
        for actor, person in people:
            draft.add("roster", {"wave": wave, "actor": actor, "respondent": person, "status": "partial"}, ratings[0][1:3])
        for row in draft.rows["actor"]:
            id = row.given["id"]
            if id in spoke or id not in {actor for actor, _ in people}:
                status = "partial" if id in spoke else "silent"
                draft.add("roster", {"wave": wave, "actor": id, "status": status}, ratings[0][1:3])
        draft.found.note(f"the file does not say who answered in {wave}; every pair without an answer is not known", "", draft.path.name)
