"""Each test of the port runs on every adapter."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.store.port import Store
from tests.store.making import ADAPTERS, ticking
from tests.store.proving import proves


@pytest.fixture(params=list(ADAPTERS))
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each adapter."""
    proves(request.node, request.param)
    made = ADAPTERS[request.param](tmp_path, ticking())
    yield made
    made.close()
