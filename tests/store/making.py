"""Small maps for the store's tests: facts, and batches with the seals that service would make."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from sysmap.model.actors import Actor, Map
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.fold import Fold
from sysmap.model.history import Clock, Head
from sysmap.model.kinds import kind_of
from sysmap.model.sealing import seals_for
from sysmap.model.state import State, empty
from sysmap.model.ties import Rating, Relationship
from sysmap.store.opening import open_store
from sysmap.store.port import Store
from sysmap.store.sqlite import open_sqlite
from tests.store.neo4j_server import is_wanted, take_away_all, the_server, unhurried

MAP = "wren"


def empty_neo4j(clock: Clock) -> Store:
    """The store of the one Neo4j of this run, emptied: one database holds all maps, so that tests cannot be side by side in it."""
    from sysmap.store.neo4j import open_neo4j

    unhurried()
    server = the_server()
    os.environ.update(server.environment)
    take_away_all(server)
    return open_neo4j(server.url, create=True, clock=clock)


MakeStore = Callable[[Path, Clock], Store]

ADAPTERS: dict[str, MakeStore] = {
    "fold": lambda folder, clock: Fold(clock),
    "sqlite-memory": lambda folder, clock: open_sqlite("sqlite://", create=True, clock=clock),
    "sqlite-file": lambda folder, clock: open_sqlite(f"sqlite:///{folder / 'map.db'}", create=True, clock=clock),
    **({"neo4j": lambda folder, clock: empty_neo4j(clock)} if is_wanted() else {}),
}
"""Every adapter keeps every promise: another one is one row here."""

COUNT = itertools.count(1)


def ticking(start: int = 1_700_000_000_000) -> Clock:
    """A clock that moves on by seven milliseconds each time it is looked at."""
    return itertools.count(start, 7).__next__


def actor(id: str, name: str | None = None, **more: str) -> Actor:
    return Actor(id, name or f"The {id}", **more)


def tie(id: str, from_id: str = "a", to_id: str = "b", **more: str) -> Relationship:
    return Relationship(id, from_id, to_id, **more)


def rating(id: str, respondent: str | None = None, value: int | None = 3, **more: str) -> Rating:
    return Rating(id, "w1", respondent, "a", "b", "trust", value, **more)


def add(*facts: Any) -> tuple[Change, ...]:
    return tuple(Change("add", kind_of(fact), fact.id, fact) for fact in facts)


def change(*facts: Any) -> tuple[Change, ...]:
    return tuple(Change("change", kind_of(fact), fact.id, fact) for fact in facts)


def remove(kind: str, *ids: str) -> tuple[Change, ...]:
    return tuple(Change("remove", kind, id, None) for id in ids)


def batch(changes: Iterable[Change], state: State, *, map: str = MAP, edit_id: str | None = None, known_at: str | None = None) -> Batch:
    """A batch made against a state, as service makes it."""
    listed = tuple(changes)
    name = edit_id or f"edit-{next(COUNT)}"
    return Batch(map, state.revision, name, "keeper", "because", listed, known_at, seals_for(listed, state))


def passes(head: Head) -> None:
    """A check with nothing against it."""


def now(store: Store, map: str = MAP) -> State:
    return store.state(map) if store.head(map) is not None else empty(map)


def write(store: Store, *changes: Change, map: str = MAP, edit_id: str | None = None, known_at: str | None = None) -> Revision:
    """Append changes against head."""
    return store.append(batch(changes, now(store, map), map=map, edit_id=edit_id, known_at=known_at), passes)


def small_map(store: Store, map: str = MAP) -> Revision:
    """Two actors and a tie."""
    return write(store, *add(Map(map, "Wrenmoor", steward="Ann Steward"), actor("a"), actor("b"), tie("t")), map=map)


def facts_of(state: State) -> dict[str, list[Any]]:
    """The facts in their order, so that two states that differ in order alone are not equal."""
    return {kind: list(facts.values()) for kind, facts in state.facts.items() if facts}


def reopened(path: Path) -> Store:
    return open_store(f"sqlite:///{path}")
