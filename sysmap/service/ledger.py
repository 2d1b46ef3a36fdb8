"""What was erased stays erased: an import may not bring a withdrawn text back."""

from __future__ import annotations

from collections.abc import Iterable

from sysmap.errors import Problem
from sysmap.formats import Planned
from sysmap.model.batch import Change
from sysmap.model.kinds import KINDS, heading
from sysmap.model.state import State
from sysmap.model.text import WITHDRAWN
from sysmap.store.port import Erased


def kept_withdrawn(planned: Planned, ledger: Iterable[Erased], state: State) -> Planned:
    """The plan with every erased text put back to *withdrawn*, and a warning for each that the file tried to bring back."""
    gone = {(e.kind, e.id, e.field) for e in ledger}
    if not gone:
        return planned
    warnings = list(planned.warnings)
    changes: list[Change] = []
    for change in planned.changes:
        if change.fact is None:
            changes.append(change)
            continue
        kept = change.fact
        for name in KINDS[change.kind].personal:
            if name != "respondent" and (change.kind, change.id, name) in gone and getattr(kept, name) not in (None, WITHDRAWN):
                kept = kept._replace(**{name: WITHDRAWN})
                file, row = planned.positions.get((change.kind, change.id), (None, None))
                warnings.append(
                    Problem(
                        "this text was withdrawn and stays withdrawn", "take it out of the file", file, row, heading(name), code="WITHDRAWN"
                    )
                )
        if kept != state.get(change.kind, change.id):
            changes.append(change._replace(fact=kept))
    return planned._replace(changes=tuple(changes), warnings=tuple(warnings))
