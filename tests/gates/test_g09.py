"""G9: an import is there whole or not at all, however it is killed; the same file again changes nothing; a flipped bit is never
taken for another map."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from sysmap.errors import SysmapError
from sysmap.formats import read
from sysmap.formats.bundle_writing import bundle_contents, write_bundle
from sysmap.formats.registry import WRITERS
from sysmap.formats.sameness import changes_for
from sysmap.model.state import State, empty
from tests.formats.making import imported
from tests.house.tree import ROOT

MUCH = os.environ.get("SYSMAP_GATES") == "full"
KILLS, FLIPS = (200, 1_000) if MUCH else (24, 120)
SEEDS = ROOT / "seeds"
SERIES = SEEDS / "wrenmoor-series"
OUT = {
    "bundle": "out.zip", "csv": "out", "xlsx": "out.xlsx", "kumu": "out.json", "graphml": "out.graphml", "gexf": "out.gexf", "gephi": "out",
}  # fmt: skip


def killed(tmp_path: Path, *folders: Path) -> dict[str, int]:
    """What ``import_kills`` found."""
    work = tmp_path / "work"
    work.mkdir()
    command = [sys.executable, "-m", "tests.gates.import_kills", str(folders[-1]), str(work), str(KILLS), *map(str, folders[:-1])]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    found: dict[str, int] = json.loads(ran.stdout)
    return found


def test_a_first_import_that_is_killed_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    found = killed(tmp_path, SEEDS / "wrenmoor")
    assert found["statements"] > KILLS
    assert found["killed"] == KILLS
    assert found["other"] == 0
    assert found["nothing new"] > 0


def test_an_import_into_a_map_that_is_killed_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    found = killed(tmp_path, SERIES / "known-at-2025-05-31", SERIES / "known-at-2025-06-20")
    assert (found["killed"], found["other"]) == (KILLS, 0)


@pytest.fixture(scope="module")
def wrenmoor() -> State:
    return imported(read(SEEDS / "wrenmoor"))


@pytest.mark.parametrize("form", OUT)
def test_the_same_file_again_changes_nothing(form: str, wrenmoor: State, tmp_path: Path) -> None:
    path = tmp_path / OUT[form]
    WRITERS[form](wrenmoor, path, False)
    first = imported(read(path).against(empty("wrenmoor")))
    assert changes_for(read(path).against(first), first).changes == ()
    assert changes_for(read(path).against(wrenmoor), wrenmoor).changes == ()


def test_a_flipped_bit_is_refused_or_does_nothing(tmp_path: Path) -> None:
    state = imported(read(SERIES / "known-at-2025-05-31"))
    path = tmp_path / "m.zip"
    write_bundle(state, path)
    whole, wanted = path.read_bytes(), bundle_contents(state)
    chance, refused = random.Random(9), 0
    for _ in range(FLIPS):
        at, bit = chance.randrange(len(whole)), 1 << chance.randrange(8)
        path.write_bytes(whole[:at] + bytes([whole[at] ^ bit]) + whole[at + 1 :])
        try:
            incoming = read(path, state.map)
            assert not incoming.problems
        except (SysmapError, AssertionError):
            refused += 1
            continue
        back = imported(incoming)
        assert bundle_contents(back) == wanted, (at, bit)
    assert refused > FLIPS // 2
