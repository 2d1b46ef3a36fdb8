"""Do an actor's contacts know one another?"""

from __future__ import annotations

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.network import Network
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_the_middle_of_a_chain_is_between_two_who_are_not_joined() -> None:
    net = from_rows(["010", "001", "000"])
    assert of_actors(net, "constraint") == [1, 0.5, 1]
    assert of_actors(net, "effective_size") == [1, 2, 1]


def test_by_hand_three_all_joined_close_in_on_one_another() -> None:
    """Each spends half on each contact, and half of a half comes round: 2 x (1/2 + 1/4) squared."""
    net = from_rows(["011", "101", "110"])
    assert of_actors(net, "constraint") == [1.125] * 3
    assert of_actors(net, "effective_size") == [1] * 3


@pytest.mark.parametrize("name", NETWORKS)
def test_published_constraint(name: str) -> None:
    expected = [value if value is None else pytest.approx(value, rel=1e-9) for value in OF_ACTORS[name]["constraint"]]
    assert of_actors(from_rows(NETWORKS[name]), "constraint") == expected


def test_published_effective_size_of_marriages() -> None:
    """Borgatti's k - 2t/k for ties both ways (1997): the Medici, ninth, marry six families of whom two are joined."""
    assert of_actors(from_rows(NETWORKS["marriage"]), "effective_size")[8] == pytest.approx(6 - 2 / 6)


def test_without_contacts_both_are_undefined() -> None:
    net = from_rows(["00", "00"])
    assert of_actors(net, "constraint") == of_actors(net, "effective_size") == [None, None]


@given(networks(whole=True))
def test_whoever_names_somebody_has_the_effective_size_that_networkx_gives_node_by_node(net: Network) -> None:
    graph = net.to_networkx()
    naming = [a for a in net.ids if graph.out_degree(a)]
    found = dict(zip(net.ids, of_actors(net, "effective_size"), strict=True))
    if naming:
        theirs = nx.effective_size(graph, nodes=naming)
        assert {a: found[a] for a in naming} == pytest.approx({a: theirs[a] for a in naming})
