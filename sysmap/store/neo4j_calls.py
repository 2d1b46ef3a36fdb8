"""How long may Neo4j take to answer? A server that hangs answers no time-out of its driver, so every call runs on a thread of its own,
and who asked goes on after a fixed silence. After a failure nobody else waits: a breaker answers at once until the server is back.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from sysmap.errors import MapBusy, StoreUnavailable

T = TypeVar("T")

SILENCE = 2.0
"""Seconds without an answer after which the server is asked whether it is there at all."""
SIGN_OF_LIFE = 0.6
"""Seconds in which it has to say so; both together stay under the three seconds in which everybody gets an answer."""
SIGNS_OF_LONG_WORK = 10
"""How often it is asked in the middle of an import or the like, whose own weight can keep a small server from answering at once."""
TRY_AGAIN_AFTER = 1.0
"""Seconds for which everybody is refused at once after a failure; then one caller tries."""
PATIENCE = 15.0
"""Seconds to wait for a server that is there, such as for somebody else's lock on the map."""
LONG_PATIENCE = 300.0
"""The same for a step of a large edit, an erasure or the doctor."""
READERS = 8
WRITERS = 8


class GivenUp(Exception):
    """Nobody waits for this call any more: it must write nothing."""


class Unreachable(StoreUnavailable):
    """The server is not there, refuses us or hangs; the breaker opens."""


class Call(Generic[T]):
    """One question under way, seen from both sides: the caller's thread and the thread that talks to the server."""

    def __init__(self, work: Callable[[Call[T]], T]) -> None:
        self._work = work
        self.told: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._back: queue.SimpleQueue[BaseException | None] = queue.SimpleQueue()
        self.given_up = False
        self.lost = False

    def run(self) -> None:
        try:
            self.told.put(("done", self._work(self)))
        except BaseException as error:
            self.told.put(("failed", error))

    def go_on(self) -> None:
        """To be called before every statement, or a call that was given up would still write."""
        if self.given_up:
            raise GivenUp

    def outside(self, work: Callable[[], object]) -> None:
        """Let the caller's own thread do this, as it may ask the store again; raises what it raises."""
        self.told.put(("do", work))
        error = self._back.get()
        if error is not None:
            raise error

    def do(self, work: Callable[[], object]) -> None:
        """The caller's side of ``outside``."""
        error: BaseException | None = GivenUp()
        try:
            work()
            error = None
        except Exception as raised:
            error = raised
        finally:
            self._back.put(error)


