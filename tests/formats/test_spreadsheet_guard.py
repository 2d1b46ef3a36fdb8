"""No exported cell runs in a spreadsheet, and every text comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.formats.spreadsheet_guard import guard, unguard

texts = st.text(alphabet="=+-@'\t\rab1.", max_size=8) | st.text(max_size=20)


@given(texts, st.sampled_from(["name", "stance"]))
def test_a_guard_is_always_taken_off_again(text: str, field: str) -> None:
    assert unguard(guard(text, field)) == text


@given(texts)
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert len(text) == 1 or guard(text)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


@pytest.mark.parametrize("sign", ["+", "-", "="])
def test_a_single_sign_stays_as_it_is(sign: str) -> None:
    assert guard(sign) == sign


@given(st.text(max_size=20))
def test_texts_get_different_cells(text: str) -> None:
    assert guard("'" + text) != guard(text)
