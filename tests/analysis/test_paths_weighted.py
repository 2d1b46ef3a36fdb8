"""Are strong ties short ways, and equally short ways found equal?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import networkx as nx
import pytest
from hypothesis import given

from sysmap.analysis.building import at_least
from sysmap.analysis.cost import costs_of
from sysmap.analysis.network import Network, Tie
from sysmap.analysis.seen import Seen
from tests.analysis.drawn import networks
from tests.analysis.maps import from_rows, of_actors
from tests.analysis.published import NETWORKS, OF_ACTORS


def test_by_hand_the_long_way_over_strong_ties_is_the_shorter_one() -> None:
    """1 to 3 is 1/1 straight and 1/4 + 1/4 over 2."""
    net = from_rows(["041", "004", "000"])
    assert of_actors(net, "betweenness_weighted") == [0, 1, 0]
    assert of_actors(net, "betweenness") == [0, 0, 0]
    assert of_actors(net, "harmonic_out_weighted") == [(4 + 2) / 2, 4 / 2, 0]
    assert of_actors(net, "harmonic_in_weighted") == [0, 4 / 2, (4 + 2) / 2]


def test_three_thirds_are_one() -> None:
    """1/3 + 1/3 + 1/3 in floating numbers is 1.0, yet 1/5 four times over is not 4/5: whole numbers find both ways equal."""
    net = from_rows(["050010", "005000", "000500", "000005", "000004", "000000"])
    # 1-2-3-4-6 is 4/5 long; 1-5-6 is 1/1 + 1/4.
    assert of_actors(net, "betweenness_weighted")[4] == 0
    net = from_rows(["05003", "00500", "00050", "00003", "00000"])
    assert costs_of(Seen(net)) is not None


def test_strengths_that_are_means_of_several_questions_have_whole_lengths() -> None:
    net = from_rows(["011", "001", "000"])
    ties = {("1", "2"): Tie(Fraction(10, 3)), ("2", "3"): Tie(Fraction(10, 3)), ("1", "3"): Tie(Fraction(5, 3))}
    net = replace(net, ties=ties)
    made = costs_of(Seen(net))
    assert made is not None and (made.to, made.unit) == ([{1: 3, 2: 6}, {2: 3}, {}], 10)
    assert of_actors(net, "betweenness_weighted") == [0, 0.5, 0]


def test_money_has_no_length_and_a_tie_of_unknown_strength_is_not_walked() -> None:
    money = from_rows(["03", "00"], status=["recorded"] * 2, asked=False, layer="funding", scale=None)
    assert of_actors(replace(money, ties={("1", "2"): Tie(3)}), "betweenness_weighted") == [None, None]
    net = from_rows(["041", "004", "000"])
    assert of_actors(replace(net, ties={**net.ties, ("1", "2"): Tie(None)}), "betweenness_weighted") == [0, 0, 0]


@pytest.mark.parametrize("name", NETWORKS)
def test_published_where_every_tie_counts_alike(name: str) -> None:
    net = at_least(from_rows(NETWORKS[name]), 1)
    assert of_actors(net, "betweenness_weighted") == pytest.approx(OF_ACTORS[name]["betweenness"], rel=1e-9, abs=1e-9)
    raw = [score * (len(net.ids) - 1) for score in of_actors(net, "harmonic_out_weighted")]
    assert raw == pytest.approx(OF_ACTORS[name]["harmonic_out"], rel=1e-9)


@given(networks(largest=8))
def test_weighted_paths_are_those_of_networkx_on_whole_costs(net: Network) -> None:
    graph = nx.DiGraph()
    graph.add_nodes_from(net.heard)
    graph.add_weighted_edges_from(((a, b, 60 // int(t.value or 1)) for (a, b), t in net.ties.items() if b in net.heard), weight="cost")
    theirs = nx.betweenness_centrality(graph, weight="cost", normalized=False)
    assert of_actors(net, "betweenness_weighted") == [pytest.approx(theirs[a], abs=1e-9) if a in theirs else None for a in net.ids]
    near = nx.harmonic_centrality(graph, distance="cost")
    others = len(net.heard) - 1
    expected = [pytest.approx(near[a] * 60 / others) if a in near and others else None for a in net.ids]
    assert of_actors(net, "harmonic_in_weighted") == expected
