"""What one run of the command line works with: the settings, the store, and who is asking."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sysmap.config import Config, from_environment
from sysmap.errors import UsageError

if TYPE_CHECKING:
    from sysmap.model.visibility import Viewer
    from sysmap.service.desk import Desk


class Run:
    """Made once a run, before the command; opens the store only when the command asks for it."""

    def __init__(self, store: str | None) -> None:
        self._store = store

    @property
    def config(self) -> Config:
        config = from_environment()
        return config._replace(store=self._store) if self._store else config

    @property
    def chosen_store(self) -> str | None:
        """The store that was named, by option or environment; None when it is the default."""
        import os

        return self._store or os.environ.get("SYSMAP_STORE") or None

    @contextmanager
    def desk(self, *, create: bool = False) -> Iterator[Desk]:
        """The store, open for as long as the command runs. A read never creates a file."""
        from sysmap.service.opening import open_desk

        desk = open_desk(self.config.store, create=create)
        try:
            yield desk
        finally:
            desk.close()

    @contextmanager
    def desk_or_nothing(self) -> Iterator[Desk]:
        """The store if it is there, else an empty one in memory: what a dry run works out against."""
        from sysmap.errors import NotFound
        from sysmap.service.opening import open_desk

        try:
            desk = open_desk(self.config.store)
        except NotFound:
            desk = open_desk("sqlite://", create=True)
        try:
            yield desk
        finally:
            desk.close()


def viewer_for(audience: str | None, default: str) -> Viewer:
    """Who the answer is for. The command line works on the store directly, so it is the map keeper unless it says otherwise."""
    from sysmap.model.visibility import Viewer
    from sysmap.model.vocabulary import AUDIENCES

    chosen = audience or default
    if chosen not in AUDIENCES:
        raise UsageError(f"There are no readers called {chosen!r}", fix=f"Choose one of: {', '.join(AUDIENCES)}.")
    return Viewer.for_audience(chosen)
