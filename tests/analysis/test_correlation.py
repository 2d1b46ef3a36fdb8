"""Do two orderings agree, with ties in rank?"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.correlation import agreement_of
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import KNOKE_INFORMATION, KNOKE_MONEY

NUMBERED = st.dictionaries(st.sampled_from("abcdefg"), st.integers(0, 4))


def scores(rows: tuple[str, ...], name: str) -> dict[str, float]:
    return {str(i): value for i, value in enumerate(of_actors(from_rows(rows), name))}


def test_by_hand_one_pair_of_three_is_turned_round() -> None:
    found = agreement_of({"a": 1, "b": 2, "c": 3}, {"a": 1, "b": 3, "c": 2})
    assert found.as_json() == {"n": 3, "spearman": 0.5, "kendall": pytest.approx(1 / 3)}


def test_whoever_has_no_value_both_times_is_left_out_and_all_equal_is_undefined() -> None:
    assert agreement_of({"a": 1, "b": None, "c": 2}, {"a": 5, "b": 1, "d": 2}) == (1, None, None)
    assert agreement_of({"a": 1, "b": 1 + 1e-12}, {"a": 5, "b": 1}) == (2, None, None)


@pytest.mark.parametrize(
    ("name", "spearman", "kendall"), [("in_degree", -0.1222576540028, -0.1234661995812), ("betweenness", 0.2294650334809, None)]
)
def test_published_correlations_from_information_to_money(name: str, spearman: float, kendall: float | None) -> None:
    """Knoke & Wood 1981, by R."""
    found = agreement_of(scores(KNOKE_INFORMATION, name), scores(KNOKE_MONEY, name))
    assert found.spearman == pytest.approx(spearman, rel=1e-9)
    assert kendall is None or found.kendall == pytest.approx(kendall, rel=1e-9)


@given(NUMBERED, NUMBERED)
def test_kendall_counts_every_pair(before: dict[str, int], after: dict[str, int]) -> None:
    both = [(before[a], after[a]) for a in before if a in after]
    steps = [((x > u) - (x < u), (y > v) - (y < v)) for (x, y), (u, v) in combinations(both, 2)]
    one, two = sum(a != 0 for a, _ in steps), sum(b != 0 for _, b in steps)
    found = agreement_of(before, after)
    assert found.kendall == (pytest.approx(sum(a * b for a, b in steps) / (one * two) ** 0.5) if one * two else None)
    assert found.n == len(both)
    assert agreement_of(after, before).spearman == (None if found.spearman is None else pytest.approx(found.spearman))


def test_equals_that_differ_in_the_last_digit_are_no_order() -> None:
    third = {"a": 0.1 + 0.2, "b": 0.3, "c": 1.0, "d": 0.0}
    exact = {"a": Fraction(3, 10), "b": Fraction(3, 10), "c": Fraction(1), "d": Fraction(0)}
    later = {"a": 2, "b": 1, "c": 3, "d": 0}
    assert 0.1 + 0.2 != 0.3
    assert agreement_of(third, later) == agreement_of(exact, later)
    assert agreement_of(exact, later).spearman == pytest.approx(0.9486832980505138)
