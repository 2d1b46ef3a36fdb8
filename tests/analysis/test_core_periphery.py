"""Is there a core that everyone is joined with?"""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given

from sysmap.analysis import core_periphery
from sysmap.analysis.core_periphery import correlation, fitted
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks, shuffled
from tests.analysis.maps import from_rows, of_actors, of_network
from tests.analysis.published import KNOKE_INFORMATION


def test_by_hand_a_star_is_a_core_of_one() -> None:
    net = from_rows(["0111", "1000", "1000", "1000"])
    assert of_network(net, "core_periphery_fit") == 1
    assert of_actors(net, "core") == [True, False, False, False]


def test_published_core_of_the_organisations_that_share_information() -> None:
    """Wherever either end is core a tie is expected: Borgatti and Everett's first pattern."""
    net = from_rows(KNOKE_INFORMATION)
    assert [i + 1 for i, inside in enumerate(of_actors(net, "core")) if inside] == [2, 5, 7]
    assert of_network(net, "core_periphery_fit") == pytest.approx(0.4859634678362)


def test_without_ties_or_with_every_tie_there_is_no_pattern_to_fit() -> None:
    for rows in (["000", "000", "000"], ["011", "101", "110"], ["01", "10"]):
        assert of_network(from_rows(rows), "core_periphery_fit") is None
        assert of_actors(from_rows(rows), "core") == [None] * len(rows)


@given(networks(largest=6))
def test_no_set_fits_better(net: Network) -> None:
    seen, found = Seen(net), of_network(net, "core_periphery_fit")
    n, ties = len(net.heard), sum(map(len, seen.successors))
    if found is None:
        return
    for k in range(1, n - 1):
        for core in combinations(range(n), k):
            outside = sum(1 for i, others in enumerate(seen.successors) for j in others if i not in core and j not in core)
            assert correlation(n, ties, k, outside) <= found + 1e-9
    assert of_network(shuffled(net, range(len(net.ids) - 1, -1, -1)), "core_periphery_fit") == pytest.approx(found)


@given(networks(largest=7, whole=True))
def test_the_search_for_larger_networks_finds_what_trying_every_set_finds(net: Network) -> None:
    seen = Seen(net)
    every = fitted(seen.successors)
    if every is not None:
        searched = core_periphery._searched(seen.successors, sum(map(len, seen.successors)), 1)
        assert searched.fit <= every.fit + 1e-9
        assert searched.fit >= every.fit - 0.1
