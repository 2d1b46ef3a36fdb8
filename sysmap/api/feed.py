"""What changed on a map, told as it happens: worked out and written once for all who ask the same and see the same.

A subscriber is a place in a map's history. When the map has moved, the difference between that place and the newest revision is one
event, so whoever reads slowly gets fewer and larger events and keeps nobody waiting, a reconnect goes on from the cursor of the last
event with nothing missed or repeated, and it makes no difference which of several processes on one store is asked. The rejected
choice, a queue for each subscriber, has to be bounded, and loses events when it is full.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Hashable
from typing import Any, NamedTuple

import anyio.to_thread
from graphql import DocumentNode, FieldNode, GraphQLError, OperationDefinitionNode
from graphql.execution.values import get_argument_values, get_variable_values

from sysmap.api.answering import Answers, encoded
from sysmap.api.asked import Asked, feed_of
from sysmap.api.bodies import Request
from sysmap.api.documents import Document, Refusal, TooMuch
from sysmap.api.limits import EVENT_CHANGES, LISTENERS
from sysmap.api.live import MapEvent
from sysmap.api.shape import view as shape_of
from sysmap.errors import NotFound, UsageError
from sysmap.model.state import State
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.following import differences, seen_of
from sysmap.service.scenes import At, Scene
from sysmap.service.views import view

POLL = 0.2
NEVER = -1
EVENTS_KEPT = 256
STATES_KEPT = 16


class Place(NamedTuple):
    """Where a subscriber is in a map's history."""

    revision: int
    erasures: int


class Following(NamedTuple):
    """One subscription: who asks for what of which map, and the place it starts from."""

    map: str
    viewer: Viewer
    request: Request
    document: Document
    start: Place


