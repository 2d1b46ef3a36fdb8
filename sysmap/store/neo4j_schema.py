"""How does a database get its constraints, and how is one refused that sysmap must not touch? Numbered steps, forward only.

Community edition has uniqueness and indexes and no more; that a property is there and of its type is checked in model.
No index holds personal text: what is erased would stay in it.
"""

from __future__ import annotations

import hashlib
import re
from typing import LiteralString, NamedTuple

from sysmap.errors import NotFound, StoreDamaged, StoreTooNew, StoreUnavailable
from sysmap.model.fold import wall_clock
from sysmap.model.history import stamp
from sysmap.store.neo4j_calls import Unreachable
from sysmap.store.neo4j_connection import LATER, Line, read_only
from sysmap.store.neo4j_rows import RESTORE

LEAST = (5, 26)
HEAD = "// The constraints and indexes of a sysmap store in Neo4j. Generated from sysmap/store/neo4j_schema.py; do not edit.\n"


class Migration(NamedTuple):
    """One numbered step. Each statement may be repeated: a step that broke off is done again from its start."""

    number: int
    name: str
    statements: tuple[LiteralString, ...]

    @property
    def checksum(self) -> str:
        return hashlib.sha256("\n".join(self.statements).encode()).hexdigest()


_UNIQUE: tuple[LiteralString, ...] = (
    "CREATE CONSTRAINT meta_name IF NOT EXISTS FOR (n:Meta) REQUIRE n.name IS UNIQUE",
    "CREATE CONSTRAINT migration_number IF NOT EXISTS FOR (n:Migration) REQUIRE n.number IS UNIQUE",
    "CREATE CONSTRAINT map_id IF NOT EXISTS FOR (n:Map) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT revision_number IF NOT EXISTS FOR (n:Revision) REQUIRE (n.map, n.number) IS UNIQUE",
    "CREATE CONSTRAINT revision_edit IF NOT EXISTS FOR (n:Revision) REQUIRE (n.map, n.edit_id) IS UNIQUE",
    "CREATE CONSTRAINT version_life IF NOT EXISTS FOR (n:Version) REQUIRE (n.map, n.kind, n.id, n.died) IS UNIQUE",
    "CREATE CONSTRAINT version_place IF NOT EXISTS FOR (n:Version) REQUIRE (n.map, n.place, n.born) IS UNIQUE",
    "CREATE CONSTRAINT text_key IF NOT EXISTS FOR (n:Text) REQUIRE (n.map, n.hash, n.kind, n.id, n.field) IS UNIQUE",
    "CREATE CONSTRAINT erasure_key IF NOT EXISTS FOR (n:Erasure) REQUIRE (n.map, n.at, n.kind, n.id, n.field) IS UNIQUE",
    "CREATE CONSTRAINT today_key IF NOT EXISTS FOR (n:Today) REQUIRE (n.map, n.what, n.id) IS UNIQUE",
)
_INDEXES: tuple[LiteralString, ...] = (
    "CREATE INDEX version_born IF NOT EXISTS FOR (n:Version) ON (n.map, n.born, n.place)",
    "CREATE INDEX version_died IF NOT EXISTS FOR (n:Version) ON (n.map, n.died, n.place)",
    "CREATE INDEX version_pair IF NOT EXISTS FOR (n:Version) ON (n.map, n.pair, n.died)",
    "CREATE INDEX text_fact IF NOT EXISTS FOR (n:Text) ON (n.map, n.kind, n.id, n.field)",
    "CREATE INDEX actor_id IF NOT EXISTS FOR (n:Actor) ON (n.map, n.id)",
    "CREATE INDEX relates_id IF NOT EXISTS FOR ()-[r:RELATES]-() ON (r.map, r.id)",
    "CREATE INDEX funds_id IF NOT EXISTS FOR ()-[r:FUNDS]-() ON (r.map, r.id)",
    "CREATE INDEX holds_power_id IF NOT EXISTS FOR ()-[r:HOLDS_POWER_OVER]-() ON (r.map, r.id)",
    "CREATE INDEX lacks_power_id IF NOT EXISTS FOR ()-[r:LACKS_POWER_OVER]-() ON (r.map, r.id)",
    "CREATE INDEX part_of_id IF NOT EXISTS FOR ()-[r:PART_OF]-() ON (r.map, r.id)",
    "CREATE INDEX trusts_pair IF NOT EXISTS FOR ()-[r:TRUSTS]-() ON (r.map, r.pair)",
)

MIGRATIONS: tuple[Migration, ...] = (Migration(1, "the_first_shape", (*_UNIQUE, *_INDEXES)),)

