"""What goes with the ties of now, and did those named beforehand change more, as far as this viewer may read it?"""

from __future__ import annotations

from collections.abc import Sequence

from sysmap.analysis.explaining import Explanation, explain
from sysmap.analysis.predictors import USUAL
from sysmap.analysis.question import Question
from sysmap.analysis.resampling import Tell, nobody_hears
from sysmap.errors import NotShown
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.comparing import compared
from sysmap.service.desk import Desk


def explained(
    desk: Desk,
    viewer: Viewer,
    map: str,
    before: str,
    after: str,
    question: Question,
    words: Sequence[str] = (),
    sets: Sequence[str] = (),
    known_at: str | None = None,
    tell: Tell = nobody_hears,
) -> Explanation:
    """The later network accounted for by ``words`` (the usual ones where neither words nor sets are given), and each set's test.

    Raises NotFound, UsageError, and NotShown for anyone but the map keeper on trust: a set may be one organisation.
    """
    if question.layer == "trust" and not viewer.is_steward:
        raise NotShown("What goes with trust is worked out for the map keeper alone", fix="Ask the map keeper.")
    change = compared(desk, viewer, map, before, after, question, known_at)
    first, second = (network_at(desk, viewer, map, at, question, known_at) for at in (before, after))
    state, chosen = second.view.state, tuple(words) or (() if sets else USUAL)
    key = ("explanation", map, state.revision, state.erasures, viewer.spaces, first.point, second.point, question, chosen, tuple(sets))
    return desk.answer(key, lambda: explain(change, state, chosen, sets, tell))
