"""Is the part of a map round some actors the same from every store, and what the whole state says it is?"""

from __future__ import annotations

import random
from typing import Any

import pytest

from sysmap.errors import NotFound, UsageError
from sysmap.model.actors import Map
from sysmap.model.learning import Story
from sysmap.model.nearby import part_near
from sysmap.model.state import State
from sysmap.model.ties import Rating, Roster, Wave
from sysmap.store.port import Store
from tests.store.making import MAP, actor, add, change, remove, small_map, tie, write


def in_order(state: State) -> tuple[Any, ...]:
    kinds = {kind: list(table.items()) for kind, table in state.facts.items() if table}
    return state.map, state.revision, state.erasures, kinds, dict(state.seals)


def assert_same(store: Store, kind: str, ids: tuple[str, ...], steps: int) -> State:
    part = store.near(MAP, kind, ids, steps)
    assert in_order(part) == in_order(part_near(store.state(MAP), kind, ids, steps))
    return part


def said(id: str, from_id: str | None, to_id: str, value: int | None, wave: str | None = "w1") -> Rating:
    return Rating(id, wave, f"Somebody at {from_id}", from_id, to_id, "trust", value)


def test_a_chain_is_walked_step_by_step_whichever_way_its_ties_point(store: Store) -> None:
    chain = [actor(id) for id in "edcba"]
    ties = [tie("t1", "a", "b"), tie("t2", "c", "b"), tie("t3", "c", "d"), tie("t4", "e", "d"), tie("t5", "b", "a")]
    write(store, *add(Map(MAP, "Chain"), *chain, *ties, Story("s", text="Not of the part")))
    for steps, near in ((0, "a"), (1, "ba"), (2, "cba"), (3, "dcba"), (6, "edcba")):
        part = assert_same(store, "relationship", ("a",), steps)
        assert list(part.actors) == list(near) and not part.of("story")
    assert list(assert_same(store, "relationship", ("a", "e", "nobody"), 1).actors) == list("edba")
    assert list(assert_same(store, "relationship", ("a",), 2).relationships) == ["t1", "t2", "t5"]


def test_answers_are_walked_where_they_name_a_tie_and_the_others_among_those_near_come_too(store: Store) -> None:
    facts = [
        Map(MAP, "Asked"), Wave("w1", "2024"), Wave("w2", "2025"), *(actor(id) for id in "abcd"),
        *(Roster(f"r{id}", "w1", id, "answered") for id in "abcd"),
        said("ab", "a", "b", 4), said("ba", "b", "a", 0), said("ac", "a", "c", 0),
        said("bc", "b", "c", None), said("bd", "b", "d", 1, "w2"),
        said("x", "a", "b", 2, None), said("y", None, "b", 2), said("z", "a", "b", 5, "never asked"),
    ]  # fmt: skip
    write(store, *add(*facts))
    assert list(assert_same(store, "rating", ("a",), 1).ratings) == ["ab", "ba"]
    part = assert_same(store, "rating", ("a",), 2)
    assert list(part.actors) == ["a", "b", "d"] and list(part.ratings) == ["ab", "ba", "bd"] and len(part.roster) == 4


def test_it_is_the_newest_state_with_what_was_changed_removed_and_erased(store: Store) -> None:
    write(store, *add(*(actor(id) for id in "abc"), tie("t1", "a", "b"), tie("t2", "b", "c", description="Long ago")))
    write(store, *change(tie("t1", "a", "c", strength="2"), actor("c", "Renamed")))
    assert list(assert_same(store, "relationship", ("a",), 1).actors) == ["a", "c"]
    store.erase(MAP, (("actor", "c", "name"),))
    assert_same(store, "relationship", ("a",), 2)
    write(store, *remove("relationship", "t1"), *remove("actor", "b"))
    assert list(assert_same(store, "relationship", ("a",), 3).actors) == ["a"]


@pytest.mark.parametrize("seed", range(3))
def test_any_map_gives_the_same_part(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    ids = [f"a{number}" for number in range(30)]

    def pair() -> tuple[str, str]:
        start, end = chance.sample(ids, 2)
        return start, end

    ties = [tie(f"t{number}", *pair()) for number in range(25)]
    answers = [said(f"r{number}", *pair(), chance.choice([None, 0, 1, 5]), chance.choice(["w1", "w2"])) for number in range(40)]
    write(store, *add(Map(MAP, "Any"), Wave("w1", "2024"), Wave("w2", "2025"), *map(actor, ids), *ties, *answers))
    write(store, *remove("relationship", *(one.id for one in ties[::5])), *remove("rating", *(one.id for one in answers[::7])))
    for kind in ("relationship", "rating"):
        for steps in (1, 2, 4):
            assert_same(store, kind, tuple(chance.sample(ids, 2)), steps)


def test_what_cannot_be_walked_is_refused(store: Store) -> None:
    with pytest.raises(NotFound, match="wren"):
        store.near(MAP, "relationship", ("a",), 1)
    small_map(store)
    for kind, steps in (("funding", 1), ("relationship", 7), ("rating", -1)):
        with pytest.raises(UsageError):
            store.near(MAP, kind, ("a",), steps)
