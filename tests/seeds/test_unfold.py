"""Are the committed folders what the script makes, do they say that they are invented, and do the practice files hold their slips?"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import pytest

from tests.seeds.wrenmoor_figures import SEEDS, rows

WRITTEN = ("wrenmoor", "wrenmoor-as-real", "wrenmoor-series", "practice")


@pytest.fixture(scope="module")
def unfolded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the script writes today."""
    target = tmp_path_factory.mktemp("unfolded")
    subprocess.run([sys.executable, "-B", str(SEEDS / "wrenmoor_unfold.py"), str(target)], check=True, capture_output=True)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    paths = [path for name in WRITTEN for path in sorted((folder / name).rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def test_the_committed_folders_are_what_the_script_makes(unfolded: Path) -> None:
    assert contents(SEEDS) == contents(unfolded)


def test_every_row_says_that_it_is_invented() -> None:
    for path in sorted((SEEDS / "wrenmoor").glob("*.csv")):
        assert {(row["basis"], row["source"]) for row in rows(path.name)} == {("synthetic", "invented for learning")}, path.name


def test_the_map_as_real_differs_in_audiences_and_name_only() -> None:
    real = SEEDS / "wrenmoor-as-real"
    assert {p.name for p in real.iterdir()} == {p.name for p in (SEEDS / "wrenmoor").iterdir()}
    for path in sorted(real.glob("*.csv")):
        plain = [{column: cell for column, cell in row.items() if column != "audience"} for row in rows(path.name)]
        assert rows(path.name, real) == plain
        assert "audience" not in path.read_text(encoding="utf-8").splitlines()[0]
    assert "audience" not in (real / "map.toml").read_text(encoding="utf-8")


def test_the_series_starts_with_one_wrong_date_and_then_puts_it_right() -> None:
    first, second = SEEDS / "wrenmoor-series/known-at-2025-05-31", SEEDS / "wrenmoor-series/known-at-2025-06-20"
    was = {row["id"]: row for row in rows("relationships.csv", first)}
    now = {row["id"]: row for row in rows("relationships.csv")}
    assert [(id, was[id]["since"], now[id]["since"]) for id in now if was[id] != now[id]] == [("cyc-par", "2025-04", "2025-02")]
    (put_right,) = rows("relationships.csv", second)
    assert {c: v for c, v in now["cyc-par"].items() if v} == {c: v for c, v in put_right.items() if v}
    assert sorted(path.name for path in second.iterdir()) == ["map.toml", "relationships.csv"]


def practice(name: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO((SEEDS / "practice" / name).read_text(encoding="utf-8"))))


def test_the_two_columns_hold_46_rows_with_every_slip_of_the_page() -> None:
    pairs = practice("two-columns.csv")
    names = [cell.strip() for pair in pairs for cell in pair if cell.strip()]
    assert (len(pairs), len(set(names))) == (46, 34)
    assert (names.count("W.V.A."), names.count("Wrenmoor Vol. Action"), names.count("Kestrel")) == (2, 1, 1)
    assert sum(cell != cell.strip() for pair in pairs for cell in pair) == 1
    assert [pair[0] for pair in pairs if pair[0] == pair[1]] == ["Early Help Hub"]
    assert [pair[0] for pair in pairs if not pair[1]] == ["Lowfield toddler group"]


def test_the_two_columns_are_43_ties_among_31_once_the_duplicates_are_one() -> None:
    same = {"W.V.A.": "Wrenmoor Voluntary Action", "Wrenmoor Vol. Action": "Wrenmoor Voluntary Action", "Kestrel": "Kestrel Youth Advice"}
    pairs = [[same.get(cell.strip(), cell.strip()) for cell in pair] for pair in practice("two-columns.csv")]
    ties = {frozenset(pair) for pair in pairs if pair[1] and pair[0] != pair[1]}
    assert (len(ties), len({cell for pair in pairs for cell in pair if cell})) == (43, 31)


def test_the_broken_answers_hold_two_faults_and_no_more() -> None:
    heading, *answers = practice("broken-answers.csv")
    names = {row["name"] for row in rows("actors.csv")}
    cells = [dict(zip(heading, answer, strict=True)) for answer in answers]
    assert [cell["to"] for cell in cells if {cell["from"], cell["to"]} - names] == ["Hearthway Familes"]
    off_scale = [(cell["from"], cell["value"]) for cell in cells if cell["value"] and int(cell["value"]) > 5]
    assert off_scale == [("Wrenmoor Voluntary Action", "6")]
    assert {cell["wave"] for cell in cells} == {"w2"}
