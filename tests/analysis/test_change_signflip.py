"""Is the respondent sign-flip exact? Held against trying every combination of signs."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis import change_signflip
from sysmap.analysis.change import compare
from sysmap.analysis.change_signflip import share_as_far, sign_flip, ways_as_far
from sysmap.analysis.question import Question
from tests.analysis.maps import from_rows


@given(st.lists(st.integers(1, 9), max_size=9), st.integers(0, 40))
def test_every_combination_of_signs_is_counted_once(sums: list[int], observed: int) -> None:
    tried = sum(abs(sum(s * sign for s, sign in zip(sums, signs, strict=True))) >= observed for signs in product((1, -1), repeat=len(sums)))
    assert ways_as_far(sums, observed) == tried


def test_by_hand_three_respondents_who_all_rose() -> None:
    change = compare(from_rows(["0220", "2020", "0002", "0000"]), from_rows(["0330", "3030", "0003", "0000"]), Question())
    flip = sign_flip(change.ties)
    assert (flip.n, flip.rows, flip.moving, flip.ways) == (5, 3, 3, 2)
    assert (flip.as_json()["mean"], flip.p) == (1, 0.25)


def test_a_respondent_whose_ties_rose_and_fell_alike_says_nothing() -> None:
    change = compare(from_rows(["022", "000", "000"]), from_rows(["031", "000", "000"]), Question())
    assert (sign_flip(change.ties).moving, sign_flip(change.ties).p) == (0, 1.0)


def test_without_a_lasting_tie_there_is_no_p() -> None:
    assert sign_flip(()).p is None


def test_too_many_to_count_are_drawn_with_a_seed_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(change_signflip, "_LARGEST", 1)
    monkeypatch.setattr(change_signflip, "_LARGEST_SHARED", 1)
    change = compare(from_rows(["02", "20"]), from_rows(["03", "30"]), Question())
    drawn = sign_flip(change.ties, seed=5)
    assert (drawn.exact, drawn.ways) == (False, None)
    assert drawn == sign_flip(change.ties, seed=5)
    assert drawn.p == pytest.approx(0.5, abs=0.05)


@given(st.lists(st.integers(1, 9), max_size=40), st.integers(0, 60))
def test_adding_up_chances_is_counting_ways(sums: list[int], observed: int) -> None:
    assert share_as_far(sums, observed) == pytest.approx(ways_as_far(sums, observed) / 2 ** len(sums), rel=1e-12)


def test_between_the_two_it_is_exact_without_a_count(monkeypatch: pytest.MonkeyPatch) -> None:
    change = compare(from_rows(["02", "20"]), from_rows(["03", "30"]), Question())
    counted = sign_flip(change.ties)
    monkeypatch.setattr(change_signflip, "_LARGEST", 1)
    shared = sign_flip(change.ties)
    assert (shared.p, shared.ways, shared.exact, shared.draws) == (counted.p, None, True, None)
