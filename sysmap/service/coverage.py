"""Who has not been heard in a round, for this viewer?"""

from __future__ import annotations

from dataclasses import replace

from sysmap.analysis.coverage import Coverage, Heard, coverage
from sysmap.analysis.question import Question
from sysmap.errors import NotFound
from sysmap.model.visibility import Viewer
from sysmap.service.asking import network_at
from sysmap.service.desk import Desk

OTHERS = "others"


def heard(desk: Desk, viewer: Viewer, map: str, at: str | None, question: Question, known_at: str | None = None) -> Coverage:
    """Who answered in a round, by group; *never* over every round that the viewer may see. Raises NotFound, UsageError."""
    asked = network_at(desk, viewer, map, at, question, known_at)
    others = []
    for wave in asked.view.state.waves:
        if wave != asked.network.wave:
            try:
                others.append(network_at(desk, viewer, map, wave, question, known_at).network)
            except NotFound:
                continue
    found = coverage(asked.network, question, others)
    return found if viewer.is_steward else _folded(found)


def _folded(found: Coverage) -> Coverage:
    """Groups of one are folded: otherwise the group's name would say of one organisation whether it answered."""
    kept = [group for group in found.groups if group.members > 1]
    alone = [group for group in found.groups if group.members <= 1]
    if alone:
        names = [name for name in Heard.__slots__ if name != "group"]
        kept.append(Heard(OTHERS, **{name: sum(getattr(group, name) for group in alone) for name in names}))
    there = {group.group for group in kept}
    return replace(found, groups=tuple(kept), least=tuple(name for name in found.least if name in there))
