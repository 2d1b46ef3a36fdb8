"""A hostile workbook is refused by a stated limit before it is opened; one that sysmap writes never runs anything."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from sysmap.errors import InputError
from sysmap.formats.registry import WRITERS, read
from sysmap.formats.workbook_reading import ROW_LIMIT
from sysmap.model.actors import Actor, Map
from sysmap.model.state import State
from tests.formats.tables import came_in, names, pairs, workbook, written


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, content: dict[str, bytes]) -> Path:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in content.items():
            archive.writestr(name, one)
    return written(path, held.getvalue())


@pytest.fixture
def plain(tmp_path: Path) -> dict[str, bytes]:
    return parts(workbook(tmp_path / "plain.xlsx", {"A": [["Name", "Type"], ["Ash", "school"]]}))


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"xl/vbaProject.bin": b"x"}, "macros"),
        ({"xl/externalLinks/externalLink1.xml": b"<a/>"}, "links to other files"),
        ({"../../evil.xml": b"<a/>"}, "outside itself"),
        ({"xl/media/zeros": b"\0" * 30_000_000}, "inflates to more than 100 times"),
        ({f"xl/x{n}": b"" for n in range(201)}, "at most 200"),
        ({"xl/sharedStrings.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><sst/>'}, "document type"),
        ({SHEET: b'<worksheet><sheetData><row r="9"><c r="A900000" t="n"><v>1</v></c></row></sheetData></worksheet>'}, "rows; at most"),
        ({SHEET: b'<worksheet><sheetData><row r="1"><c r="XFD1" t="n"><v>1</v></c></row></sheetData></worksheet>'}, "columns; at most 200"),
        ({"xl/workbook.xml": b"<nonsense"}, "cannot be read"),
    ],
)
def test_a_hostile_workbook_is_refused_by_a_stated_limit(
    tmp_path: Path, plain: dict[str, bytes], more: dict[str, bytes], said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read(packed(tmp_path / "bad.xlsx", {**plain, **more}))


def test_the_last_row_within_the_limit_is_read(tmp_path: Path, plain: dict[str, bytes]) -> None:
    last = f'<row r="{ROW_LIMIT}"><c r="A{ROW_LIMIT}" t="inlineStr"><is><t>Elm</t></is></c></row></sheetData>'.encode()
    state, _ = came_in(packed(tmp_path / "long.xlsx", {**plain, SHEET: plain[SHEET].replace(b"</sheetData>", last)}))
    assert names(state) == ["Ash", "Elm"]


def test_a_workbook_cut_short_and_a_wrong_ending_are_told(tmp_path: Path, plain: dict[str, bytes]) -> None:
    whole = packed(tmp_path / "m.xlsx", plain).read_bytes()
    with pytest.raises(InputError, match="cannot be read"):
        read(written(tmp_path / "cut.xlsx", whole[: len(whole) // 2]))
    state, incoming = came_in(written(tmp_path / "odd.csv", whole))
    assert (incoming.format, names(state)) == ("xlsx", ["Ash"])


def test_text_that_could_run_stays_text_in_what_sysmap_writes(tmp_path: Path) -> None:
    state = State("m", 1, 0, {"map": {"m": Map("m", "M")}, "actor": {id: Actor(id, id) for id in ("=1+1", "+", "-", "@x", "http://a.b")}})
    WRITERS["xlsx"](state, tmp_path / "m.xlsx", False)
    written_parts = parts(tmp_path / "m.xlsx")
    assert not any(b"<f>" in part or b"<hyperlink" in part for part in written_parts.values())
    back, _ = came_in(tmp_path / "m.xlsx")
    assert names(back) == ["=1+1", "+", "-", "@x", "http://a.b"]


def test_merged_cells_down_a_column_say_the_same_in_each_row(tmp_path: Path) -> None:
    import xlsxwriter

    path = tmp_path / "merged.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Ties")
    page.write_row(0, 0, ["From", "To"])
    page.merge_range(1, 0, 2, 0, "Ash")
    page.write(1, 1, "Birch")
    page.write(2, 1, "Cedar")
    book.close()
    state, _ = came_in(path)
    assert pairs(state) == [("Ash", "Birch"), ("Ash", "Cedar")]


def test_prsms_sheets_of_factors_and_links_are_read(tmp_path: Path) -> None:
    sheets: dict[str, list[list[str | None]]] = {
        "Factors": [["Label", "Note", "founded"], ["Ash", "a school", "2014"], ["Birch", None, None]],
        "Links": [["From", "To", "Label"], ["Ash", "Birch", "helps"]],
    }
    state, _ = came_in(workbook(tmp_path / "p.xlsx", sheets))
    assert (pairs(state), next(iter(state.actors.values())).description) == ([("Ash", "Birch")], "a school")


def test_a_sum_is_a_number_in_a_workbook_and_comes_back_as_it_was_written(tmp_path: Path) -> None:
    import io

    from openpyxl import load_workbook

    from sysmap.formats.registry import WRITERS
    from sysmap.model.actors import Actor, Map
    from sysmap.model.state import State
    from sysmap.model.ties import Funding
    from tests.formats.tables import came_in

    actors = {id: Actor(id, id) for id in ("a", "b")}
    flow = Funding("f", "a", "b", amount="142500.50", currency="GBP", awarded="2014-03-17")
    state = State("m", 1, 0, {"map": {"m": Map("m", "M")}, "actor": actors, "funding": {"f": flow}})
    (path,) = WRITERS["xlsx"](state, tmp_path / "m.xlsx", False)
    book = load_workbook(io.BytesIO(path.read_bytes()))
    cells = {str(row[0].value): row for row in book["funding"].iter_cols()}
    amount, day = cells["amount"][1], cells["awarded"][1]
    assert (amount.value, amount.number_format, day.is_date) == (142500.5, "0.00", True)
    assert (book["exact"].sheet_state, book["funding"].freeze_panes, book["funding"].auto_filter.ref is not None) == ("hidden", "A2", True)
    back, _ = came_in(path)
    assert back.funding["f"] == flow
