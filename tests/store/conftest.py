"""Each test of the port runs on every adapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.store.port import Store
from tests.store.making import ADAPTERS, ticking
from tests.store.neo4j_server import is_wanted
from tests.store.proving import proves

collect_ignore = [] if is_wanted() else ["test_neo4j.py", "test_neo4j_graph.py", "test_neo4j_script.py", "test_neo4j_tls.py"]


@pytest.fixture(params=list(ADAPTERS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each adapter."""
    proves(request.node, request.param)
    made = ADAPTERS[request.param](tmp_path, ticking())
    yield made
    made.close()
