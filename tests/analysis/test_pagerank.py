"""Who is named by those much named?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks, shuffled
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_two_who_name_each_other_share_alike() -> None:
    assert of_actors(from_rows(["01", "10"]), "pagerank") == [0.5, 0.5]


def test_by_hand_one_named_and_naming_nobody() -> None:
    """x = 0.15/2 + 0.85 y/2 and y = 0.15/2 + 0.85 (x + y/2), so x = 20/57."""
    assert of_actors(from_rows(["01", "00"]), "pagerank") == pytest.approx([20 / 57, 37 / 57], abs=1e-11)


@pytest.mark.parametrize("name", NETWORKS)
def test_published_pagerank(name: str) -> None:
    assert of_actors(from_rows(NETWORKS[name]), "pagerank") == pytest.approx(OF_ACTORS[name]["pagerank"], rel=1e-6)


def test_strength_is_not_used_unless_asked_for() -> None:
    weak, strong = of_actors(from_rows(["015", "000", "000"]), "pagerank")[1:]
    assert weak == pytest.approx(strong)


@given(networks(), st.permutations(range(7)))
def test_shares_add_up_to_one_over_those_heard_whatever_they_are_called(net: Network, order: list[int]) -> None:
    order = [i for i in order if i < len(net.members)]
    shares = of_actors(net, "pagerank")
    assert sum(s for s in shares if s is not None) == pytest.approx(1 if net.heard else 0)
    expected = [shares[i] for i in order]
    assert of_actors(shuffled(net, order), "pagerank") == [s if s is None else pytest.approx(s, abs=1e-9) for s in expected]
