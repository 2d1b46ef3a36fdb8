"""map.toml says what the map is; what it says wrongly is told with its line or key."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.ids import id_from
from sysmap.formats.incoming import Findings
from sysmap.formats.map_toml import MapFile, read_map_file
from sysmap.model.validation.cells import MAP_ID


def told(content: str | bytes) -> tuple[MapFile, list[str]]:
    found = Findings()
    read = read_map_file(content if isinstance(content, bytes) else content.encode(), found)
    return read, [problem.line() for problem in found.problems]


def test_the_maps_own_fields_and_defaults_are_read() -> None:
    read, problems = told(
        'id = "n"\nname = " Norwich "\nfocal_question = ""\naudience = "public"\nlanguage = "en"\nrequire_source = true\n'
        'order = ["w1", "w2"]\n'
    )
    assert problems == []
    assert read.row.given == {
        "id": "n", "name": "Norwich", "focal_question": None, "default_audience": "public",
        "language": "en", "require_source": "yes", "order": "w1|w2",
    }  # fmt: skip


def test_what_is_not_there_is_not_given() -> None:
    assert told('id = "n"\n')[0].row.given == {"id": "n"}


def test_the_codebook_is_kept_as_canonical_text() -> None:
    read, _ = told('[codebook]\nsectors = ["b", "a"]\n[codebook.strength_words]\n1 = "knows"\n')
    assert read.row.given["codebook"] == '{"sectors":["b","a"],"strength_words":{"1":"knows"}}'
    assert told("[codebook]\n")[0].row.given == {"codebook": None}


def test_unknown_keys_are_kept_and_reported() -> None:
    found = Findings()
    read = read_map_file(b'colour = "red"\nstarted = 2015-02-01\n[partner]\nname = "X"\n', found)
    assert read.row.extra == {"colour": "red", "started": "2015-02-01", "partner": {"name": "X"}}
    assert [warning.column for warning in found.warnings] == ["colour", "started", "partner"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("id = norwich\n", "map.toml row 1: this is not TOML"),
        ('id = "a"\nname = "b\n', "map.toml row 2: this is not TOML"),
        ('id = "a"\nid = "b"\n', "map.toml row 2: this is not TOML: Cannot overwrite a value"),
        ('guarded = "maybe"\n', 'map.toml, column guarded: "maybe": guarded is true or false'),
        ("require_source = 2\n", "require_source is true or false"),
        ('name = ["a"]\n', "name is one text, not a list or table"),
        ('codebook = "x"\n', "codebook is a table"),
        ('[codebook]\nsectors = "statutory"\n', "column codebook.sectors"),
        ("[codebook]\nsectors = [1]\n", "sectors is a list of words"),
        ("[codebook]\nstrength_max = 0\n", "strength_max is a whole number above 0"),
        ("[codebook]\nstrength_words = []\n", "strength_words is a table"),
        (b"name = 'caf\xe9'\n", "is not UTF-8"),
        ("a = " + "[" * 5000, "map.toml"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(content: str | bytes, said: str) -> None:
    problems = told(content)[1]
    assert len(problems) == 1
    assert said in problems[0]


def test_a_byte_order_mark_and_carriage_returns_make_no_difference() -> None:
    assert told(b'\xef\xbb\xbfid = "n"\r\nname = "N"\r\n')[0].row.given == {"id": "n", "name": "N"}


def test_numbers_that_json_cannot_hold_become_text() -> None:
    book = told("[codebook]\na = nan\nb = inf\nc = 07:32:00\n")[0].row.given["codebook"]
    assert json.loads(book) == {"a": "nan", "b": "inf", "c": "07:32:00"}


@given(st.text(max_size=80))
def test_any_name_makes_an_id(name: str) -> None:
    assert MAP_ID.fullmatch(id_from(name))


@given(st.text(max_size=200))
def test_no_text_at_all_makes_the_reader_fail(content: str) -> None:
    told(content.encode("utf-8", "replace"))
