"""Who is where in the network, and how is it as a whole, at one point?"""

from __future__ import annotations

from sysmap.analysis.measures import Measures, measure
from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import disclosed_measures


def measures(desk: Desk, viewer: Viewer, map: str, at: str | None, question: Question, known_at: str | None = None) -> Measures:
    """The measures of a layer at a point, for this viewer. Raises NotFound, UsageError."""
    asked = network_at(desk, viewer, map, at, question, known_at)
    state = asked.view.state
    key = ("measures", map, state.revision, state.erasures, viewer.spaces, asked.point, question)
    return desk.answer(key, lambda: disclosed_measures(measure(asked.network, question), viewer))
