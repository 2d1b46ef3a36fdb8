"""Do an actor's contacts work together too, and how strongly?"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.building import at_least
from sysmap.analysis.network import Network
from tests.analysis.drawn import networks, shuffled
from tests.analysis.maps import from_rows, of_actors, of_network
from tests.analysis.published import NETWORKS, OF_ACTORS, OF_NETWORKS


def test_by_hand_a_triangle_with_a_tail() -> None:
    """The first has three contacts, of whom one pair in three is joined; the last has one contact."""
    net = from_rows(["0100", "0010", "1000", "1000"])
    assert of_actors(net, "clustering") == [1 / 3, 1, 1, None]
    assert of_network(net, "clustering") == 3 / 5


def test_by_hand_strengths_are_taken_against_the_top_of_the_scale_and_the_stronger_way() -> None:
    """Strengths 5, 5 and 1 of 5: the cube root of 1 x 1 x 0.2."""
    net = from_rows(["050", "205", "100"])
    assert of_actors(net, "clustering_weighted") == pytest.approx([0.2 ** (1 / 3)] * 3)


def test_a_new_strongest_tie_elsewhere_lowers_nobody() -> None:
    before, after = from_rows(["03300", "00300", "00000", "00000", "00000"]), from_rows(["03300", "00300", "00000", "00005", "00000"])
    assert of_actors(before, "clustering_weighted")[:3] == of_actors(after, "clustering_weighted")[:3]


@pytest.mark.parametrize("name", NETWORKS)
def test_published_clustering(name: str) -> None:
    net = from_rows(NETWORKS[name])
    assert of_network(net, "clustering") == pytest.approx(OF_NETWORKS[name]["clustering"], rel=1e-9)
    expected = [value if value is None else pytest.approx(value, rel=1e-9) for value in OF_ACTORS[name]["clustering"]]
    assert of_actors(net, "clustering") == expected


@given(networks(largest=8, whole=True))
def test_both_are_those_of_networkx_on_the_undirected_network(net: Network) -> None:
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(net.ids)
    for (a, b), tie in net.ties.items():
        held = graph.get_edge_data(a, b, {"weight": 0})["weight"]
        graph.add_edge(a, b, weight=max(held, float(tie.value or 0)))
    theirs = nx.clustering(graph)
    assert of_actors(net, "clustering") == [pytest.approx(theirs[a]) if graph.degree(a) > 1 else None for a in net.ids]
    if graph.edges:
        top = max(w for _, _, w in graph.edges.data("weight"))
        weighted = nx.clustering(graph, weight="weight")
        expected = [pytest.approx(weighted[a] * top / 5) if graph.degree(a) > 1 else None for a in net.ids]
        assert of_actors(net, "clustering_weighted") == expected


@given(networks())
def test_other_names_in_another_order_change_nothing_and_yes_no_is_the_plain_form(net: Network) -> None:
    other = shuffled(net, range(len(net.ids) - 1, -1, -1))
    assert of_actors(other, "clustering") == of_actors(net, "clustering")[::-1]
    plain = at_least(net, 1)
    assert of_actors(plain, "clustering_weighted") == pytest.approx(of_actors(net, "clustering"))
