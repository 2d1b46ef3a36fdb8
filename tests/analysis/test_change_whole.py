"""The whole network then and now, the groups it falls into, and each respondent counted once."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from sysmap.analysis.change import compare
from sysmap.analysis.change_rows import by_respondent
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from tests.analysis.drawn import patchy
from tests.analysis.maps import asked, changed, from_rows, said, state_of, wave
from tests.analysis.test_communities import TWO_TRIANGLES


def test_the_same_groups_both_times_are_the_same_and_the_noise_stands_beside() -> None:
    net = from_rows(TWO_TRIANGLES)
    found = compare(net, net, Question()).as_json()["communities"]
    assert found == {"n": 7, "ari": 1.0, "noise_before": 1.0, "noise_after": 1.0, "beyond_noise": False}


def test_other_groups_are_told_from_the_noise() -> None:
    moved = ["0001100", "0000011", "0000011", "1000100", "1001000", "0110001", "0110010"]
    found = compare(from_rows(TWO_TRIANGLES), from_rows(moved), Question()).as_json()["communities"]
    assert found["ari"] < 0.3
    assert found["beyond_noise"] is True


def test_pairs_are_compared_where_both_rounds_saw_them_and_paths_among_who_answered_both() -> None:
    state = state_of(
        wave("w1"), wave("w2", "2025-05-30"), *asked("w1", a="answered", b="answered", c="answered"),
        *asked("w2", a="answered", b="answered", c="silent"), *said("w1", "a b 3", "b c 4", "c a 2"), *said("w2", "a b 3", "b a 4"),
        actors="abc",
    )  # fmt: skip
    core = changed(state).as_json()
    assert core["network"]["density"] == [2 / 4, 2 / 4]
    assert core["network"]["reciprocity"] == [0, 1]
    assert core["network"]["efficiency"] == [1 / 2, 1]
    assert core["everyone"]["network"]["density"] == [3 / 6, 2 / 4]


def test_by_hand_each_respondent_counts_once_and_is_held_against_itself() -> None:
    """a moves three ties up by 1, b one tie down by 1: the mean of ties is +1/2, of respondents 0."""
    before, after = from_rows(["0333", "0050", "0000", "0000"]), from_rows(["0444", "0040", "0000", "0000"])
    found = compare(before, after, Question()).core.rows
    assert found is not None
    told = found.as_json()
    assert (told["respondents"], told["mean"], told["up"], told["down"]) == (2, 0, 1, 1)
    assert told["centred"] == [{"id": id, "n": 1, "before": 0, "after": 0} for id in "234"]


def test_a_generous_reading_of_the_scale_is_no_change_of_anyones_standing() -> None:
    before, after = from_rows(["0234", "0000", "0000", "0000"]), from_rows(["0345", "0000", "0000", "0000"])
    found = by_respondent(compare(before, after, Question()).core.ties)
    assert found.mean == 1
    assert [(int(c.before), int(c.after)) for c in found.centred] == [(-1, -1), (0, 0), (1, 1)]


@given(patchy(), patchy())
def test_the_cores_figures_are_those_of_the_change_table(before: Network, after: Network) -> None:
    found = compare(before, after, Question()).as_json()
    then, now = found["network"]["density"]
    assert (then, now) == (found["before"]["density"], found["after"]["density"])
    assert found["network"]["reciprocity"] == [found["before"]["reciprocity"], found["after"]["reciprocity"]]
    assert found["network"]["dyads"] == [found["before"]["dyads"], found["after"]["dyads"]]
    assert found["network"]["mean_value"][0] == pytest.approx(found["before"]["mean_value"])
    json.dumps(found, allow_nan=False)
