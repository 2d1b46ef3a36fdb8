"""Does the teaching map come out as its page says? Every figure of its findings and traps that this room computes."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from sysmap.analysis.change import Change, compare
from sysmap.analysis.measures import measure
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from tests.analysis.maps import network
from tests.seeds.wrenmoor_state import wrenmoor_state


@cache
def at(wave: str, layer: str = "trust", mutual: bool = False, **question: str) -> Network:
    return network(wrenmoor_state(), wave, layer=layer, mutual=mutual, **question)


@cache
def change(before: str = "w1", after: str = "w2", mutual: bool = False) -> Change:
    return compare(at(before, mutual=mutual), at(after, mutual=mutual), Question(mutual=mutual))


def ranks(actor: str, *, core: bool, mutual: bool = False) -> tuple[Any, Any]:
    part = change(mutual=mutual).as_json()["stable_core" if core else "everyone"]
    (found,) = [a for a in part["actors"] if a["id"] == actor and a["measure"] == "betweenness"]
    return found["rank_before"], found["rank_after"]


def test_the_network_is_busier_only_through_newcomers() -> None:
    then, now = (measure(at(w), Question()).as_json() for w in ("w1", "w2"))
    assert [(n["members"], n["answered"], n["ties"]) for n in (then, now)] == [(30, 27, 145), (31, 24, 170)]
    assert [n["network"]["density"] for n in (then, now)] == [145 / 783, 170 / 724]
    core = change().as_json()
    assert (core["observed_pairs"], core["before"]["ties"], core["after"]["ties"]) == (524, 100, 100)
    assert (core["counts"]["formed"], core["counts"]["dissolved"], core["counts"]["kept"]) == (20, 20, 80)
    assert (core["jaccard"], core["kept_share"]) == (2 / 3, 0.8)


def test_as_many_ties_go_both_ways_as_before() -> None:
    core = change().core
    assert core.before.dyads == {"mutual": 29, "asymmetric": 30, "null": 134}
    assert core.after.dyads == {"mutual": 29, "asymmetric": 37, "null": 127}
    assert sum(core.before.dyads.values()) == 193
    assert [round(float(r), 4) for r in (core.before.reciprocity, core.after.reciprocity)] == [0.6591, 0.6105]


def test_openness_rose_and_reliability_fell_and_the_average_hides_it() -> None:
    moved = {item: (m.n, m.sum, m.up, m.down) for item, m in change().items.items()}
    assert moved["reliability"] == (80, -24, 0, 21)
    assert moved["openness"] == (80, 32, 28, 0)
    assert moved["mission"][:2] == (79, 0)
    assert moved["all"] == (80, Fraction(8, 3), 24, 18)


def test_the_sign_flips_are_exact() -> None:
    flips = change().flips
    assert flips["reliability"].p == 2 / 16384
    assert flips["openness"].p == 2 / 1024
    assert round(flips["all"].p or 0, 4) == 0.4797
    assert change().changed_voices == ("yjs", "oak", "hig")
    without = change().flips_without["reliability"]
    assert (without.n, without.mean) == (67, Fraction(-17, 67))


def test_it_moved_in_two_places_only() -> None:
    only = {(p.item, p.where, p.there.n, p.there.mean, p.elsewhere.n) for p in change().places if p.only_here}
    assert only == {("reliability", "towards", 24, Fraction(-1), 56), ("openness", "within", 36, Fraction(32, 36), 44)}
    (fell,) = [p for p in change().places if p.only_here and p.item == "reliability"]
    assert set(fell.members) == {"ehh", "csc", "edi"}


@pytest.mark.parametrize(
    ("actor", "core", "then", "now"),
    [
        ("cvs", False, [2, 2, 4], [2, 1, 2]),
        ("cvs", True, [4, 3, 4], [2, 1, 2]),
        ("ehh", True, [1, 1, 1], [3, 2, 3]),
        ("pla", False, [13, 10, 20], [6, 5, 22]),
        ("pla", True, [13, 11, 16], [19, 16, 19]),
        ("kes", False, [1, 1, 1], [5, 3, 5]),
        ("kes", True, [3, 2, 3], [5, 3, 5]),
        ("cyc", False, [26, 24, 26], [19, 17, 21]),
        ("phb", False, None, [9, 6, 10]),
        ("uni", False, None, [1, 1, 1]),
    ],
)
def test_bridges_and_how_far_one_answer_moves_them(actor: str, core: bool, then: list[int] | None, now: list[int]) -> None:
    assert ranks(actor, core=core) == (then, now)


def test_only_two_bridges_moved_whoever_is_left_out_and_carry_enough_to_name() -> None:
    assert [(a.id, a.beyond_range) for a in change().links] == [("cvs", 1), ("ehh", -1)]
    small = [a for a in change().core.actors if a.measure == "betweenness" and a.beyond_range and a not in change().links]
    assert {a.id for a in small} >= {"pub", "ycw", "bre", "har"}


def test_the_university_is_the_hub_only_because_it_names_many() -> None:
    scores = {a["id"]: a["scores"] for a in measure(at("w2"), Question()).as_json()["actors"]}
    assert (scores["uni"]["out_degree"], scores["uni"]["in_degree"]) == (23, 10)
    assert ranks("uni", core=False, mutual=True)[1] == [3, 2, 4]


def test_seven_pairs_see_their_tie_very_differently() -> None:
    assert {(g.high, g.low) for g in change().gaps_before} == {("csc", "har"), ("edi", "har"), ("csc", "hbl")}
    later = {("csc", "oak"), ("csc", "mil"), ("csc", "hig"), ("edi", "hig")}
    assert {(g.high, g.low) for g in change().gaps_after} == {("csc", "har"), ("edi", "har"), ("csc", "hbl")} | later


def test_trust_did_not_collapse_by_half_a_point() -> None:
    everyone, core = change().everyone.mean, change().core.mean
    assert [round(float(v or 0), 4) for v in (everyone.before, everyone.after, everyone.total)] == [3.4816, 3.0069, -0.4747]
    assert [round(float(v or 0), 4) for v in (everyone.continuing, everyone.entry, everyone.exit)] == [0.0333, -0.2931, -0.2149]
    assert [round(float(v or 0), 4) for v in (core.before, core.after, core.total)] == [3.28, 3.1333, -0.1467]
    assert [round(float(v or 0), 4) for v in (core.continuing, core.entry, core.exit)] == [0.0333, -0.1667, -0.0133]
    assert sum((v or Fraction(0) for v in everyone.parts.values()), Fraction(0)) == everyone.total


def test_sixty_five_ties_were_not_lost() -> None:
    turnover = change().turnover
    assert turnover is not None
    assert (turnover.dissolved, turnover.went_with_leavers, turnover.not_answered_again) == (20, 27, 18)
    assert (turnover.formed, turnover.came_with_joiners, turnover.heard_only_now) == (20, 70, 0)
    assert change().as_json()["counts"]["unobserved_ties"] == 18


def test_who_was_heard_by_sector() -> None:
    then, now = change().heard_before, change().heard_after
    assert (then["nhs"], then["statutory"], then["education"], then["voluntary"]) == ((2, 3), (7, 8), (6, 6), (8, 8))
    assert (now["nhs"], now["statutory"], now["education"], now["voluntary"]) == ((1, 4), (6, 8), (5, 5), (7, 8))
    assert (then["community"], then["funder"], then["housing"]) == (now["community"], now["funder"], now["housing"])
    assert (now["research-learning"], "research-learning" in then) == ((1, 1), False)


def test_the_lowest_means_rest_on_one_to_three_answers() -> None:
    found = {a["id"]: (a["scores"]["mean_received"], a["n"]["mean_received"]) for a in measure(at("w2"), Question()).as_json()["actors"]}
    assert {a: (round(found[a][0], 2), found[a][1]) for a in ("mst", "gpn", "pla", "lar")} == {
        "mst": (1.67, 1), "gpn": (2.0, 1), "pla": (2.33, 2), "lar": (2.33, 3),
    }  # fmt: skip
    assert sum(n < 5 for _, n in found.values()) == 16
    assert [a for a, (mean, _) in found.items() if mean is None] == ["hou", "pol"]


def test_four_joined_and_three_left() -> None:
    composition = change().composition
    assert (set(composition.joined), set(composition.left)) == ({"phb", "nwc", "yvp", "uni"}, {"spk", "fai", "loo"})
    assert (len(composition.stable), len(composition.answered_both)) == (27, 20)


def test_the_pulse_was_asked_differently_and_too_few_answered() -> None:
    pulse = change("w2", "p3").as_json()
    assert pulse["unlike"] == ["items", "scale", "names"]
    found = measure(at("p3"), Question()).as_json()
    assert (found["answered"], found["members"], found["ties"]) == (11, 31, 53)
    assert "not reliable here" in found["reliability"]


def test_working_relationships_between_organisations() -> None:
    chosen = {"layer": "relationships", "type": "works_with", "level": "inter-organisation"}
    then, now = at("w1", **chosen), at("w2", **chosen)
    assert [len(net.ties) // 2 for net in (then, now)] == [40, 43]
    assert [measure(n, Question(**chosen)).as_json()["network"]["components_weak"] for n in (then, now)] == [1, 2]  # type: ignore[arg-type]
    moved = compare(then, now, Question(**chosen)).turnover  # type: ignore[arg-type]
    assert moved is not None
    assert (moved.formed + moved.came_with_joiners, moved.dissolved, moved.went_with_leavers) == (14, 0, 8)
