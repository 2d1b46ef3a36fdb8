"""Does Holm's correction keep the order, and never make a p smaller?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.holm import holm


def test_by_hand_four_tests() -> None:
    assert holm([0.01, 0.04, 0.03, 0.005]) == [0.03, 0.06, 0.06, 0.02]


def test_one_test_alone_stays_as_it_is_and_none_stays_none() -> None:
    assert holm([0.04, None]) == [0.04, None]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=8))
def test_nothing_gets_smaller_and_the_order_stays(found: list[float]) -> None:
    adjusted = [p for p in holm(found) if p is not None]
    assert all(p <= q <= 1 for p, q in zip(found, adjusted, strict=True))
    assert [q for _, q in sorted(zip(found, adjusted, strict=True))] == sorted(adjusted)
