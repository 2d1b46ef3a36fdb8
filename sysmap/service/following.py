"""What became different on a map between two revisions, as one viewer sees it? Nothing they do not see, not even that it changed.

The difference of what they saw and see is taken, and not the list of what was edited: an edit that only changes who may see an actor
takes its ties away too, for those who do not see it any more, and to everybody else it is no event at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from sysmap.model.state import State
from sysmap.model.visibility import Viewer, visible
from sysmap.service.desk import Desk
from sysmap.service.scenes import facts_for


class Difference(NamedTuple):
    """One fact that is new, other or gone for the viewer. ``fact`` is what it is now, or was before it went."""

    kind: str
    id: str
    verb: str
    fact: Any


def seen_of(desk: Desk, viewer: Viewer, state: State) -> State:
    """The facts of a state that may be told to this viewer one by one; nothing of a map that they do not see."""
    key = ("view", state.map, state.revision, state.erasures, viewer.spaces)
    seen = desk.answer(key, lambda: visible(state, viewer))
    return facts_for(viewer, seen.state)


def differences(before: State, after: State) -> Iterator[Difference]:
    """What differs, kind by kind in map order: what is there now, then what is gone."""
    for kind in dict.fromkeys((*before.facts, *after.facts)):
        then, now = before.of(kind), after.of(kind)
        if then is now:
            continue
        for id, fact in now.items():
            known = then.get(id)
            if known is not fact and known != fact:
                yield Difference(kind, id, "added" if known is None else "changed", fact)
        for id in then.keys() - now.keys():
            yield Difference(kind, id, "removed", then[id])
