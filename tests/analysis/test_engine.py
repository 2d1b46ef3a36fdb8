"""Is the fast engine equal to networkx, and does it repeat itself to the last bit?"""

from __future__ import annotations

import random

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.analysis import engine

GRAPHS = st.integers(1, 9).flatmap(lambda n: st.lists(st.frozensets(st.integers(0, n - 1), max_size=n), min_size=n, max_size=n))


def as_lists(rows: list[frozenset[int]]) -> list[list[int]]:
    return [sorted(row - {i}) for i, row in enumerate(rows)]


def by_networkx(successors: list[list[int]]) -> list[float]:
    graph = nx.DiGraph(dict(enumerate(successors)))
    graph.add_nodes_from(range(len(successors)))
    return [nx.betweenness_centrality(graph, normalized=False)[i] for i in range(len(successors))]


def large(n: int = 80, ties: int = 400) -> list[list[int]]:
    draw = random.Random(7)
    return as_lists([frozenset(draw.sample(range(n), ties // n)) for _ in range(n)])


@given(GRAPHS)
def test_small_graphs_are_networkx_itself(rows: list[frozenset[int]]) -> None:
    assert engine.betweenness(as_lists(rows)) == pytest.approx(by_networkx(as_lists(rows)), abs=1e-9)


def test_large_graphs_equal_networkx() -> None:
    assert len(large()) > engine.SMALL
    assert engine.betweenness(large()) == pytest.approx(by_networkx(large()), rel=1e-9, abs=1e-9)


def test_the_same_graph_gives_the_same_bits() -> None:
    assert engine.betweenness(large()) == engine.betweenness(large())


@given(GRAPHS, st.booleans())
def test_leaving_answers_out_is_the_graph_without_them(rows: list[frozenset[int]], mutual: bool) -> None:
    successors = as_lists(rows)
    if mutual:
        successors = [[b for b in others if a in successors[b]] for a, others in enumerate(successors)]
    for node, scores in enumerate(engine.betweenness_without(successors, mutual)):
        without = [[] if a == node else [b for b in others if not (mutual and b == node)] for a, others in enumerate(successors)]
        assert scores == pytest.approx(by_networkx(without), abs=1e-9)


@given(GRAPHS)
def test_sets_that_reach_one_another_are_those_of_networkx(rows: list[frozenset[int]]) -> None:
    graph = nx.DiGraph(dict(enumerate(as_lists(rows))))
    graph.add_nodes_from(range(len(rows)))
    assert engine.strong_components(as_lists(rows)) == sorted(sorted(c) for c in nx.strongly_connected_components(graph))


@given(GRAPHS, st.integers())
def test_an_estimate_from_every_node_is_exact(rows: list[frozenset[int]], seed: int) -> None:
    found = engine.betweenness_sampled(as_lists(rows), seed, sources=len(rows))
    assert found == pytest.approx(by_networkx(as_lists(rows)), abs=1e-9)


def test_the_same_seed_gives_the_same_estimate() -> None:
    assert engine.betweenness_sampled(large(), 3, 20) == engine.betweenness_sampled(large(), 3, 20)
