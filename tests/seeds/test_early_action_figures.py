"""Is every figure of the documents on the map, none that they do not give, and every table whole?"""

from __future__ import annotations

import re
from collections import Counter

from tests.seeds.early_action_rows import FILES, by_id, column, every_row, table

ROWS = {
    "actors.csv": 77,
    "condition_ratings.csv": 37,
    "conditions.csv": 36,
    "events.csv": 22,
    "funding.csv": 8,
    "indicators.csv": 21,
    "measurements.csv": 12,
    "places.csv": 14,
    "power.csv": 27,
    "provision.csv": 21,
    "questions.csv": 22,
    "relationships.csv": 77,
    "risks.csv": 7,
    "snapshots.csv": 5,
    "sources.csv": 5,
    "statements.csv": 41,
    "stories.csv": 22,
    "strengths.csv": 7,
}


def test_each_table_has_the_rows_that_were_found_and_nobody_was_asked_about_trust() -> None:
    assert {file: len(table(file)) for file in FILES} == ROWS
    assert not {"trust.csv", "waves.csv", "roster.csv", "positions.csv"} & set(FILES)


def test_ids_stand_once_and_what_is_pointed_to_is_there() -> None:
    for file in FILES:
        ids = [row["id"] for row in table(file) if "id" in row]
        assert len(ids) == len(set(ids)), file
    actors, places = set(column("actors.csv", "id")), set(column("places.csv", "name"))
    ends = {row[end] for row in table("relationships.csv") for end in ("from", "to")}
    told = {one for cell in column("stories.csv", "about") + column("events.csv", "affects") for one in cell.split("|")}
    assert (ends | told) - actors == set()
    assert {row["place"] for _, row in every_row() if row.get("place")} - places == set()


def test_only_two_amounts_are_stated_and_each_stands_once() -> None:
    assert [(row["id"], row["amount"], row["currency"]) for row in table("funding.csv") if row["amount"]] == [
        ("f1", "5300000", "GBP"),
        ("f5", "5900000", "GBP"),
    ]
    joint = by_id("funding.csv", "f1")
    assert joint["from"].split("|") == ["big-lottery-fund", "comic-relief", "esmee-fairbairn"]
    assert (joint["to"], joint["pooled_in"], joint["since"]) == ("eanf", "eanf", "2015-02")
    assert [row["id"] for row in table("funding.csv") if row["out_of"] == "f1"] == ["f2", "f3", "f4"]
    assert by_id("funding.csv", "f8")["from"] == "not stated"


def test_nothing_is_said_of_tiers_since_no_document_does() -> None:
    assert not any("tiers" in row for row in table("funding.csv"))


def test_the_survey_went_from_2_3_to_4_1_on_a_scale_of_five_by_nobody_knows_how_many() -> None:
    before, after = by_id("measurements.csv", "i01-before"), by_id("measurements.csv", "i01-after")
    assert [(row["value"], row["scale"], row["n"], row["source"]) for row in (before, after)] == [
        ("2.3", "1-5", "", "S0:208,212"),
        ("4.1", "1-5", "", "S0:208,212"),
    ]
    assert set(column("measurements.csv", "n")) == {""}


def test_what_is_a_count_is_no_n_and_no_size_of_a_community() -> None:
    assert [(row["value"], row["scale"]) for row in table("measurements.csv") if row["scale"] == "count"] == [
        ("1591", "count"),
        ("400", "count"),
    ]
    reached = {(row["provider"], row["reach"], row["reach_unit"].split()[0]) for row in table("provision.csv") if row["reach"]}
    assert reached == {("map", "1591", "young"), ("map", "400", "professionals"), ("map", "20", "members")}
    assert not any("reach" in row for row in table("actors.csv"))


def test_no_other_number_stands_in_a_cell_that_holds_figures() -> None:
    figures = {row[c] for _, row in every_row() for c in ("value", "reach", "size", "amount", "quantity", "strength") if row.get(c)}
    assert {cell for cell in figures if re.search(r"\d", cell)} == {"2.3", "4.1", "1591", "400", "20", "5300000", "5900000"}


