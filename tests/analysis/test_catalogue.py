"""Does every measure say what a reader must know?"""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sysmap.analysis.catalogue import CATALOGUE, chosen
from sysmap.analysis.definition import plain
from sysmap.analysis.seen import Seen
from sysmap.errors import UsageError
from tests.analysis.maps import from_rows


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_measure_says_what_it_asks_and_how_it_treats_silence(name: str) -> None:
    measure = CATALOGUE[name]
    said = (measure.question, measure.direction, measure.weight, measure.missing, measure.sturdy, measure.source)
    assert all(said)
    assert measure.question.endswith("?")
    assert (measure.scope in {"actor", "both"}) == (measure.of_actors is not None)
    assert (measure.scope in {"network", "both"}) == (measure.of_network is not None)


def test_a_measure_that_is_not_there_is_refused_with_the_nearest_and_all_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        chosen(("betweeness",), "trust")
    assert 'Did you mean "betweenness"?' in str(caught.value)
    assert "in_degree" in str(caught.value)


def test_without_names_everything_the_layer_has_is_chosen() -> None:
    assert {m.name for m in chosen((), "power")} - {"power_statements"} < {m.name for m in chosen((), "trust")}


def test_a_name_given_twice_is_one_measure() -> None:
    assert len(chosen(("density", "density"), "trust")) == 1


def test_measures_by_group_are_asked_only_with_a_group() -> None:
    without, by_sector = chosen((), "trust"), chosen((), "trust", "sector")
    assert {m.name for m in by_sector} - {m.name for m in without} == {m.name for m in CATALOGUE.values() if m.by_group}


CONTRACT = """
density mean_degree mean_value reciprocity reciprocity_correlation reciprocity_weighted transitivity clustering centralisation_in
centralisation_out centralisation_betweenness components_weak components_strong largest_strong_share efficiency isolates dyads triads
core_periphery_fit ei_index assortativity modularity communities eigenvector_defined in_degree in_degree_share out_degree in_strength
out_strength mean_received betweenness harmonic_in harmonic_out closeness_in closeness_out pagerank eigenvector hub authority constraint
effective_size core_number brokerage community core betweenness_weighted harmonic_in_weighted harmonic_out_weighted pagerank_weighted
eigenvector_weighted hub_weighted authority_weighted constraint_weighted effective_size_weighted clustering_weighted
"""


def test_every_name_that_was_promised_is_there() -> None:
    assert [name for name in CONTRACT.split() if name not in CATALOGUE] == []


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_measure_has_an_answer_where_there_is_nothing_to_count(name: str) -> None:
    """No ties, one actor, nobody, everyone silent: null or a count, and never an infinity or a warning."""
    measure = CATALOGUE[name]
    silent = from_rows(["01", "10"], status=["silent", "silent"])
    groups: list[dict[str, str]] = [{}, {"1": "a"}, {"1": "a", "2": "b", "3": "a"}]
    for network in (from_rows([]), from_rows(["0"]), from_rows(["000", "000", "000"]), from_rows(["011", "101", "110"]), silent):
        for group_of in groups:
            seen = Seen(replace(network, group_of=group_of), "sector", 2**80)
            for found in (measure.of_network and measure.of_network(seen), measure.of_actors and dict(measure.of_actors(seen))):
                json.dumps(plain(found), allow_nan=False)
