"""On which stores is a gate tried? On a file, and on a real Neo4j wherever one can be had; each try on a map of its own."""

from __future__ import annotations

import os
from pathlib import Path

from sysmap.store import neo4j_calls
from sysmap.store.copying import url_of
from sysmap.store.opening import open_store
from tests.store.neo4j_server import Server, is_wanted, the_server, unhurried

KINDS = ("sqlite", *(("neo4j",) if is_wanted() else ()))
STORES = tuple(kind for kind in KINDS if os.environ.get("SYSMAP_GATE_STORE", kind) == kind)
"""Those that are tried now: all, or the one that a fault is planted in."""


PROMISED = neo4j_calls.SIGN_OF_LIFE
"""Seconds for a server's sign of life, as sysmap has it."""


def url_for(store: str, folder: Path) -> str:
    """The URL of a store that is there, with the login in the environment where it needs one."""
    if store == "neo4j":
        unhurried()
        return ready(the_server())
    url = url_of(folder / "map.db")
    open_store(url, create=True).close()
    return url


def ready(server: Server) -> str:
    """The URL of a server's store, after making sure that it has its constraints."""
    os.environ.update(server.environment)
    open_store(server.url, create=True).close()
    return server.url
