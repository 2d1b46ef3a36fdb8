"""G19: no cell that sysmap writes is run, by the rules of spreadsheets and by LibreOffice where there is one; and all come back equal."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sysmap.formats import read
from sysmap.formats.registry import WRITERS
from sysmap.model.actors import Actor, Map
from sysmap.model.canonical import canonical_json
from sysmap.model.state import State, empty
from sysmap.model.text import clean
from sysmap.model.ties import Relationship
from tests.formats.making import imported
from tests.formats.maps import listed
from tests.gates.formulas import HARMLESS, RUN

STARTS = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet_map() -> State:
    """A map that says each of the texts as a name, a description, a kind of tie and a column of its own."""
    said = [clean(text) or "x" for text in (*RUN, *HARMLESS)]
    actors = {f"a{n}": Actor(f"a{n}", text, description=text, attributes=canonical_json({"Own": text})) for n, text in enumerate(said)}
    ties = {f"t{n}": Relationship(f"t{n}", f"a{n}", f"a{n - 1}", said[n]) for n in range(1, len(said))}
    return State("m", 1, 0, {"map": {"m": Map("m", "=1+1")}, "actor": actors, "relationship": ties})


WAYS = {"bundle": "out", "csv": "out", "xlsx": "out.xlsx", "kumu": "out.xlsx", "gephi": "out"}


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, ...]]:
    """The files of each format."""
    folder = tmp_path_factory.mktemp("formulas")
    return {form: WRITERS[form](spreadsheet_map(), folder / form / path, False) for form, path in WAYS.items()}


def test_there_are_as_many_texts_as_were_promised() -> None:
    assert (len(RUN) >= 83, len(HARMLESS)) == (True, 6)


@pytest.mark.parametrize("form", ["bundle", "csv", "gephi"])
def test_no_cell_of_a_table_starts_a_formula(form: str, written: dict[str, tuple[Path, ...]]) -> None:
    tables = [path for path in written[form] if path.suffix == ".csv"]
    cells = [cell for path in tables for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")) for cell in row]
    assert [cell for cell in cells if len(cell) > 1 and cell.startswith(STARTS)] == []
    assert set(HARMLESS) <= set(cells)


@pytest.mark.parametrize("form", ["xlsx", "kumu"])
def test_no_cell_of_a_workbook_is_a_formula_or_a_link(form: str, written: dict[str, tuple[Path, ...]]) -> None:
    from openpyxl import load_workbook

    book: Any = load_workbook(written[form][0])
    cells = [cell for page in book for row in page.iter_rows() for cell in row if cell.value is not None]
    assert [cell for cell in cells if cell.data_type == "f" or cell.hyperlink is not None] == []
    assert {"+", "-", "=1+1"} <= {cell.value for cell in cells}


def opened_by_libreoffice(files: list[Path], folder: Path) -> list[str]:
    """The names of files in which LibreOffice finds a formula or a link."""
    copies = {f"{number}{path.suffix}": path for number, path in enumerate(files)}
    for name, path in copies.items():
        shutil.copy(path, folder / name)
    for suffix, more in ((".csv", ["--infilter=CSV:44,34,76,1"]), (".xlsx", [])):
        own = [str(folder / name) for name in copies if name.endswith(suffix)]
        home = f"-env:UserInstallation=file://{folder}/office"
        command = ["soffice", home, "--headless", *more, "--convert-to", "fods", "--outdir", str(folder), *own]
        subprocess.run(command, check=True, capture_output=True)
    found = []
    for name, path in copies.items():
        sheet = (folder / name).with_suffix(".fods").read_text(encoding="utf-8")
        if "table:formula" in sheet or "xlink:href" in sheet:
            found.append(path.name)
    return found


def test_libreoffice_runs_none_of_them(written: dict[str, tuple[Path, ...]], tmp_path: Path) -> None:
    files = [path for paths in written.values() for path in paths if path.suffix in (".csv", ".xlsx")]
    planted = tmp_path / "planted.csv"
    planted.write_text("a,b\n=1+1,x\n")
    assert len(files) >= 8
    if shutil.which("soffice") is not None:
        assert opened_by_libreoffice([*files, planted], tmp_path) == [planted.name]


@pytest.mark.parametrize("form", WAYS)
def test_all_of_them_come_back_as_they_were(form: str, written: dict[str, tuple[Path, ...]]) -> None:
    path = written[form][0] if WAYS[form].endswith("x") else written[form][0].parent
    incoming = read(path, "m", form=form)
    assert listed(imported(incoming.against(empty("m")))) == listed(spreadsheet_map())
