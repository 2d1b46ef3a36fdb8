"""How does a personal text get its commitment? Each text keeps its seal while it is unchanged, and gets a new one when it changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sysmap.model.batch import Change
from sysmap.model.canonical import seal, seal_key
from sysmap.model.kinds import KINDS
from sysmap.model.state import Seal, SealKey, State

Salts = Mapping[SealKey, str]


def seals_for(changes: Iterable[Change], state: State, salts: Salts | None = None) -> dict[SealKey, Seal]:
    """A seal for each personal text in the changes. ``salts`` are those that a bundle brought along.

    An unchanged text keeps the seal it has: its commitment, and so every digest over it, stays. Texts whose fact is
    unchanged, or that were withdrawn, are never sealed again.
    """
    made: dict[SealKey, Seal] = {}
    for change in changes:
        if change.fact is None:
            continue
        before = state.get(change.kind, change.id)
        for name in KINDS[change.kind].personal:
            text = getattr(change.fact, name)
            if text is None:
                continue
            key = seal_key(change.kind, change.fact, name)
            known = state.seals.get(key)
            unchanged = known is not None and (name == "respondent" or (before is not None and getattr(before, name) == text))
            if unchanged and known is not None:
                made[key] = known
            elif key not in made:
                made[key] = seal(text, salts.get(key) if salts else None)
    return made
