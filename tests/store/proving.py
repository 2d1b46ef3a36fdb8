"""Which stores did this run prove, and how many tests ran on each? Told in its last lines, so that none is left out unnoticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest

from tests.store.neo4j_server import is_wanted

KEY = "store proved"


def proves(test: pytest.Item, *adapters: str) -> None:
    """Note that this test ran on these adapters."""
    test.user_properties += [(KEY, adapter) for adapter in dict.fromkeys(adapters)]


def told(passed: Iterable[pytest.TestReport]) -> list[str]:
    """The lines, none when no test of a store ran."""
    counted = Counter(str(adapter) for report in passed for key, adapter in report.user_properties if key == KEY)
    if not counted:
        return []
    lines = [f"Stores proved: {', '.join(f'{adapter} by {count}' for adapter, count in counted.items())} tests"]
    if not is_wanted():
        lines.append("Neo4j was left out: set NEO4J_URI, or have Docker, or Java 17 and Maven. SYSMAP_REQUIRE=neo4j makes it a failure.")
    return lines
