"""Which edits wrote a fact, which facts did an edit write, and what was each version of one?"""

from __future__ import annotations

from collections.abc import Mapping

from sysmap.errors import NotFound
from sysmap.model.history import Version
from sysmap.service.sitting import Sitting

Place = tuple[str, str]


def edits_by_fact(sitting: Sitting, map: str) -> Mapping[Place, tuple[int, ...]]:
    """For every fact there is or was, the numbers of the edits that wrote it, oldest first. One reading of the history, then kept."""
    head = sitting.head(map)

    def read() -> Mapping[Place, tuple[int, ...]]:
        found: dict[Place, list[int]] = {}
        for record in sitting.store.records(map):
            if record.revision.number > head.revision:
                break
            for version in record.born:
                found.setdefault((version.kind, version.id), []).append(record.revision.number)
        return {place: tuple(numbers) for place, numbers in found.items()}

    return sitting.answer(("edits by fact", map, head.revision, head.erasures), read)


def touched_by(sitting: Sitting, map: str, revision: int) -> tuple[Place, ...]:
    """The facts that an edit wrote or removed."""
    head = sitting.head(map)
    return sitting.answer(("touched", map, revision, head.erasures), lambda: sitting.store.touched(map, revision))


def versions_of(sitting: Sitting, map: str, kind: str, id: str) -> tuple[Version, ...]:
    """Every version of one fact up to where this sitting began, oldest first. Raises NotFound for a fact there never was."""
    head = sitting.head(map)
    found = tuple(v for v in sitting.store.versions(map, kind, id) if v.born <= head.revision)
    if not found:
        raise NotFound(f"There never was a {kind} {id!r} on the map {map!r}", fix="Check the id.")
    return found
