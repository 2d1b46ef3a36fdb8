from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sysmap.errors import Conflict
from sysmap.model.actors import Actor
from sysmap.model.batch import Change
from sysmap.model.kinds import kind_of
from sysmap.model.state import State
from sysmap.model.undo import inverse, undo_clashes
from tests.model.small_map import FAM, KES, THREE, adding, after, changing, checked, holding, removing, tie

TOWN = holding(*THREE, tie())
NEW = Actor("new", "New")


def places(changes: tuple[Change, ...]) -> list[tuple[str, str]]:
    return [(change.kind, change.id) for change in changes]


def undone(before: State, changes: tuple[Change, ...], *later: tuple[Change, ...]) -> tuple[Change, ...]:
    """The inverse of the changes, made after later ones."""
    made = head = after(before, changes)
    for more in later:
        head = after(head, more)
    return inverse(before, made, head, places(changes))


def test_what_was_added_is_removed() -> None:
    assert undone(TOWN, adding(NEW)) == (Change("remove", "actor", "new", None),)


def test_what_was_removed_comes_back_and_what_was_changed_is_as_before() -> None:
    assert undone(TOWN, removing(tie())) == (Change("add", "relationship", "t1", tie()),)
    assert undone(TOWN, changing(KES._replace(name="Kes"))) == (Change("correct", "actor", "kes", KES),)


def test_an_edit_that_changed_nothing_has_nothing_to_undo() -> None:
    assert undone(TOWN, changing(KES)) == ()


def test_later_edits_of_other_facts_stand() -> None:
    assert undone(TOWN, changing(KES._replace(name="Kes")), changing(FAM._replace(name="Fam"))) == (Change("correct", "actor", "kes", KES),)


def test_a_fact_that_changed_again_since_is_a_clash_with_both_values() -> None:
    with pytest.raises(Conflict, match="Edit 2 of town cannot be undone") as caught:
        undone(TOWN, changing(KES._replace(name="Kes")), changing(KES._replace(name="Kestrels")))
    (clash,) = caught.value.clashes
    assert (clash.kind, clash.id, clash.yours, clash.theirs) == ("actor", "kes", KES, KES._replace(name="Kestrels"))


def test_something_later_that_points_to_what_would_vanish_is_named() -> None:
    with pytest.raises(Conflict, match="relationship 't2'") as caught:
        undone(TOWN, adding(NEW), adding(tie("t2", to_id="new")))
    assert [(c.kind, c.id) for c in caught.value.clashes] == [("relationship", "t2")]


def test_what_the_same_edit_added_together_goes_together() -> None:
    assert set(places(undone(TOWN, adding(NEW, tie("t2", to_id="new"))))) == {("actor", "new"), ("relationship", "t2")}


def test_a_tie_does_not_come_back_to_an_end_that_is_gone() -> None:
    with pytest.raises(Conflict, match="relationship 't1'"):
        undone(TOWN, removing(tie()), removing(FAM))


def test_clashes_can_be_asked_for_without_being_raised() -> None:
    made = after(TOWN, adding(NEW))
    assert undo_clashes(TOWN, made, made, places(adding(NEW))) == ()
    assert len(undo_clashes(TOWN, made, after(made, removing(NEW)), places(adding(NEW)))) == 1


FACTS = st.one_of(
    st.builds(Actor, st.sampled_from(["kes", "fam", "new", "newer"]), st.sampled_from(["A", "B"]), basis=st.just("inferred")),
    st.builds(tie, st.sampled_from(["t1", "t2"]), st.sampled_from(["kes", "new"]), st.sampled_from(["fam", "newer"])),
)


def edits(state: State, facts: list[Any], drop: set[int]) -> tuple[Change, ...]:
    """One change a fact: added, changed, or removed when chosen and there."""
    found: dict[tuple[str, str], Change] = {}
    for number, fact in enumerate(facts):
        kind, there = kind_of(fact), state.get(kind_of(fact), fact.id) is not None
        gone = there and number in drop
        found[kind, fact.id] = Change("remove" if gone else "change" if there else "add", kind, fact.id, None if gone else fact)
    return tuple(found.values())


@given(st.lists(FACTS, max_size=5), st.sets(st.integers(0, 4)))
def test_an_edit_and_its_undo_leave_the_map_as_it_was(facts: list[Any], drop: set[int]) -> None:
    changes = edits(TOWN, facts, drop)
    if checked(changes, TOWN).refused:
        return
    made = after(TOWN, changes)
    back = after(made, undone(TOWN, changes))
    assert {kind: dict(table) for kind, table in back.facts.items() if table} == {kind: dict(t) for kind, t in TOWN.facts.items() if t}


@given(st.lists(FACTS, max_size=4), st.lists(FACTS, max_size=4), st.sets(st.integers(0, 4)))
def test_an_undo_that_is_not_refused_never_breaks_a_pointer(first: list[Any], second: list[Any], drop: set[int]) -> None:
    changes = edits(TOWN, first, drop)
    made = after(TOWN, changes)
    later = edits(made, second, drop)
    if checked(changes, TOWN).refused or checked(later, made).refused:
        return
    head = after(made, later)
    try:
        back = inverse(TOWN, made, head, places(changes))
    except Conflict:
        return
    assert [f.problem.line() for f in checked(back, head).refused if f.problem.code == "UNKNOWN"] == []
