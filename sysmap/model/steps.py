"""How does the plain store keep a map? As the list of its steps, and beside it the place of every fact and the personal texts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from sysmap.model.appending import Last
from sysmap.model.batch import Revision
from sysmap.model.history import Head, milliseconds_of, stamp
from sysmap.model.sealed import PERSONAL, SHARED, Kept, sealed, text_key
from sysmap.model.state import Seal, SealKey

Place = tuple[str, str]


class Step(NamedTuple):
    """A revision and what it did: the sealed values it gave to facts, and the facts whose version ended in it."""

    revision: Revision
    born: dict[Place, tuple[Any, ...]]
    died: tuple[Place, ...]


class Log:
    """One map: its steps, the place of every fact there ever was, and its personal texts."""

    def __init__(self, erasures: int) -> None:
        self.steps: list[Step] = []
        self.places: dict[Place, int] = {}
        self.texts: dict[tuple[str, SealKey], Kept] = {}
        self.erasures = erasures

    def head(self, map: str) -> Head:
        return Head(map, len(self.steps), self.erasures, self.steps[-1].revision.recorded_at if self.steps else "")

    def living(self, revision: int) -> dict[Place, tuple[int, tuple[Any, ...]]]:
        """What lives at a revision: when each was born, and its sealed values."""
        facts: dict[Place, tuple[int, tuple[Any, ...]]] = {}
        for step in self.steps[:revision]:
            for place in step.died:
                facts.pop(place, None)
            facts.update({place: (step.revision.number, row) for place, row in step.born.items()})
        return facts

    def last(self, place: Place) -> Last | None:
        found: Last | None = None
        for step in self.steps:
            if place in step.died and found is not None:
                found = found._replace(died=step.revision.number)
            if place in step.born:
                found = Last(step.revision.number, None)
        return found

    def find(self, hash: str, key: SealKey) -> Kept:
        return self.texts[(hash, key)]

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        return sorted(places, key=self.places.__getitem__)

    def keep(self, key: SealKey, seal: Seal, text: str | None) -> None:
        """Keep a text unless it was erased; an erased one stays so, whoever brings it back."""
        place = (seal.hash, text_key(*key))
        self.texts.setdefault(place, Kept(seal.salt, text) if seal.salt is not None and text is not None else Kept(None, None))

    def seal_in_use(self, key: SealKey, seal: Seal) -> Seal:
        """A respondent is one text a map: two edits that first named them at once share the first one's seal."""
        if key[0] == SHARED:
            for (hash, kept_under), kept in self.texts.items():
                if kept_under[0] == SHARED and kept.value == key[1]:
                    return Seal(hash, kept.salt)
        return seal

    def write(self, revision: Revision, facts: dict[Place, Any], removed: Iterable[Place], seals: dict[SealKey, Seal]) -> None:
        """The one way in, for an edit and for a record of a backup."""
        before = self.living(len(self.steps))
        born = {place: sealed(place[0], fact, seals) for place, fact in facts.items()}
        for place in born:
            self.places.setdefault(place, len(self.places) + 1)
        died = tuple(self.in_order({*(p for p in born if p in before), *removed}))
        self.steps.append(Step(revision, born, died))

    def after_all(self, now: int, erased_last: str) -> str:
        """When an erasure is said to have been: not before what it erased was written, and after the erasure before it."""
        last = self.steps[-1].revision.recorded_at
        return max(stamp(now), last, stamp(milliseconds_of(erased_last) + 1) if erased_last else "")

    def blank_fingerprints(self, key: SealKey, hashes: set[str]) -> None:
        """Drop the unsalted hash of every edit that wrote the fact whose text was erased."""
        for index, step in enumerate(self.steps):
            if _wrote(step, key, hashes):
                self.steps[index] = step._replace(revision=step.revision._replace(fingerprint=""))


def is_named(key: SealKey, kept: Kept) -> bool:
    """Is this the text that the key names? A respondent's is found by the name itself."""
    return kept.value is not None and (key[0] != SHARED or kept.value == key[1])


def _wrote(step: Step, key: SealKey, hashes: set[str]) -> bool:
    if key[2] != SHARED:
        return (key[0], key[1]) in step.born
    return any(row[index] in hashes for (kind, _), row in step.born.items() for index, field in PERSONAL[kind] if field == SHARED)
