"""Does the bench write its table where README says, and nowhere else?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.table import END, START, Row, put
from bench.timing import Took, in_turn, ratio

ROWS = [Row("reading", "1.0 ms", "under 2 ms", True), Row("writing", "3.0 ms", "under 2 ms", False), Row("memory", "9 MB", "none")]


def test_new_figures_take_the_place_of_the_old_ones(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text(f"before\n{START}\nold figures\n{END}\nafter\n", encoding="utf-8")
    put(ROWS, readme)
    put(ROWS, readme)
    text = readme.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{START}\nCommit ")
    assert text.endswith(f"{END}\nafter\n")
    assert "old figures" not in text
    assert text.count("| reading | 1.0 ms | under 2 ms | reached |") == 1
    assert "| writing | 3.0 ms | under 2 ms | **missed** |" in text


def test_a_readme_without_the_marks_is_left_alone(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("no marks here", encoding="utf-8")
    with pytest.raises(ValueError, match="lacks"):
        put(ROWS, readme)
    assert readme.read_text(encoding="utf-8") == "no marks here"


def test_the_sides_of_a_ratio_run_in_turn_and_the_first_round_does_not_count() -> None:
    ran: list[str] = []
    took = in_turn({"ours": lambda: ran.append("ours"), "bare": lambda: ran.append("bare")}, rounds=2)
    assert ran == ["bare", "ours", "ours", "bare", "bare", "ours"]
    assert len(took["ours"].rounds) == len(took["bare"].rounds) == 2


def test_a_ratio_is_of_the_least_times_and_of_each_round_with_its_own() -> None:
    assert ratio(Took((2.0, 4.0, 9.0)), Took((1.0, 4.0, 3.0))) == (2.0, 2.0)
