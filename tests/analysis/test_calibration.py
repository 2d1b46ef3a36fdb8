"""Does chance alone give each p as often as p says? Many simulated rounds in which nothing is going on, from fixed seeds.

An exact p of few combinations takes few values, so what must hold is that p <= a comes up no more often than a, and for drawn
and finely graded p that it comes up about as often. The limits are 3.5 standard errors wide, and the seeds are fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
import pytest

from sysmap.analysis.change_dyads import STATES, Table
from sysmap.analysis.change_signflip import sign_flip
from sysmap.analysis.change_ties import TieChange, followed
from sysmap.analysis.dyad_swap import dyad_swap
from sysmap.analysis.interval import REACH, densities
from sysmap.analysis.jackknife import jackknife
from sysmap.analysis.mrqap import Predictor, mrqap
from sysmap.analysis.network import Network
from sysmap.analysis.node_set import actors_moved
from sysmap.analysis.observation import rows_in_both
from sysmap.analysis.qap import qap
from sysmap.analysis.square import full_square
from tests.analysis.maps import from_rows

LEVELS = (0.05, 0.1, 0.25, 0.5, 0.75)


def uniform(found: Sequence[float], *, both_sides: bool) -> None:
    """Is each share of p below a level what the level says, as nearly as so many rounds can tell?"""
    assert found
    for level in LEVELS:
        share = sum(p <= level for p in found) / len(found)
        room = 3.5 * sqrt(level * (1 - level) / len(found))
        assert share <= level + room, (level, share)
        if both_sides:
            assert share >= level - room, (level, share)


def generators(count: int, seed: int) -> list[np.random.Generator]:
    return [np.random.default_rng([seed, i]) for i in range(count)]


def network(generator: np.random.Generator, n: int, sends: Sequence[float]) -> Network:
    """A round in which row i is a tie with the chance ``sends[i]``."""
    cells = generator.random((n, n)) < np.array(sends)[:, None]
    return from_rows(["".join("1" if cell else "0" for cell in row) for row in cells])


def of_qap(generator: np.random.Generator) -> float:
    first, second = (full_square((generator.random((12, 12)) < generator.uniform(0.1, 0.9, 12)[:, None]).astype(float)) for _ in range(2))
    return qap(first, second, draws=199, seed=int(generator.integers(2**31))).p or 0.0


def of_mrqap(generator: np.random.Generator) -> float:
    """The second of two predictors that go together; only the first makes the outcome."""
    shape = (12, 12)
    first = generator.normal(size=shape) + generator.normal(size=12)[:, None]
    second = first + generator.normal(size=shape)
    outcome = first + generator.normal(size=shape) + generator.normal(size=12)[None, :]
    predictors = [Predictor("first", full_square(first)), Predictor("second", full_square(second))]
    return mrqap(full_square(outcome), predictors, draws=199, seed=int(generator.integers(2**31))).terms[1].p or 0.0


def of_dyad_swap(generator: np.random.Generator) -> float:
    table: Table = {then: dict.fromkeys(STATES, 0) for then in STATES}
    for then, now in generator.choice(len(STATES), (150, 2), p=(0.5, 0.3, 0.2)):
        table[STATES[then]][STATES[now]] += 1
    return dyad_swap(table).p or 0.0


def of_sign_flip(generator: np.random.Generator) -> float:
    """Respondents who each move their whole row up or down; ties of one row go together."""
    ties = []
    for row in range(20):
        shift = int(generator.integers(-2, 3))
        for other in range(6):
            change = shift + int(generator.integers(-1, 2))
            ties.append(TieChange((str(row), f"x{other}"), "unchanged", 3, 3 + change, True, True, (3, 3 + change)))
    return sign_flip(ties).p or 0.0


def of_node_set(generator: np.random.Generator) -> float:
    moves = {str(i): float(v) for i, v in enumerate(generator.normal(size=18))}
    chosen = {str(i) for i in generator.choice(18, 5, replace=False)}
    return actors_moved("set", chosen, "in_degree", moves).p or 0.0


@pytest.mark.parametrize(
    ("test", "rounds", "seed"),
    [(of_qap, 400, 1), (of_mrqap, 250, 2), (of_dyad_swap, 400, 3), (of_sign_flip, 400, 4), (of_node_set, 250, 5)],
)
def test_where_nothing_is_going_on_p_is_uniform(test: Callable[[np.random.Generator], float], rounds: int, seed: int) -> None:
    uniform([test(generator) for generator in generators(rounds, seed)], both_sides=True)


def test_an_exact_p_over_few_combinations_is_never_too_small() -> None:
    found = []
    for generator in generators(300, 6):
        moves = {str(i): float(v) for i, v in enumerate(generator.integers(-1, 2, 6))}
        found.append(actors_moved("set", {"0", "1"}, "in_degree", moves).p or 0.0)
    uniform(found, both_sides=False)


def test_the_jackknife_interval_holds_no_change_about_as_often_as_it_says() -> None:
    """Each respondent sends as many ties as before by their own habit: 95% of intervals should hold 0, and somewhat more may."""
    held = 0
    for generator in generators(200, 7):
        habits = [float(habit) for habit in generator.uniform(0.05, 0.5, 16)]
        before, after = network(generator, 16, habits), network(generator, 16, habits)
        rows = rows_in_both(before, after, before.ids)
        found = jackknife(densities(before.ids, rows, followed(before, after, rows)))
        assert found.se is not None
        held += abs(float(found.difference)) <= REACH * found.se
    assert held / 200 >= 0.88
