"""How long do the tests of a change take? 2,000 draws of each on two rounds of 300 actors, and MRQAP on 100."""

from __future__ import annotations

import random
from collections.abc import Callable

from bench.table import Row
from bench.timing import once

ACTORS, TIES, DRAWS = 300, 2_000, 2_000
SMALLER, PREDICTORS = 100, 4


def rows() -> list[Row]:
    """Both figures."""
    every, regression = once(_every_test()), once(_regression())
    return [
        Row(f"every test of a change, {ACTORS} actors, {TIES:,} ties, {DRAWS:,} draws each", f"{every:.2f} s", "under 3 s", every < 3),
        Row(f"MRQAP, {PREDICTORS} predictors, {SMALLER} actors, {DRAWS:,} draws", f"{regression:.2f} s", "under 10 s", regression < 10),
    ]


def _every_test() -> Callable[[], object]:
    """All tests that draw or count, on two rounds of which three ties in four are the same."""
    from sysmap.analysis.change_composition import composition_of
    from sysmap.analysis.change_signflip import sign_flip
    from sysmap.analysis.change_tests import Tests, trust_tests
    from sysmap.analysis.change_ties import followed
    from sysmap.analysis.network import Member, Network, Tie
    from sysmap.analysis.node_set import WITHIN, ties_moved
    from sysmap.analysis.observation import rows_in_both
    from sysmap.analysis.question import Question

    draw = random.Random(1)
    pairs = [(f"a{i}", f"a{j}") for i in range(ACTORS) for j in range(ACTORS) if i != j]
    first = draw.sample(pairs, TIES)
    second = [*first[: TIES * 3 // 4], *draw.sample(pairs, TIES // 4)]
    members = tuple(Member(f"a{i}", f"a{i}", "answered") for i in range(ACTORS))
    ties = [{pair: Tie(draw.randint(1, 5)) for pair in chosen} for chosen in (first, second)]
    before, after = (Network("m", "M", "w", "trust", members, one, True, items=("trust",), scale=(1, 5)) for one in ties)
    composition = composition_of(before, after)
    observed = rows_in_both(before, after, composition.stable)
    changes = followed(before, after, observed)

    def run() -> object:
        found = []
        for interval in ("jackknife", "bootstrap"):
            question = Question(draws=DRAWS, interval=interval)
            flips = {"all": sign_flip(changes)}
            found.append(dict(Tests(before, after, composition, observed, changes, question, trust_tests(flips, {}, ()))))
        return found, ties_moved("set", {f"a{i}" for i in range(60)}, changes, "all", WITHIN, DRAWS)

    return run


def _regression() -> Callable[[], object]:
    import numpy as np

    from sysmap.analysis.mrqap import Predictor, mrqap
    from sysmap.analysis.square import full_square

    generator = np.random.default_rng(1)
    predictors = [Predictor(str(i), full_square(generator.normal(size=(SMALLER, SMALLER)))) for i in range(PREDICTORS)]
    outcome = full_square((generator.normal(size=(SMALLER, SMALLER)) + predictors[0].square.cells > 1).astype(float))
    return lambda: mrqap(outcome, predictors, DRAWS)
