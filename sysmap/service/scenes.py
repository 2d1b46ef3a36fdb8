"""What is on a map at a point, for somebody? Facts, as a list to leaf through: in force there, chosen, in an order, page by page.

A point of facts is looser than a point of a network: facts that name the wave, and facts that name none and may be in force on its
date. Without a point it is everything on the map, whenever it held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from sysmap.analysis.building_members import source_date
from sysmap.errors import NotFound, UsageError
from sysmap.model.dates import FORMS, FuzzyDate, in_force, parse_date
from sysmap.model.kinds import KINDS
from sysmap.model.money import parse_number
from sysmap.model.references import POINTERS, named_in, pointed_at
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.visibility import Viewer
from sysmap.service.disclosure import is_public
from sysmap.service.sitting import Sitting
from sysmap.service.views import revision_known_at, view


class At(NamedTuple):
    """A point: a wave, a saved version or a day, and what was known when. All None is everything, as known now.

    ``revision`` is set by a cursor that was opened at it.
    """

    wave: str | None = None
    snapshot: str | None = None
    valid_at: str | None = None
    known_at: str | None = None
    revision: int | None = None

    @property
    def words(self) -> str | None:
        """The point as the other doors write it."""
        return self.wave or self.snapshot or self.valid_at


@dataclass(frozen=True)
class Scene:
    """A map at a point, as one viewer sees it. ``hidden`` counts by kind what is left out, for those who may know."""

    sitting: Sitting
    viewer: Viewer
    map: str
    at: At
    state: State
    hidden: Mapping[str, int]
    wave: str | None
    day: FuzzyDate | None
    _held: dict[str, dict[str, Any]] = field(default_factory=dict)
    _index: dict[tuple[str, str], dict[str, list[Any]]] = field(default_factory=dict)

    def held(self, kind: str) -> Mapping[str, Any]:
        """The facts of a kind at this point, by id, in map order."""
        if self.day is None and self.wave is None:
            return self.state.of(kind)
        if kind not in self._held:
            self._held[kind] = {id: f for id, f in self.state.of(kind).items() if self._holds(kind, f)}
        return self._held[kind]

    def _holds(self, kind: str, fact: Any) -> bool:
        if kind in {"map", "source", "place", "wave", "snapshot", "layout"}:
            return True
        named = getattr(fact, "wave", None)
        if named is not None and self.wave is not None:
            return bool(named == self.wave)
        return self.day is None or in_force(self.day, fact.since, fact.until, source_date(self.state, fact.source))

    def pointing(self, kind: str, target: str, id: str) -> list[Any]:
        """The facts of a kind here that point to ``id`` of ``target``, in map order."""
        key = (kind, target)
        if key not in self._index:
            found: dict[str, list[Any]] = {}
            pointers = [p for p in POINTERS[kind] if p.target == target]
            for fact in self.held(kind).values():
                for one in dict.fromkeys(i for p in pointers for i in pointed_at(fact, p)):
                    found.setdefault(one, []).append(fact)
            self._index[key] = found
        return self._index[key].get(id, [])

    @cached_property
    def names(self) -> dict[str, str]:
        """Actors' names in lower case, for ordering and searching."""
        return {id: (a.name or id).casefold() for id, a in self.state.actors.items()}


def scene(sitting: Sitting, viewer: Viewer, map: str, at: At = At()) -> Scene:  # noqa: B008
    """The map at the point. Raises NotFound for a map, wave or saved version that is not there, UsageError for no date."""
    if sum(word is not None for word in (at.wave, at.snapshot, at.valid_at)) > 1:
        raise UsageError("A point is a round, a saved version or a day, and only one of them", fix="Leave the others out.")
    revision = at.revision if at.revision is not None else revision_known_at(sitting, map, at.known_at)
    seen = view(sitting, viewer, map, revision)
    wave, date = at.wave, at.valid_at
    if at.snapshot is not None:
        saved = seen.state.snapshots.get(at.snapshot)
        if saved is None:
            raise NotFound(f"There is no saved version {at.snapshot!r}", fix="Ask for the map's snapshots.")
        wave, date = saved.wave, saved.at
        if saved.revision is not None and at.revision is None:
            seen = view(sitting, viewer, map, int(saved.revision))
    if wave is not None:
        asked = seen.state.waves.get(wave)
        if asked is None:
            raise NotFound(f"There is no round {wave!r} on this map", fix="Ask for the map's waves.")
        date = asked.date
    day = parse_date(date) if date else None
    if date is not None and day is None:
        raise UsageError(f"{date!r} is no date", fix=f"Write it as one of {FORMS}.")
    return Scene(sitting, viewer, map, at, facts_for(viewer, seen.state), seen.hidden, wave, day)


