"""Is the QAP correlation what R gives, its p the share of all relabellings, and missing answers left out on both sides?"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.qap import ONE_KIND, qap
from sysmap.analysis.resampling import NOBODY
from sysmap.analysis.square import Square, full_square, square
from tests.analysis.maps import from_rows
from tests.analysis.published import KNOKE_INFORMATION, KNOKE_MONEY


def whole(rows: tuple[str, ...]) -> Square:
    return full_square(np.array([[float(cell) for cell in row] for row in rows]))


def test_the_published_correlation_and_its_p_over_all_3628800_relabellings() -> None:
    found = qap(whole(KNOKE_INFORMATION), whole(KNOKE_MONEY), exact=True)
    assert found.correlation == pytest.approx(-0.05076061871434, rel=1e-9)
    assert (found.p, found.exact, found.draws) == (2633236 / 3628800, True, None)
    assert found.p_lower == pytest.approx(0.41671, abs=1e-5)


def test_drawn_p_is_near_the_exact_one_and_the_same_for_the_same_seed() -> None:
    found = qap(whole(KNOKE_INFORMATION), whole(KNOKE_MONEY), draws=4_000, seed=3)
    assert found == qap(whole(KNOKE_INFORMATION), whole(KNOKE_MONEY), draws=4_000, seed=3)
    assert (found.draws, found.exact) == (4_000, False)
    assert found.p == pytest.approx(2633236 / 3628800, abs=0.03)


def test_a_network_with_itself_is_wholly_alike_and_p_is_never_0() -> None:
    found = qap(whole(KNOKE_INFORMATION), whole(KNOKE_INFORMATION), draws=199)
    assert found.correlation == pytest.approx(1)
    assert found.p == 1 / 200


@st.composite
def patchy_squares(draw: st.DrawFn, n: int) -> Square:
    """Values from 0 to 3 with single cells and whole rows not seen."""
    values = draw(st.lists(st.sampled_from([0, 0, 0, 1, 2, 3, None]), min_size=n * n, max_size=n * n))
    silent = draw(st.sets(st.integers(0, n - 1), max_size=1))
    seen = np.array([[values[i * n + j] is not None and i != j and i not in silent for j in range(n)] for i in range(n)])
    cells = np.array([[float(values[i * n + j] or 0) for j in range(n)] for i in range(n)])
    return Square(np.where(seen, cells, 0.0), seen)


@settings(max_examples=40, deadline=None)
@given(patchy_squares(5), patchy_squares(5))
def test_p_is_the_share_of_relabellings_looked_at_one_by_one(x: Square, y: Square) -> None:
    found, chance = qap(x, y), [looked_at(x, y, np.array(order)) for order in permutations(range(5))]
    if found.correlation is None:
        assert np.isnan(chance[0])
        return
    assert found.correlation == pytest.approx(chance[0], abs=1e-9)
    as_high = sum(1 for r in chance if np.isnan(r) or r >= chance[0] - 1e-9)
    assert found.p == as_high / 120


def looked_at(x: Square, y: Square, order: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    seen = x.seen[np.ix_(order, order)] & y.seen
    a, b = x.cells[np.ix_(order, order)][seen], y.cells[seen]
    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return float("nan")
    return float(np.corrcoef(a, b)[0, 1])


def test_a_silent_members_row_is_not_taken_for_no_ties() -> None:
    net = from_rows(["0110", "1000", "0000", "0110"], status=["answered", "answered", "silent", "partial"], answered_pairs={("4", "2")})
    seen = square(net, net.ids).seen
    assert [list(row) for row in seen.astype(int)] == [[0, 1, 1, 1], [1, 0, 1, 1], [0, 0, 0, 0], [0, 1, 0, 0]]


def test_a_tie_of_unknown_strength_is_a_tie_and_no_value() -> None:
    net = from_rows(["03", "20"])
    ties = {**net.ties, ("1", "2"): net.ties["1", "2"].__class__(None)}
    unknown = from_rows(["03", "20"]).__class__(**{**{n: getattr(net, n) for n in net.__slots__}, "ties": ties})
    assert (square(unknown, net.ids).observed(), square(unknown, net.ids, valued=True).observed()) == (2, 1)


def test_without_a_pair_in_common_or_without_ties_there_is_no_correlation() -> None:
    nothing = Square(np.zeros((3, 3)), np.zeros((3, 3), dtype=bool))
    assert qap(nothing, whole(("011", "001", "000"))).why == NOBODY
    empty = qap(full_square(np.zeros((3, 3))), whole(("011", "001", "000")))
    assert (empty.correlation, empty.p, empty.why) == (None, None, ONE_KIND)


def test_a_person_who_waits_hears_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    qap(whole(KNOKE_INFORMATION), whole(KNOKE_MONEY), draws=300, tell=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (300, 300)
