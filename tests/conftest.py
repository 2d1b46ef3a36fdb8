"""How thoroughly do the property tests look? Quickly on every landing; SYSMAP_EXAMPLES=full before a release."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from sysmap.model.state import State
from tests.seeds.wrenmoor_figures import FOLDER
from tests.seeds.wrenmoor_state import wrenmoor_state
from tests.store.neo4j_server import stop_the_server
from tests.store.proving import told

# No deadlines: a slow machine is no fault of the code. Quick runs repeat exactly, so that a failure is the change's own.
settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("full", max_examples=2_000, deadline=None, print_blob=True, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("SYSMAP_EXAMPLES", "quick"))


@pytest.fixture(scope="session")
def wrenmoor_folder() -> Path:
    """The folder of the teaching map."""
    return FOLDER


@pytest.fixture(scope="session")
def wrenmoor() -> State:
    """The teaching map, read without the importer."""
    return wrenmoor_state()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The last lines say which stores were proved, and which were not."""
    for line in told([report for report in terminalreporter.stats.get("passed", []) if report.when == "call"]):
        terminalreporter.write_line(line)
    if "SYSMAP_GATES" not in os.environ:
        terminalreporter.write_line("Not tried here: kills, cuts, freezes and crowds of writers; make gates-quick tries them.")


def pytest_unconfigure() -> None:
    stop_the_server()
