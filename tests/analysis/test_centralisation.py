"""How much does the network lean on one?"""

from __future__ import annotations

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import NETWORKS, OF_NETWORKS

NAMES = ("centralisation_in", "centralisation_out", "centralisation_betweenness")


def test_by_hand_a_star_that_all_name_and_that_names_nobody() -> None:
    net = from_rows(["000", "100", "100"])
    assert [of_network(net, name) for name in NAMES] == [1, 0.25, 0]


def test_by_hand_a_star_both_ways_is_fully_centralised_in_linking() -> None:
    assert of_network(from_rows(["0111", "1000", "1000", "1000"]), "centralisation_betweenness") == 1


@pytest.mark.parametrize("name", ["information", "friends"])
@pytest.mark.parametrize("measure", NAMES)
def test_published_centralisation(name: str, measure: str) -> None:
    assert of_network(from_rows(NETWORKS[name]), measure) == pytest.approx(OF_NETWORKS[name][measure], rel=1e-9)


def test_one_or_two_members_have_no_centre() -> None:
    assert of_network(from_rows(["0"]), "centralisation_in") is None
    assert of_network(from_rows(["01", "10"]), "centralisation_betweenness") is None


@given(networks())
def test_it_stays_between_nought_and_one(net: Network) -> None:
    assert all(value is None or 0 <= value <= 1 + 1e-12 for value in (of_network(net, name) for name in NAMES))
