"""Who became whom? Renamed, split, merged or absorbed, as the map states it."""

from __future__ import annotations

from typing import Any, NamedTuple

from sysmap.model.state import State


class Succession(NamedTuple):
    """``kind`` is renamed, split, merged or absorbed; ``before`` became ``after`` (ids); ``date`` as people wrote it."""

    kind: str
    before: str
    after: str
    date: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "from": self.before, "to": self.after, "date": self.date}


def successions_of(state: State) -> tuple[Succession, ...]:
    """Every succession on the map whose two ends are on it too."""
    return tuple(
        Succession(row.kind, row.from_id, row.to_id, row.date)
        for row in state.of("lineage").values()
        if row.kind is not None and row.from_id in state.actors and row.to_id in state.actors and row.from_id != row.to_id
    )
