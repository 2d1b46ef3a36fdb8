"""Into which groups does the network fall, and does it fall so every time?"""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis import louvain
from sysmap.analysis.network import Network
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_actors, of_network
from tests.analysis.published import NETWORKS

TWO_TRIANGLES = ["0110000", "1010000", "1101000", "0000110", "0001010", "0001100", "0000000"]


def test_by_hand_two_triangles_and_one_alone() -> None:
    net = from_rows(TWO_TRIANGLES)
    assert of_actors(net, "community") == [1, 1, 1, 2, 2, 2, 3]
    assert of_network(net, "communities") == 3
    # Seven joined pairs, six within: 12/14 less (7/14) squared twice.
    assert of_network(net, "modularity") == pytest.approx(12 / 14 - 2 * (7 / 14) ** 2)
    assert of_network(net, "communities_agreement") == 1


@pytest.mark.parametrize(("name", "least"), [("information", 0.03125), ("friends", 0.1563050793142), ("marriage", 0.39875)])
def test_published_groupings_are_reached_or_bettered(name: str, least: float) -> None:
    """The fast greedy grouping of igraph 1.3.5 on the undirected network."""
    assert of_network(from_rows(NETWORKS[name]), "modularity") >= least - 1e-9


@given(networks(largest=8, whole=True))
def test_modularity_is_that_of_networkx_for_the_groups_found(net: Network) -> None:
    labels = of_actors(net, "community")
    graph = net.to_networkx().to_undirected()
    groups = [{a for a, label in zip(net.ids, labels, strict=True) if label == group} for group in dict.fromkeys(labels)]
    found = of_network(net, "modularity")
    assert found is None if not graph.edges else found == pytest.approx(nx.community.modularity(graph, groups, weight=None))


@given(networks(), st.integers(-(2**70), 2**70))
def test_the_same_seed_gives_the_same_groups(net: Network, seed: int) -> None:
    joined = Seen(net).joined
    assert louvain.grouped_best(joined, seed) == louvain.grouped_best(joined, seed)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=9))
def test_agreement_is_between_its_bounds_and_the_same_both_ways(pairs: list[tuple[int, int]]) -> None:
    first, second = [a for a, _ in pairs], [b for _, b in pairs]
    found = louvain.agreement(first, second)
    assert found is not None and -1 <= found <= 1
    assert found == louvain.agreement(second, first)
    assert louvain.agreement(first, first) == 1


def test_groups_that_are_plain_to_see_are_found_in_a_large_network() -> None:
    draw = random.Random(3)
    joined: list[set[int]] = [set() for _ in range(400)]
    for i in range(400):
        for j in draw.sample([j for j in range(400) if j // 40 == i // 40 and j != i], 8):
            joined[i].add(j)
            joined[j].add(i)
    found = louvain.grouped_best(joined, 1)
    assert louvain.agreement(found.labels, [i // 40 for i in range(400)]) == 1
