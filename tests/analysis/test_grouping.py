"""Folding a network into groups, checked by hand."""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.grouping import OTHERS, enough, followed_in_both, grouped
from sysmap.analysis.network import Member, Network, Tie


def network(ties: dict[tuple[str, str], int], statuses: dict[str, str] | None = None, at: str = "w1") -> Network:
    sectors = {"a1": "a", "a2": "a", "a3": "a", "b1": "b", "b2": "b", "c1": "c"}
    said = statuses or {}
    members = tuple(
        Member(id, id.upper(), said.get(id, "answered"), sector=sector) for id, sector in sectors.items() if said.get(id) != "gone"
    )
    held = {pair: Tie(value) for pair, value in ties.items()}
    return Network("m", "M", at, "trust", members, held, True, items=("trust",), scale=(1, 5))


def test_a_group_of_one_organisation_is_folded_into_others() -> None:
    assert grouped(network({})).ids == ("a", "b", OTHERS)


def test_ties_inside_a_group_are_not_drawn_and_are_counted_in_a_note() -> None:
    folded = grouped(network({("a1", "a2"): 3, ("a1", "b1"): 4}))
    assert set(folded.ties) == {("a", "b")}
    assert "1 ties inside groups" in folded.notes[-1]


def test_a_mean_needs_five_answers_from_three_organisations() -> None:
    few = {("a1", "b1"): 4, ("a1", "b2"): 4, ("a2", "b1"): 4, ("a2", "b2"): 4}
    assert grouped(network(few)).ties["a", "b"].value is None
    assert grouped(network({**few, ("a3", "b1"): 2})).ties["a", "b"].value == Fraction(18, 5)
    assert not enough(5, 2)
    assert not enough(4, 3)
    assert enough(5, 3)


def test_who_answered_is_said_of_the_organisations_behind_the_groups() -> None:
    folded = grouped(network({}, {"a1": "silent"}))
    assert [m.status for m in folded.folded_from] == ["silent", *["answered"] * 5]


def test_an_organisation_that_fell_silent_does_not_end_its_groups_ties() -> None:
    before = network({("a1", "b1"): 4, ("a2", "b1"): 4})
    after = network({("a2", "b1"): 4}, {"a1": "silent"}, "w2")
    then, now = followed_in_both(before, after)
    assert set(then.ties) == {("a2", "b1")} == set(now.ties)


def test_an_organisation_that_joined_begins_no_tie_between_groups() -> None:
    before = network({}, {"b2": "gone"})
    after = network({("b2", "a1"): 1}, None, "w2")
    then, now = followed_in_both(before, after)
    assert "b2" not in then.ids
    assert "b2" not in now.ids
    assert not now.ties
