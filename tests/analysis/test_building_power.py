"""Who decides over whom: statements over an actor are counted, and never walked along."""

from __future__ import annotations

from sysmap.analysis.measures import measure
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.model.ties import Power
from tests.analysis.maps import network, state_of


def power(*facts: Power) -> Network:
    return network(state_of(*facts, actors="abc"), None, layer="power")


def test_a_statement_over_an_actor_is_a_tie_from_its_holder() -> None:
    net = power(Power("1", "a", "b"), Power("2", "a", "b"), Power("3", "b", "a", state="lacks"), Power("4", "c", over="a budget"))
    assert {pair: tie.facts for pair, tie in net.ties.items()} == {("a", "b"): ("1", "2")}
    assert net.left_out == {"statements that somebody lacks power": 1, "statements over a decision, resource or issue in words": 1}


def test_a_holder_not_stated_is_no_end_of_a_tie() -> None:
    assert power(Power("1", None, "b")).left_out == {"statements whose holder is not stated": 1}


def test_power_gives_counts_only_never_paths() -> None:
    found = measure(power(Power("1", "a", "b")), Question(layer="power")).as_json()
    assert found["actors"][1]["scores"]["in_degree"] == 1
    assert not {"betweenness", "pagerank", "harmonic_in"} & set(found["measures"])


def test_a_path_measure_asked_for_by_name_is_undefined_on_power() -> None:
    found = measure(power(Power("1", "a", "b")), Question(layer="power", names=("betweenness",))).as_json()
    assert [actor["scores"]["betweenness"] for actor in found["actors"]] == [None, None, None]
