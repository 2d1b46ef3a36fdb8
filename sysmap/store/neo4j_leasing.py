"""Who may write a map that is written in several transactions? Whoever holds its token, for as long as they give a sign of life.

What a program that died left behind lies above head, where nobody reads; whoever comes after its time is up takes it away.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import LiteralString, NamedTuple, TypeVar

from sysmap.store.neo4j_connection import Line, Tx
from sysmap.store.neo4j_planning import CHUNK, busy
from sysmap.store.neo4j_rows import NEVER

T = TypeVar("T")

LEASE = 15_000
"""Milliseconds, by the server's clock, after which a large edit that gives no sign of life counts as broken off."""

_TAKE: LiteralString = (
    "MATCH (m:Map {id: $map}) SET m.locked = true WITH m"
    " WHERE m.publishing IS NULL OR m.publishing = $token OR coalesce(m.publishing_until, 0) <= timestamp()"
    " SET m.publishing = $token, m.publishing_until = timestamp() + $lease RETURN m.head, m.projected_at, m.places"
)
_THERE: LiteralString = "MATCH (m:Map {id: $map}) RETURN m.head"
_RENEW: LiteralString = (
    "MATCH (m:Map {id: $map}) SET m.locked = true WITH m WHERE m.publishing = $token"
    " SET m.publishing_until = timestamp() + $lease RETURN m.head"
)
_LET_GO: LiteralString = (
    "MATCH (m:Map {id: $map}) SET m.locked = true WITH m WHERE m.publishing = $token"
    " REMOVE m.publishing, m.publishing_until SET m.projected_at = m.head"
)
_NO_MORE: LiteralString = "MATCH (m:Map {id: $map}) SET m.locked = true WITH m WHERE m.publishing = $token AND m.head = 0 DELETE m"
_BROKEN: LiteralString = (
    "MATCH (m:Map) WHERE (m.publishing IS NULL AND coalesce(m.projected_at, -1) <> m.head)"
    " OR (m.publishing IS NOT NULL AND coalesce(m.publishing_until, 0) <= timestamp()) RETURN m.id"
)

# Each takes away so many and says how many; versions before the ends of others, as a fact has only one that lives.
_ABOVE_HEAD: tuple[LiteralString, ...] = (
    "MATCH (v:Version) WHERE v.map = $map AND v.born > $head AND v.place > 0 WITH v LIMIT $most DELETE v RETURN count(*)",
    "MATCH (v:Version) WHERE v.map = $map AND v.died > $head AND v.died < $never AND v.place > 0"
    " WITH v LIMIT $most SET v.died = $never RETURN count(*)",
    "MATCH (r:Revision) WHERE r.map = $map AND r.number > $head WITH r LIMIT $most DELETE r RETURN count(*)",
    "MATCH (t:Text) WHERE t.map = $map AND t.kind IS NOT NULL AND t.id IS NOT NULL AND t.field IS NOT NULL AND t.born > $head"
    " WITH t LIMIT $most DELETE t RETURN count(*)",
)
# Relationships before nodes: a node with a hundred thousand of them would not fit into one transaction.
_TODAY: tuple[LiteralString, ...] = (
    "MATCH (n:Today) WHERE n.map = $map AND n.what IS NOT NULL AND n.id IS NOT NULL MATCH (n)-[x]->() WITH x LIMIT $most"
    " DELETE x RETURN count(*)",
    "MATCH (n:Today) WHERE n.map = $map AND n.what IS NOT NULL AND n.id IS NOT NULL WITH n LIMIT $most DETACH DELETE n RETURN count(*)",
)


class Taken(NamedTuple):
    """A map as it stood when its token was taken."""

    head: int
    projected_at: int | None
    places: int


class Publication:
    """A large write on one map: each step is a transaction that first makes sure that the map is still ours."""

    def __init__(self, line: Line, map: str) -> None:
        self.line = line
        self.map = map
        self.token = str(uuid.uuid4())

    def take(self, tx: Tx) -> Taken | None:
        """Take the map inside a transaction; None when it is not there. Raises MapBusy while somebody else has it."""
        rows = tx.run(_TAKE, map=self.map, token=self.token, lease=LEASE)
        if rows:
            return Taken._make(rows[0])
        if tx.run(_THERE, map=self.map):
            raise busy(self.map)
        return None

    def step(self, body: Callable[[Tx], T]) -> T:
        """One transaction of it. Raises MapBusy, writing nothing, when our time was up and somebody else has taken the map."""

        def owned(tx: Tx) -> T:
            if not tx.run(_RENEW, map=self.map, token=self.token, lease=LEASE):
                raise busy(self.map)
            return body(tx)

        return self.line.write(owned, long=True)

    def take_away_above(self, head: int) -> None:
        """Remove what was written and never published."""
        for statement in _ABOVE_HEAD:
            self._until_none(statement, head)

    def wipe_today(self) -> None:
        for statement in _TODAY:
            self._until_none(statement, 0)

    def _until_none(self, statement: LiteralString, head: int) -> None:
        while self.step(lambda tx: tx.run(statement, map=self.map, head=head, never=NEVER, most=CHUNK))[0][0] == CHUNK:
            pass

    def remove_map(self) -> None:
        """Remove all of a map that stands at 0."""
        self.take_away_above(0)
        self.wipe_today()
        self.line.write(lambda tx: tx.run(_NO_MORE, map=self.map, token=self.token))

    def let_go(self) -> None:
        """The graph of today is as head is, and others may write."""
        self.line.write(lambda tx: tx.run(_LET_GO, map=self.map, token=self.token))


def broken_off(line: Line) -> list[str]:
    """The maps on which a large edit broke off, or whose graph of today lags behind."""
    return [str(id) for (id,) in line.read(_BROKEN)]
