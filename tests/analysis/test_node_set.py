"""Is the node-set test the share of all ways of naming as many, and silent where one side has nothing?"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sysmap.analysis import node_set
from sysmap.analysis.change import compare
from sysmap.analysis.change_items import TRUST, lasting
from sysmap.analysis.network import Network
from sysmap.analysis.node_set import ONE_SIDE, actors_moved, ties_moved, with_holm
from sysmap.analysis.question import Question
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows


@settings(deadline=None)
@given(st.lists(st.integers(-3, 3), min_size=2, max_size=7), st.integers(1, 6))
def test_actors_p_is_the_share_of_all_ways_of_naming_as_many(moves: list[int], named: int) -> None:
    ids = [str(i) for i in range(len(moves))]
    found = actors_moved("set", set(ids[:named]), "in_degree", dict(zip(ids, map(float, moves), strict=True)))
    if named >= len(moves):
        assert (found.p, found.why) == (None, ONE_SIDE)
        return

    def apart(chosen: tuple[int, ...]) -> Fraction:
        inside = sum(moves[i] for i in chosen)
        return Fraction(inside, named) - Fraction(sum(moves) - inside, len(moves) - named)

    chance, observed = [apart(c) for c in combinations(range(len(moves)), named)], apart(tuple(range(named)))
    assert found.p == sum(abs(c) >= abs(observed) for c in chance) / len(chance)
    assert found.p_upper == sum(c >= observed for c in chance) / len(chance)


@settings(deadline=None, max_examples=40)
@given(networks(whole=True), networks(whole=True), st.sampled_from([("within", 2), ("towards", 1), ("from", 1)]))
def test_ties_p_is_worked_out_over_all_ways_that_leave_something_on_both_sides(then: Network, now: Network, asked: tuple[str, int]) -> None:
    ties, (where, size) = compare(then, now, Question()).core.ties, asked
    moved = [(t.pair, Fraction(t.difference)) for t in lasting(ties) if t.difference is not None]
    ids = list(dict.fromkeys(end for pair, _ in moved for end in pair))
    found = ties_moved("set", set(ids[:size]), ties, TRUST, where)

    def apart(chosen: frozenset[str]) -> Fraction | None:
        sides: dict[bool, list[Fraction]] = {True: [], False: []}
        for (a, b), change in moved:
            one, other = a in chosen, b in chosen
            here = {"within": one and other, "towards": other and not one, "from": one and not other}
            sides[here[where]].append(change)
        if not all(sides.values()):
            return None
        there, elsewhere = (sum(side, Fraction(0)) / len(side) for side in (sides[True], sides[False]))
        return there - elsewhere

    observed = apart(frozenset(ids[:size])) if len(ids) > size else None
    if observed is None:
        assert (found.p, found.why) == (None, ONE_SIDE)
        return
    chance = [c for chosen in combinations(ids, size) if (c := apart(frozenset(chosen))) is not None]
    assert found.difference == pytest.approx(float(observed))
    assert found.p == pytest.approx(sum(abs(c) >= abs(observed) for c in chance) / len(chance))


def test_many_ways_are_drawn_with_a_seed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node_set, "MOST_WAYS", 1)
    moves = {str(i): float(i % 3) for i in range(9)}
    drawn = actors_moved("set", {"1", "2", "4"}, "in_degree", moves, draws=2_000, seed=4)
    monkeypatch.undo()
    assert (drawn.exact, drawn.draws, drawn.seed) == (False, 2_000, 4)
    assert drawn.p == pytest.approx(actors_moved("set", {"1", "2", "4"}, "in_degree", moves).p, abs=0.05)


def test_a_table_counts_how_many_were_tried() -> None:
    ties = compare(from_rows(["022", "200", "000"]), from_rows(["033", "200", "000"]), Question()).core.ties
    lines = with_holm([ties_moved("set", {"1"}, ties, TRUST, where) for where in ("towards", "from")])
    assert [line.p_holm for line in lines] == [min(1.0, 2 * (line.p or 1)) for line in lines]
