"""What becomes of each row of a file, in words that a person can check against it: new, other than before, or there already."""

from __future__ import annotations

from typing import Any

from sysmap.model.state import State
from sysmap.service.editing import after
from sysmap.service.importing import Preview

MOST = 1_000
TIES = {"relationship": "relationship", "funding": "money", "rating": "trust answer"}
VERBS = {"add": "new", "change": "changed", "remove": "removed"}


def rows_of(seen: Preview, state: State) -> dict[str, Any]:
    """The first rows of a preview in the order of the file, and how many more there are.

    A row that is a tie is told as one; an organisation that stands in ties only is not told again for each of them.
    """
    will = after(state, seen.planned.changes)
    verbs = {(change.kind, change.id): VERBS.get(change.verb, "changed") for change in seen.planned.changes}
    told = []
    tied = {place for (kind, _), place in seen.planned.positions.items() if kind in TIES}
    for (kind, id), (file, row) in seen.planned.positions.items():
        fact = will.get(kind, id)
        if fact is None or (kind != "actor" and kind not in TIES) or (kind == "actor" and (file, row) in tied):
            continue
        what = {"file": file, "row": row, "becomes": verbs.get((kind, id), "same")}
        if kind == "actor":
            told.append({**what, "what": "organisation", "who": _name(will, id), "whom": "", "kind": fact.kind or ""})
        else:
            ends = {"who": _name(will, fact.from_id), "whom": _name(will, fact.to_id)}
            told.append({**what, "what": TIES[kind], **ends, "kind": _kind(fact)})
    told.sort(key=lambda one: (one["file"], one["row"]))
    return {"rows": told[:MOST], "more": max(0, len(told) - MOST)}


def _name(state: State, id: str | None) -> str:
    actor = state.actors.get(id or "")
    return (actor.name if actor is not None else id) or ""


def _kind(fact: Any) -> str:
    return str(getattr(fact, "type", None) or getattr(fact, "item", None) or "").replace("_", " ")
