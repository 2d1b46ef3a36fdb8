"""What the tests of Neo4j alone start from. They are left out, and the run says so, where no Neo4j can be had."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sysmap.store.neo4j import Neo4jStore, open_neo4j
from tests.store.making import empty_neo4j, ticking
from tests.store.neo4j_server import the_server
from tests.store.proving import proves


@pytest.fixture
def maps(request: pytest.FixtureRequest) -> Iterator[Neo4jStore]:
    """An empty store in the server of this run."""
    proves(request.node, "neo4j")
    made = empty_neo4j(ticking())
    assert isinstance(made, Neo4jStore)
    yield made
    made.close()


def again(clock: Any = None) -> Neo4jStore:
    """The same store, opened once more as another program would."""
    return open_neo4j(the_server().url, clock=clock or ticking(1_800_000_000_000))


def asked(statement: str, **given: Any) -> list[list[Any]]:
    """What somebody with a browser would be answered, or would do, behind sysmap's back."""
    with the_server().driver() as driver:
        return [list(record.values()) for record in driver.execute_query(statement, given).records]