def facts_for(viewer: Viewer, state: State) -> State:
    """The state whose facts may be listed one by one: to the public, trust is shown between groups only, and no answer on its own."""
    if not is_public(viewer) or not state.ratings:
        return state
    facts = {kind: table for kind, table in state.facts.items() if kind != "rating"}
    return State(state.map, state.revision, state.erasures, facts, state.seals)


class Wanted(NamedTuple):
    """Which facts, in which order. ``where`` has fields and the words that may stand in each; ``of`` an actor that they are about.

    ``text`` is looked for in every word of the fact, whatever its case. ``order`` is a field, ``down`` from the largest.
    """

    where: Mapping[str, tuple[str, ...]] = {}
    of: str | None = None
    text: str | None = None
    order: str | None = None
    down: bool = False
    stated: Mapping[str, bool] = {}


def listed(here: Scene, kind: str, wanted: Wanted, among: Iterable[Any] | None = None) -> list[Any]:
    """The facts of a kind at this point that are wanted, in order. Without an order, as they came on the map."""
    facts = list(here.held(kind).values() if among is None else among)
    if wanted.of is not None:
        facts = _about(here, kind, facts, wanted.of)
    for name, words in wanted.where.items():
        facts = [f for f in facts if _is_one_of(kind, f, name, words)]
    for name, said in wanted.stated.items():
        facts = [f for f in facts if (getattr(f, name) is not None) == said]
    if wanted.text:
        needle = wanted.text.casefold()
        facts = [f for f in facts if any(isinstance(cell, str) and needle in cell.casefold() for cell in f)]
    if wanted.order is not None:
        order = wanted.order
        known = [f for f in facts if getattr(f, order) is not None]
        known.sort(key=lambda f: _rank(getattr(f, order)), reverse=wanted.down)
        # What is not stated comes last whichever way the order runs: it is neither the least nor the most.
        facts = known + [f for f in facts if getattr(f, order) is None]
    return facts


def _about(here: Scene, kind: str, facts: list[Any], actor: str) -> list[Any]:
    if kind == "actor":
        return [f for f in facts if f.id == actor or f.part_of == actor]
    if any(p.target == "actor" for p in POINTERS[kind]):
        about = {f.id for f in here.pointing(kind, "actor", actor)}
        return [f for f in facts if f.id in about]
    return [f for f in facts if any(isinstance(cell, str) and named_in(cell, {actor}) for cell in f[1:])]


def _is_one_of(kind: str, fact: Any, name: str, words: tuple[str, ...]) -> bool:
    cell = getattr(fact, name)
    pointer = next((p for p in POINTERS[kind] if p.field == name and p.listed), None)
    if pointer is not None:
        return any(i in words for i in pointed_at(fact, pointer))
    return cell is not None and (str(cell) in words or any(part in words for part in split_list(str(cell))))


def _rank(cell: Any) -> tuple[int, float, str]:
    """Numbers by size, before words by letter."""
    number = parse_number(str(cell))
    return (1, 0.0, str(cell).casefold()) if number is None else (0, float(number), "")


def effective_audience(here: Scene, kind: str, fact: Any) -> str:
    """For whom a fact is."""
    stated: str | None = fact.audience or here.state.about.default_audience
    return stated or KINDS[kind].audience