_OURS: LiteralString = "MATCH (n:Migration) RETURN n.number, n.name, n.checksum ORDER BY n.number"
_WRITTEN_BY: LiteralString = "MATCH (n:Meta {name: 'sysmap'}) RETURN n.value"
_ANYTHING: LiteralString = "OPTIONAL MATCH (n) WITH n LIMIT 1 RETURN n IS NOT NULL"
_COMPONENTS: LiteralString = "CALL dbms.components() YIELD name, versions, edition RETURN name, versions[0], edition"
_DONE: LiteralString = (
    "MERGE (n:Migration {number: $number}) ON CREATE SET n.name = $name, n.checksum = $checksum, n.applied_at = $at"
    " MERGE (s:Meta {name: 'sysmap'}) SET s.value = $version"
)
_ACCESS: LiteralString = "SHOW HOME DATABASE YIELD access RETURN access"
_ACCESS_OF: LiteralString = "SHOW DATABASE $name YIELD access RETURN access"
_THERE: LiteralString = "SHOW INDEXES YIELD name, state RETURN name, state"


def cypher() -> str:
    """Every constraint and index, as ``schema/neo4j.cypher`` publishes them."""
    return HEAD + "".join(
        f"\n// V{m.number:04}: {m.name.replace('_', ' ')}\n\n" + "".join(f"{s};\n" for s in m.statements) for m in MIGRATIONS
    )


def prepare(line: Line, *, create: bool, version: str) -> None:
    """Refuse a server or database that sysmap must not use, and give a new one its constraints when ``create`` says so.

    Raises NotFound for a database without a store, StoreTooNew, StoreDamaged, and StoreUnavailable for an old server or a
    database that holds something else.
    """
    line.hello()
    refuse_old(line)
    applied = line.read(_OURS)
    _refuse_altered(line, applied)
    if not applied:
        if not create:
            raise NotFound(f"There is no store in the Neo4j at {line.place}", fix="Import a map first, or name another store with --store.")
        if line.read(_ANYTHING)[0][0]:
            raise StoreUnavailable(
                f"The database in the Neo4j at {line.place} holds something that is not sysmap's",
                fix="Give sysmap a database of its own, with --store or SYSMAP_STORE.",
            )
    for step in MIGRATIONS[len(applied) :]:
        for statement in step.statements:
            line.command(statement)
        given = {"number": step.number, "name": step.name, "checksum": step.checksum, "at": stamp(wall_clock()), "version": version}
        line.write(lambda tx, given=given: tx.run(_DONE, **given))  # type: ignore[misc]


def refuse_old(line: Line) -> None:
    """Raise unless the server is Neo4j 5.26 or later; later ones are numbered by the year."""
    name, version = "", "nothing"
    for found, number, _ in line.read(_COMPONENTS):
        if "Kernel" in str(found):
            name, version = str(found), str(number)
    digits = re.match(r"(\d+)\.(\d+)", version)
    if not name or digits is None or (int(digits[1]), int(digits[2])) < LEAST:
        raise Unreachable(f"Neo4j at {line.place} is version {version}: sysmap needs 5.26 or later", fix=LATER)


def refuse_read_only(line: Line) -> None:
    """Raise unless the database answers and takes edits."""
    rows = line.read(_ACCESS) if line.database is None else line.read(_ACCESS_OF, name=line.database)
    if rows and rows[0][0] == "read-only":
        raise read_only(line.place)
    line.read(_OURS)


def _refuse_altered(line: Line, applied: list[list[object]]) -> None:
    if len(applied) > len(MIGRATIONS):
        by = (line.read(_WRITTEN_BY) or [["a later version"]])[0][0]
        raise StoreTooNew(
            f"The store in Neo4j at {line.place} was written by sysmap {by}, which this one is older than", fix="Install that version."
        )
    for row, known in zip(applied, MIGRATIONS, strict=False):
        if row != [known.number, known.name, known.checksum]:
            raise StoreDamaged(f"The store in Neo4j at {line.place}: migration {row[0]} is not the one this sysmap knows", fix=RESTORE)


def missing(line: Line) -> list[str]:
    """Constraints and indexes that should be there and are not, or do not work, in words."""
    there = {name for name, state in line.read(_THERE) if state == "ONLINE"}
    wanted = [str(s).split()[2] for m in MIGRATIONS for s in m.statements]
    lost = [name for name in wanted if name not in there]
    return [f"The constraints or indexes {', '.join(lost)} are missing: run schema/neo4j.cypher"] if lost else []
