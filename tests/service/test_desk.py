"""Among many who read while others write: is a map that another reader has just refreshed taken, and not read anew?"""

from __future__ import annotations

from typing import Any

from sysmap.model.fold import Fold
from sysmap.service.desk import Desk
from tests.store.making import MAP, actor, add, batch, facts_of, now, passes, small_map, write


class Watched(Fold):
    """A store that says what was read of it, and whose head may be told late."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []
        self.told_late: list[Any] = []

    def head(self, map: str) -> Any:
        self.read.append("head")
        return self.told_late.pop() if self.told_late else super().head(map)

    def state(self, map: str, revision: int | None = None) -> Any:
        self.read.append("state")
        return super().state(map, revision)

    def delta(self, map: str, since: int) -> Any:
        self.read.append("delta")
        return super().delta(map, since)


def test_a_reader_who_waited_for_another_takes_what_that_one_read() -> None:
    store = Watched()
    small_map(store)
    desk, early = Desk(store), store.head(MAP)
    write(store, *add(actor("n1")))
    desk.state(MAP)
    store.read.clear()
    store.told_late = [early]
    assert list(desk.state(MAP).actors) == ["a", "b", "n1"]
    assert store.read == ["head", "head"]


def test_a_map_that_was_begun_anew_with_fewer_edits_is_read_whole() -> None:
    store = Watched()
    small_map(store)
    desk = Desk(store)
    write(store, *add(actor("n1")))
    desk.state(MAP)
    other = Fold()
    other.append(batch(add(actor("z")), now(other)), passes)
    store._logs = other._logs
    assert facts_of(desk.state(MAP)) == facts_of(other.state(MAP))


def test_an_edit_is_checked_against_the_map_in_memory_where_that_is_newer_than_what_was_read() -> None:
    store = Watched()
    small_map(store)
    desk = Desk(store)
    old = desk.state(MAP)
    write(store, *add(actor("n1")))
    new = desk.state(MAP)
    assert desk.newer(old) is new and desk.newer(new) is new
    assert Desk(store).newer(old) is old
