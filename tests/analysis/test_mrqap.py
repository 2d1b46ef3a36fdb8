"""Does MRQAP fit what plain least squares fits, and is its p the share of relabellings worked out one by one?"""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis.mrqap import COLLINEAR, CONSTANT, NO_OUTCOME, Predictor, mrqap
from sysmap.analysis.resampling import NOBODY
from sysmap.analysis.square import Square, full_square

Array = np.ndarray[Any, np.dtype[Any]]


def random_square(generator: np.random.Generator, n: int, silent: int | None = None) -> Square:
    seen = ~np.eye(n, dtype=bool)
    if silent is not None:
        seen[silent] = False
    return Square(np.where(seen, generator.normal(size=(n, n)), 0.0), seen)


def t_by_hand(y: Array, columns: Array, place: int) -> float:
    fitted, *_ = np.linalg.lstsq(columns, y, rcond=None)
    left = y - columns @ fitted
    variance = np.linalg.inv(columns.T @ columns) * (left @ left) / (len(y) - columns.shape[1])
    return float(fitted[place] / np.sqrt(variance[place, place]))


def relabelled_by_hand(outcome: Square, xs: list[Square], place: int, order: Array) -> float:
    """The t of one predictor's relabelled residual, over the pairs then observed."""
    seen = outcome.seen.copy()
    for x in xs:
        seen &= x.seen
    others = [x for i, x in enumerate(xs) if i != place]
    design = np.column_stack([np.ones(seen.sum()), *(x.cells[seen] for x in others)])
    fitted, *_ = np.linalg.lstsq(design, xs[place].cells[seen], rcond=None)
    residual = np.zeros(seen.shape)
    residual[seen] = xs[place].cells[seen] - design @ fitted
    moved, there = residual[np.ix_(order, order)], seen & seen[np.ix_(order, order)]
    columns = np.column_stack([np.ones(there.sum()), *(x.cells[there] for x in others), moved[there]])
    return t_by_hand(outcome.cells[there], columns, columns.shape[1] - 1)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from([None, 2]))
def test_each_p_is_the_share_of_all_relabellings(seed: int, silent: int | None) -> None:
    generator = np.random.default_rng(seed)
    outcome, xs = random_square(generator, 5, silent), [random_square(generator, 5) for _ in range(2)]
    found = mrqap(outcome, [Predictor(str(i), x) for i, x in enumerate(xs)])
    assert found.exact
    for place, term in enumerate(found.terms):
        chance = [relabelled_by_hand(outcome, xs, place, np.array(order)) for order in permutations(range(5))]
        assert term.t == pytest.approx(chance[0], rel=1e-6)
        assert term.p == pytest.approx(sum(abs(t) >= abs(chance[0]) - 1e-7 for t in chance) / 120)
        assert term.p_upper == pytest.approx(sum(t >= chance[0] - 1e-7 for t in chance) / 120)


def test_coefficients_are_those_of_least_squares_over_pairs_observed_everywhere() -> None:
    generator = np.random.default_rng(1)
    outcome, x, z = random_square(generator, 12, 3), random_square(generator, 12), random_square(generator, 12, 5)
    found = mrqap(outcome, [Predictor("x", x), Predictor("z", z)], draws=99)
    seen = outcome.seen & x.seen & z.seen
    design = np.column_stack([np.ones(seen.sum()), x.cells[seen], z.cells[seen]])
    fitted, *_ = np.linalg.lstsq(design, outcome.cells[seen], rcond=None)
    assert found.pairs == 12 * 11 - 22
    assert [found.intercept, *(term.coefficient for term in found.terms)] == pytest.approx(list(fitted))
    assert [term.t for term in found.terms] == pytest.approx([t_by_hand(outcome.cells[seen], design, place) for place in (1, 2)])


def test_what_makes_the_outcome_is_found_and_what_does_not_is_not() -> None:
    generator = np.random.default_rng(2)
    x, z, noise = (random_square(generator, 15) for _ in range(3))
    outcome = full_square(x.cells + noise.cells)
    found = mrqap(outcome, [Predictor("x", x), Predictor("z", z)], draws=299, seed=5)
    assert found == mrqap(outcome, [Predictor("x", x), Predictor("z", z)], draws=299, seed=5)
    assert (found.terms[0].p, found.terms[0].p_holm, found.draws, found.seed) == (1 / 300, 2 / 300, 299, 5)
    assert (found.terms[1].p or 0) > 0.05


def test_constant_and_collinear_predictors_are_null_with_the_reason_and_the_rest_is_fitted() -> None:
    generator = np.random.default_rng(3)
    x, outcome = random_square(generator, 6), random_square(generator, 6)
    nobody = full_square(np.zeros((6, 6)))
    twice = full_square(2 * x.cells + 1)
    found = mrqap(outcome, [Predictor("x", x), Predictor("nobody has it", nobody), Predictor("twice", twice)])
    assert [term.why for term in found.terms] == [None, CONSTANT, COLLINEAR]
    assert [term.p is None for term in found.terms] == [False, True, True]


def test_without_ties_or_without_a_pair_nothing_is_accounted_for() -> None:
    x = random_square(np.random.default_rng(4), 4)
    assert mrqap(full_square(np.zeros((4, 4))), [Predictor("x", x)]).why == NO_OUTCOME
    unseen = Square(np.zeros((4, 4)), np.zeros((4, 4), dtype=bool))
    assert (mrqap(unseen, [Predictor("x", x)]).why, mrqap(unseen, [Predictor("x", x)]).pairs) == (NOBODY, 0)


def test_a_person_who_waits_hears_how_far_all_predictors_together_are() -> None:
    generator, heard = np.random.default_rng(5), []
    predictors = [Predictor(str(i), random_square(generator, 11)) for i in range(3)]
    mrqap(random_square(generator, 11), predictors, draws=120, tell=lambda done, of: heard.append((done, of)))
    assert heard[-1] == (360, 360)
    assert heard == sorted(heard)


@pytest.mark.parametrize("chance", [True, False])
def test_a_predictor_that_accounts_for_everything_has_no_bounded_t(chance: bool) -> None:
    x = full_square(np.arange(16.0).reshape(4, 4) % 3)
    term = mrqap(full_square(2 * x.cells + 1), [Predictor("x", x)], chance=chance).terms[0]
    assert term.coefficient == pytest.approx(2)
    assert term.t is None or np.isfinite(term.t)
