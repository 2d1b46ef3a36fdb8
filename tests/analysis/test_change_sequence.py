"""More than two rounds, as one tidy table."""

from __future__ import annotations

import pytest

from sysmap.analysis.change_sequence import COLUMNS, sequence
from sysmap.analysis.question import Question
from sysmap.errors import UsageError
from tests.analysis.maps import from_rows

MATRICES = {"w1": ["010", "000", "000"], "w2": ["030", "002", "000"], "w3": ["000", "002", "000"]}
ROUNDS = [from_rows(rows, at=at) for at, rows in MATRICES.items()]


def test_each_round_is_held_against_the_one_before() -> None:
    rows = [r for r in sequence(ROUNDS, Question()).rows() if r["among"] == "in both rounds"]
    said = {(r["from"], r["to"], r["figure"]): r["value"] for r in rows}
    assert [said["w1", "w2", name] for name in ("formed", "dissolved", "strengthened")] == [1, 0, 1]
    assert [said["w2", "w3", name] for name in ("formed", "dissolved", "kept")] == [0, 1, 1]
    assert (said["w1", "w2", "density before"], said["w1", "w2", "density after"]) == (1 / 6, 2 / 6)


def test_every_row_says_what_its_figure_stands_on() -> None:
    found = sequence(ROUNDS, Question()).as_json()
    assert found["at"] == ["w1", "w2", "w3"]
    assert all(tuple(row) == COLUMNS and row["stable"] == 3 and row["observed_pairs"] == 6 for row in found["rows"])


def test_one_round_is_no_sequence() -> None:
    with pytest.raises(UsageError):
        sequence(ROUNDS[:1], Question())
