"""Each test of the port runs on every adapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.store.port import Store
from tests.store.making import ADAPTERS, ticking
from tests.store.neo4j_server import is_wanted
from tests.store.proving import proves

NEO4J_ALONE = ("graphql_on_neo4j", "neo4j", "neo4j_graph", "neo4j_plans", "neo4j_script", "neo4j_tls", "neo4j_together")
collect_ignore = [] if is_wanted() else [f"test_{name}.py" for name in NEO4J_ALONE]


@pytest.fixture(params=list(ADAPTERS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each adapter."""
    proves(request.node, request.param)
    made = ADAPTERS[request.param](tmp_path, ticking())
    yield made
    made.close()
