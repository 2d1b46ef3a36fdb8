"""How is a store kept safe, and how does it come back? Its whole history in one new SQLite file, trusted only after reading it again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sysmap.errors import NotFound, StoreDamaged, StoreUnavailable, SysmapError, UsageError
from sysmap.model.canonical import digest
from sysmap.model.fold import refold
from sysmap.model.history import Erased, Head, Record, ledger_key
from sysmap.store.opening import open_store
from sysmap.store.port import Store


class Copied(NamedTuple):
    """What was copied and verified: the file, and each map with the revision it stands at.

    ``maps`` are those that were written, ``same`` those that were there already with the same history, ``erased`` those that the
    target's ledger keeps away.
    """

    path: str
    maps: tuple[tuple[str, int], ...]
    same: tuple[tuple[str, int], ...] = ()
    erased: tuple[tuple[str, int], ...] = ()


def back_up(store: Store, path: str | Path, only: str | None = None) -> Copied:
    """Write every map with its history, or ``only`` one, and the ledger of erasures of what is written, to a new file, and verify it.

    The file appears under its name only when it is whole. Raises UsageError when there is a file of that name, StoreUnavailable
    when there is no place for one, StoreDamaged when what was written is not what was read.
    """
    target = Path(path)
    if target.exists():
        raise UsageError(f"There is a file {target} already", fix="Name a new one; a backup never replaces another.")
    partial = target.with_name(f"{target.name}.part{os.getpid()}")
    try:
        heads = tuple(head for head in store.heads() if only in (None, head.map))
        copy = open_store(url_of(partial), create=True)
        try:
            copy.obey(store.ledger(only) if only is not None else store.ledger())
            for head in heads:
                copy.replay(head.map, _until(store.records(head.map), head.revision))
        finally:
            copy.close()
        _verify_copy(store, heads, partial)
        _publish(partial, target)
    finally:
        for leftover in (partial, partial.with_name(partial.name + "-wal"), partial.with_name(partial.name + "-shm")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return Copied(str(target), tuple((head.map, head.revision) for head in heads))


def restore(path: str | Path, store: Store) -> Copied:
    """Bring every map of a backup into a store, after verifying the backup. What was erased from the store stays erased.

    Raises NotFound for no such file, StoreDamaged for a backup that does not hold together, and FAILED naming the maps that
    are there already with another history; then nothing is restored.
    """
    if not Path(path).exists():
        raise NotFound(f"There is no backup {path}", fix="Check the path.")
    try:
        backup = open_store(url_of(Path(path)))
    except StoreDamaged as error:
        # "Restore it" would send whoever is restoring round in a circle.
        raise StoreDamaged(error.message, fix="Nothing was restored; use another backup.") from error
    try:
        heads = backup.heads()
        _verify(backup, heads, str(path))
        new, same, erased = _sorted_out(backup, heads, store)
        for head in new:
            store.replay(head.map, _obeying(backup.records(head.map), store.ledger(head.map)))
        # Only now, and never for maps that were there: their ledger is their own.
        there = {head.map for head in store.heads()} - {head.map for head in new}
        store.obey(entry for entry in backup.ledger() if entry.map not in there)
    finally:
        backup.close()
    return Copied(str(path), _shown(new), _shown(same), _shown(erased))


def rewrite(store: Store, url: str) -> Copied:
    """Write every map with its history, and the ledger, into a fresh store that never held what was erased, and verify it.

    For a server whose files keep deleted words for a time. Raises UsageError when the target holds maps, or is the same store.
    """
    target = open_store(url, create=True)
    try:
        heads = store.heads()
        if target.heads():
            raise UsageError("The store to rewrite into holds maps already", fix="Name a fresh one.")
        target.obey(store.ledger())
        for head in heads:
            target.replay(head.map, _until(store.records(head.map), head.revision))
            if digest(store.state(head.map, head.revision)) != digest(target.state(head.map)):
                raise StoreDamaged(f"The copy of the map {head.map!r} is not what the store holds", fix="Rewrite into another fresh store.")
        problems = target.problems()
        if problems:
            raise StoreDamaged(f"The rewritten store cannot be trusted: {problems[0]}", fix="Rewrite into another fresh store.")
    finally:
        target.close()
    return Copied(url, tuple((head.map, head.revision) for head in heads))


def url_of(path: Path) -> str:
    """The URL of a store file, wherever it is."""
    return f"sqlite:///{path.absolute()}"


def _shown(heads: list[Head]) -> tuple[tuple[str, int], ...]:
    return tuple((head.map, head.revision) for head in heads)


def _until(records: Iterator[Record], revision: int) -> Iterator[Record]:
    """The records up to a revision: what others write during a backup is for the next one."""
    for record in records:
        if record.revision.number > revision:
            return
        yield record


def _verify_copy(store: Store, heads: tuple[Head, ...], path: Path) -> None:
    copy = open_store(url_of(path))
    try:
        _verify(copy, heads, str(path))
        for head in heads:
            if digest(store.state(head.map, head.revision)) != digest(copy.state(head.map)):
                raise StoreDamaged(f"The copy of the map {head.map!r} is not what the store holds", fix="Back up again.")
    finally:
        copy.close()


def _verify(copy: Store, heads: tuple[Head, ...], name: str) -> None:
    """Raise StoreDamaged unless the file is sound and each history, folded anew, gives the state that the file gives."""
    problems = copy.problems()
    if problems:
        raise StoreDamaged(f"{name} cannot be trusted: {problems[0]}", fix="Use another backup.")
    for head in heads:
        found = copy.head(head.map)
        if found is None or found.revision != head.revision:
            raise StoreDamaged(f"{name} does not hold the map {head.map!r} up to revision {head.revision}", fix="Use another backup.")
        if digest(refold(head.map, copy.records(head.map))) != digest(copy.state(head.map)):
            raise StoreDamaged(f"{name}: the history of the map {head.map!r} does not give its state", fix="Use another backup.")


def _publish(partial: Path, target: Path) -> None:
    """Give the finished file its name, for good: a link fails where another file took the name meanwhile."""
    try:
        with open(partial, "r+b") as written:  # Windows makes nothing durable through a file that is open for reading only.
            os.fsync(written.fileno())
        try:
            os.link(partial, target)
        except FileExistsError:
            raise UsageError(f"There is a file {target} already", fix="Name a new one; a backup never replaces another.") from None
        except OSError:
            # Some file systems have no links.
            partial.rename(target)
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}", fix="Look at the folder and its permissions.") from error


def _sorted_out(backup: Store, heads: tuple[Head, ...], store: Store) -> tuple[list[Head], list[Head], list[Head]]:
    """Which maps are new to the store, which are there already, and which were erased from it. Raises for those that differ."""
    new: list[Head] = []
    same: list[Head] = []
    erased: list[Head] = []
    other: list[Head] = []
    for head in heads:
        here = store.head(head.map)
        if here is not None:
            alike = here.revision == head.revision and backup.revisions(head.map)[-1].edit_id == store.revisions(head.map)[-1].edit_id
            (same if alike and digest(backup.state(head.map)) == digest(store.state(head.map)) else other).append(head)
        elif _was_forgotten(head.map, backup.revisions(head.map)[0].recorded_at, store.ledger(head.map)):
            erased.append(head)
        else:
            new.append(head)
    if other:
        named = ", ".join(repr(head.map) for head in other)
        raise SysmapError(f"There already, with another history: {named}; nothing was restored", fix="Restore into a new store.")
    return new, same, erased


def _was_forgotten(map: str, began: str, ledger: tuple[Erased, ...]) -> bool:
    """Was the whole map erased here? A map made under the same id later is another one."""
    return any((e.kind, e.id, e.field) == ("map", map, "all") and began <= e.at for e in ledger)


def _obeying(records: Iterator[Record], ledger: tuple[Erased, ...]) -> Iterator[Record]:
    """The records without the texts that the ledger says were erased after they were written."""
    erased: dict[tuple[str, str, str], str] = {}
    for entry in ledger:
        key = (entry.kind, entry.id, entry.field)
        erased[key] = max(entry.at, erased.get(key, ""))
    for record in records:
        if erased:
            map, at = record.revision.map, record.revision.recorded_at
            texts = {key: text for key, text in record.texts.items() if at > erased.get(ledger_key(map, key), "")}
            if len(texts) < len(record.texts):
                record = record._replace(texts=texts, revision=record.revision._replace(fingerprint=""))
        yield record
