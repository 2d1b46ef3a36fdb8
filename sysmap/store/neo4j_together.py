"""How do edits of one map that come at the same time share a transaction? Whoever comes first takes along all that wait.

Each keeps its own revision and its own answer, given after the commit. One that is refused is not written, and the others are; where a
transaction fails as a whole, each is tried alone. Edits of the same fact do not share one, so that none has to know what another wrote
but for its check, whose reads see the edits before it.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from sysmap.errors import MapBusy
from sysmap.model.batch import Batch, Revision
from sysmap.model.history import Check, Delta, Head
from sysmap.model.sealed import SHARED
from sysmap.model.state import Seal, SealKey, State
from sysmap.store import neo4j_calls
from sysmap.store.neo4j_calls import GivenUp, Unreachable

MOST = 50
"""Edits in one transaction."""
FEW = 100
"""Changes in one transaction of several edits; a larger edit is alone, and a server that is slow is waited for."""
A_MOMENT = 1.0

Outcome = Revision | Exception | None
"""What became of an edit; None when it is to be taken along by the next transaction."""


class Before(NamedTuple):
    """What an edit follows and nobody else can read yet: the edits before it in its transaction, as one step on from ``committed``."""

    committed: Head
    head: Head
    changed: dict[tuple[str, str], Any]
    seals: dict[SealKey, Seal]

    def after(self, found: Delta) -> Delta:
        changed = {(kind, id): fact for kind, id, fact in found.changed} | self.changed
        listed = tuple((*place, fact) for place, fact in changed.items())
        return found._replace(head=self.head, changed=listed, seals={**found.seals, **self.seals})

    def on(self, state: State) -> State:
        return state.applied(self.head.revision, [(*place, fact) for place, fact in self.changed.items()], self.seals)


class Unseen(threading.local):
    """What this thread sees while it checks an edit, if that is more than others see."""

    _before: Before | None = None

    def on(self, map: str) -> Before | None:
        return self._before if self._before is not None and self._before.head.map == map else None

    @contextmanager
    def seen(self, before: Before | None) -> Iterator[None]:
        self._before = before
        try:
            yield
        finally:
            self._before = None


class Edit:
    """One edit and the thread that waits for its answer; that thread makes the check, as it may ask the store again."""

    def __init__(self, batch: Batch, check: Check, undoes: int | None, unseen: Unseen) -> None:
        self.batch, self.undoes = batch, undoes
        self._check, self._unseen = check, unseen
        self._thread = threading.get_ident()
        self.to_do: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self.left = self.leads = False
        self.outcome: Outcome = None

    @property
    def touches(self) -> set[tuple[str, ...]]:
        """What no other edit of the same transaction may touch: the facts, the edit id, a respondent's name that may be new."""
        names = {key for key in self.batch.seals if key[0] == SHARED}
        return {("edit", self.batch.edit_id, ""), *names, *((change.kind, change.id) for change in self.batch.changes)}

    def checked(self, head: Head, before: Before | None = None) -> None:
        """Check it on the thread that waits for it. Raises Refused."""
        refused: queue.SimpleQueue[Exception | None] = queue.SimpleQueue()

        def work() -> None:
            error: Exception | None = GivenUp()
            try:
                with self._unseen.seen(before):
                    self._check(head)
                error = None
            except Exception as raised:
                error = raised
            finally:
                refused.put(error)

        if threading.get_ident() == self._thread:
            work()
        else:
            self.to_do.put(work)
        while True:
            with suppress(queue.Empty):
                error = refused.get(timeout=A_MOMENT)
                break
            if self.left:
                error = GivenUp()
                break
        if error is not None:
            raise Refused(error)


class Refused(Exception):
    """An edit was refused by its check, told apart from a transaction that failed."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error


class Crowd:
    """The edits of one map that wait in this process. ``write`` makes revisions of some, in one transaction, and tells the outcomes."""

    def __init__(self, write: Callable[[list[Edit]], Sequence[Outcome]]) -> None:
        self._write = write
        self._guard = threading.Lock()
        self._waiting: deque[Edit] = deque()
        self._led = False

    def answer(self, edit: Edit) -> Revision:
        """The revision that the edit became. Raises what refused it, and MapBusy when its turn does not come."""
        with self._guard:
            self._waiting.append(edit)
            if not self._led:
                self._give_lead()
        try:
            while (work := self._next(edit)) is not None:
                work()
        finally:
            self._leave(edit)
        if isinstance(edit.outcome, Revision):
            return edit.outcome
        assert edit.outcome is not None
        raise edit.outcome

    def _next(self, edit: Edit) -> Callable[[], None] | None:
        """What the thread of this edit has to do next; None when there is an answer."""
        while True:
            with suppress(queue.Empty):
                return edit.to_do.get(timeout=neo4j_calls.PATIENCE)
            with self._guard:
                if edit in self._waiting and edit.to_do.empty():
                    self._waiting.remove(edit)
                    raise MapBusy(f"The map {edit.batch.map!r} is being written by others", fix="Try again shortly.")

    def _leave(self, edit: Edit) -> None:
        """Nobody waits for it any more; whoever was to carry others hands that on."""
        with self._guard:
            edit.left = True
            if edit in self._waiting:
                self._waiting.remove(edit)
            if edit.leads:
                edit.leads = False
                self._give_lead()

    def _give_lead(self) -> None:
        """The first that waits carries those behind it. To be called under the guard."""
        self._led = bool(self._waiting)
        if self._led:
            first = self._waiting[0]
            first.leads = True
            first.to_do.put(self._carry)

    def _carry(self) -> None:
        """Take the first and those that can go with it into one transaction, and tell each what became of it."""
        with self._guard:
            group = self._taken()
        try:
            for edit, outcome in zip(group, self._outcomes(group), strict=True):
                edit.outcome = outcome
        finally:
            with self._guard:
                # Those that were left out, or whose carrier was interrupted: sending an edit again is harmless.
                self._waiting.extendleft(edit for edit in reversed(group) if edit.outcome is None and not edit.left)
            for edit in group:
                if edit.outcome is not None:
                    edit.to_do.put(None)

    def _taken(self) -> list[Edit]:
        """The first, and of those behind it whatever touches nothing that they touch. To be called under the guard."""
        group, rest = [self._waiting.popleft()], deque[Edit]()
        touched, size = group[0].touches, len(group[0].batch.changes)
        while self._waiting and len(group) < MOST:
            edit = self._waiting.popleft()
            fits = size + len(edit.batch.changes) <= FEW and touched.isdisjoint(edit.touches)
            if fits:
                touched |= edit.touches
                size += len(edit.batch.changes)
            (group if fits else rest).append(edit)
        self._waiting.extendleft(reversed(rest))
        return group

    def _outcomes(self, group: list[Edit]) -> Sequence[Outcome]:
        try:
            return self._write(group)
        except (Unreachable, MapBusy) as error:
            return [error, *(type(error)(error.message, fix=error.fix) for _ in group[1:])]
        except Exception as error:
            if len(group) == 1:
                return [error]
            # One of them is what the server will not take: the others must not suffer for it.
            return [outcome for edit in group for outcome in self._outcomes([edit])]
