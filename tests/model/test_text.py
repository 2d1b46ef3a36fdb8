from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.model.text import clean, forbidden, join_list, split_list


@given(st.text())
def test_a_cell_cleaned_twice_is_as_cleaned_once(cell: str) -> None:
    once = clean(cell)
    assert clean(once) == once
    assert once is None or (once == unicodedata.normalize("NFC", once) and once == once.strip())


@pytest.mark.parametrize("cell", [None, "", "  ", "not stated", "Not Stated", " NOT STATED "])
def test_empty_and_not_stated_are_the_same(cell: str | None) -> None:
    assert clean(cell) is None


@pytest.mark.parametrize("cell", ["null", "None", "NaN", "0", "-", "n/a"])
def test_words_for_nothing_are_words(cell: str) -> None:
    assert clean(cell) == cell


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).map(str.strip).filter(bool)).map(tuple))
def test_a_list_joined_and_split_is_the_same_list(members: tuple[str, ...]) -> None:
    assert split_list(join_list(members)) == members


def test_a_stroke_inside_a_member_does_not_split_it() -> None:
    assert split_list(r"a\|b|c\\|d") == ("a|b", "c\\", "d")
    assert split_list("a||b|") == ("a", "b")
    assert join_list(()) is None


def test_what_cannot_be_kept_is_named() -> None:
    assert forbidden("plain\ttext\n") is None
    assert forbidden("a\x07") == "the control character U+0007"
    assert forbidden("a\ud800") == "the half character U+D800"
