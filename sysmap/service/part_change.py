"""What changed for one organisation between the last two rounds, in what is recorded of it?"""

from __future__ import annotations

from sysmap.analysis.question import Question
from sysmap.errors import NotFound, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.choices import choices
from sysmap.service.comparing import shown
from sysmap.service.desk import Desk
from sysmap.service.phrases import listed, say

BEGAN, ENDED = frozenset({"formed", "joined"}), frozenset({"dissolved", "left"})


def changed_words(desk: Desk, viewer: Viewer, map: str, actor: str) -> tuple[str, ...]:
    """The relationships that began and ended, each other end by its name; a sentence where nothing can be compared."""
    offered = choices(desk, viewer, map)
    if offered.pair is None:
        return (say("part_no_rounds"),)
    if "relationships" not in offered.layers:
        return ()
    before, after = offered.pair
    words = {r.id: r.words for rounds in offered.rounds.values() for r in rounds}
    try:
        seen = shown(desk, viewer, map, before, after, Question(layer="relationships"))
    except (NotFound, UsageError):
        return ()
    names = {m.id: m.name for m in (*seen.then.members, *seen.now.members)}
    ends = {"then": words.get(before, before), "now": words.get(after, after)}
    if actor not in names:
        return (say("part_not_member", **ends),)
    began: dict[str, None] = {}
    ended: dict[str, None] = {}
    for tie in seen.change.ties:
        if actor in tie.pair:
            other = names[tie.pair[1] if tie.pair[0] == actor else tie.pair[0]]
            if tie.change in BEGAN:
                began[other] = None
            elif tie.change in ENDED:
                ended[other] = None
    told = []
    if began:
        told.append(say("part_began", list=listed(list(began)), **ends))
    if ended:
        told.append(say("part_ended", list=listed(list(ended)), **ends))
    return tuple(told) or (say("part_same", **ends),)
