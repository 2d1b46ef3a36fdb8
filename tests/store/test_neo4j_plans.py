"""Is every statement that is given many rows answered by looking each up, and none by going through the whole map for each?"""

from __future__ import annotations

import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import sysmap.store
from sysmap.store.neo4j import Neo4jStore
from tests.store.making import small_map
from tests.store.needing_neo4j import maps
from tests.store.neo4j_server import the_server

__all__ = ["maps"]
MANY = 2_000
WORDS = {"edits", "ids", "pairs", "waves", "names", "starts", "kinds", "labels"}
"""Parameters that are lists of words; every other one after UNWIND is a list of rows."""


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from texts(one)


def statements() -> list[str]:
    """Every statement of the adapter that is given a list."""
    names = [module.name for module in pkgutil.iter_modules(sysmap.store.__path__) if module.name.startswith("neo4j")]
    values = [value for name in names for value in vars(import_module(f"sysmap.store.{name}")).values()]
    return sorted({text for value in values for text in texts(value) if re.search(r"UNWIND \$.*(RETURN|SET|CREATE|DELETE)", text)})


def given(statement: str) -> dict[str, Any]:
    lists = set(re.findall(r"UNWIND \$(\w+)", statement))
    words = [f"a{number}" for number in range(MANY)]
    made: dict[str, Any] = {}
    for name in re.findall(r"\$(\w+)", statement):
        made[name] = words if name in WORDS else [[word] * 8 for word in words] if name in lists else 1
    return made


def operators(plan: dict[str, Any]) -> Iterator[str]:
    yield plan["operatorType"]
    for child in plan.get("children", []):
        yield from operators(child)


def test_no_statement_goes_through_a_map_for_each_of_many_rows(maps: Neo4jStore) -> None:
    small_map(maps)
    assert len(statements()) > 10
    with the_server().driver() as driver:
        for statement in statements():
            plan: Any = driver.execute_query(f"EXPLAIN {statement}", given(statement)).summary.plan
            assert [name for name in operators(plan) if "Scan" in name] == [], statement
