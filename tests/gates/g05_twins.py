"""G5: does each store answer what the plain fold of the model answers, whatever is done to it, at every step and of every past?"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import rule, run_state_machine_as_test

from sysmap.store.opening import open_store
from sysmap.store.port import Store
from tests.gates.sizes import SIZES
from tests.gates.stores import STORES, url_for
from tests.gates.telling import tell
from tests.store.neo4j_server import take_away_all, the_server
from tests.store.test_twins import Twins


class OnAServer(Twins):
    """The same, on a Neo4j that is emptied before each example."""

    def opened(self, *, new: bool) -> Store:
        from sysmap.store.neo4j import open_neo4j

        if new:
            take_away_all(the_server())
        return open_neo4j(the_server().url, create=new, clock=self.clock)


@pytest.mark.parametrize("kind", STORES)
def test_the_stores_and_the_model_agree_at_every_step(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    open_store(url_for(kind, tmp_path)).close()
    steps = [0]

    class Counted(OnAServer if kind == "neo4j" else Twins):  # type: ignore[misc]
        """Counts what was done."""

        def check_invariants(self, *given: object, **named: object) -> None:
            steps[0] += 1
            super().check_invariants(*given, **named)

        @rule()
        def do_nothing(self) -> None: ...

    examples = SIZES.neo4j_examples if kind == "neo4j" else SIZES.examples
    how = settings(
        max_examples=examples, stateful_step_count=SIZES.steps, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck),
        print_blob=False, database=None, phases=[Phase.generate],
    )  # fmt: skip
    run_state_machine_as_test(Counted, settings=how)
    tell(request, "G5", kind, f"{examples} lives of up to {SIZES.steps} steps ({steps[0]:,} in all)", "0 differences from the model's fold")