class Feed:
    """The live events of one process. Used on the event loop; what takes time is done in threads."""

    def __init__(self, desk: Desk, answers: Answers) -> None:
        self.desk = desk
        self.answers = answers
        self._events: OrderedDict[Hashable, asyncio.Future[bytes | None]] = OrderedDict()
        self._states: OrderedDict[tuple[str, Place], State] = OrderedDict()
        self._lock = threading.Lock()
        self._heads: dict[str, Place | None] = {}
        self._moved: dict[str, asyncio.Event] = {}
        self._pollers: dict[str, asyncio.Task[None]] = {}
        self._followers: dict[str, Counter[Hashable]] = {}

    def admit(self, viewer: Viewer, request: Request) -> Following:
        """A subscription that may be followed. In a thread. Raises Refusal, TooMuch, Invalid, NotFound, UsageError."""
        document = self.answers.documents.read(request.query)
        operation = document.operation(request.operation)
        self.answers.admitted(document, operation, request.variables, viewer)
        given = _arguments(self.answers, document.tree, operation, request.variables)
        map, since = str(given["map"]), given.get("since")
        view(self.desk, viewer, map)
        head = self._read_head(map)
        if head is None:
            raise NotFound(f"There is no map {map!r} in this store", fix="Ask for the maps there are.")
        if since is None:
            return Following(map, viewer, request, document, head)
        start = Place(*self.answers.sealer.open(since, feed_of(map, viewer)))
        # A place that the map never reached, as after a restore from an older backup, is told to read everything again.
        return Following(map, viewer, request, document, start if start.revision <= head.revision else start._replace(erasures=NEVER))

    def refuse_crowd(self, map: str, listener: Hashable) -> None:
        """Raise TooMuch when as many listen to a map as may, and this one is not among them."""
        listening = self._followers.get(map, ())
        if listener not in listening and len(listening) >= LISTENERS:
            raise TooMuch(f"{LISTENERS} listen to this map, and no more may", fix="Try again when somebody has left.")

    async def events(self, following: Following, listener: Hashable) -> AsyncIterator[bytes | None]:
        """The events, each as the JSON of an answer; None every second or so, for the one who sends to look around.

        ``listener`` is the socket or the stream that they are for. Raises TooMuch.
        """
        place, map = following.start, following.map
        self._join(map, listener)
        try:
            while True:
                newest = self._heads.get(map, place)
                if newest is None:
                    yield encoded({"errors": [{"message": "The map is not there any more.", "extensions": {"code": "NOT_FOUND"}}]})
                    return
                # What was polled last may be older than a cursor that another process gave: there is nothing new in that.
                behind = newest.erasures == place.erasures and newest.revision < place.revision
                if newest == place or behind:
                    await self._wait(map)
                    yield None
                    continue
                event = await self._event(following, place, newest)
                place = newest
                if event is not None:
                    yield event
        finally:
            self._leave(map, listener)

    def _join(self, map: str, listener: Hashable) -> None:
        self.refuse_crowd(map, listener)
        self._followers.setdefault(map, Counter())[listener] += 1
        if map not in self._pollers:
            self._moved[map] = asyncio.Event()
            self._pollers[map] = asyncio.create_task(self._poll(map), name=f"feed of {len(self._pollers)}")

    def _leave(self, map: str, listener: Hashable) -> None:
        listening = self._followers[map]
        listening[listener] -= 1
        if not listening[listener]:
            del listening[listener]
        if not listening:
            del self._followers[map]
            self._pollers.pop(map).cancel()
            self._heads.pop(map, None)
            self._moved.pop(map)

    async def _poll(self, map: str) -> None:
        while True:
            try:
                newest = await anyio.to_thread.run_sync(self._read_head, map)
            except Exception:
                # A store that cannot be read now may be readable again: the next event then holds everything since.
                await asyncio.sleep(1)
                continue
            if newest != self._heads.get(map, "unknown"):
                self._heads[map] = newest
                moved, self._moved[map] = self._moved[map], asyncio.Event()
                moved.set()
            await asyncio.sleep(POLL)

    async def _wait(self, map: str) -> None:
        try:
            await asyncio.wait_for(self._moved[map].wait(), 1)
        except TimeoutError:
            return

    def _read_head(self, map: str) -> Place | None:
        head = self.desk.store.head(map)
        return None if head is None else Place(head.revision, head.erasures)

    async def _event(self, following: Following, place: Place, newest: Place) -> bytes | None:
        """The event between two places, worked out by whoever asks first; the others wait for it."""
        variables = encoded(following.request.variables)
        key = (following.map, place, newest, following.viewer.spaces, following.request.query, following.request.operation, variables)
        known = self._events.get(key)
        if known is None:
            known = self._events[key] = asyncio.get_running_loop().create_future()
            while len(self._events) > EVENTS_KEPT:
                self._events.popitem(last=False)
            try:
                known.set_result(await anyio.to_thread.run_sync(self._written, following, place, newest))
            except BaseException as error:
                del self._events[key]
                known.cancel()
                if not isinstance(error, Exception):
                    raise
                return encoded(self.answers.broken(error, following.viewer))
        try:
            return await asyncio.shield(known)
        except asyncio.CancelledError:
            if known.cancelled() and not _being_cancelled():
                return await self._event(following, place, newest)
            raise

    def _written(self, following: Following, place: Place, newest: Place) -> bytes | None:
        asked = Asked(self.desk, following.viewer, self.answers.sealer)
        now = self._state(following.map, newest)
        found: tuple[Any, ...] | None = None
        if place.erasures == newest.erasures and place.revision <= newest.revision:
            then = self._state(following.map, place)
            before, after = (seen_of(self.desk, following.viewer, state) for state in (then, now))
            found = tuple(differences(before, after))
            # Edits that undo one another change nothing to see, but they stand in the history: who reads that is told how far it goes.
            # To everybody else a number that moves would tell that something hidden was edited.
            if not found and not following.viewer.is_steward:
                return None
        refetch = found is None or len(found) > EVENT_CHANGES
        here = Scene(asked.sitting, following.viewer, following.map, At(), seen_of(self.desk, following.viewer, now), {}, None, None)
        cursor = self.answers.sealer.seal(list(newest), feed_of(following.map, following.viewer))
        event = MapEvent(cursor, refetch, newest.revision, () if refetch else found or (), place.revision)
        root = shape_of("MapChange").of(event, here)
        result = self.answers.executed(following.document, following.request, asked, root)
        return encoded(self.answers.shown(result, following.viewer))

    def _state(self, map: str, place: Place) -> State:
        key = (map, place)
        with self._lock:
            if key in self._states:
                return self._states[key]
        state = self.desk.state(map)
        if (state.revision, state.erasures) != place:
            state = self.desk.state(map, place.revision)
        with self._lock:
            self._states[key] = state
            while len(self._states) > STATES_KEPT:
                self._states.popitem(last=False)
        return state


def _being_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _arguments(answers: Answers, tree: DocumentNode, operation: OperationDefinitionNode, given: dict[str, Any]) -> dict[str, Any]:
    """The arguments of a subscription's one field. Raises Refusal, UsageError."""
    fields = operation.selection_set.selections
    if len(fields) != 1 or not isinstance(fields[0], FieldNode) or fields[0].name.value != "mapChanged":
        fix = "Write subscription { mapChanged(map: ...) { ... } }."
        raise Refusal("A subscription asks for mapChanged, once, and not in a fragment", fix=fix)
    values: Any = get_variable_values(answers.schema, operation.variable_definitions or (), given)
    if isinstance(values, list):
        raise UsageError(str(values[0].message), fix="Check the variables.")
    root = answers.schema.subscription_type
    assert root is not None
    try:
        return dict(get_argument_values(root.fields["mapChanged"], fields[0], values))
    except GraphQLError as error:
        raise UsageError(error.message, fix="Check the arguments.") from None
