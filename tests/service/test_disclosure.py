"""Who may be shown how much trust, on the teaching map."""

from __future__ import annotations

import pytest

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.measures import Measures, measure
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.disclosure import disclosed_change, disclosed_measures, folded_for

TRUST = Question(layer="trust")
PUBLIC, PARTICIPANT, STEWARD = Viewer.for_audience("public"), Viewer.for_audience("participants"), Viewer.steward()


@pytest.fixture
def then(wrenmoor: State) -> Network:
    return build_network(wrenmoor, resolve_point(wrenmoor, "w1", "trust"), TRUST)


@pytest.fixture
def now(wrenmoor: State) -> Network:
    return build_network(wrenmoor, resolve_point(wrenmoor, "w2", "trust"), TRUST)


@pytest.fixture
def figures(now: Network) -> Measures:
    return measure(now, TRUST)


@pytest.fixture
def change(then: Network, now: Network) -> Change:
    return compare(then, now, TRUST)


def test_the_map_keeper_gets_every_figure(figures: Measures) -> None:
    assert disclosed_measures(figures, STEWARD) is figures


def test_a_participant_gets_no_list_of_how_much_each_is_trusted(figures: Measures) -> None:
    shown = disclosed_measures(figures, PARTICIPANT)
    assert set(shown.actor_scores["mean_received"].values()) == {None}
    assert shown.actor_scores["in_degree"] == figures.actor_scores["in_degree"]
    assert "left out" in shown.method


def test_the_public_gets_no_figure_of_a_single_organisation(figures: Measures) -> None:
    shown = disclosed_measures(figures, PUBLIC)
    assert all(set(scores.values()) == {None} for scores in shown.actor_scores.values())
    assert shown.network_scores["density"] == figures.network_scores["density"]


def test_the_public_gets_counts_of_a_change_and_no_single_tie(change: Change) -> None:
    shown = disclosed_change(change, PUBLIC)
    assert shown["counts"] == change.as_json()["counts"]
    assert shown["ties"] == shown["actors"] == shown["everyone"]["ties"] == shown["stable_core"]["actors"] == []


def test_a_participant_gets_the_ties_of_a_change(change: Change) -> None:
    assert disclosed_change(change, PARTICIPANT) == change.as_json()


def test_only_the_public_and_only_in_trust_sees_groups(now: Network, wrenmoor: State) -> None:
    works = Question(layer="relationships")
    other = build_network(wrenmoor, resolve_point(wrenmoor, "w2", "relationships"), works)
    assert folded_for(PUBLIC, now).folded_from == now.members
    assert folded_for(PARTICIPANT, now) is now
    assert folded_for(PUBLIC, other) is other
