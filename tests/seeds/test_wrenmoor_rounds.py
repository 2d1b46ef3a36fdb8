"""Do the rounds hold what the teaching map says? Who was asked, who answered, and each figure of its trust answers."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

import pytest

from tests.seeds import wrenmoor_figures as figures
from tests.seeds.wrenmoor_figures import answered, both, core, item_changes, kept, mean, members, observed, ties, trust, trust_changes


@pytest.mark.parametrize(("wave", "asked", "heard"), [("w1", 30, 27), ("w2", 31, 24), ("p3", 31, 11)])
def test_as_many_were_asked_and_answered_as_the_page_says(wave: str, asked: int, heard: int) -> None:
    assert (len(members(wave)), len(answered(wave))) == (asked, heard)


def test_27_are_in_both_rounds_and_20_answered_both() -> None:
    assert len(both()) == 27
    assert len(set(answered("w1")) & set(answered("w2"))) == 20


def test_those_who_closed_left_and_those_who_came_joined() -> None:
    assert set(members("w1")) - set(members("w2")) == {"spk", "fai", "loo"}
    assert set(members("w2")) - set(members("w1")) == {"phb", "nwc", "yvp", "uni"}


def test_everyone_who_did_not_answer_says_how() -> None:
    quiet = {wave: {a: s for a, s in figures.status(wave).items() if s not in figures.OUTSIDE | {"answered"}} for wave in ("w1", "w2")}
    assert quiet["w1"] == {"pol": "silent", "gpn": "silent", "mst": "refused"}
    silent = dict.fromkeys(("cam", "hvs", "gpn", "pol"), "silent")
    assert quiet["w2"] == {**silent, "mst": "refused", "lar": "unreachable", "hou": "partial"}


def test_the_person_changed_in_three_organisations_only() -> None:
    rows = [row for row in figures.rows("roster.csv") if row["same_person"] == "no"]
    assert {(row["wave"], row["actor"], row["respondent"]) for row in rows} == {("w2", a, f"{a}-b") for a in figures.ANOTHER_PERSON}
    raters = {row["respondent"] for row in figures.rows("trust.csv") if row["respondent"]}
    assert raters == {f"{actor}-{letter}" for actor in figures.ANOTHER_PERSON for letter in "ab"}


@pytest.mark.parametrize(("wave", "tied", "asked_about"), [("w1", 145, 783), ("w2", 170, 724)])
def test_ties_and_observed_pairs_of_everyone(wave: str, tied: int, asked_about: int) -> None:
    assert (len(ties(wave)), len(observed(wave))) == (tied, asked_about)


def test_the_core_is_524_pairs_with_100_ties_then_and_100_now() -> None:
    then, now = ({pair for pair, answers in core().items() if answers[n]} for n in (0, 1))
    assert (len(core()), len(then), len(now), len(then & now), len(now - then), len(then - now)) == (524, 100, 100, 80, 20, 20)
    assert sum(pair[0] == "hou" for pair in core()) == 4


def test_two_way_and_one_way_ties_of_the_core() -> None:
    seen = {frozenset(pair) for pair in core() if pair[::-1] in core()}
    ways = [Counter(sum(bool(core()[pair][n]) for pair in core() if set(pair) == dyad) for dyad in seen) for n in (0, 1)]
    assert len(seen) == 193
    assert [(ways[n][2], ways[n][1]) for n in (0, 1)] == [(29, 30), (29, 37)]


@pytest.mark.parametrize(
    ("item", "total", "n", "up", "down"), [("reliability", -24, 80, 0, 21), ("mission", 0, 79, None, None), ("openness", 32, 80, 28, 0)]
)
def test_each_question_on_the_lasting_ties(item: str, total: int, n: int, up: int | None, down: int | None) -> None:
    moved = item_changes(item)
    assert (sum(moved), len(moved)) == (total, n)
    if up is not None:
        assert (sum(m > 0 for m in moved), sum(m < 0 for m in moved)) == (up, down)


def test_trust_on_the_lasting_ties_hides_what_moved_inside() -> None:
    moved = trust_changes()
    assert round(float(mean(moved.values())), 4) == 0.0333
    assert Counter((m > 0) - (m < 0) for m in moved.values()) == {1: 24, -1: 18, 0: 38}
    inside = [pair for pair, m in moved.items() if m == 0 and kept()[pair][0] != kept()[pair][1]]
    assert len(inside) == 6


def test_reliability_fell_only_towards_childrens_services_from_outside_them() -> None:
    services = figures.CHILDRENS_SERVICES
    towards = item_changes("reliability", lambda pair: pair[1] in services and pair[0] not in services | {"cyc"})
    others = item_changes("reliability", lambda pair: not (pair[1] in services and pair[0] not in services | {"cyc"}))
    assert (len(towards), sum(towards), len(others), sum(others)) == (24, -24, 56, 0)


def test_openness_rose_only_within_the_learning_table() -> None:
    within = item_changes("openness", lambda pair: set(pair) <= figures.LEARNING_TABLE)
    others = item_changes("openness", lambda pair: not set(pair) <= figures.LEARNING_TABLE)
    assert (sum(within), len(within), sum(others), len(others)) == (32, 36, 0, 44)


def test_reliability_fell_without_the_changed_respondents_too() -> None:
    moved = item_changes("reliability", lambda pair: pair[0] not in figures.ANOTHER_PERSON)
    assert (sum(moved), len(moved)) == (-17, 67)


def test_among_the_funded_nine_of_thirteen_are_stronger_and_all_nine_sit_at_the_learning_table() -> None:
    funded = {row["to"] for row in figures.rows("funding.csv") if row["from"] == "wef"}
    among = {pair: m for pair, m in trust_changes().items() if set(pair) <= funded}
    others = [m for pair, m in trust_changes().items() if not set(pair) <= funded]
    stronger = [pair for pair, m in among.items() if m > 0]
    assert (len(funded), len(among), len(stronger), sum(m < 0 for m in among.values())) == (8, 13, 9, 0)
    assert (round(float(mean(among.values())), 3), len(others), round(float(mean(others)), 3)) == (0.308, 67, -0.02)
    assert all(set(pair) <= figures.LEARNING_TABLE for pair in stronger)


def far_apart(wave: str) -> set[tuple[str, str]]:
    """Pairs whose two ends differ by two points or more, the more trusting end first."""
    seen = {pair: trust(answer) for pair, answer in ties(wave).items()}
    found = set()
    for (a, b), one in seen.items():
        other = seen.get((b, a))
        if one is not None and other is not None and one - other >= 2:
            found.add((a, b))
    return found


def test_two_ends_see_their_tie_very_differently() -> None:
    then = {("csc", "har"), ("edi", "har"), ("csc", "hbl")}
    assert far_apart("w1") == then
    assert far_apart("w2") == then | {("csc", "oak"), ("csc", "mil"), ("csc", "hig"), ("edi", "hig")}


def test_the_plain_average_falls_by_half_a_point_and_splits_as_the_page_says() -> None:
    means = {wave: mean(trust(answer) for answer in ties(wave).values()) for wave in ("w1", "w2")}
    assert [round(float(m), 4) for m in means.values()] == [3.4816, 3.0069]
    then, now = ([trust(answers[n]) for answers in core().values() if answers[n]] for n in (0, 1))
    assert (mean(then), mean(now)) == (Fraction(328, 100), Fraction(47, 15))


def test_reading_silence_as_no_tie_would_lose_65_and_find_90() -> None:
    then, now, stay = set(ties("w1")), set(ties("w2")), set(both())
    assert (len(then - now), len(now - then)) == (65, 90)
    gone = {pair for pair in then if not set(pair) <= stay}
    unheard = {pair for pair in then - gone if pair not in observed("w2")}
    came = {pair for pair in now if not set(pair) <= stay}
    assert (len(gone), len(unheard), len(came)) == (27, 18, 70)


def test_answered_by_sector() -> None:
    sector = {row["id"]: row["sector"] for row in figures.rows("actors.csv")}
    counts = {
        wave: {s: (sum(sector[a] == s for a in answered(wave)), n) for s, n in Counter(sector[a] for a in members(wave)).items()}
        for wave in ("w1", "w2")
    }
    same = {"community": (3, 3), "housing": (0, 1), "funder": (1, 1)}
    assert counts["w1"] == {"nhs": (2, 3), "statutory": (7, 8), "education": (6, 6), "voluntary": (8, 8), **same}
    later = {"nhs": (1, 4), "statutory": (6, 8), "education": (5, 5), "voluntary": (7, 8), "research-learning": (1, 1)}
    assert counts["w2"] == {**later, **same}


def test_sixteen_of_31_have_fewer_than_five_answers_about_them() -> None:
    heard = {actor: [t for pair, a in ties("w2").items() if pair[1] == actor and (t := trust(a)) is not None] for actor in members("w2")}
    assert sum(len(values) < 5 for values in heard.values()) == 16
    assert {actor for actor, values in heard.items() if not values} == {"hou", "pol"}
    lowest = {actor: (round(float(mean(heard[actor])), 2), len(heard[actor])) for actor in ("mst", "gpn", "pla", "lar")}
    assert lowest == {"mst": (1.67, 1), "gpn": (2.0, 1), "pla": (2.33, 2), "lar": (2.33, 3)}


def test_the_university_names_23_and_is_named_by_10() -> None:
    assert (sum(pair[0] == "uni" for pair in ties("w2")), sum(pair[1] == "uni" for pair in ties("w2"))) == (23, 10)


def test_a_skipped_question_and_an_unanswered_pair_are_rows_without_a_value() -> None:
    empty = [row for row in figures.rows("trust.csv") if not row["value"]]
    whole = {(row["from"], row["to"]) for row in empty if row["from"] == "hou"}
    assert whole == {("hou", "ehh"), ("hou", "mst"), ("hou", "pol")}
    assert Counter(row["wave"] for row in empty if row["from"] != "hou") == {"w1": 3, "w2": 4}
    assert trust(ties("w2")["uni", "hvs"]) is None


def test_the_pulse_has_53_ties_at_3_and_names_no_more_than_five_each() -> None:
    rows = [row for row in figures.rows("trust.csv") if row["wave"] == "p3"]
    assert len(rows) == 53
    assert {(row["item"], row["value"]) for row in rows} == {("trust", "3")}
    assert max(Counter(row["from"] for row in rows).values()) == 5
    assert {row["from"] for row in rows} == set(answered("p3"))
