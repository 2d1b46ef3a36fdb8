"""Does each of several edits that share a transaction get what it would get alone: its revision, its refusal, its check?"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, NamedTuple

from sysmap.errors import Conflict, InputError, MapBusy
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.fold import Fold
from sysmap.model.history import Check, Head
from sysmap.store import neo4j_calls, neo4j_together
from sysmap.store.neo4j import Neo4jStore
from sysmap.store.neo4j_calls import Unreachable
from tests.store.making import MAP, actor, add, batch, change, facts_of, passes, rating, remove, small_map, ticking, tie
from tests.store.needing_neo4j import maps

__all__ = ["maps"]


class Wish(NamedTuple):
    """An edit of a crowd and the check that is made of it."""

    batch: Batch
    check: Check = passes


class Sent(threading.Thread):
    """One client that sends an edit; ``answer`` is what it was told."""

    def __init__(self, store: Neo4jStore, wish: Wish) -> None:
        super().__init__(daemon=True)
        self._store, self._wish = store, wish
        self.answer: Any = None

    def run(self) -> None:
        try:
            self.answer = self._store.append(self._wish.batch, self._wish.check)
        except BaseException as error:
            self.answer = error


def until(so: Callable[[], bool]) -> None:
    for _ in range(3_000):
        if so():
            return
        threading.Event().wait(0.01)
    raise AssertionError("it did not come to that")


def crowd(store: Neo4jStore, first: Wish, *others: Wish) -> list[Any]:
    """What each is told when the first is under way until all others wait, in this order."""
    all_there = threading.Event()

    def held_up(head: Head) -> None:
        all_there.wait(30)
        first.check(head)

    sent = [Sent(store, first._replace(check=held_up)), *(Sent(store, wish) for wish in others)]
    sent[0].start()
    waiting = store._crowds[MAP]._waiting
    until(lambda: bool(store._crowds[MAP]._led) and not waiting)
    for number, client in enumerate(sent[1:], 1):
        client.start()
        until(lambda n=number: len(waiting) == n)  # type: ignore[misc]
    all_there.set()
    for client in sent:
        client.join(60)
    return [client.answer for client in sent]


def wishes(store: Neo4jStore, *changes: tuple[Change, ...]) -> list[Wish]:
    return [Wish(batch(one, store.state(MAP))) for one in changes]


def counted(store: Neo4jStore) -> list[int]:
    """How many edits each transaction took, from now on."""
    sizes: list[int] = []
    crowd = store._crowds[MAP]
    write = crowd._write

    def noted(edits: list[neo4j_together.Edit]) -> Any:
        sizes.append(len(edits))
        return write(edits)

    crowd._write = noted
    return sizes


def test_those_that_wait_share_a_transaction_and_each_gets_its_own_revision(maps: Neo4jStore) -> None:
    small_map(maps)
    sizes = counted(maps)
    asked = wishes(maps, *(add(actor(f"n{number}")) for number in range(6)))
    told = crowd(maps, *asked)
    assert sizes == [1, 5]
    assert told == list(maps.revisions(MAP, 1)) and [one.number for one in told] == [2, 3, 4, 5, 6, 7]
    assert [one.edit_id for one in told] == [wish.batch.edit_id for wish in asked]
    assert len({one.recorded_at for one in told}) == 6
    assert maps.problems() == ()


def test_a_crowd_leaves_what_the_same_edits_leave_one_after_the_other(maps: Neo4jStore) -> None:
    fold = Fold(ticking())
    small_map(maps)
    small_map(fold)
    asked = wishes(
        maps, change(actor("a", "Anew", description="said by a person")), add(rating("r1", "Ann", 4)), add(rating("r2", "Ben", 2)),
        change(tie("t", strength="4")), (*add(actor("c")), *add(tie("t2", "b", "c"))), add(rating("r3", "Ann", 1)),
    )  # fmt: skip
    crowd(maps, *asked)
    for revision in maps.revisions(MAP, 1):
        fold.append(next(wish.batch for wish in asked if wish.batch.edit_id == revision.edit_id), passes)
    assert facts_of(maps.state(MAP)) == facts_of(fold.state(MAP))
    assert [maps.touched(MAP, n) for n in range(2, 8)] == [fold.touched(MAP, n) for n in range(2, 8)]
    assert maps.problems() == ()


def test_one_that_is_refused_harms_no_other_and_is_told_its_own_reason(maps: Neo4jStore) -> None:
    small_map(maps)
    first, good, late, wrong, other = wishes(maps, add(actor("n1")), add(actor("n2")), add(actor("n3")), add(actor("n4")), add(actor("n5")))
    stale = Wish(batch(change(actor("a", "Theirs")), maps.state(MAP)))
    maps.append(batch(change(actor("a", "Ours")), maps.state(MAP)), passes)

    def breaks(head: Head) -> None:
        raise ValueError("a rule")

    told = crowd(maps, first, good, late._replace(check=breaks), stale, wrong._replace(batch=wrong.batch._replace(base=99)), other)
    assert [type(one) for one in told] == [Revision, Revision, ValueError, Conflict, InputError, Revision]
    assert [told[n].number for n in (0, 1, 5)] == [3, 4, 5]
    assert told[3].clashes[0].theirs.name == "Ours"
    assert {"n1", "n2", "n5"} <= set(maps.state(MAP).actors) and not {"n3", "n4"} & set(maps.state(MAP).actors)


def test_a_check_sees_the_edits_before_it_that_nobody_else_can_read_yet(maps: Neo4jStore) -> None:
    small_map(maps)
    seen: list[Any] = []

    def looks(head: Head) -> None:
        state, delta = maps.state(MAP), maps.delta(MAP, 1)
        seen.append((head, maps.head(MAP), state.revision, list(state.actors), [place[1] for place in delta.changed], delta.head))
        if "b" not in state.actors:
            raise InputError("the end is gone")

    first, gone, joined = wishes(maps, add(actor("n1")), remove("actor", "b"), add(tie("t9", "a", "b")))
    told = crowd(maps, first, gone, joined._replace(check=looks))
    assert isinstance(told[1], Revision) and str(told[2]) == "the end is gone"
    head = seen[0][0]
    assert head.revision == 3 and seen == [(head, head, 3, ["a", "n1"], ["n1", "b"], head)]
    assert maps.state(MAP).revision == 3


def test_two_edits_of_one_fact_do_not_share_and_the_second_is_told_the_first(maps: Neo4jStore) -> None:
    small_map(maps)
    sizes = counted(maps)
    told = crowd(maps, *wishes(maps, add(actor("n1")), change(actor("a", "One")), change(actor("a", "Two")), add(actor("n2"))))
    assert sizes == [1, 2, 1]
    theirs: Any = told[2].clashes[0].theirs
    assert isinstance(told[2], Conflict) and theirs.name == "One"


def test_the_same_edit_sent_twice_at_once_is_one_revision(maps: Neo4jStore) -> None:
    small_map(maps)
    first, twice = wishes(maps, add(actor("n1")), add(actor("n2")))
    told = crowd(maps, first, twice, twice)
    assert told[1] == told[2] and maps.state(MAP).revision == 3


def test_a_fact_that_comes_back_is_the_last_of_its_transaction(maps: Neo4jStore) -> None:
    small_map(maps)
    maps.append(batch(remove("actor", "b"), maps.state(MAP)), passes)
    sizes = counted(maps)
    told = crowd(maps, *wishes(maps, add(actor("n1")), add(actor("b")), add(actor("n2"))))
    assert sizes == [1, 2, 1] and [one.number for one in told] == [3, 4, 5]
    assert list(maps.state(MAP).actors) == ["a", "b", "n1", "n2"]


def test_what_the_server_will_not_take_is_refused_alone(maps: Neo4jStore) -> None:
    small_map(maps)
    first, half, other = wishes(maps, add(actor("n1")), add(actor("n2")), add(actor("n3")))
    told = crowd(maps, first, half._replace(batch=half.batch._replace(reason="\ud800")), other)
    assert isinstance(told[1], InputError) and "half a character" in str(told[1])
    assert told[2].number == 3 and maps.problems() == ()


def test_whoever_is_interrupted_leaves_the_others_to_be_carried_by_the_next(maps: Neo4jStore) -> None:
    small_map(maps)

    def interrupted(head: Head) -> None:
        raise KeyboardInterrupt

    first, carrier, other = wishes(maps, add(actor("n1")), add(actor("n2")), add(actor("n3")))
    told = crowd(maps, first, carrier._replace(check=interrupted), other)
    assert isinstance(told[1], KeyboardInterrupt) and isinstance(told[2], Revision)
    assert "n2" not in maps.state(MAP).actors and "n3" in maps.state(MAP).actors
    assert isinstance(maps.append(batch(add(actor("n4")), maps.state(MAP)), passes), Revision)


def test_when_the_server_is_away_all_are_told(maps: Neo4jStore) -> None:
    small_map(maps)
    sizes = counted(maps)
    asked = wishes(maps, *(add(actor(f"n{number}")) for number in range(3)))

    def away(head: Head) -> None:
        def refuse(edits: object) -> None:
            raise Unreachable("It is away", fix="Look.")

        maps._crowds[MAP]._write = refuse  # type: ignore[assignment]

    told = crowd(maps, asked[0]._replace(check=away), *asked[1:])
    assert isinstance(told[0], Revision) and sizes == [1]
    assert [(type(one), str(one)) for one in told[1:]] == [(Unreachable, "It is away. Look.")] * 2


def test_whose_turn_does_not_come_is_told_so_and_writes_nothing(maps: Neo4jStore, monkeypatch: Any) -> None:
    small_map(maps)
    monkeypatch.setattr(neo4j_calls, "PATIENCE", 0.05)
    over = threading.Event()
    first, late = wishes(maps, add(actor("n1")), add(actor("n2")))

    def holds_up(head: Head) -> None:
        over.wait(30)

    slow = Sent(maps, first._replace(check=holds_up))
    slow.start()
    until(lambda: bool(maps._crowds[MAP]._led) and not maps._crowds[MAP]._waiting)
    told = Sent(maps, late)
    told.start()
    told.join(30)
    over.set()
    slow.join(30)
    assert isinstance(told.answer, MapBusy) and isinstance(slow.answer, Revision)
    assert "n2" not in maps.state(MAP).actors