class Workers:
    """A few threads, made when needed. One that hangs is replaced for as long as it does, and never keeps the process from ending."""

    def __init__(self, name: str, most: int) -> None:
        self._name = name
        self._most = most
        self._jobs: queue.SimpleQueue[Call[Any] | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._threads = self._free = self._queued = self._lost = 0

    def take(self, call: Call[Any]) -> None:
        with self._lock:
            self._queued += 1
            if self._queued > self._free and self._threads - self._lost < self._most:
                self._threads += 1
                self._free += 1
                threading.Thread(target=self._serve, name=f"{self._name}-{self._threads}", daemon=True).start()
        self._jobs.put(call)

    def give_up(self, call: Call[Any]) -> None:
        """Nobody waits any more; if a thread is at it, another may take its place."""
        with self._lock:
            call.given_up = True
            call.lost = True
            self._lost += 1

    def end(self) -> None:
        with self._lock:
            for _ in range(self._threads):
                self._jobs.put(None)

    def _serve(self) -> None:
        while (call := self._jobs.get()) is not None:
            with self._lock:
                self._queued -= 1
                self._free -= 1
            if not call.given_up:
                call.run()
            with self._lock:
                self._lost -= call.lost
                if self._threads - self._lost > self._most:
                    self._threads -= 1
                    return
                self._free += 1


class Calls:
    """All calls to one server. ``ping`` asks whether it is there and raises when it is not; ``hung`` is told when it says nothing."""

    def __init__(
        self, address: str, ping: Callable[[], object], hung: Callable[[], object], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._address = address
        self._ping = ping
        self._hung = hung
        self._clock = clock
        self._readers, self._writers = Workers("neo4j-reader", READERS), Workers("neo4j-writer", WRITERS)
        self._lock = threading.Lock()
        self._trouble: Unreachable | None = None
        self._tried = 0.0

    def ask(self, work: Callable[[Call[T]], T], *, writing: bool = False, patience: float | None = None) -> T:
        """The work's answer, from another thread.

        Raises what the work raises, StoreUnavailable within three seconds when the server does not say a word, and MapBusy or
        StoreUnavailable when it is there and does not come to an end.
        """
        return self.finish(self.start(work, writing=writing), writing=writing, patience=patience)

    def start(self, work: Callable[[Call[T]], T], *, writing: bool = False) -> Call[T]:
        """Begin without waiting."""
        self._refuse_while_broken()
        call = Call(work)
        (self._writers if writing else self._readers).take(call)
        return call

    def finish(self, call: Call[T], *, writing: bool = False, patience: float | None = None) -> T:
        """The answer of a call that was begun. ``patience`` is PATIENCE where none is given."""
        ended = False
        try:
            answer = self._answer(call, writing, PATIENCE if patience is None else patience)
            ended = True
        except _Failed as failed:
            ended = True
            error = failed.error
            if isinstance(error, Unreachable):
                self._break(error)
            else:
                self._mend()
            raise error from error.__cause__
        finally:
            if not ended:
                (self._writers if writing else self._readers).give_up(call)
        self._mend()
        return answer

    def _answer(self, call: Call[T], writing: bool, patience: float) -> T:
        until = self._clock() + patience
        while True:
            try:
                what, value = call.told.get(timeout=SILENCE)
            except queue.Empty:
                self._signs_of_life(1 if patience <= PATIENCE else SIGNS_OF_LONG_WORK)
                if self._clock() < until:
                    continue
                raise self._too_long(writing) from None
            if what == "done":
                return cast(T, value)
            if what == "failed":
                raise _Failed(value)
            began = self._clock()
            call.do(value)
            until += self._clock() - began

    def _signs_of_life(self, most: int) -> None:
        """Raise Unreachable unless the server answers something that needs no lock; ask so many times."""
        for _ in range(most):
            call = Call(lambda _: self._ping())
            self._readers.take(call)
            try:
                what, value = call.told.get(timeout=SIGN_OF_LIFE)
            except queue.Empty:
                self._readers.give_up(call)
                continue
            if what == "failed":
                if isinstance(value, Unreachable):
                    self._break(value)
                raise value
            return
        trouble = Unreachable(
            f"Neo4j at {self._address} does not answer; what was being written may or may not be stored",
            fix="Look at the server, or name another store with --store or SYSMAP_STORE; sending the same edit again is harmless.",
        )
        self._break(trouble)
        self._hung()
        raise trouble

    def _too_long(self, writing: bool) -> MapBusy | StoreUnavailable:
        if writing:
            return MapBusy("Another program has been writing this map for long", fix="Try again shortly.")
        return StoreUnavailable(f"Neo4j at {self._address} took too long to answer", fix="Try again, or give the server more memory.")

    def _refuse_while_broken(self) -> None:
        with self._lock:
            if self._trouble is None:
                return
            if self._clock() - self._tried < TRY_AGAIN_AFTER:
                raise Unreachable(self._trouble.message, fix=self._trouble.fix)
            # This caller finds out; all others are refused until it has.
            self._tried = self._clock()

    def _break(self, trouble: Unreachable) -> None:
        with self._lock:
            self._trouble, self._tried = trouble, self._clock()

    def _mend(self) -> None:
        if self._trouble is not None:
            with self._lock:
                self._trouble = None

    def end(self) -> None:
        self._readers.end()
        self._writers.end()


class _Failed(Exception):
    """What the work raised, told apart from what waiting for it raised."""

    def __init__(self, error: BaseException) -> None:
        super().__init__()
        self.error = error
