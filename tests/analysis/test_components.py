"""Does it hold together?"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import NETWORKS, OF_NETWORKS


def test_by_hand_a_pair_both_ways_a_follower_and_one_alone() -> None:
    net = from_rows(["0100", "1000", "1000", "0000"])
    assert of_network(net, "components_weak") == 2
    assert of_network(net, "components_strong") == 3
    assert of_network(net, "largest_strong_share") == 0.5


@pytest.mark.parametrize("name", NETWORKS)
def test_published_components(name: str) -> None:
    net, values = from_rows(NETWORKS[name]), OF_NETWORKS[name]
    assert of_network(net, "components_weak") == values["components_weak"]
    assert of_network(net, "components_strong") == values.get("components_strong", values["components_weak"])


def test_published_largest_set_of_friends_who_reach_one_another() -> None:
    assert of_network(from_rows(NETWORKS["friends"]), "largest_strong_share") == OF_NETWORKS["friends"]["largest_strong"] / 21


def test_with_nobody_heard_pieces_are_undefined() -> None:
    net = from_rows(["0"], status=["silent"])
    assert [of_network(net, m) for m in ("components_weak", "components_strong", "largest_strong_share")] == [None, None, None]


@given(networks())
def test_pieces_are_those_that_networkx_finds_among_the_heard(net: Network) -> None:
    graph = net.to_networkx().subgraph(net.heard)
    if net.heard:
        assert of_network(net, "components_weak") == nx.number_weakly_connected_components(graph)
        assert of_network(net, "components_strong") == nx.number_strongly_connected_components(graph)
