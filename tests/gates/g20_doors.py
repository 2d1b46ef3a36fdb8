"""G13 to G24 at the doors of the service, as often as a release takes: the files that every change has to pass, with larger numbers."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.gates.telling import tell
from tests.house.tree import ROOT

FULL = os.environ.get("SYSMAP_GATES") == "full"
TIMES = {
    "SYSMAP_LISTENERS": "200", "SYSMAP_EDITS": "400", "SYSMAP_CASES": "30000", "SYSMAP_FUZZ": "20000", "SYSMAP_GENERATED_EDITS": "30",
    "SYSMAP_GENERATED_QUERIES": "1000",
}  # fmt: skip
"""What the files read their numbers from."""
TRIED = {
    "G13": (("test_g13",), "slow readers, stops and starts, and readers who wander between two servers"),
    "G16": (("test_g16",), "documents made to be slow, bodies damaged at random, strings in every argument"),
    "G17": (("test_g17", "test_g17_callers"), "what schemathesis makes of the schema, and heads, conversations and cursors made to hurt"),
    "G20": (("test_g20", "test_g20_doors", "test_g20_pages"), "every field, page, picture and file, by every viewer"),
    "G22": (("test_g22",), "attacks from a page of another origin, in a browser"),
    "G24": (("test_g24",), "canaries in everything that can be said"),
}


@pytest.mark.parametrize("gate", TRIED)
def test_the_doors_hold_as_often_as_a_release_takes(gate: str, request: pytest.FixtureRequest) -> None:
    names, what = TRIED[gate]
    files = [str(ROOT / "tests" / "gates" / f"{name}.py") for name in names]
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *files]
    ran = subprocess.run(command, cwd=ROOT, env={**os.environ, **(TIMES if FULL else {})}, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout[-3_000:]
    counted = re.search(r"(\d+) passed", ran.stdout)
    tell(request, gate, "sqlite", what, f"{counted[1] if counted else 'none'} tests passed, none failed")
