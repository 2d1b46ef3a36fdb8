"""Which part of a map lies round some actors? Walked inside the file, a pass over its ties for each step, so that no more is held."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import apsw

from sysmap.model.kinds import KINDS
from sysmap.model.nearby import BESIDE, WALKED, checked_walk, within
from sysmap.model.sealed import opened
from sysmap.model.state import Seal, SealKey, State
from sysmap.store.sqlite_heads import must_stand
from sysmap.store.sqlite_tables import sealed_of, table_of
from sysmap.store.sqlite_texts import Texts

_NEAR = "WITH near(id) AS MATERIALIZED (SELECT value FROM json_each(?))"
_LIVING = "map = ? AND +born <= ? AND +died > ?"
_WAVE = KINDS["rating"].fields.index("wave")
_STEP = {"relationship": "from_id IS NOT NULL AND to_id IS NOT NULL", "rating": "wave IS NOT NULL AND value > 0"}


def _own(kind: str) -> str:
    return ", ".join(f'"{field}"' for field in KINDS[kind].fields)


_BESIDE_THEM = {
    kind: f"{_NEAR} SELECT to_id FROM {kind} WHERE {_LIVING} AND {_STEP[kind]} AND from_id IN near"
    f" UNION SELECT from_id FROM {kind} WHERE {_LIVING} AND {_STEP[kind]} AND to_id IN near"
    for kind in WALKED
}
_ACTORS = f"{_NEAR} SELECT {_own('actor')} FROM actor WHERE {_LIVING} AND id IN near ORDER BY turn"
_TIES = {
    kind: f"{_NEAR} SELECT {_own(kind)} FROM {kind} WHERE {_LIVING} AND from_id IN near AND to_id IN near ORDER BY turn" for kind in WALKED
}
_FEW = f"WITH few(name) AS MATERIALIZED (SELECT value FROM json_each(?)) SELECT kind, id, body FROM fact WHERE {_LIVING}"
_FEW += " AND kind IN few ORDER BY turn"


def read_near(connection: apsw.Connection, map: str, kind: str, ids: Iterable[str], steps: int) -> State:
    """The part round these actors, at head. Raises NotFound, UsageError."""
    checked_walk(kind, steps)
    found = must_stand(connection, map)
    at = (map, found.head.revision, found.head.revision)

    def beside(edge: set[str]) -> Iterable[str]:
        return [other for (other,) in connection.execute(_BESIDE_THEM[kind], (_listed(edge), *at, *at)) if other is not None]

    near = _listed(within(ids, steps, beside))
    texts = Texts(connection, map, all=False, checked=True)
    facts: dict[str, dict[str, Any]] = {}
    seals: dict[SealKey, Seal] = {}
    for row in connection.execute(_FEW, (_listed(BESIDE), *at)):
        name, sealed = sealed_of(table_of("map"), row)
        facts.setdefault(name, {})[sealed[0]] = opened(name, sealed, texts.find, seals)
    for name, statement in (("actor", _ACTORS), (kind, _TIES[kind])):
        for sealed in connection.execute(statement, (near, *at)):
            if name != "rating" or sealed[_WAVE] in facts.get("wave", {}):
                facts.setdefault(name, {})[sealed[0]] = opened(name, sealed, texts.find, seals)
    return State(map, found.head.revision, found.head.erasures, facts, seals)


def _listed(ids: Iterable[str]) -> str:
    return json.dumps(sorted(ids))
