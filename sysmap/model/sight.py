"""How one viewer's sight of one state is worked out: kind by kind, in an order in which what is pointed to comes first.

Only ``visibility`` uses this; the rules are written down there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from sysmap.model.actors import Source
from sysmap.model.kinds import KINDS
from sysmap.model.references import POINTERS, SPEAKS_OF, Pointer, named_in, pointed_at
from sysmap.model.state import State
from sysmap.model.text import join_list, split_list

MASKED = {("actor", "part_of"), ("place", "part_of"), ("funding", "pooled_in"), ("funding", "out_of"), ("story", "wave")}
"""Pointers that are emptied when what they point to is hidden; every other fact that points to something hidden is hidden."""

HIDES_IF_NAMED = frozenset({"story", "statement"})
"""Facts whose text is about the one they name, so that they are hidden with it."""

_NAMEABLE = ("relationship", "funding", "power", "story", "condition", "indicator", "event", "risk", "question")


class Sight:
    """What somebody who belongs to ``spaces`` sees of ``state``. Everyone belongs to public."""

    def __init__(self, state: State, spaces: frozenset[str]) -> None:
        self.state = state
        self.spaces = spaces | {"public"}
        self.default = state.about.default_audience
        self.facts: dict[str, dict[str, Any]] = {}
        self._waves: frozenset[str] | None = None
        for kind in ("actor", "wave", "condition", "indicator"):
            self.facts[kind] = self._open(kind)
        self.actors = self.facts["actor"].keys()

    def _open(self, kind: str) -> dict[str, Any]:
        """The facts of a kind whose audience the viewer belongs to."""
        spaces, otherwise = self.spaces, (self.default or KINDS[kind].audience) in self.spaces
        return {id: f for id, f in self.state.of(kind).items() if (f.audience in spaces if f.audience else otherwise)}

    def seen(self) -> dict[str, dict[str, Any]]:
        """Every kind's visible facts, in map order."""
        for kind in KINDS:
            if kind not in {"map", "rating", "roster", "source"} and kind not in self.facts:
                self.facts[kind] = self._complete(kind, self._open(kind))
        waves = self.whole_waves()
        self.facts["rating"] = {id: r for id, r in self.state.ratings.items() if r.wave in waves}
        self.facts["roster"] = self._roster(waves)
        self._take_out_hidden()
        self._mask_notes()
        self.facts["source"] = self._sources()
        self.facts["map"] = {id: self._map(m) for id, m in self.state.of("map").items()}
        return {kind: self.facts[kind] for kind in self.state.facts if kind in self.facts}

    def _complete(self, kind: str, facts: dict[str, Any]) -> dict[str, Any]:
        """Those facts that point to nothing hidden but in fields that are masked. A place's name is the fact's own word."""
        needed = [p for p in POINTERS[kind] if (kind, p.field) not in MASKED and p.target != "place"]
        for pointer in needed:
            there, known = self._known(pointer.target), self.state.of(pointer.target)
            if len(there) == len(known):
                continue
            facts = {id: f for id, f in facts.items() if all(i in there or i not in known for i in pointed_at(f, pointer))}
        return facts

    def _known(self, target: str) -> Mapping[str, Any]:
        if target not in self.facts:
            self.facts[target] = self._complete(target, self._open(target))
        return self.facts[target]

    def whole_waves(self) -> frozenset[str]:
        """The waves whose every rating, and every roster row set aside by its own audience, the viewer sees."""
        if self._waves is None:
            self._waves = self._find_whole_waves()
        return self._waves

    def _find_whole_waves(self) -> frozenset[str]:
        spaces, actors = self.spaces, self.actors
        rated: set[str | None] = set()
        broken: set[str | None] = set(self.state.waves.keys() - self.facts["wave"].keys())
        otherwise = (self.default or KINDS["rating"].audience) in spaces
        for rating in self.state.ratings.values():
            rated.add(rating.wave)
            mine = rating.audience in spaces if rating.audience else otherwise
            if not mine or rating.from_id not in actors or rating.to_id not in actors:
                broken.add(rating.wave)
        asked: set[str | None] = set()
        heard: set[str | None] = set()
        by_default = (self.default or KINDS["roster"].audience) in spaces
        for row in self.state.roster.values():
            asked.add(row.wave)
            if not (row.audience in spaces if row.audience else by_default or row.wave in rated):
                broken.add(row.wave)
            if row.actor in actors:
                heard.add(row.wave)
        return frozenset(self.facts["wave"].keys() - broken - (asked - heard))

    def _roster(self, whole: frozenset[str]) -> dict[str, Any]:
        """Who was asked: rows for the viewer, and every row of a wave whose answers are all visible, which cannot be read without.

        Who it was that answered is named only where their answers are visible; several of one actor's stay told apart.
        """
        mine, waves, actors = self._open("roster"), self.facts["wave"], self.actors
        shown, places = {}, Counter((row.wave, row.actor) for row in self.state.roster.values())
        met: Counter[tuple[str | None, str | None]] = Counter()
        for id, row in self.state.roster.items():
            if row.actor not in actors or row.wave not in waves or (id not in mine and row.wave not in whole):
                continue
            if row.respondent is not None and row.wave not in whole:
                met[row.wave, row.actor] += 1
                several = places[row.wave, row.actor] > 1
                row = row._replace(respondent=f"respondent {met[row.wave, row.actor]}" if several else None)
            shown[id] = row
        return shown

    def _hidden(self, kind: str) -> frozenset[str]:
        return frozenset(self.state.of(kind).keys() - self.facts.get(kind, {}).keys())

    def _take_out_hidden(self) -> None:
        """Empty the pointers to what is hidden, hide stories about it, and take its id out of other words."""
        for kind, field in MASKED:
            pointer = next(p for p in POINTERS[kind] if p.field == field)
            hidden = self._hidden(pointer.target)
            if hidden:
                self._rewrite(kind, partial(_without, pointer, hidden))
        there = self.actors | {i for kind in _NAMEABLE for i in self.facts[kind]}
        gone = self._hidden("actor") | frozenset(i for kind in _NAMEABLE for i in self._hidden(kind) if i not in there)
        if not gone:
            return
        for kind, fields in SPEAKS_OF.items():
            if kind in HIDES_IF_NAMED:
                told = self.facts[kind]
                self.facts[kind] = {i: f for i, f in told.items() if not any(named_in(getattr(f, c) or "", gone) for c in fields)}
            else:
                self._rewrite(kind, partial(_unnamed, fields, gone))

    def _rewrite(self, kind: str, change: Callable[[Any], Any]) -> None:
        self.facts[kind] = {id: change(fact) for id, fact in self.facts[kind].items()}

    def _mask_notes(self) -> None:
        def note(fact: Any) -> Any:
            return fact._replace(note=None) if fact.note is not None and (fact.note_audience or "stewards") not in self.spaces else fact

        if any(r.note is not None for r in self.facts["rating"].values()):
            self._rewrite("rating", note)
        self._rewrite("story", lambda s: note(s) if s.consent != "withdrawn" else s._replace(text=None, shows=None, note=None))

    def _sources(self) -> dict[str, Any]:
        """The sources for the viewer whole, and of those that a visible fact points to the id and date."""
        mine, everything = self._open("source"), self.state.sources
        if len(mine) == len(everything):
            return mine
        cells = {f.source for kind, facts in self.facts.items() for f in facts.values() if f.source is not None}
        cited = {i for cell in cells for i in (cell, cell.partition(":")[0], *split_list(cell))}
        bare = {id: Source(id, date=s.date, audience=s.audience) for id, s in everything.items() if id in cited}
        return {id: mine.get(id, bare.get(id)) for id in everything if id in mine or id in bare}

    def _map(self, about: Any) -> Any:
        """The map's own words, unless it names an audience of its own that the viewer does not belong to."""
        if about.audience is None or about.audience in self.spaces:
            return about
        return about._replace(focal_question=None, boundary=None, steward=None, attributes=None)


def _without(pointer: Pointer, hidden: frozenset[str], fact: Any) -> Any:
    left = tuple(i for i in pointed_at(fact, pointer) if i not in hidden)
    cell = join_list(left) if pointer.listed else (left[0] if left else None)
    return fact if cell == fact[pointer.place] else fact._replace(**{pointer.field: cell})


def _unnamed(cells: tuple[str, ...], hidden: frozenset[str], fact: Any) -> Any:
    changes = {}
    for cell in cells:
        said = getattr(fact, cell)
        if said is not None and named_in(said, hidden):
            changes[cell] = join_list(tuple(part for part in split_list(said) if not named_in(part, hidden)))
    return fact._replace(**changes) if changes else fact
