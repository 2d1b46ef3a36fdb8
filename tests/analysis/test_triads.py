"""Which of the sixteen patterns do three actors make?"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_network
from tests.analysis.published import NETWORKS, OF_NETWORKS

BY_HAND = {
    "003": ["000", "000", "000"],
    "012": ["010", "000", "000"],
    "102": ["010", "100", "000"],
    "021D": ["011", "000", "000"],
    "021U": ["001", "001", "000"],
    "021C": ["010", "001", "000"],
    "111D": ["010", "100", "010"],
    "111U": ["010", "101", "000"],
    "030T": ["011", "001", "000"],
    "030C": ["010", "001", "100"],
    "201": ["010", "101", "010"],
    "120D": ["011", "001", "010"],
    "120U": ["011", "101", "000"],
    "120C": ["010", "001", "110"],
    "210": ["011", "101", "010"],
    "300": ["011", "101", "110"],
}


@pytest.mark.parametrize(("code", "rows"), BY_HAND.items())
def test_by_hand_each_pattern_is_told_from_the_others(code: str, rows: list[str]) -> None:
    assert [name for name, n in of_network(from_rows(rows), "triads").items() if n] == [code]


@pytest.mark.parametrize("name", ["information", "friends"])
def test_published_counts(name: str) -> None:
    assert of_network(from_rows(NETWORKS[name]), "triads") == OF_NETWORKS[name]["triads"]


@given(networks(largest=8))
def test_counts_are_those_of_networkx_among_the_heard_and_add_up(net: Network) -> None:
    found = of_network(net, "triads")
    n = len(net.heard)
    assert sum(found.values()) == n * (n - 1) * (n - 2) // 6
    if n > 2:
        assert found == nx.triadic_census(net.to_networkx().subgraph(net.heard))
