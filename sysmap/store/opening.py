"""Which adapter keeps the store at this URL? One row a scheme; an adapter is loaded when its URL is opened, and not before."""

from __future__ import annotations

from collections.abc import Callable

from sysmap.errors import UsageError
from sysmap.store.port import Store

FORMS = "sqlite:///map.db (a file here), sqlite:////srv/map.db (a file there), sqlite:// (memory), neo4j://host:7687, bolt://host:7687"


def _sqlite(url: str, create: bool) -> Store:
    from sysmap.store.sqlite import open_sqlite

    return open_sqlite(url, create=create)


def _neo4j(url: str, create: bool) -> Store:
    from sysmap.store.neo4j import open_neo4j

    return open_neo4j(url, create=create)


ADAPTERS: dict[str, Callable[[str, bool], Store]] = {
    "sqlite": _sqlite,
    "neo4j": _neo4j,
    "neo4j+s": _neo4j,
    "neo4j+ssc": _neo4j,
    "bolt": _neo4j,
    "bolt+s": _neo4j,
    "bolt+ssc": _neo4j,
}


def open_store(url: str, create: bool = False) -> Store:
    """The store at a URL. Without ``create`` a file that is not there is NotFound and is not made.

    Raises UsageError for what is no store URL, StoreUnavailable, StoreDamaged and StoreTooNew for what cannot be opened.
    """
    scheme, mark, _ = url.partition("://")
    loader = ADAPTERS.get(scheme.lower()) if mark else None
    if loader is None:
        meant = f"Did you mean sqlite:///{url}? " if url and ":" not in url else ""
        raise UsageError(f"{url!r} is not the address of a store", fix=f"{meant}Use one of: {FORMS}.")
    return loader(url, create)


def ddl() -> str:
    """The tables of a SQLite store, as ``schema/sqlite.sql`` publishes them."""
    from sysmap.store.sqlite_schema import ddl as tables

    return tables()


def cypher() -> str:
    """The constraints and indexes of a Neo4j store, as ``schema/neo4j.cypher`` publishes them."""
    from sysmap.store.neo4j_schema import cypher as constraints

    return constraints()
