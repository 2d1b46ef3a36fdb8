"""Something wrong here? A reader leaves a correction; the map keeper applies it, or dismisses it with a reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable

from sysmap.errors import NotFound, SysmapError, UsageError
from sysmap.model.batch import Change
from sysmap.model.publishing import Correction
from sysmap.model.state import State
from sysmap.model.text import clean
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import CLOSED
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.views import view

LONGEST = 2_000
MOST_OPEN = 200
"""So many wait on one map at most: a queue that nobody can read through helps nobody."""

READER = "a reader"
"""Who an edit is recorded under that a reader made; nothing is kept of who they are but what they say."""


class TooMany(SysmapError):
    """More corrections than are taken in at once."""

    code = "TOO_MANY"


class Turnstile:
    """How many may pass for one key in a time, kept in memory: ``most`` in ``seconds``."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic, keys: int = 1_000) -> None:
        self._most, self._seconds, self._clock, self._keys = most, seconds, clock, keys
        self._passed: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def passes(self, key: str) -> bool:
        """May one more pass? It counts when it may."""
        now = self._clock()
        with self._lock:
            times = self._passed.setdefault(key, deque())
            self._passed.move_to_end(key)
            while len(self._passed) > self._keys:
                self._passed.popitem(last=False)
            while times and now - times[0] >= self._seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True


class Corrections:
    """The door through which corrections come: five in ten minutes from one address, sixty an hour for one map."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._by_address = Turnstile(5, 600, clock)
        self._by_map = Turnstile(60, 3_600, clock)

    def leave(
        self, desk: Desk, viewer: Viewer, map: str, actor: str, *, text: str | None, field: str = "other", value: str | None = None,
        by: str | None = None, edit_id: str, address: str = "",
    ) -> Correction:  # fmt: skip
        """Leave a correction about an actor whom the viewer sees. The same edit id again leaves it once.

        Raises NotFound, UsageError for what cannot be taken, TooMany.
        """
        if actor not in view(desk, viewer, map).state.actors:
            raise NotFound("There is no such organisation or group on this map", fix="Check the address.")
        made = _made(actor, text, field, value, by, edit_id)
        waiting = desk.state(map).of("correction")
        if made.id in waiting:
            return waiting[made.id]  # type: ignore[no-any-return]
        if sum(1 for one in waiting.values() if one.status == "open") >= MOST_OPEN:
            raise TooMany("Too many corrections wait on this map already", fix="Tell the map keeper in another way.")
        if not (self._by_address.passes(address) and self._by_map.passes(map)):
            raise TooMany("That is more corrections than can be taken in at once", fix="Wait ten minutes, then send it again.")
        edit(desk, map, (Change("add", "correction", made.id, made),), reason="a correction was left", author=READER, edit_id=edit_id)
        return made


def _made(actor: str, text: str | None, field: str, value: str | None, by: str | None, edit_id: str) -> Correction:
    said, instead, who = clean(text), clean(value), clean(by)
    if field not in CLOSED["correctable"]:
        raise UsageError("There is nothing of that name to correct", fix=f"Choose one of {', '.join(CLOSED['correctable'])}.")
    if said is None and instead is None:
        raise UsageError("Nothing was written", fix="Say what is wrong, or what should stand there.")
    if any(len(cell or "") > LONGEST for cell in (said, instead, who)):
        raise UsageError(f"At most {LONGEST:,} characters are taken at once", fix="Say it in fewer words.")
    id = f"c-{hashlib.sha256(edit_id.encode('utf-8', 'surrogatepass')).hexdigest()[:12]}"
    today = dt.datetime.now(dt.UTC).date().isoformat()
    # Said outright: on a map that is public throughout, what has no audience is public, and this is for nobody but the map keeper.
    return Correction(id, actor, field, instead, said or "what is suggested instead", who, today, "open", audience="stewards")


def settle(
    desk: Desk, map: str, id: str, *, applied: bool, answer: str | None = None, edit_id: str | None = None, author: str = "map keeper"
) -> Correction:
    """Apply a correction (what it suggests is written into the actor in the same edit, where it suggests a word), or dismiss it.

    Raises NotFound, UsageError when it was settled before.
    """
    state = desk.state(map)
    found: Correction | None = state.of("correction").get(id)
    if found is None:
        raise NotFound(f"There is no correction {id!r} on this map", fix="Choose one from the list.")
    if found.status != "open":
        raise UsageError("That correction was settled already", fix="Look at the list again.")
    done = found._replace(status="applied" if applied else "dismissed", answer=clean(answer))
    changes = [Change("change", "correction", id, done), *(_applied(state, found) if applied else ())]
    edit(desk, map, changes, reason=f"correction {done.status}", author=author, edit_id=edit_id)
    return done


def _applied(state: State, found: Correction) -> tuple[Change, ...]:
    actor = state.actors.get(found.about or "")
    if actor is None or found.field in (None, "other") or found.value is None:
        return ()
    return (Change("correct", "actor", actor.id, actor._replace(**{found.field: found.value})),)


def waiting(desk: Desk, viewer: Viewer, map: str) -> tuple[Correction, ...]:
    """The corrections that this viewer may see, open ones first, newest first among them. Raises NotFound."""
    newest = list(view(desk, viewer, map).state.of("correction").values())[::-1]
    return tuple(sorted(newest, key=lambda one: one.status != "open"))
