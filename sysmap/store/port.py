"""What does a store promise? The contract that every adapter keeps and that the contract suite proves for each.

Facts go in and come out as frozen values of ``sysmap.model``; no session, query text or vendor type crosses the port. A store is
append-only: a revision, once acknowledged, is there for ever (but for erased text), and a state at any revision can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sysmap.model.batch import Batch, Revision
from sysmap.model.history import Check, Delta, Erased, Head, Record, Version
from sysmap.model.state import SealKey, State

__all__ = ["Check", "Delta", "Erased", "Head", "Record", "Store", "Version"]


class Store(Protocol):
    """The port. Implementations are safe to call from several threads and processes at once."""

    url: str
    at_once: int
    """How many edits are better made at the same time than one after another, as they share what a commit costs."""

    def ready(self) -> None:
        """Raise StoreUnavailable unless the store answers and, where it is a server's, takes edits."""

    def heads(self) -> tuple[Head, ...]:
        """Every map in the store, in the order in which they were made."""

    def head(self, map: str) -> Head | None:
        """Where a map stands; None when there is no such map."""

    def state(self, map: str, revision: int | None = None) -> State:
        """The facts at a revision (default: head). Raises NotFound for an unknown map or a revision past head."""

    def near(self, map: str, kind: str, ids: Iterable[str], steps: int) -> State:
        """The part of the newest state within so many ties of a kind of these actors, as ``nearby.part_near`` says it.

        For maps too large to hold: no more of them is read than is asked for. Raises NotFound, UsageError.
        """

    def delta(self, map: str, since: int) -> Delta:
        """What changed after ``since``."""

    def append(self, batch: Batch, check: Check, undoes: int | None = None) -> Revision:
        """Make a batch the next revision: lock the map, read head, refuse clashes, call ``check``, write, move head.

        The same edit id with the same fingerprint returns the revision it made the first time, without ``check``.
        Raises Conflict listing every clash, EditReused, MapBusy, StoreUnavailable, or what ``check`` raises.
        """

    def revisions(self, map: str, since: int = 0) -> tuple[Revision, ...]:
        """The history of a map after ``since``, oldest first."""

    def versions(self, map: str, kind: str, id: str) -> tuple[Version, ...]:
        """Every version of one fact, oldest first."""

    def touched(self, map: str, revision: int) -> tuple[tuple[str, str], ...]:
        """The (kind, id) of every fact that a revision wrote or removed."""

    def erase(self, map: str, texts: tuple[SealKey, ...]) -> int:
        """Drop these texts and their salts from everywhere the store keeps them, enter them in the ledger; how many were there."""

    def forget(self, map: str) -> None:
        """Drop a whole map with its history, entering its id in the ledger as (map, "map", map, "all")."""

    def ledger(self, map: str | None = None) -> tuple[Erased, ...]:
        """What was erased from a map (None: from any), oldest first: outlives the map, and binds import and restore."""

    def obey(self, erased: Iterable[Erased]) -> None:
        """Enter in the ledger what another store erased, as a restore does; entries that are there already stay as they are."""

    def records(self, map: str) -> Iterator[Record]:
        """The whole history of a map, revision by revision, for a backup."""

    def replay(self, map: str, records: Iterator[Record]) -> Head:
        """Take over a history as it is, with its numbers and times. Refused (FAILED) when the map is already there."""

    def problems(self) -> tuple[str, ...]:
        """What is wrong with the store, in words; empty when it is sound."""

    def close(self) -> None: ...
