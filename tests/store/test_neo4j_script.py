"""The script that a map leaves as makes the same graph in a real Neo4j that a store in one shows, and whatever people typed stays text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.formats import read
from sysmap.formats.registry import WRITERS
from sysmap.model.actors import Actor, Map
from sysmap.model.state import State, empty
from sysmap.model.ties import Relationship
from sysmap.store.neo4j import Neo4jStore
from tests.formats.making import imported
from tests.gates.injections import STRINGS
from tests.house.tree import ROOT
from tests.store.needing_neo4j import asked, maps

__all__ = ["maps"]
SAYS = "MATCH (n) WHERE n.map = 'other' RETURN n.id, n.name ORDER BY n.id"


def run(script: str) -> None:
    """Each statement of a script, as cypher-shell would."""
    for statement in script.splitlines():
        if statement and not statement.startswith("//"):
            asked(statement.removesuffix(";"))


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """What a script makes is no store's, and no other test takes it away."""
    yield
    asked("MATCH (n) WHERE n.map IN ['wrenmoor', 'other'] DETACH DELETE n")


@pytest.fixture
def written(tmp_path: Path) -> str:
    state = imported(read(ROOT / "seeds" / "wrenmoor"))
    (path,) = WRITERS["cypher"](state, tmp_path / "w.cypher", False)
    return path.read_text(encoding="utf-8")


def test_it_makes_the_graph_with_its_money_days_and_names_and_nothing_twice(maps: Neo4jStore, written: str) -> None:
    run(written)
    first = asked("MATCH (n) RETURN count(n)") + asked("MATCH ()-[r]->() RETURN type(r), count(r) ORDER BY type(r)")
    run(written)
    assert asked("MATCH (n) RETURN count(n)") + asked("MATCH ()-[r]->() RETURN type(r), count(r) ORDER BY type(r)") == first
    money = asked("MATCH (:Actor {id: 'wef'})-[f:FUNDS]->(b:Organisation {id: 'kes'}) RETURN f.amount, f.currency, f.since, b.name")
    assert money == [[142500.5, "GBP", "2024-04", "Kestrel Youth Advice"]]
    assert asked("MATCH ({id: 'ehh'})-[t:TRUSTS {wave: 'w1'}]->({id: 'csc'}) RETURN round(t.value, 2)") == [[3.67]]
    assert asked("MATCH (:Actor {id: 'cyc'})-[:HOLDS_POWER_OVER]->(i:Issue) RETURN i.name") == [["which family support is bought"]]


def test_what_people_typed_is_text(maps: Neo4jStore, tmp_path: Path) -> None:
    said = [*STRINGS, "\\u0027}) DETACH DELETE n //", "\\\\u0027", "line\nbreak\ttab", "田中さん"]
    actors = {f"{n:03}": Actor(f"{n:03}", text, description=text) for n, text in enumerate(said)}
    ties = {"t": Relationship("t", "000", "001", said[1])}
    state = State("other", 1, 0, {"map": {"other": Map("other", "x\ny")}, "actor": actors, "relationship": ties})
    before = asked("MATCH (n) RETURN count(n)")[0][0]
    (path,) = WRITERS["cypher"](state, tmp_path / "w.cypher", False)
    run(path.read_text(encoding="utf-8"))
    found = dict(tuple(row) for row in asked(SAYS))
    assert {id: found[id] for id in actors} == {id: actor.name for id, actor in actors.items()}
    assert asked("MATCH (n) RETURN count(n)")[0][0] == before + len(actors) + 1


def test_nobody_on_the_map_is_nothing_to_write(tmp_path: Path) -> None:
    from sysmap.errors import SysmapError

    with pytest.raises(SysmapError, match="nobody on the map"):
        WRITERS["cypher"](empty("m"), tmp_path / "x.cypher", False)