def test_fifteen_are_organisations_and_what_overlaps_is_drawn_but_not_measured_with_the_reason() -> None:
    kinds = Counter(column("actors.csv", "kind"))
    assert kinds["organisation"] == 15
    unmeasured = [row for row in table("actors.csv") if row["measured"] == "no"]
    assert [row["id"] for row in unmeasured if not re.search(r"Not measured: .+\.$", row["description"])] == []
    assert {row["kind"] for row in table("actors.csv")} >= {"role-group", "community"}
    left = [r["id"] for r in table("actors.csv") if r["kind"] in {"role-group", "community", "individual-role"} and r["measured"] != "no"]
    assert left == []
    generic = {row["id"] for row in table("actors.csv") if row["generic"] == "yes"}
    assert generic == {row["id"] for row in table("actors.csv") if row["kind"] == "generic-class"} | {"hscp"}


def test_every_relationship_has_its_level_and_what_goes_on_inside_a_group_is_a_statement() -> None:
    assert Counter(column("relationships.csv", "level")) == {
        "inter-organisation": 56, "practitioner-family": 14, "within-team": 6, "peer": 1,
    }  # fmt: skip
    assert [row["id"] for row in table("relationships.csv") if row["sign"] == "-"] == ["t34"]
    inside = [row["about"] for row in table("statements.csv") if row["topic"] == "ties inside a group"]
    assert inside == ["easc-partnerships", "easc-local-orgs", "wmty-parents"]


def test_ends_of_ties_are_never_made_up() -> None:
    assert "until" not in table("relationships.csv")[0]
    assert {row["until"] for row in table("funding.csv")} == {"", "~2020"}


def test_the_eight_conditions_are_mapped_for_norwich_and_twenty_eight_others_elsewhere() -> None:
    kinds = Counter(column("conditions.csv", "kind"))
    assert kinds == {"MAP's eight": 8, "helps": 17, "hinders": 11}
    eight = [row["id"] for row in table("conditions.csv") if row["kind"] == "MAP's eight"]
    assert [(row["condition"], row["by"], row["rating"]) for row in table("condition_ratings.csv") if row["place"] == "Norwich"] == [
        (id, "map", "helps") for id in eight
    ]
    kind = {row["id"]: row["kind"] for row in table("conditions.csv")}
    assert all(row["rating"] == kind[row["condition"]] for row in table("condition_ratings.csv") if row["condition"] not in eight)
    assert set(column("condition_ratings.csv", "condition")) == set(kind)


def test_risks_say_the_side_that_the_text_states_and_leave_the_other_box_empty() -> None:
    assert [(bool(row["acting"]), bool(row["not_acting"])) for row in table("risks.csv")] == [(True, False)] * 5 + [(False, True)] * 2


def test_the_open_questions_are_eight_and_fourteen_and_all_open() -> None:
    assert Counter(column("questions.csv", "owner")) == {"easc-partnerships": 8, "wmty": 14}
    assert set(column("questions.csv", "status")) == {"open"}
    themes = Counter(row["theme"] for row in table("questions.csv") if row["owner"] == "wmty")
    assert themes == {"outcomes": 4, "delivery": 4, "learning": 6}


def test_stories_are_told_by_a_role_and_no_consent_was_recorded() -> None:
    assert all(column("stories.csv", "teller_role"))
    assert set(column("stories.csv", "consent")) == {"not recorded"}


def test_power_without_a_holder_says_so_and_the_documents_own_words_for_its_use_stand() -> None:
    nobody = [row["id"] for row in table("power.csv") if row["holder"] == "not stated"]
    assert nobody == ["p03", "p03b", "p12", "p13", "p14", "p23", "p25"]
    assert by_id("power.csv", "p23")["use"] == "disruptive|modelling|narrative"


def test_what_may_be_one_body_is_proposed_and_not_merged() -> None:
    proposed = {row["about"] for row in table("statements.csv") if row["topic"] == "possible duplicate"}
    assert "big-lottery-fund|nlcf" in proposed
    assert {"big-lottery-fund", "nlcf"} <= set(column("actors.csv", "id"))


def test_a_date_worked_out_from_another_carries_its_mark() -> None:
    marked = {row["id"] for row in table("relationships.csv") if row["since"].startswith("~")}
    assert {"t01", "t12", "t32"} <= marked
    assert {row["since"] for row in table("relationships.csv")} == {"", "~2015", "~2016", "by 2015", "2015-02", "2019"}
