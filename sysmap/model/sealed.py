"""How does a fact look without its personal text? Each such text is replaced by its commitment, and put back when it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sysmap.model.batch import Change
from sysmap.model.canonical import seal_key, withdrawn_respondent
from sysmap.model.history import Version
from sysmap.model.kinds import KINDS
from sysmap.model.state import Seal, SealKey
from sysmap.model.text import WITHDRAWN

SHARED = "respondent"
"""The field whose text is one a map, however many facts hold it."""


class Kept(NamedTuple):
    """A personal text as it is kept. Both are None once it was erased."""

    salt: str | None
    value: str | None


Find = Callable[[str, SealKey], Kept]
"""The text behind a commitment that stands under a key of ``text_key``."""

PERSONAL: dict[str, tuple[tuple[int, str], ...]] = {
    name: tuple((kind.fields.index(field), field) for field in kind.personal) for name, kind in KINDS.items()
}
"""Where in a fact of each kind its personal texts stand."""


def text_key(kind: str, id: str, field: str) -> SealKey:
    """Under which key a text is kept: like ``seal_key``, but without a respondent's name, which would outlive its erasure."""
    return (SHARED, "", SHARED) if field == SHARED else (kind, id, field)


def sealed(kind: str, fact: Any, seals: Mapping[SealKey, Seal]) -> tuple[Any, ...]:
    """The fact's values with the commitment in the place of every personal text. Raises KeyError for a text without a seal."""
    row: list[Any] | None = None
    for index, field in PERSONAL[kind]:
        if fact[index] is not None:
            if row is None:
                row = list(fact)
            row[index] = seals[seal_key(kind, fact, field)].hash
    return tuple(fact) if row is None else tuple(row)


def opened(kind: str, row: tuple[Any, ...], find: Find, seals: dict[SealKey, Seal]) -> Any:
    """The fact again, erased texts as *withdrawn*; its seals are added to ``seals``."""
    cells: list[Any] | None = None
    id = row[0]
    for index, field in PERSONAL[kind]:
        hash = row[index]
        if hash is None:
            continue
        if cells is None:
            cells = list(row)
        if field == SHARED:
            salt, value = find(hash, (SHARED, "", SHARED))
            name = value if value is not None else withdrawn_respondent(hash)
            cells[index] = name
            seals[(SHARED, name, SHARED)] = Seal(hash, salt)
        else:
            salt, value = find(hash, (kind, id, field))
            cells[index] = value if value is not None else WITHDRAWN
            seals[(kind, id, field)] = Seal(hash, salt)
    return KINDS[kind].fact._make(row if cells is None else cells)


def texts_in(change: Change, seals: Mapping[SealKey, Seal]) -> list[tuple[SealKey, Seal, str]]:
    """The personal texts of a change with their seals: what has to be kept beside the facts."""
    fact = change.fact
    if fact is None:
        return []
    found = []
    for index, field in PERSONAL[change.kind]:
        if fact[index] is not None:
            key = seal_key(change.kind, fact, field)
            found.append((key, seals[key], fact[index]))
    return found


def seals_of(kind: str, fact: Any, seals: Mapping[SealKey, Seal]) -> dict[SealKey, Seal]:
    """Those seals that belong to this fact."""
    return {key: seals[key] for index, field in PERSONAL[kind] if fact[index] is not None for key in (seal_key(kind, fact, field),)}


def texts_kept(versions: Iterable[Version], seals: Mapping[SealKey, Seal]) -> dict[SealKey, str]:
    """The personal texts of these versions, but for those that were erased."""
    found = {}
    for kind, _, _, _, _, fact in versions:
        for index, field in PERSONAL[kind]:
            if fact[index] is not None:
                key = seal_key(kind, fact, field)
                if seals[key].salt is not None:
                    found[key] = fact[index]
    return found
