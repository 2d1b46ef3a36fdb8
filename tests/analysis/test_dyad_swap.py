"""Is the dyad swap exact? Held against swapping every pair by hand, and against its own draws."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis import dyad_swap as module
from sysmap.analysis.change_dyads import Table
from sysmap.analysis.definition import share
from sysmap.analysis.dyad_swap import NO_TIES, dyad_swap
from tests.analysis.published import KNOKE_DYADS

pairs = st.lists(st.tuples(st.sampled_from("NAM"), st.sampled_from("NAM")), min_size=1, max_size=7)


def table_of(states: list[tuple[str, str]]) -> Table:
    return {then: {now: states.count((then, now)) for now in "NAM"} for then in "NAM"}


def moved(states: list[tuple[str, str]]) -> Fraction | None:
    then, now = (share(2 * side.count("M"), 2 * side.count("M") + side.count("A")) for side in zip(*states, strict=True))
    return None if then is None or now is None else now - then


@settings(deadline=None)
@given(pairs)
def test_p_is_the_share_of_all_swaps_that_lead_as_far(states: list[tuple[str, str]]) -> None:
    found, observed = dyad_swap(table_of(states)), moved(states)
    if observed is None:
        assert (found.p, found.why) == (None, NO_TIES)
        return
    swaps = [moved([(b, a) if swap else (a, b) for (a, b), swap in zip(states, chosen, strict=True)])
             for chosen in product((0, 1), repeat=len(states))]  # fmt: skip
    as_far = sum(1 for m in swaps if m is None or abs(m) >= abs(observed))
    assert found.difference == observed
    assert found.p == pytest.approx(as_far / len(swaps))


def test_drawn_and_exact_agree_on_published_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    exact = dyad_swap(KNOKE_DYADS)
    monkeypatch.setattr(module, "LARGEST", 1)
    table: Table = {"N": {"N": 50, "A": 8, "M": 4}, "A": {"N": 6, "A": 9, "M": 3}, "M": {"N": 2, "A": 1, "M": 9}}
    drawn = dyad_swap(table, draws=20_000, seed=2)
    assert (exact.exact, drawn.exact, drawn.draws, drawn.seed) == (True, False, 20_000, 2)
    assert drawn == dyad_swap(table, draws=20_000, seed=2)
    monkeypatch.undo()
    assert drawn.p == pytest.approx(dyad_swap(table).p, abs=0.02)


def test_by_hand_from_17_pairs_both_ways_to_one() -> None:
    found = dyad_swap(KNOKE_DYADS)
    assert (found.n, found.moving, found.difference) == (45, 31, Fraction(1, 11) - Fraction(34, 49))
    assert found.p is not None and found.p < 0.001


def test_where_nothing_moved_chance_always_gives_as_much() -> None:
    still: Table = {"N": {"N": 5, "A": 0, "M": 0}, "A": {"N": 0, "A": 2, "M": 0}, "M": {"N": 0, "A": 0, "M": 3}}
    assert (dyad_swap(still).p, dyad_swap(still).difference) == (1.0, Fraction(0))
