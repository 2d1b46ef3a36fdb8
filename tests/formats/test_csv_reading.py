"""Cells come in as text, whatever program saved the file; what cannot be read is told with its row."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.csv_reading import open_table
from sysmap.formats.incoming import Findings
from sysmap.model.text import Text


def table(content: bytes | str, guarded: bool = False) -> tuple[tuple[Text, ...], list[tuple[int, list[Text]]], Findings]:
    found = Findings()
    read = open_table(content if isinstance(content, bytes) else content.encode(), "x.csv", guarded, found)
    return (read.headings, list(read.rows), found) if read else ((), [], found)


def problem(content: bytes | str) -> str:
    _, _, found = table(content)
    assert len(found.problems) == 1
    return found.problems[0].line()


@pytest.mark.parametrize(
    "content",
    [
        b"id,name\na,Ash\nb,Birch\n",
        b"id,name\r\na,Ash\r\nb,Birch\r\n",
        b"id,name\ra,Ash\rb,Birch",
        codecs.BOM_UTF8 + b'"id","name"\n"a","Ash"\n"b","Birch"',
        "id,name\n a ,\u00a0Ash\u00a0\nb,\tBirch\n".encode(),
    ],
)
def test_line_ends_marks_quotes_and_blanks_round_a_cell_make_no_difference(content: bytes) -> None:
    assert table(content)[:2] == (("id", "name"), [(2, ["a", "Ash"]), (3, ["b", "Birch"])])


def test_rows_are_numbered_as_a_spreadsheet_shows_them() -> None:
    _, rows, _ = table('id,name\na,"Ash\nand\nAlder"\n\n,\nb,Birch\n')
    assert rows == [(2, ["a", "Ash\nand\nAlder"]), (5, ["b", "Birch"])]


def test_quotes_commas_and_breaks_inside_a_quoted_cell_are_text() -> None:
    assert table('id,name\na,"He said ""no"", then\r\nleft"\n')[1] == [(2, ["a", 'He said "no", then\r\nleft'])]


def test_an_empty_cell_and_the_words_not_stated_are_not_stated() -> None:
    assert table("id,name,place\na,,Not Stated\nb,null,None\n")[1] == [(2, ["a", None, None]), (3, ["b", "null", "None"])]


def test_text_is_kept_in_one_normal_form() -> None:
    assert table("id,name\na,Cafe\u0301\n")[1] == [(2, ["a", "Caf\u00e9"])]


def test_empty_cells_beyond_the_headings_are_no_fault() -> None:
    _, rows, found = table("id,name\na,Ash,,\n")
    assert rows == [(2, ["a", "Ash"])]
    assert not found.problems


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "row 1: the file is empty"),
        (b"\n\nid,name\n", "row 1: the first row is empty"),
        (b"id;name\n", "separated by semicolons"),
        (b"id\tname\n", "separated by tabs"),
        (b"\xff\xfei\x00d\x00", "UTF-16, not UTF-8"),
        (b"id,name\na,Caf\xe9\n", "byte 14 (0xE9, on line 2) is not UTF-8"),
        (b"id,name\na,b,c\n", "row 2: the row has 3 cells and the headings have 2"),
        (b"id,name\na\n", "row 2: the row has 1 cells"),
        (b'id,name\na,"Ash\nb,Birch\n', "row 2: a quotation mark is opened and never closed"),
        (b'id,name\na,"Ash"s\n', "row 2: there is text after a closing quotation mark"),
        (b'id,name\na,"' + b"x" * 140_000, "row 2: a quotation mark is opened and never closed"),
        (b'"id', "row 1: a quotation mark is opened and never closed"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place_and_what_to_do(content: bytes, said: str) -> None:
    line = problem(content)
    assert said in line
    assert "; " in line


def test_reading_goes_on_after_a_ragged_row() -> None:
    _, rows, found = table("id,name\na\nb,Birch\nc,d,e\n")
    assert rows == [(3, ["b", "Birch"])]
    assert [p.row for p in found.problems] == [2, 4]


def test_a_guard_is_taken_off_only_where_it_is_announced() -> None:
    content = "id,name\na,'=1+1\nb,''-x\nc,'tis\n"
    assert [cells[1] for _, cells in table(content)[1]] == ["'=1+1", "''-x", "'tis"]
    assert [cells[1] for _, cells in table(content, guarded=True)[1]] == ["=1+1", "'-x", "'tis"]


@given(st.binary(max_size=300))
def test_no_bytes_at_all_make_the_reader_fail(content: bytes) -> None:
    headings, rows, found = table(content)
    assert headings or found.problems
    assert all(len(cells) == len(headings) for _, cells in rows)
