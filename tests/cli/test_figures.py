"""``measures``, checked by hand on four organisations."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cli.conftest import Cli


def scores(answer: dict[str, Any], name: str) -> dict[str, Any]:
    return {actor["id"]: actor["scores"][name] for actor in answer["actors"]}


def test_a_silent_member_counts_in_members_and_its_pairs_are_unobserved(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w1", "--layer", "trust", "--json").json
    assert (answer["members"], answer["answered"], answer["response_rate"], answer["ties"]) == (4, 3, 0.75, 4)
    assert answer["network"]["density"] == pytest.approx(4 / 9)
    assert answer["network"]["mean_degree"] == pytest.approx(4 / 9 * 3)
    assert answer["network"]["mean_value"] == pytest.approx(3.5)
    assert answer["network"]["reciprocity"] == pytest.approx(0.5)
    assert answer["network"]["dyads"] == {"mutual": 1, "asymmetric": 2, "null": 0}


def test_in_degree_share_is_of_those_who_could_have_named(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w1", "--layer", "trust", "--json").json
    assert scores(answer, "in_degree") == {"a": 1, "b": 2, "c": 1, "d": 0}
    assert scores(answer, "in_degree_share") == {"a": 0.5, "b": 1.0, "c": 0.5, "d": 0.0}
    assert scores(answer, "out_degree")["d"] is None
    assert scores(answer, "betweenness")["d"] is None


def test_rows_of_a_partial_respondent_are_observed_and_the_rest_is_not(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w2", "--layer", "trust", "--json").json
    assert (answer["members"], answer["answered"], answer["ties"]) == (4, 3, 5)
    assert answer["network"]["density"] == pytest.approx(5 / 10)
    assert scores(answer, "in_strength") == {"a": 7, "b": 6, "c": 0, "d": 3}
    assert scores(answer, "mean_received")["a"] == pytest.approx(3.5)
    assert scores(answer, "mean_received")["c"] is None


def test_generic_actors_never_enter_a_measure(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w1", "--layer", "trust", "--json").json
    assert [a["id"] for a in answer["actors"]] == ["a", "b", "c", "d"]


def test_a_minimum_strength_turns_the_layer_into_ties_from_there_up(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w1", "--layer", "trust", "--min-strength", "4", "--json").json
    assert answer["ties"] == 2


def test_one_measure_can_be_asked_for_by_name(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w1", "--layer", "trust", "--measure", "in_degree", "--json").json
    assert list(answer["actors"][0]["scores"]) == ["in_degree"]


def test_an_unknown_measure_is_a_usage_error_that_names_a_near_one(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w1", "--layer", "trust", "--measure", "in_degre")
    assert answer.code == 2
    assert "in_degree" in answer.err


def test_an_unknown_point_is_not_found_and_names_what_there_is(four: Cli) -> None:
    answer = four("measures", "--map", "four", "--at", "w9", "--layer", "trust", "--json")
    assert answer.code == 4
    assert answer.json["error"]["code"] == "NOT_FOUND"
    assert "w2" in answer.json["error"]["message"]


def test_map_layer_and_point_have_sensible_defaults(four: Cli) -> None:
    answer = four("measures", "--json").json
    assert (answer["map"], answer["at"], answer["layer"]) == ("four", "w2", "trust")


def test_a_layer_nobody_was_asked_about_has_no_response_rate(four: Cli) -> None:
    answer = four("measures", "--at", "2025-05-30", "--layer", "relationships", "--json").json
    assert (answer["members"], answer["answered"], answer["response_rate"], answer["ties"]) == (4, None, None, 0)
    assert len(answer["actors"]) == 4


def test_no_figure_and_no_heading_is_cut_off_on_a_narrow_terminal(four: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    told = four("measures", "--at", "w2").out
    each = told.split("For each")[1]
    found = four("measures", "--at", "w2", "--json").json["actors"][0]["scores"]
    assert "\u2026" not in told
    headings = [name for line in each.splitlines() if line.startswith("organisation or group") for name in line.split()[3:]]
    assert set(headings) <= set(found) and {"in_degree", "out_degree", "betweenness", "pagerank"} <= set(headings)
    assert each.count("Ardent") == each.count("organisation or group") > 1
