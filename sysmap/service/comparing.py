"""What changed between two points, and how much of it is real given who did not answer?"""

from __future__ import annotations

from typing import NamedTuple

from sysmap.analysis.change import Change, compare
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.asking import Asked, network_at
from sysmap.service.desk import Desk
from sysmap.service.disclosure import folded_pair


def compared(desk: Desk, viewer: Viewer, map: str, before: str, after: str, question: Question, known_at: str | None = None) -> Change:
    """The change of a layer between two points, for this viewer. Raises NotFound, UsageError."""
    first = network_at(desk, viewer, map, before, question, known_at)
    second = network_at(desk, viewer, map, after, question, known_at)
    state = second.view.state
    key = ("change", map, state.revision, state.erasures, viewer.spaces, first.point, second.point, question)
    return desk.answer(key, lambda: compare(first.network, second.network, question))


class Shown(NamedTuple):
    """A change as these readers may see it drawn or listed: the two networks, what became of them, and where they came from."""

    then: Network
    now: Network
    change: Change
    asked: Asked


def shown(desk: Desk, viewer: Viewer, map: str, before: str, after: str, question: Question, known_at: str | None = None) -> Shown:
    """The change tie by tie; for the public, trust is compared as it is shown, group to group. Raises NotFound, UsageError."""
    first = network_at(desk, viewer, map, before, question, known_at)
    second = network_at(desk, viewer, map, after, question, known_at)
    then, now = folded_pair(viewer, first.network, second.network)
    folded = now is not second.network
    change = compare(then, now, question) if folded else compared(desk, viewer, map, before, after, question, known_at)
    return Shown(then, now, change, second)
