"""What changed between two points, and how much of it is real given who did not answer?"""

from __future__ import annotations

from sysmap.analysis.change import Change, compare
from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk


def compared(desk: Desk, viewer: Viewer, map: str, before: str, after: str, question: Question, known_at: str | None = None) -> Change:
    """The change of a layer between two points, for this viewer. Raises NotFound, UsageError."""
    first = network_at(desk, viewer, map, before, question, known_at)
    second = network_at(desk, viewer, map, after, question, known_at)
    state = second.view.state
    key = ("change", map, state.revision, state.erasures, viewer.spaces, first.point, second.point, question)
    return desk.answer(key, lambda: compare(first.network, second.network, question))
