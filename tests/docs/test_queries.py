"""Every ready query runs as it stands, and says of the teaching map what is known to be so."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pytest
from graphql import parse

from sysmap.api import limits
from sysmap.config import EDITS_A_SECOND
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.api.asking import ask
from tests.api.served import service
from tests.house.tree import ROOT
from tests.web.visiting import Visitor, keeper

PAGE = (ROOT / "docs" / "queries.md").read_text(encoding="utf-8")
READY = re.compile(r"^## ([^\n]+)\n(?:(?!^## )[\s\S])*?```graphql\n(.*?)```", re.MULTILINE | re.DOTALL)
QUERIES: dict[str, str] = dict(READY.findall(PAGE))


@lru_cache(maxsize=1)
def wrenmoor() -> Visitor:
    """The map keeper at the teaching map as it was loaded: with an error, and then put right."""
    desk = open_desk("sqlite://", create=True)
    for folder in ("known-at-2025-05-31", "known-at-2025-06-20"):
        carry_out(desk, preview(desk, seed("wrenmoor-series") / folder), known_at=folder.removeprefix("known-at-"))
    return keeper(service(desk=desk))


def answered(start: str) -> Any:
    (text,) = [query for heading, query in QUERIES.items() if heading.startswith(start)]
    return ask(wrenmoor(), text)["map"]


def test_the_page_has_its_queries() -> None:
    assert len(QUERIES) == PAGE.count("```graphql") >= 14


@pytest.mark.parametrize("heading", QUERIES)
def test_every_ready_query_runs(heading: str) -> None:
    text = QUERIES[heading]
    operation = parse(text).definitions[0].operation.value  # type: ignore[attr-defined]
    if operation == "subscription":
        return
    given = {"id": "docs", "base": 2} if operation == "mutation" else {}
    data = ask(keeper(service("wrenmoor")) if operation == "mutation" else wrenmoor(), text, **({**given, "base": 1} if given else {}))
    assert data and None not in data.values()


def test_question_1_among_the_eight_funded_nine_got_stronger_and_none_weaker() -> None:
    found = answered("1.")["compare"]
    assert (found["lasted"]["totalCount"], found["stronger"]["totalCount"], found["weaker"]["totalCount"]) == (13, 9, 0)
    assert found["core"]["counts"]["unobservedTies"] == 18
    assert all(tie["difference"] > 0 for tie in found["stronger"]["nodes"])


def test_question_4_seven_pairs_disagree_up_from_three_each_time_a_childrens_service_trusts_more() -> None:
    found = answered("4.")
    assert found["then"]["pairs"]["totalCount"] == 3
    assert found["now"]["pairs"]["totalCount"] == 7
    assert {pair["one"]["name"] for pair in found["now"]["pairs"]["nodes"]} == {"Children's Social Care", "Education Inclusion Service"}
    assert all(pair["gap"] >= 2 for pair in found["now"]["pairs"]["nodes"])
    assert found["now"]["heard"] == "31 members: 24 answered, 1 in part, 6 not"


def test_question_5_among_the_same_it_is_exactly_as_busy_and_looks_busier_through_those_who_joined() -> None:
    found = answered("5.")["compare"]
    core, everyone = found["core"], found["everyone"]
    assert [(core[side]["ties"], core[side]["observedPairs"]) for side in ("before", "after")] == [(100, 524), (100, 524)]
    assert [round(everyone[side]["density"], 4) for side in ("before", "after")] == [0.1852, 0.2348]
    assert [(everyone[side]["ties"], everyone[side]["observedPairs"]) for side in ("before", "after")] == [(145, 783), (170, 724)]
    assert core["jaccard"] == pytest.approx(2 / 3) and core["counts"] == {"formed": 20, "dissolved": 20, "kept": 80}
    assert (found["composition"]["stable"], found["composition"]["answeredBoth"]) == (27, 20)
    assert len(found["composition"]["joined"]) == 4 and len(found["composition"]["left"]) == 3


def test_question_3_the_early_share_and_how_far_the_unclassified_could_move_it() -> None:
    found = answered("3.")["money"]
    years = {year["year"]: year for year in found["years"]}
    assert (years["2023/24"]["once"], years["2024/25"]["once"]) == ("2996000", "3580400")
    now = years["2024/25"]
    assert (now["direct"], now["entering"], now["stillInFund"], now["currency"]) == ("2990400", "590000", "89249.25", "GBP")
    assert {tier["tier"]: tier["amount"] for tier in now["tiers"]} == {
        "primary": "472750.15", "secondary": "623750.35", "tertiary": "913500", "responsive": "957500", "enabling": "130250.25",
        "not classified": "482649.25",
    }  # fmt: skip
    shares = {year: [round(100 * told[f"early{side}"], 1) for side in ("Low", "High", "OfClassified")] for year, told in years.items()}
    assert shares == {"2023/24": [25.8, 38.3, 29.5], "2024/25": [30.6, 44.1, 35.4]}
    assert [loop["smallest"] for loop in found["loops"]] == ["18000"] and now["notStated"] == 2


def test_question_8_five_of_seven_family_ties_have_no_working_relationship_behind_them() -> None:
    found = answered("8.")["crossLevel"]
    names = {"Health Visiting and School Nursing", "Harbourlight", "Brook End Larder", "Kestrel Youth Advice", "Young Carers Wrenmoor"}
    assert found["among"] == 7 and len(found["alone"]) == 5
    assert {tie["from"]["name"] for tie in found["alone"]} == names


def test_question_11_without_voluntary_action_five_are_cut_off_and_twenty_four_hold_together() -> None:
    found = answered("11.")["whatIf"]
    assert {one["key"] for one in found["cutOff"]} == {"bre", "lar", "nwc", "pla", "wcf"}
    assert found["largestAfter"] == 24


def test_question_12_says_which_reading_of_silence_is_not_allowed_for_trust() -> None:
    found = answered("12.")["sensitivity"]
    readings = {one["reading"]: one for one in found["readings"]}
    first = {reading: [one["name"] for one in readings[reading]["ranking"] if one["rank"] == 1] for reading in ("unknown", "absent")}
    assert first == {"unknown": ["Ashdale University Learning Team"], "absent": ["Ashdale University Learning Team"]}
    assert readings["other_end"]["ranking"] is None and "one end's answer" in readings["other_end"]["whyNot"]
    assert (found["answered"], found["memberCount"], round(found["responseRate"], 2)) == (24, 31, 0.77)


def test_question_9_least_heard_are_health_and_police_and_housing() -> None:
    found = answered("9.")
    rows = {row["group"]: row for row in found["coverage"]}
    assert {group: (row["answered"], row["members"]) for group, row in rows.items()} == {
        "nhs": (1, 4), "statutory": (6, 8), "education": (5, 5), "voluntary": (7, 8), "community": (3, 3), "funder": (1, 1),
        "housing": (0, 1), "research-learning": (1, 1),
    }  # fmt: skip
    assert sum(row["partial"] for row in rows.values()) == 1
    assert (rows["housing"]["refused"], rows["voluntary"]["unreachable"], rows["nhs"]["silent"]) == (1, 1, 3)
    assert found["roster"]["totalCount"] == 6


def test_question_10_in_may_the_tie_was_put_at_april_and_is_known_to_be_of_february() -> None:
    found = answered("10.")

    def pair(rows: Any) -> list[Any]:
        return [tie for tie in rows["nodes"] if {tie["from"]["key"], tie["to"]["key"]} == {"cyc", "par"}]

    assert pair(found["then"]) == []
    (now,) = pair(found["now"])
    assert now["since"] == "2025-02"
    assert [edit["recordedAt"][:10] for edit in now["changedIn"]] == ["2025-05-31", "2025-06-20"]


def test_question_7_professionals_say_helps_and_families_say_hinders_of_good_relationships_in_brook_end() -> None:
    found = answered("7.")["conditionMoves"]
    moved = {(row["condition"]["name"], row["by"]): (row["before"], row["after"], row["move"]) for row in found["moves"]}
    assert found["n"] == len(moved) == 10
    assert moved["Good relationships", "professionals"] == ("mixed", "helps", "better")
    assert moved["Good relationships", "families"] == ("mixed", "hinders", "worse")
    assert moved["Crisis", "professionals"] == ("unknown", "helps", "not known")
    (row,) = [row for row in found["moves"] if (row["condition"]["name"], row["by"]) == ("Good relationships", "families")]
    assert row["otherwise"] == [{"by": "professionals", "rating": "helps"}]
    assert row["stories"] == [{"tellerRole": "parent", "text": "new faces each month"}]


def test_question_13_measures_of_one_scale_are_compared_and_others_are_not() -> None:
    found = answered("13.")
    moves = {row["indicator"]["name"]: row for row in found["measurementMoves"]["moves"]}
    confidence = moves["School staff confidence about parental conflict"]
    assert (confidence["before"]["n"], confidence["after"]["n"], confidence["difference"]) == ("41", "37", 0.8)
    waiting = moves["Children waiting over 18 weeks"]
    assert (waiting["before"]["n"], waiting["difference"]) == (None, -24)
    sharing = moves["Staff confidence in sharing information"]
    assert (sharing["comparable"], sharing["difference"]) == (False, None) and "different scales: of 5, and of 10" in sharing["why"]
    assert found["families"]["moves"] == [{"indicator": {"name": "Families who told their story once"}}]


def test_question_15_what_is_held_is_counted_by_kind_and_what_an_erasure_takes_is_told() -> None:
    found = answered("15.")["heldAbout"]
    held = {row["kind"]: row["count"] for row in found["held"]}
    assert (held["actor"], held["story"], held["roster"], held["event"]) == (1, 1, 3, 1) and found["erasable"] > 0


def test_the_page_tells_the_limits_as_they_are() -> None:
    told = PAGE.partition("## How much may be asked")[2].partition("\n## ")[0]
    numbers = (
        limits.EVERYONE_ELSE.cost, limits.EVERYONE_ELSE.first, limits.STEWARD.cost, limits.STEWARD.first,
        limits.EVERYONE_ELSE.values, limits.STEWARD.values, limits.TOKENS, limits.DEPTH,
        limits.ALIASES, limits.DIRECTIVES, limits.ROOT_FIELDS, limits.DOCUMENT_LENGTH, limits.EDITS_AT_ONCE, EDITS_A_SECOND,
        limits.MESSAGES_A_SECOND, limits.SUBSCRIPTIONS, limits.LISTENERS, limits.ROOM, limits.EVENT_CHANGES,
    )  # fmt: skip
    assert [number for number in numbers if not re.search(rf"\b{number:,}\b", told)] == []
    seconds = (limits.HEAD_SECONDS, limits.Patience().query, limits.Patience().edit, limits.INIT_SECONDS)
    assert [one for one in seconds if f"{one:g} seconds" not in told] == []
    assert (limits.HEAD_BYTES, limits.BODY_BYTES, limits.BODY_RATE, limits.MESSAGE_BYTES) == (16 * 1024, 1_000_000, 10 * 1024, 64 * 1024)
