"""How few steps away?"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_actors, of_network
from tests.analysis.published import NETWORKS, OF_ACTORS, OF_NETWORKS


def test_by_hand_a_chain_of_three() -> None:
    net = from_rows(["010", "001", "000"])
    assert of_actors(net, "closeness_out") == [2 / 3, 1, None]
    assert of_actors(net, "closeness_in") == [None, 1, 2 / 3]
    assert of_network(net, "efficiency") == 2.5 / 6


def test_published_closeness_where_everyone_reaches_everyone() -> None:
    """igraph gives the reciprocal of the sum of distances; ours is of their mean, so nine times that among ten."""
    for measure in ("closeness_in", "closeness_out"):
        expected = [9 * value for value in OF_ACTORS["information"][measure]]
        assert of_actors(from_rows(NETWORKS["information"]), measure) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize("name", NETWORKS)
def test_published_efficiency(name: str) -> None:
    assert of_network(from_rows(NETWORKS[name]), "efficiency") == pytest.approx(OF_NETWORKS[name]["efficiency"], rel=1e-9)


@given(networks())
def test_it_is_what_walking_with_networkx_gives(net: Network) -> None:
    graph = net.to_networkx().subgraph(net.heard)
    found = dict(zip(net.ids, of_actors(net, "closeness_out"), strict=True))
    for a in net.heard:
        steps = [d for d in nx.single_source_shortest_path_length(graph, a).values() if d]
        assert found[a] == (pytest.approx(len(steps) / sum(steps)) if steps else None)
