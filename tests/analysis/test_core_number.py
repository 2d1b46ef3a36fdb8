"""How deep in the thick of it?"""

from __future__ import annotations

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_a_circle_of_three_with_one_hanging_on_and_one_alone() -> None:
    net = from_rows(["01000", "00100", "10010", "00000", "00000"])
    assert of_actors(net, "core_number") == [2, 2, 2, 1, 0]


@pytest.mark.parametrize("name", ["information", "friends"])
def test_published_core_numbers(name: str) -> None:
    assert of_actors(from_rows(NETWORKS[name]), "core_number") == OF_ACTORS[name]["core_number"]


@given(networks(whole=True))
def test_nobody_is_deeper_than_its_ties(net: Network) -> None:
    ties = zip(of_actors(net, "in_degree"), of_actors(net, "out_degree"), strict=True)
    assert all(core <= (into or 0) + out for core, (into, out) in zip(of_actors(net, "core_number"), ties, strict=True))
