"""An open store, and the newest state of each map kept in memory and refreshed by reading only what changed."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from typing import Any, TypeVar

from sysmap.errors import NotFound
from sysmap.model.state import State
from sysmap.service.recent import Recent
from sysmap.store.port import Head, Store

T = TypeVar("T")

ANSWERS_KEPT = 128
LARGE_KEPT = 16
"""Pictures and pages: megabytes each where a map is large."""

PAST_STATES_KEPT = 4


class Desk:
    """What one process works at. Safe to use from several threads.

    Answers are kept under (map, revision, erasures, viewer's spaces, question) and never under the revision alone, or one
    viewer's answer would reach another and outlive an erasure.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = threading.RLock()
        self._newest: dict[str, State] = {}
        self._past: OrderedDict[tuple[str, int, int], State] = OrderedDict()
        self._answers: OrderedDict[Hashable, Any] = OrderedDict()
        self._large: OrderedDict[Hashable, Any] = OrderedDict()
        self._turns: dict[Hashable, threading.RLock] = {}
        self._recent: dict[str, Recent] = {}

    def heads(self) -> tuple[Head, ...]:
        return self.store.heads()

    def head(self, map: str) -> Head:
        """Where a map stands. Raises NotFound naming the maps that there are."""
        head = self.store.head(map)
        if head is None:
            known = ", ".join(h.map for h in self.store.heads()) or "none yet"
            raise NotFound(f"There is no map {map!r} in this store", fix=f"Maps here: {known}.")
        return head

    def holds(self, map: str) -> bool:
        """Is the map in memory, so that nothing but what changed is to be read of it?"""
        with self._lock:
            return map in self._newest

    def newer(self, state: State) -> State:
        """The state of that map in memory if it is newer than this one, and this one otherwise. Nothing is read."""
        with self._lock:
            known = self._newest.get(state.map)
        return known if known is not None and known.erasures == state.erasures and known.revision > state.revision else state

    def near(self, map: str, kind: str, ids: tuple[str, ...], steps: int) -> State:
        """The part of the map round some actors, read anew. Raises NotFound naming the maps that there are."""
        self.head(map)
        return self.store.near(map, kind, ids, steps)

    def state(self, map: str, revision: int | None = None) -> State:
        """The map at head, or at an earlier revision."""
        head = self.head(map)
        if revision is not None and revision != head.revision:
            return self._earlier(head, revision)
        with self._lock:
            kept = self._newest.get(map)
            if kept is not None and kept.erasures == head.erasures and kept.revision > head.revision:
                # Another refreshed it while this one waited: as new as was asked for, unless the map was begun anew.
                head = self.head(map)
                if kept.erasures == head.erasures and kept.revision <= head.revision:
                    return kept
            fresh = kept if kept is not None and _same(kept, head) else self._refreshed(kept, head)
            self._newest[map] = fresh
            return fresh

    def keep(self, state: State, touched: Iterable[tuple[str, str]]) -> None:
        """Remember what a map is after an edit of these facts that was made here, if that is newer than what is remembered."""
        with self._lock:
            known = self._newest.get(state.map)
            if known is not None and known.erasures == state.erasures and known.revision < state.revision:
                self._newest[state.map] = state
                self._recent.setdefault(state.map, Recent()).add(state.revision - 1, state.revision, touched)

    def untouched(self, map: str, kind: str, id: str, since: int, until: int) -> bool:
        """Is it known here that nobody edited this fact between two revisions?"""
        known = self._recent.get(map)
        return known is not None and known.untouched((kind, id), since, until)

    def _refreshed(self, kept: State | None, head: Head) -> State:
        if kept is None or kept.erasures != head.erasures or kept.revision > head.revision:
            return self.store.state(head.map)
        delta = self.store.delta(head.map, kept.revision)
        if delta.reordered or delta.head.erasures != kept.erasures:
            return self.store.state(head.map)
        touched = ((kind, id) for kind, id, _ in delta.changed)
        self._recent.setdefault(head.map, Recent()).add(kept.revision, delta.head.revision, touched)
        return kept.applied(delta.head.revision, delta.changed, delta.seals)

    def _earlier(self, head: Head, revision: int) -> State:
        key = (head.map, revision, head.erasures)
        with self._lock:
            if key in self._past:
                self._past.move_to_end(key)
                return self._past[key]
        state = self.store.state(head.map, revision)
        with self._lock:
            self._past[key] = state
            while len(self._past) > PAST_STATES_KEPT:
                self._past.popitem(last=False)
        return state

    def answer(self, key: Hashable, make: Callable[[], T], *, large: bool = False) -> T:
        """A result computed once for a key, also when several ask at once. Keys must name everything the result depends on.

        Of ``large`` ones fewer are kept.
        """
        answers, most = (self._large, LARGE_KEPT) if large else (self._answers, ANSWERS_KEPT)
        with self._lock:
            if key in answers:
                answers.move_to_end(key)
                kept: T = answers[key]
                return kept
            turn = self._turns.setdefault(key, threading.RLock())
        with turn:
            with self._lock:
                if key in answers:
                    made: T = answers[key]
                    return made
            made = make()
            with self._lock:
                answers[key] = made
                self._turns.pop(key, None)
                while len(answers) > most:
                    answers.popitem(last=False)
            return made

    def forget(self, map: str) -> None:
        """Drop everything kept in memory about a map, after an erasure or a restore."""
        with self._lock:
            self._newest.pop(map, None)
            self._recent.pop(map, None)
            for key in [k for k in self._past if k[0] == map]:
                del self._past[key]
            self._answers.clear()
            self._large.clear()

    def close(self) -> None:
        self.store.close()


def _same(state: State, head: Head) -> bool:
    return state.revision == head.revision and state.erasures == head.erasures
