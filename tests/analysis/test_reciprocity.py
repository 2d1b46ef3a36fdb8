"""Do ties go both ways, among pairs that both ends answered about?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import NETWORKS, OF_NETWORKS


def test_by_hand_one_pair_both_ways_and_one_one_way() -> None:
    net = from_rows(["011", "100", "000"])
    assert of_network(net, "dyads") == {"mutual": 1, "asymmetric": 1, "null": 1}
    assert of_network(net, "reciprocity") == 2 / 3


@pytest.mark.parametrize("name", ["information", "friends"])
def test_published_reciprocity_and_dyads(name: str) -> None:
    net = from_rows(NETWORKS[name])
    assert of_network(net, "reciprocity") == pytest.approx(OF_NETWORKS[name]["reciprocity"], rel=1e-9)
    assert of_network(net, "dyads") == OF_NETWORKS[name]["dyads"]


def test_marriages_all_go_both_ways() -> None:
    assert of_network(from_rows(NETWORKS["marriage"]), "reciprocity") == 1


def test_a_tie_to_a_silent_member_is_not_called_one_way() -> None:
    net = from_rows(["01", "00"], status=["answered", "silent"])
    assert of_network(net, "dyads") == {"mutual": 0, "asymmetric": 0, "null": 0}
    assert of_network(net, "reciprocity") is None


def test_by_hand_correlation_and_weighted_reciprocity() -> None:
    """Four ties among three members, two of them returned: r = 1/2, a = 4/6, so (1/2 - 2/3) / (1/3); and (2 + 2) / (2 + 4 + 3 + 1)."""
    net = from_rows(["023", "400", "010"])
    assert of_network(net, "reciprocity_correlation") == pytest.approx(-0.5)
    assert of_network(net, "reciprocity_weighted") == 0.4


@pytest.mark.parametrize("name", ["information", "friends"])
def test_published_correlation(name: str) -> None:
    found = of_network(from_rows(NETWORKS[name]), "reciprocity_correlation")
    assert found == pytest.approx(OF_NETWORKS[name]["reciprocity_correlation"], rel=1e-9)


def test_when_everyone_names_everyone_the_correlation_is_undefined() -> None:
    assert of_network(from_rows(["01", "10"]), "reciprocity_correlation") is None


@given(networks())
def test_weighted_reciprocity_of_equal_ties_is_reciprocity(net: Network) -> None:
    same = replace(net, ties={pair: replace(tie, value=3) for pair, tie in net.ties.items()})
    assert of_network(same, "reciprocity_weighted") == of_network(same, "reciprocity")


@given(networks())
def test_pairs_add_up_to_those_heard_from_both_ends(net: Network) -> None:
    heard = len(net.heard)
    assert sum(of_network(net, "dyads").values()) == heard * (heard - 1) // 2
    reciprocity = of_network(net, "reciprocity")
    assert reciprocity is None or 0 <= reciprocity <= 1
