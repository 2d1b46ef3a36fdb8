"""One answer, one reading of the store: each map's head is read once, so that all of an answer speaks of the same revision.

It also bounds how often a question reaches the store, however much is asked in it: a head for each map and a state for each
revision. What was read is kept in ``read``, so that a kept answer can be told from a stale one.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from sysmap.errors import NotFound
from sysmap.model.batch import Revision
from sysmap.model.state import State
from sysmap.service.desk import Desk
from sysmap.store.port import Head

T = TypeVar("T")


class Sitting(Desk):
    """A desk for one question. Not shared between threads; ``desk`` is."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.store = desk.store
        self.read: dict[str, Head | None] = {}
        self.read_all = False
        self._states: dict[tuple[str, int], State] = {}
        self._revisions: dict[str, tuple[Revision, ...]] = {}

    def heads(self) -> tuple[Head, ...]:
        self.read_all = True
        found = self.store.heads()
        for head in found:
            self.read.setdefault(head.map, head)
        return tuple(self.read[head.map] or head for head in found)

    def head(self, map: str) -> Head:
        if map not in self.read:
            self.read[map] = self.store.head(map)
        head = self.read[map]
        if head is None:
            raise NotFound(f"There is no map {map!r} in this store", fix="Ask for the maps there are.")
        return head

    def holds(self, map: str) -> bool:
        """In a sitting all is of one revision: the desk's own state, or what was read here."""
        return self.desk.holds(map) or any(known == map for known, _ in self._states)

    def state(self, map: str, revision: int | None = None) -> State:
        """The map at the revision this sitting began with, or at an earlier one."""
        head = self.head(map)
        wanted = head.revision if revision is None else revision
        key = (map, wanted)
        if key not in self._states:
            state = self.desk.state(map) if wanted == head.revision else self.desk.state(map, wanted)
            if state.revision != wanted:
                # Somebody edited the map since this sitting began: what was begun at one revision is finished at it.
                state = self.desk.state(map, wanted)
            self._states[key] = state
        return self._states[key]

    def revisions(self, map: str) -> tuple[Revision, ...]:
        """The history up to the revision this sitting began with."""
        if map not in self._revisions:
            upto = self.head(map).revision
            self._revisions[map] = tuple(r for r in self.store.revisions(map) if r.number <= upto)
        return self._revisions[map]

    def answer(self, key: Hashable, make: Callable[[], T], *, large: bool = False) -> T:
        return self.desk.answer(key, make, large=large)

    def forget(self, map: str) -> None:
        self.desk.forget(map)

    def close(self) -> None:
        """Closing a sitting leaves the desk open."""


def still_so(desk: Desk, read: dict[str, Head | None], read_all: bool) -> bool:
    """Would a question that read this read the same now?"""
    if read_all:
        return tuple(h for h in read.values() if h) == desk.store.heads() and None not in read.values()
    return all(desk.store.head(map) == head for map, head in read.items())
