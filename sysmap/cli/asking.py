"""From options to a question: the open store, who asks, which map, and what of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from sysmap.cli.running import Run, viewer_for

if TYPE_CHECKING:
    from sysmap.analysis.question import Question
    from sysmap.model.visibility import Viewer
    from sysmap.service.desk import Desk


class Asked(NamedTuple):
    """What a command that asks about a map works with, while the store is open."""

    desk: Desk
    viewer: Viewer
    map: str
    question: Question


@contextmanager
def asked(run: Run, map: str | None, layer: str | None, readers: str | None, default_readers: str, **options: Any) -> Iterator[Asked]:
    """The question that the options ask, of the map that is meant. Raises UsageError, NotFound."""
    from sysmap.analysis.question import Question
    from sysmap.service.asking import layer_or_fullest
    from sysmap.service.views import choose_map

    viewer = viewer_for(readers, default_readers)
    with run.desk() as desk:
        chosen = choose_map(desk, viewer, map)
        yield Asked(desk, viewer, chosen, Question(layer=layer_or_fullest(desk, viewer, chosen, layer), **options))
