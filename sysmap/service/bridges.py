"""Who bridges two groups at a point, as far as this viewer may read it?"""

from __future__ import annotations

from sysmap.analysis.bridging import Bridges, bridges_of
from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import may_name_organisations


def bridges(
    desk: Desk, viewer: Viewer, map: str, at: str | None, question: Question, between: tuple[str, str], known_at: str | None = None
) -> Bridges:
    """The bridges between two groups of the question's attribute. Raises UsageError, and NotFound for the public on trust."""
    may_name_organisations(viewer, question.layer)
    asked = network_at(desk, viewer, map, at, question, known_at)
    state = asked.view.state
    key = ("bridges", map, state.revision, state.erasures, viewer.spaces, asked.point, question, between)
    return desk.answer(key, lambda: bridges_of(asked.network, *between))
