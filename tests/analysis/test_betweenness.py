"""Who links others?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks, shuffled
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_the_middle_of_a_chain_carries_its_one_path() -> None:
    assert of_actors(from_rows(["010", "001", "000"]), "betweenness") == [0, 1, 0]


def test_by_hand_two_middles_share_the_paths() -> None:
    assert of_actors(from_rows(["0110", "0001", "0001", "0000"]), "betweenness") == [0, 0.5, 0.5, 0]


@pytest.mark.parametrize("name", NETWORKS)
def test_published_betweenness(name: str) -> None:
    assert of_actors(from_rows(NETWORKS[name]), "betweenness") == pytest.approx(OF_ACTORS[name]["betweenness"], rel=1e-9, abs=1e-9)


def test_a_silent_member_is_not_on_any_path_and_has_no_value() -> None:
    net = from_rows(["010", "001", "000"], status=["answered", "silent", "answered"])
    assert of_actors(net, "betweenness") == [0, None, 0]


def test_strength_plays_no_part() -> None:
    assert of_actors(from_rows(["010", "005", "000"]), "betweenness") == of_actors(from_rows(["050", "001", "000"]), "betweenness")


@given(networks(), st.permutations(range(7)))
def test_other_names_and_another_order_change_nothing_and_no_score_passes_its_bound(net: Network, order: list[int]) -> None:
    order = [i for i in order if i < len(net.members)]
    scores, n = of_actors(net, "betweenness"), len(net.heard)
    expected = [scores[i] for i in order]
    assert of_actors(shuffled(net, order), "betweenness") == [s if s is None else pytest.approx(s, abs=1e-9) for s in expected]
    assert all(s is None or 0 <= s <= (n - 1) * (n - 2) for s in scores)
