"""Does a finding survive other readings of silence, as far as this viewer may read it?"""

from __future__ import annotations

from sysmap.analysis.question import Question
from sysmap.analysis.sensitivity import Sensitivity, sensitivity
from sysmap.errors import NotFound
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import RECEIVED, is_public


def readings(
    desk: Desk, viewer: Viewer, map: str, at: str | None, question: Question, top: int = 5, known_at: str | None = None
) -> Sensitivity:
    """A measure under each reading of silence. Raises NotFound, UsageError.

    It is a list of single organisations: none of trust for the public, and none of trust received for anyone but the map keeper.
    """
    received = bool(question.names) and question.names[0] in RECEIVED
    if question.layer == "trust" and not viewer.is_steward and (is_public(viewer) or received):
        raise NotFound("This would list single organisations by trust, which is not for these readers", fix="Ask the map keeper.")
    asked = network_at(desk, viewer, map, at, question, known_at)
    state = asked.view.state
    key = ("sensitivity", map, state.revision, state.erasures, viewer.spaces, asked.point, question, top)
    return desk.answer(key, lambda: sensitivity(asked.network, question, top))
