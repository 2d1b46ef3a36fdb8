"""Who may be shown how much trust, on the teaching map."""

from __future__ import annotations

import json

import pytest

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.measures import Measures, measure
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.disclosure import disclosed_change, disclosed_measures, folded_for, on_screen
from tests.analysis.maps import said, state_of, wave

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


def test_who_may_see_the_answers_reads_each_tie_of_a_change_as_in_the_pictures(change: Change) -> None:
    assert disclosed_change(change, PARTICIPANT)["ties"] == change.as_json()["ties"]


def test_the_public_does_not_read_which_two_see_their_tie_differently(change: Change) -> None:
    assert disclosed_change(change, PUBLIC)["gaps"] == {"before": None, "after": None}
    assert disclosed_change(change, STEWARD)["gaps"] == change.as_json()["gaps"]


def test_the_public_reads_no_organisations_name_in_a_change_of_trust(change: Change, now: Network) -> None:
    told = {key: value for key, value in disclosed_change(change, PUBLIC).items() if key != "composition"}
    told = {key: {**value, "composition": None} if key in ("everyone", "stable_core") else value for key, value in told.items()}
    assert [m.name for m in now.members if f'"{m.id}"' in json.dumps(told) or m.name in json.dumps(told)] == []


def test_the_public_reads_of_no_group_of_one_whether_it_answered(change: Change) -> None:
    heard = disclosed_change(change, PUBLIC)["heard"]
    assert heard["before"]["others"] == {"answered": 1, "members": 2}
    assert min(group["members"] for part in heard.values() for group in part.values()) > 1


def test_a_mean_over_fewer_than_five_answers_is_in_nobodys_comparison_but_the_map_keepers() -> None:
    state = state_of(wave("w1"), wave("w2"), *said("w1", "a b 3", "b c 2"), *said("w2", "a b 5", "b c 4"), actors="abc")
    before, after = (build_network(state, resolve_point(state, at, "trust"), TRUST) for at in ("w1", "w2"))
    few = compare(before, after, TRUST)
    for shown in (disclosed_change(few, PARTICIPANT), disclosed_change(few, STEWARD, screen=True)):
        assert set(shown["mean_change"].values()) == {None}
        assert (shown["before"]["mean_value"], shown["tests"]["trust"]["mean"], shown["items"]["all"]["mean"]) == (None, None, None)
        assert shown["counts"]["kept"] == 2
    assert disclosed_change(few, STEWARD)["mean_change"]["continuing"] == 2


def test_no_screen_lists_how_much_each_is_trusted(figures: Measures) -> None:
    assert not {"mean_received", "in_strength"} & set(on_screen(figures).actor_scores)
    assert on_screen(figures).network_scores == figures.network_scores


def test_only_the_public_and_only_in_trust_sees_groups(now: Network, wrenmoor: State) -> None:
    works = Question(layer="relationships")
    other = build_network(wrenmoor, resolve_point(wrenmoor, "w2", "relationships"), works)
    assert folded_for(PUBLIC, now).folded_from == now.members
    assert folded_for(PARTICIPANT, now) is now
    assert folded_for(PUBLIC, other) is other
