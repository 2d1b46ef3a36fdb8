"""Do the measures bring up the findings of the teaching map, and walk into none of its traps?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from sysmap.analysis.building import build_network
from sysmap.analysis.change import Change, compare
from sysmap.analysis.measures import measure
from sysmap.analysis.network import Network
from sysmap.analysis.points import resolve_point
from sysmap.analysis.question import Question
from sysmap.model.state import State

TRUST = Question()
TOGETHER = Question(layer="relationships", type="works_with", level="inter-organisation")


def at(state: State, wave: str, question: Question = TRUST) -> Network:
    return build_network(state, resolve_point(state, wave, question.layer), question)


@pytest.fixture(scope="module")
def change(wrenmoor: State) -> Change:
    return compare(at(wrenmoor, "w1"), at(wrenmoor, "w2"), TRUST)


def ranks(actors: Any, id: str) -> list[Any]:
    """An actor's rank with its range, then and now, on betweenness."""
    (found,) = [a for a in actors if a.id == id and a.measure == "betweenness"]
    return [found.before.as_json(), found.after.as_json()]


def test_busier_but_only_through_newcomers(change: Change) -> None:
    json = change.as_json()
    assert [round(float(f.density), 4) for f in (change.everyone.before, change.everyone.after)] == [0.1852, 0.2348]
    assert (json["observed_pairs"], json["composition"]["stable"], json["composition"]["answered_both"]) == (524, 27, 20)
    assert {k: json["counts"][k] for k in ("formed", "dissolved", "kept", "strengthened", "weakened", "unchanged", "unobserved_ties")} == {
        "formed": 20, "dissolved": 20, "kept": 80, "strengthened": 24, "weakened": 18, "unchanged": 38, "unobserved_ties": 18,
    }  # fmt: skip
    assert (change.core.counts and change.core.counts.jaccard, json["kept_share"]) == (Fraction(2, 3), 0.8)
    assert [round(float(f.reciprocity), 4) for f in (change.core.before, change.core.after)] == [0.6591, 0.6105]


def test_openness_up_reliability_down_and_more_than_chance(change: Change) -> None:
    flips = change.flips
    assert (flips["reliability"].p, flips["openness"].p) == (2 / 16384, 2 / 1024)
    assert round(flips["all"].p or 0, 4) == 0.4797
    assert [flips[item].mean for item in ("reliability", "openness", "mission")] == [Fraction(-24, 80), Fraction(32, 80), Fraction(0)]
    assert set(change.changed_voices) == {"oak", "hig", "yjs"}
    assert change.flips_without["reliability"].mean == Fraction(-17, 67)


@pytest.mark.parametrize(
    ("id", "everyone", "core"),
    [
        ("cvs", [[2, 2, 4], [2, 1, 2]], [[4, 3, 4], [2, 1, 2]]),
        ("pla", [[13, 10, 20], [6, 5, 22]], [[13, 11, 16], [19, 16, 19]]),
        ("kes", [[1, 1, 1], [5, 3, 5]], [[3, 2, 3], [5, 3, 5]]),
        ("ehh", None, [[1, 1, 1], [3, 2, 3]]),
    ],
)
def test_one_bridge_is_firm_and_one_is_a_mirage(change: Change, id: str, everyone: Any, core: Any) -> None:
    assert ranks(change.core.actors, id) == core
    assert everyone is None or ranks(change.everyone.actors, id) == everyone


def test_the_two_that_may_be_named_as_links(change: Change) -> None:
    assert [(a.id, a.beyond_range) for a in change.links] == [("cvs", 1), ("ehh", -1)]


def test_influence_that_is_said_is_not_bridging(change: Change) -> None:
    now = {id: ranks(change.everyone.actors, id)[1] for id in ("cyc", "phb")}
    assert now == {"cyc": [19, 17, 21], "phb": [9, 6, 10]}


def test_two_ends_two_views_one_boundary(change: Change) -> None:
    assert (len(change.gaps_before), len(change.gaps_after)) == (3, 7)
    assert {gap.high for gap in change.gaps_after} == {"csc", "edi"}


def test_the_average_is_taken_apart_exactly(change: Change) -> None:
    for part, expected in (
        (change.everyone, (-0.4747, 0.0333, -0.2931, -0.2149)), (change.core, (-0.1467, 0.0333, -0.1667, -0.0133)),
    ):  # fmt: skip
        mean = part.mean
        found = (mean.total, mean.continuing, mean.entry, mean.exit)
        assert tuple(round(float(value), 4) for value in found if value is not None) == expected
        assert mean.total == (mean.continuing or 0) + (mean.entry or 0) + (mean.exit or 0)


def test_ties_that_went_or_were_not_heard_again_are_not_lost(change: Change) -> None:
    assert change.turnover is not None
    went = change.turnover
    assert (went.dissolved, went.went_with_leavers, went.not_answered_again) == (20, 27, 18)
    assert (went.formed, went.came_with_joiners, went.heard_only_now) == (20, 70, 0)


def test_the_university_is_first_only_because_it_names_many(wrenmoor: State, change: Change) -> None:
    assert ranks(change.everyone.actors, "uni")[1] == [1, 1, 1]
    degrees = measure(at(wrenmoor, "w2"), Question(names=("in_degree", "out_degree"))).actor_scores
    assert (degrees["out_degree"]["uni"], degrees["in_degree"]["uni"]) == (23, 10)
    both_name = Question(mutual=True)
    mutual = compare(at(wrenmoor, "w1", both_name), at(wrenmoor, "w2", both_name), both_name)
    assert ranks(mutual.everyone.actors, "uni")[1] == [3, 2, 4]


def test_working_together_is_one_piece_then_and_one_piece_and_one_alone_now(wrenmoor: State) -> None:
    asked = replace(TOGETHER, names=("components_weak",))
    scores = [measure(at(wrenmoor, wave, asked), asked).network_scores for wave in ("w1", "w2")]
    assert [score["components_weak"] for score in scores] == [1, 2]
    assert [len(at(wrenmoor, wave, TOGETHER).ties) for wave in ("w1", "w2")] == [80, 86]


def test_the_pulse_is_asked_otherwise_and_compares_nothing(wrenmoor: State) -> None:
    change = compare(at(wrenmoor, "w2"), at(wrenmoor, "p3"), TRUST)
    assert set(change.unlike) == {"items", "scale", "names"}
    pulse = at(wrenmoor, "p3")
    assert (len(pulse.members), pulse.answered, len(pulse.ties)) == (31, 11, 53)


def test_no_list_is_ordered_by_trust(wrenmoor: State) -> None:
    answer = measure(at(wrenmoor, "w2"), Question(names=("mean_received",))).as_json()
    listed = [actor["id"] for actor in answer["actors"]]
    assert listed == [id for id in wrenmoor.actors if id in listed]
