"""May this batch become the next revision? What is wrong with it in itself, and where it meets what others did meanwhile."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sysmap.errors import Clash, Conflict, EditReused, InputError, one_line
from sysmap.model.batch import Batch, Change, Revision
from sysmap.model.canonical import commitment
from sysmap.model.history import Head, no_map
from sysmap.model.kinds import KINDS
from sysmap.model.sealed import texts_in
from sysmap.model.state import Seal, SealKey

_CELLS = ({str, type(None)}, {str, type(None), int})
"""What the cells of a fact may be; only a rating holds a number."""


class Last(NamedTuple):
    """The newest version of a fact: when it was born and died (None: it lives)."""

    born: int
    died: int | None


def repeated(batch: Batch, made: Revision) -> Revision:
    """The answer to an edit id that came before: the revision it made. Raises EditReused when it says something else now.

    A revision whose text was erased in part has no fingerprint any more, and is then the answer to any repeat.
    """
    if made.fingerprint and made.fingerprint != batch.fingerprint:
        raise EditReused(
            f"The edit id {one_line(batch.edit_id, 80)!r} was used before on {batch.map}, for revision {made.number} with other content",
            fix="Give the new edit an id of its own.",
        )
    return made


def refuse_malformed(batch: Batch, head: Head) -> None:
    """Raise for a batch that no head could follow: unknown kinds, a fact touched twice, a base that is not there, a false seal."""
    if batch.base > head.revision or batch.base < 0:
        if head.revision == 0:
            raise no_map(batch.map)
        raise InputError(
            f"This edit was made against revision {batch.base} of {batch.map}, which stands at {head.revision}",
            fix="Read the map again and repeat the edit.",
        )
    seen: set[tuple[str, str]] = set()
    for change in batch.changes:
        place = (change.kind, change.id)
        if change.kind not in KINDS:
            raise InputError(f"There is no kind of fact called {one_line(change.kind, 80)!r}", fix=f"Kinds: {', '.join(KINDS)}.")
        if place in seen:
            raise InputError(f"The edit touches {change.kind} {one_line(change.id, 80)!r} twice", fix="Make it one change, or two edits.")
        if change.fact is not None and change.fact.id != change.id:
            raise InputError(f"The {change.kind} {one_line(change.id, 80)!r} holds another id", fix="Remove it and add it anew.")
        if change.fact is not None and not set(map(type, change.fact)) <= _CELLS[change.kind == "rating"]:
            raise InputError(f"The {change.kind} {one_line(change.id, 80)!r} holds what is no text", fix="Give text, or None.")
        seen.add(place)
        refuse_false_seals(texts_of(change, batch.seals))


def texts_of(change: Change, seals: Mapping[SealKey, Seal]) -> list[tuple[SealKey, Seal, str]]:
    """``texts_in``, with a sentence for a text that came without a seal."""
    try:
        return texts_in(change, seals)
    except KeyError as missing:
        raise InputError(f"The personal text {missing.args[0]!r} came without a seal", fix="Make one with seals_for().") from None


def refuse_false_seals(texts: Iterable[tuple[SealKey, Seal, str]]) -> None:
    """Raise InputError for a commitment that is not one to its text: it would read as damage for ever."""
    for key, seal, text in texts:
        if seal.salt is not None and commitment(text, seal.salt) != seal.hash:
            raise InputError(f"The seal of {key!r} does not belong to its text", fix="Make it with seals_for().")


def meets(change: Change, last: Last | None, base: int) -> int | None:
    """The revision of somebody else's edit that this change runs into, if it does (0: the fact was never there)."""
    if last is not None and last.died is None:
        return last.born if last.born > base or change.verb == "add" else None
    if last is not None and last.died is not None and last.died > base:
        return last.died
    if change.verb != "add":
        return last.died if last is not None and last.died is not None else 0
    return None


def conflict(batch: Batch, found: list[tuple[Change, Any, int]]) -> Conflict:
    """The refusal that names every clash, with both values: (change, what is there now, the revision that put it there)."""
    clashes = tuple(Clash(change.kind, change.id, change.fact, theirs, revision) for change, theirs, revision in found)
    shown = ", ".join(f"{c.kind} {one_line(c.id, 60)!r} (edit {c.revision})" for c in clashes[:5])
    more = f" and {len(clashes) - 5} more" if len(clashes) > 5 else ""
    return Conflict(
        f"Changed by somebody else since revision {batch.base} of {batch.map}: {shown}{more}; nothing was stored",
        clashes=clashes,
        fix="Read the map again, choose between both values, and send the edit again.",
    )
