"""Changes on layers nobody was asked about: recorded or not recorded, and first attested is never new."""

from __future__ import annotations

from sysmap.analysis.change import Change
from sysmap.model.actors import Actor, Source
from sysmap.model.ties import Funding, Relationship
from tests.analysis.maps import changed, state_of


def relationships(*facts: object, before: str = "2020", after: str = "2024") -> Change:
    return changed(state_of(*facts, actors="abc"), before, after, layer="relationships")


def test_nobody_was_asked_so_nobody_answered_both() -> None:
    found = relationships(Relationship("1", "a", "b", "trains")).as_json()
    assert found["composition"] == {"joined": [], "left": [], "stable": 3, "answered_both": None, "lineage": []}
    assert (found["observed_pairs"], found["counts"]["unobserved_pairs"]) == (6, 0)
    assert "recorded or not recorded" in found["method"]


def test_a_tie_that_only_its_source_dates_is_first_attested_and_not_said_to_have_begun() -> None:
    read = Relationship("1", "a", "b", "trains", source="report")
    change = relationships(Source("report", date="2022"), read, Relationship("2", "b", "c", "trains", since="2022"))
    assert {tie.pair: tie.change for tie in change.ties} == {("a", "b"): "first_attested", ("b", "c"): "formed"}
    counts = change.as_json()["counts"]
    assert (counts["formed"], counts["first_attested"]) == (2, 1)


def test_a_tie_recorded_without_a_strength_both_times_is_the_same_tie() -> None:
    assert relationships(Relationship("1", "a", "b", "trains")).as_json()["counts"]["unchanged"] == 1


def test_strength_that_changed_is_told() -> None:
    facts = (Relationship("1", "a", "b", strength="2", until="2022"), Relationship("2", "a", "b", strength="4", since="2022"))
    change = relationships(*facts)
    assert {tie.pair: tie.change for tie in change.ties}["a", "b"] == "strengthened"


def test_members_come_and_go_with_their_dates() -> None:
    found = relationships(Actor("z", "Z", since="2022"), Actor("y", "Y", until="2022"), Relationship("1", "a", "z", "trains")).as_json()
    assert (found["composition"]["joined"], found["composition"]["left"]) == (["z"], ["y"])


def test_ranks_without_respondents_have_no_range() -> None:
    actors = relationships(Relationship("1", "a", "b", "trains")).as_json()["actors"]
    assert actors[0]["rank_before"] == [2, None, None]


def test_money_in_two_currencies_has_no_mean() -> None:
    pounds = Funding("1", "a", "b", amount="5", currency="GBP", until="2022")
    euros = Funding("2", "a", "b", amount="9", currency="EUR", since="2023")
    found = changed(state_of(pounds, euros, actors="ab"), "2020", "2024", layer="funding").as_json()
    assert (found["mean_change"]["total"], found["weighted_jaccard"]) == (None, None)
    assert "several currencies" in found["method"]
