from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sysmap.model import groups
from sysmap.model.groups import Grouping, Groups
from sysmap.model.state import State, empty
from tests.model.small_map import tie

BY_END = Grouping("ties from an end", "relationship", lambda r: r.from_id)
HOW_MANY = Grouping("how many from an end", "relationship", lambda r: r.from_id, tally=True)
ENDS = st.sampled_from(["kes", "fam", None])
EDITS = st.lists(st.tuples(st.sampled_from("abcd"), st.one_of(st.none(), ENDS)), max_size=8)


def edited(state: State, edits: list[tuple[str, str | None]], remove: set[int]) -> State:
    changed: list[tuple[str, str, Any]] = []
    for number, (id, end) in enumerate(edits):
        changed.append(("relationship", id, None if number in remove else tie(id, end)))  # type: ignore[arg-type]
    return state.applied(state.revision + 1, changed)


def found(state: State, key: str) -> tuple[set[str], int]:
    table = state.relationships
    return set(state.groups.ids(table, BY_END, key)), state.groups.count(table, HOW_MANY, key)


@given(EDITS, st.lists(EDITS, max_size=4), st.sets(st.integers(0, 7)))
def test_an_index_that_was_carried_along_says_what_a_new_one_says(first: list[Any], then: list[list[Any]], remove: set[int]) -> None:
    state = edited(empty("town"), first, set())
    for edits in then:
        found(state, "kes")
        state = edited(state, edits, remove)
        afresh = State(state.map, state.revision, 0, state.facts)
        for key in ("kes", "fam", "nobody"):
            assert found(state, key) == found(afresh, key)


def test_an_earlier_state_keeps_its_own_answer() -> None:
    one = edited(empty("town"), [("a", "kes")], set())
    assert found(one, "kes") == ({"a"}, 1)
    two = edited(one, [("b", "kes"), ("a", "fam")], set())
    assert found(two, "kes") == ({"b"}, 1) and found(two, "fam") == ({"a"}, 1)
    assert found(one, "kes") == ({"a"}, 1) and found(one, "fam") == (set(), 0)


def test_a_fact_that_stays_in_its_group_keeps_its_place_there() -> None:
    state = edited(empty("town"), [("a", "kes"), ("b", "kes")], set())
    assert state.groups.ids(state.relationships, BY_END, "kes") == ("a", "b")
    later = edited(state, [("a", "kes")], set())
    assert later.groups.ids(later.relationships, BY_END, "kes") == ("a", "b")


def test_after_very_many_changes_the_index_is_built_anew() -> None:
    state = edited(empty("town"), [("a", "kes")], set())
    found(state, "kes")
    many: list[tuple[str, str | None]] = [(str(n), "fam") for n in range(groups._ENOUGH + 1)]
    assert found(edited(state, many, set()), "fam")[1] == len(many)


def test_states_are_equal_whatever_was_asked_of_them() -> None:
    asked, other = edited(empty("town"), [("a", "kes")], set()), edited(empty("town"), [("a", "kes")], set())
    found(asked, "kes")
    assert asked == other and isinstance(asked.groups, Groups)
