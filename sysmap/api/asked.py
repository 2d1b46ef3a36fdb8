"""One question, while it is answered: who asks, what has been read, and until when. What strawberry calls the context."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any

from sysmap.api.cursors import Sealer
from sysmap.api.limits import Patience, allowance
from sysmap.errors import SysmapError
from sysmap.model.visibility import Viewer
from sysmap.service.correcting import Corrections
from sysmap.service.desk import Desk
from sysmap.service.freshness import tag
from sysmap.service.scenes import At, Scene, scene
from sysmap.service.sitting import Sitting


class TooSlow(SysmapError):
    """The answer took longer than an answer may."""

    code = "TOO_SLOW"


class Asked:
    """The context of one operation."""

    def __init__(
        self,
        desk: Desk,
        viewer: Viewer,
        sealer: Sealer,
        author: str = "map keeper",
        seconds: float = Patience().query,
        clock: Callable[[], float] = time.monotonic,
        corrections: Corrections | None = None,
        caller: Hashable = None,
    ) -> None:
        self.sitting = Sitting(desk)
        self.viewer = viewer
        self.sealer = sealer
        self.author = author
        self.corrections = corrections or Corrections()
        self.caller = caller
        self.allowed = allowance(viewer)
        self._clock = clock
        self._seconds = seconds
        self._until = clock() + seconds
        self._scenes: dict[tuple[Viewer, str, At], Scene] = {}

    def scene(self, map: str, at: At = At(), viewer: Viewer | None = None) -> Scene:  # noqa: B008
        """The map at a point, read once however often it is asked for. Raises NotFound, UsageError, TooSlow."""
        self.in_time()
        looking = viewer or self.viewer
        key = (looking, map, at)
        if key not in self._scenes:
            self._scenes[key] = scene(self.sitting, looking, map, at)
        return self._scenes[key]

    def anew(self) -> None:
        """Read everything again from here on: something was just written."""
        self.sitting = Sitting(self.sitting.desk)
        self._scenes.clear()

    def elsewhere(self, here: Scene, at: Any) -> Scene:
        """The same map at another point; where none is given, here."""
        return here if at is None else self.scene(here.map, point(at), here.viewer)

    def in_time(self) -> None:
        """Raises TooSlow once the deadline has passed."""
        if self._clock() > self._until:
            raise TooSlow(f"This took longer than {self._seconds:g} seconds and was stopped", fix="Ask for less at once.")

    def opened_at(self, here: Scene) -> int:
        """The revision that a cursor opened here carries: the first that this process knows to look the same to this viewer.

        A cursor that changed with every hidden edit would tell that there was one.
        """
        if here.viewer.is_steward or here.at != At():
            return here.state.revision
        seen = tag(self.sitting, here.viewer, here.map, "cursor")
        return self.sitting.answer(("first seen", here.map, here.viewer.spaces, seen), lambda: here.state.revision)


    def feed_cursor(self, here: Scene) -> str:
        """The place at which a reader of this scene goes on in the feed."""
        return self.sealer.seal([self.opened_at(here), here.state.erasures], feed_of(here.map, here.viewer))


def feed_of(map: str, viewer: Viewer) -> tuple[object, ...]:
    """What a cursor of the feed is bound to: the map, and what is seen of it."""
    return ("feed", map, sorted(viewer.spaces))


def point(at: Any) -> At:
    """The point that an ``At`` of the API names."""
    return At(at.wave, at.snapshot, at.valid_at, at.known_at)
