"""Do the gates find a planted anomaly, name every fault, and write their table where README says?"""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.cli.main import app
from tests.gates.faults import NAMES, PLANTED
from tests.gates.g04_histories import LOG, SOUND, WRONG
from tests.gates.g07_absence import COMMANDS, NO_STORE
from tests.gates.history import anomalies
from tests.gates.proving import SEEN_BY
from tests.gates.run import files
from tests.gates.table import END, START, put
from tests.gates.telling import Told
from tests.house.tree import ROOT


@pytest.mark.parametrize("name", list(WRONG))
def test_the_checker_finds(name: str) -> None:
    history, log = WRONG[name]
    assert anomalies(history, log) != []


def test_the_checker_finds_nothing_in_a_sound_history() -> None:
    assert anomalies(SOUND, LOG) == []


def test_every_fault_is_seen_by_a_gate_on_each_store_it_can_be_planted_in() -> None:
    assert {fault for fault, _, _ in SEEN_BY} == set(PLANTED)
    assert {(fault, store) for fault, _, store in SEEN_BY if fault in NAMES} == {(f, s) for f in NAMES for s in ("sqlite", "neo4j")}


def test_every_gate_has_a_file_of_its_own() -> None:
    names = [Path(file).name.partition("_")[0] for file in files([])]
    assert len(names) == len(set(names))
    assert {"g01", "g02", "g03", "g04", "g05", "g06", "g07", "g10"} <= set(names)


def test_every_command_is_tried_without_a_server() -> None:
    known = {command.name for command in app.registered_commands}
    assert known - {line.split()[0] for line in COMMANDS} - NO_STORE == set()


def test_the_table_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{START}\nold\n{END}\nafter\n", encoding="utf-8")
    put([Told("G10", "sqlite", "b", "c"), Told("G2", "sqlite", "d", "e")], readme)
    text = readme.read_text(encoding="utf-8")
    assert "old" not in text
    assert text.index("| G2 | sqlite | d | e |") < text.index("| G10 | sqlite | b | c |")
    assert text.endswith(f"{END}\nafter\n")


def test_readme_has_one_place_for_the_table() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text.count(START) == text.count(END) == 1
