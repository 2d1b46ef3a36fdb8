"""G18: no file made to hurt is taken for what it is not; each is refused with its name, the place and the rule, in bounded memory,
and nothing outside it is opened."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.gates.hostile import NAUGHTY
from tests.gates.hostile_files import ALL, COMES_IN, GRAPHS, WORKBOOKS, Hostile
from tests.gates.injections import STRINGS
from tests.house.tree import ROOT

MORE = 130_000_000
"""Bytes that opening all of them one after another may take at most, beyond Python with everything loaded."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Every hostile file, opened in a process that writes down what else it opens."""
    folder = tmp_path_factory.mktemp("hostile")
    for one in ALL:
        (folder / one.name).write_bytes(one.content)
    ran = subprocess.run([sys.executable, "-m", "tests.gates.opening", str(folder)], cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_it_is_refused_with_the_rule_it_breaks(one: Hostile, opened: Any) -> None:
    said = " ".join(opened["files"][one.name]["said"])
    if one.said == COMES_IN:
        assert said == ""
    else:
        assert one.said in said
        assert one.name in said
        assert ";" in said or ". " in said  # the rule, and what to do


def test_nothing_outside_is_opened_and_nothing_is_called(opened: Any) -> None:
    assert opened["outside"] == []


def test_memory_stays_bounded_over_all_of_them(opened: Any) -> None:
    most = max((one["memory"], name) for name, one in opened["files"].items())
    assert most[0] - opened["before"] < MORE, most


def test_there_are_as_many_kinds_as_were_promised() -> None:
    assert (len(GRAPHS) >= 24, len(WORKBOOKS) >= 12) == (True, True)


def test_naughty_strings_come_in_as_they_are_or_are_told(tmp_path: Path) -> None:
    from sysmap.formats.sheets import one_name
    from tests.formats.tables import came_in, names, workbook

    for text in dict.fromkeys((*NAUGHTY, *STRINGS)):
        if any(ord(char) < 32 and char not in "\t\r\n" for char in text) or len(text) > 1_000 or "\uffff" in text:
            continue  # refused in a name: tests/model holds that
        state, incoming = came_in(workbook(tmp_path / "m.xlsx", {"One": [["Name", "Note"], [text, text], ["Ash", text]]}))
        kept = [name for name in (one_name(text), "Ash") if name is not None]
        assert names(state) == kept or incoming.not_carried, text
