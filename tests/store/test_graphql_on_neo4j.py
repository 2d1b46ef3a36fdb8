"""Does every ready GraphQL query get from a map in Neo4j the answer that it gets from the same map in a file?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import parse

from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.keeping import backup, bring_back
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from sysmap.store.neo4j import Neo4jStore
from tests.api.asking import ask
from tests.api.served import service
from tests.docs.test_queries import QUERIES
from tests.store.needing_neo4j import maps
from tests.web.visiting import keeper

__all__ = ["maps"]


@pytest.fixture
def desks(maps: Neo4jStore, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The teaching map with its history in memory, and the very same restored into Neo4j."""
    plain, other = open_desk("sqlite://", create=True), Desk(maps)
    for folder in ("known-at-2025-05-31", "known-at-2025-06-20"):
        carry_out(plain, preview(plain, seed("wrenmoor-series") / folder), known_at=folder.removeprefix("known-at-"))
    backup(plain, tmp_path / "there.db")
    bring_back(other, tmp_path / "there.db")
    yield plain, other
    plain.close()


def without_cursors(answer: Any) -> Any:
    """The answer but for its cursors, which each service seals for itself."""
    if isinstance(answer, list):
        return [without_cursors(one) for one in answer]
    if isinstance(answer, dict):
        return {name: without_cursors(one) for name, one in answer.items() if "ursor" not in name}
    return answer


def operation(text: str) -> str:
    return str(parse(text).definitions[0].operation.value)  # type: ignore[attr-defined]


def test_every_ready_query_is_answered_alike_and_every_ready_mutation_is_taken(desks: tuple[Desk, Desk]) -> None:
    plain, other = (keeper(service(desk=desk)) for desk in desks)
    asked = [text for text in QUERIES.values() if operation(text) == "query"]
    assert len(asked) > 10
    for text in asked:
        assert without_cursors(ask(plain, text)) == without_cursors(ask(other, text)), text
    for text in (text for text in QUERIES.values() if operation(text) == "mutation"):
        for visitor, desk in zip((plain, other), desks, strict=True):
            data = ask(visitor, text, id="docs", base=desk.head("wrenmoor").revision)
            assert data and None not in data.values()
    assert desks[0].head("wrenmoor").revision == desks[1].head("wrenmoor").revision > 2
