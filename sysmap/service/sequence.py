"""What changed over more than two rounds?"""

from __future__ import annotations

from sysmap.analysis.change_sequence import Sequenced, sequence
from sysmap.analysis.question import Question
from sysmap.errors import NotFound
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk


def sequenced(
    desk: Desk, viewer: Viewer, map: str, points: tuple[str, ...], question: Question, known_at: str | None = None
) -> Sequenced:
    """Each point against the next. Raises NotFound, UsageError.

    Trust over several rounds is for map keepers: its means come without the sizes that other readers are owed.
    """
    if question.layer == "trust" and not viewer.is_steward:
        raise NotFound("Trust over several rounds is not for these readers", fix="Compare two rounds, or ask the map keeper.")
    asked = [network_at(desk, viewer, map, at, question, known_at) for at in points]
    state = asked[-1].view.state if asked else None
    if state is None:
        return sequence((), question)
    key = ("sequence", map, state.revision, state.erasures, viewer.spaces, tuple(one.point for one in asked), question)
    return desk.answer(key, lambda: sequence([one.network for one in asked], question))
