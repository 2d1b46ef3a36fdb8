"""Is the jackknife the published one, and what does it say where it can say nothing?"""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.change import compare
from sysmap.analysis.interval import NO_TIE, REACH, UNDEFINED, Compared, densities, lasting_changes, means
from sysmap.analysis.jackknife import jackknife
from sysmap.analysis.network import Network
from sysmap.analysis.observation import rows_in_both
from sysmap.analysis.question import Question
from tests.analysis.drawn import patchy
from tests.analysis.maps import from_rows
from tests.analysis.published import KNOKE_INFORMATION, KNOKE_MONEY


def compared(then: Network, now: Network, what: Any = densities) -> Compared:
    change = compare(then, now, Question())
    ids = change.composition.stable
    found: Compared = what(ids, rows_in_both(change.before, change.after, ids), change.core.ties)
    return found


def test_published_standard_error_of_a_change_of_density() -> None:
    found = jackknife(compared(from_rows(KNOKE_INFORMATION), from_rows(KNOKE_MONEY)))
    assert float(found.difference) == -0.3
    assert found.se == pytest.approx(0.0979732893808, rel=1e-9)
    assert found.low == pytest.approx(-0.3 - REACH * 0.0979732893808)
    assert found.high == pytest.approx(-0.3 + REACH * 0.0979732893808)


@given(patchy(), patchy(), st.sampled_from([densities, means, lasting_changes]))
def test_the_standard_error_is_what_leaving_each_actor_out_by_hand_gives(then: Network, now: Network, what: Any) -> None:
    whole = compared(then, now, what)
    found = jackknife(whole)
    if found.se is None:
        assert found.why in {NO_TIE, UNDEFINED}
        return
    seen = [(a, b) for a in whole.ids for b in whole.ids if a != b and whole.rows[a].observes(b)]
    ids = [a for a in whole.ids if any(a in pair for pair in seen)]
    changes = [without(whole, seen, a) for a in ids]
    mean, n = math.fsum(changes) / len(ids), len(ids)
    assert found.se == pytest.approx(math.sqrt((n - 2) / (2 * n) * sum((z - mean) ** 2 for z in changes)), abs=1e-9)


def without(whole: Compared, seen: list[tuple[str, str]], left_out: str) -> float:
    rest = [pair for pair in seen if left_out not in pair]
    values = []
    for side in (whole.before, whole.after):
        if side is not None:
            below = rest if side.below is None else [pair for pair in rest if pair in side.below]
            values.append(float(sum(side.top.get(pair) or 0 for pair in rest)) / len(below))
    return values[-1] - (values[0] if len(values) == 2 else 0)


def test_two_empty_rounds_have_a_change_of_nothing_and_no_interval() -> None:
    empty = from_rows(["000", "000", "000"])
    found = jackknife(compared(empty, empty))
    assert (found.difference, found.se, found.low, found.why) == (0, None, None, NO_TIE)


def test_a_mean_without_a_tie_in_one_round_is_undefined() -> None:
    found = jackknife(compared(from_rows(["000", "000", "000"]), from_rows(["030", "000", "000"]), means))
    assert (found.difference, found.why) == (None, UNDEFINED)
