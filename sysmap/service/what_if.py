"""If these actors left, what would fall apart, as far as this viewer sees ties?"""

from __future__ import annotations

from sysmap.analysis.question import Question
from sysmap.analysis.what_if import WithoutThem, what_if
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import may_name_organisations


def without(
    desk: Desk, viewer: Viewer, map: str, at: str | None, remove: tuple[str, ...], question: Question, known_at: str | None = None
) -> WithoutThem:
    """The network without these actors. Raises NotFound for a stranger, and for the public on trust, which names no organisation."""
    may_name_organisations(viewer, question.layer)
    asked = network_at(desk, viewer, map, at, question, known_at)
    state = asked.view.state
    key = ("without", map, state.revision, state.erasures, viewer.spaces, asked.point, question, remove)
    return desk.answer(key, lambda: what_if(asked.network, remove))
