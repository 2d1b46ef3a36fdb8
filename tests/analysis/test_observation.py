"""Are observed pairs counted right, without listing them? Held against counting one by one."""

from __future__ import annotations

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.observation import Row, count_dyads, count_into, count_pairs

IDS = "abcdef"
ROW = st.builds(Row, st.booleans(), st.frozensets(st.sampled_from(IDS), max_size=4))
ROWS = st.lists(ROW, max_size=6).map(lambda rows: {a: Row(r.full, r.but - {a}) for a, r in zip(IDS, rows, strict=False)})


@given(ROWS)
def test_pairs_are_counted_as_if_one_by_one(rows: dict[str, Row]) -> None:
    assert count_pairs(rows) == sum(rows[a].observes(b) for a, b in permutations(rows, 2))


@given(ROWS)
def test_those_who_could_have_named_somebody_are_counted_as_if_one_by_one(rows: dict[str, Row]) -> None:
    assert count_into(rows) == {b: sum(rows[a].observes(b) for a in rows if a != b) for b in rows}


@given(ROWS)
def test_pairs_seen_from_both_ends_are_counted_as_if_one_by_one(rows: dict[str, Row]) -> None:
    assert count_dyads(rows) == sum(rows[a].observes(b) and rows[b].observes(a) for a, b in combinations(rows, 2))


@given(ROW, ROW, st.sampled_from(IDS))
def test_what_two_waves_both_observed_is_what_each_of_them_did(then: Row, now: Row, other: str) -> None:
    assert then.both(now).observes(other) == (then.observes(other) and now.observes(other))
    assert then.both(now) == now.both(then)
