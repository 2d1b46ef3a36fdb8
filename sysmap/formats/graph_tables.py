"""What are the nodes and edges of a map, for programs that know only those? Every column of a bundle travels with them as text.

What has no place on a node or edge (rounds, who was asked, stories, money from several at once) goes along as ``rest``, one JSON text
that such programs keep or drop unread; with it the map comes back equal. What a program without it sees is said by ``leaves_out``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from sysmap.errors import SysmapError
from sysmap.formats.csv_writing import facts_as_rows
from sysmap.model.canonical import canonical_json
from sysmap.model.kinds import KINDS, heading
from sysmap.model.state import State

LAYERS = {"relationship": "relationship", "rating": "trust", "funding": "money", "power": "who decides"}
"""What an edge's column ``layer`` says, by kind."""

KINDS_OF_LAYERS = {layer: kind for kind, layer in LAYERS.items()}
ENDS = {"power": ("holder", "over_actor")}
CALLED = {
    "wave": "round of asking",
    "roster": "row of who was asked",
    "rating": "trust answer",
    "funding": "flow of money",
    "power": "statement of who decides",
    "condition_rating": "view of a condition",
}
_RESERVED = "id label name layer from to source target weight type kind direction wave_date interval timeset"
RESERVED = frozenset(_RESERVED.split())
TAKEN = "attribute:"
ORDER = "order"
"""Where the rest says in which order the map holds its ties: a format may gather them, and some are in the rest."""


class Node(NamedTuple):
    """An organisation: its id, its name, and its other cells by column."""

    id: str
    name: str
    cells: Mapping[str, str]


class Edge(NamedTuple):
    """A tie of any kind, with its layer among the cells. ``key`` is one of a kind within the map."""

    key: str
    start: str
    end: str
    directed: bool
    kind: str
    cells: Mapping[str, str]


class Graph(NamedTuple):
    """The map as nodes and edges, and the rest of it as JSON."""

    name: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    rest: str

    def node_columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for node in self.nodes for column in node.cells))

    def edge_columns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(column for edge in self.edges for column in edge.cells))


def graph_of(state: State) -> Graph:
    """The nodes, edges and rest of a map. Raises SysmapError when there is nobody on it."""
    if not state.actors:
        raise SysmapError(f"There is nobody on the map {state.map} to export", fix="Import or add something first.")
    nodes = [
        Node(cells.pop("id"), cells.pop("name", "") or id, cells)
        for id, cells in zip(state.actors, _cells("actor", list(state.actors.values())), strict=True)
    ]
    edges: list[Edge] = []
    for kind in LAYERS:
        facts = [fact for fact in state.of(kind).values() if drawn(state, kind, fact)]
        for fact, cells in zip(facts, _cells(kind, facts), strict=True):
            edges.append(_edge(state, kind, fact, cells))
    return Graph(state.about.name or state.map, tuple(nodes), tuple(edges), rest_of(state))


def ends_of(kind: str, fact: Any) -> tuple[str | None, str | None]:
    """Who is at either end of a tie."""
    start, end = ENDS.get(kind, ("from_id", "to_id"))
    return getattr(fact, start), getattr(fact, end)


def drawn(state: State, kind: str, fact: Any) -> bool:
    """Has the tie two ends that are on the map?"""
    return all(end in state.actors for end in ends_of(kind, fact))


def _edge(state: State, kind: str, fact: Any, cells: dict[str, str]) -> Edge:
    start, end = ends_of(kind, fact)
    assert start is not None and end is not None
    for field in ENDS.get(kind, ("from_id", "to_id")):
        cells.pop(heading(field), None)
    wave = state.waves.get(getattr(fact, "wave", None) or "")
    if wave is not None and wave.date is not None:
        cells["wave_date"] = wave.date
    return Edge(f"{kind}:{fact.id}", start, end, getattr(fact, "directed", None) != "no", kind, {"layer": LAYERS[kind], **cells})


def _cells(kind: str, facts: list[Any]) -> list[dict[str, str]]:
    """The stated cells of each fact by column. Columns that a program keeps for itself carry a mark when they are ours alone."""
    if not facts:
        return []
    fields, headings, rows = facts_as_rows(kind, facts)
    named = [_column(text, bool(field) or text == "attributes") for field, text in zip(fields, headings, strict=True)]
    made = []
    for fact, cells in zip(facts, rows, strict=True):
        stated = {name: cell for name, cell in zip(named, cells, strict=True) if cell is not None}
        made.append({"id": fact.id, **{name: cell for name, cell in stated.items() if name != "id"}})
    return made


def _column(text: str, ours: bool) -> str:
    odd = text.casefold() in RESERVED or text.startswith((TAKEN, "fact "))
    return f"{TAKEN}{text}" if odd and not ours else text


def rest_of(state: State) -> str:
    """What is neither node nor edge, by kind, each fact without what it does not state."""
    rest: dict[str, Any] = {"map": [_stated(state.about._replace(name=state.about.name or state.map))]}
    for kind in KINDS:
        facts = [
            _stated(fact)
            for fact in state.of(kind).values()
            if kind not in ("map", "actor", "snapshot") and not (kind in LAYERS and drawn(state, kind, fact))
        ]
        if facts:
            rest[kind] = facts
    rest[ORDER] = {kind: list(state.of(kind)) for kind in LAYERS if state.of(kind)}
    return canonical_json(rest)


def _stated(fact: Any) -> dict[str, Any]:
    return {field: value for field, value in fact._asdict().items() if value is not None}


def leaves_out(state: State) -> tuple[str, ...]:
    """What a program that reads only nodes and edges does not see, in words; and what does not come back."""
    said = []
    for kind in KINDS:
        count = sum(not (kind in LAYERS and drawn(state, kind, fact)) for fact in state.of(kind).values())
        if kind == "snapshot" and count:
            said.append(f"{count} saved version{'s' if count > 1 else ''}: not carried at all")
        elif kind not in ("map", "actor", "layout") and count:
            called = CALLED.get(kind, kind.replace("_", " "))
            said.append(f"{called}, {count}: kept for sysmap only; other programs do not show it")
    return tuple(said)
