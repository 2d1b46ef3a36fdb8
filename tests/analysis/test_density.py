"""How busy is the network, over the pairs that were answered about?"""

from __future__ import annotations

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import NETWORKS, OF_NETWORKS


def test_by_hand_two_of_six() -> None:
    net = from_rows(["010", "001", "000"])
    assert of_network(net, "density") == 1 / 3
    assert of_network(net, "mean_degree") == 2 / 3
    assert of_network(net, "isolates") == 0


@pytest.mark.parametrize("name", NETWORKS)
def test_published_density_and_isolates(name: str) -> None:
    net = from_rows(NETWORKS[name])
    assert of_network(net, "density") == pytest.approx(OF_NETWORKS[name]["density"], rel=1e-9)
    assert of_network(net, "isolates") == OF_NETWORKS[name]["isolates"]


def test_pairs_of_the_silent_are_not_divided_by() -> None:
    net = from_rows(["0110", "0000", "0000", "0000"], status=["answered", "answered", "silent", "silent"])
    assert of_network(net, "density") == 2 / 6
    assert of_network(net, "mean_degree") == 1


def test_with_nobody_heard_density_is_undefined() -> None:
    assert of_network(from_rows(["00", "00"], status=["silent", "silent"]), "density") is None
    assert of_network(from_rows(["0"]), "density") is None


def test_a_silent_member_named_by_nobody_is_not_said_to_stand_alone() -> None:
    net = from_rows(["000", "000", "000"], status=["answered", "answered", "silent"])
    assert of_network(net, "isolates") == 2


def test_naming_a_silent_member_is_no_isolation() -> None:
    assert of_network(from_rows(["01", "00"], status=["answered", "silent"]), "isolates") == 0


@given(networks())
def test_density_stays_between_nought_and_one(net: Network) -> None:
    density = of_network(net, "density")
    assert density is None or 0 <= density <= 1
