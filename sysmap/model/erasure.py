"""Which words does an erasure cover, and what must change on the map so that silence is not read as an answer?

Words are erased everywhere and for ever; the shape of the map stays, with *withdrawn* where the words were. A **respondent** who
withdraws also takes their answers with them: the ratings leave the map in a new edit, and the roster says ``refused``. Were they
only blanked, their row would still read as "asked, named nobody", which they never said.

Of an **actor** go its names and words, the words of its ties and power statements, the notes of answers by and about it, the names
of those who answered for it, statements and corrections about it, and figures published with its name on them. Stories stay: they
are their teller's, and are erased one by one. Numbers stay too; they are no personal text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from sysmap.errors import UsageError
from sysmap.model.actors import Actor
from sysmap.model.batch import Change
from sysmap.model.canonical import seal_key
from sysmap.model.dates import in_force, parse_date
from sysmap.model.kinds import KINDS
from sysmap.model.references import POINTERS, named_in, pointed_at
from sysmap.model.state import SealKey, State
from sysmap.model.text import WITHDRAWN, split_list
from sysmap.model.ties import Roster, Wave

RESPONDENT = "respondent"


class Told(Protocol):
    """A fact as a history keeps it: its kind and itself."""

    @property
    def kind(self) -> str: ...
    @property
    def fact(self) -> Any: ...


def texts_of(
    ever: State | Iterable[Told], *, actor: str | None = None, story: str | None = None, respondent: str | None = None, all: bool = False
) -> tuple[SealKey, ...]:
    """The keys of the personal texts that an erasure covers.

    ``ever`` should hold every fact there ever was, since texts of removed facts are still kept. Name one of the four; raises
    UsageError otherwise.
    """
    if sum((actor is not None, story is not None, respondent is not None, all)) != 1:
        raise UsageError("Say whose text to erase", fix="Name one actor, story or respondent, or all.")
    found: dict[SealKey, None] = {}
    for kind, fact in _facts_in(ever):
        if all or _is_theirs(kind, fact, actor, story, respondent):
            for field in KINDS[kind].personal:
                if getattr(fact, field) is not None and (field != RESPONDENT or _names_them(fact, actor, respondent, all)):
                    found[seal_key(kind, fact, field)] = None
    return tuple(found)


def withdrawal_changes(
    state: State, *, actor: str | None = None, story: str | None = None, respondent: str | None = None
) -> tuple[Change, ...]:
    """What must change on the map beside the words: nothing for an actor, consent for a story, the answers of a respondent."""
    if story is not None:
        told = state.of("story").get(story)
        if told is None or told.consent == "withdrawn":
            return ()
        return (Change("change", "story", story, told._replace(consent="withdrawn")),)
    return () if respondent is None else tuple(_answers_withdrawn(state, respondent))


def _facts_in(ever: State | Iterable[Told]) -> Iterator[tuple[str, Any]]:
    if isinstance(ever, State):
        for kind, facts in ever.facts.items():
            for fact in facts.values():
                yield kind, fact
    else:
        for told in ever:
            yield told.kind, told.fact


def _is_theirs(kind: str, fact: Any, actor: str | None, story: str | None, respondent: str | None) -> bool:
    if story is not None:
        return kind == "story" and bool(fact.id == story)
    if respondent is not None:
        return _answered(kind, fact, respondent)
    assert actor is not None
    if kind in {"actor", "layout"}:
        return bool(fact.id == actor)
    if kind == "story":
        return False
    if kind in {"statement", "correction"}:
        return bool(named_in(fact.about or "", {actor}))
    if kind == "publication":
        return actor in split_list(fact.about)
    by_them = kind == "position" and fact.by == actor
    return by_them or any(actor in pointed_at(fact, pointer) for pointer in POINTERS[kind] if pointer.target == "actor")


def _answered(kind: str, fact: Any, respondent: str) -> bool:
    """Is this something the respondent said, or the row that says they were asked?"""
    if kind == "rating":
        return bool((fact.respondent or fact.from_id) == respondent)
    if kind == "roster":
        return bool((fact.respondent or fact.actor) == respondent)
    return kind in {"position", "condition_rating"} and bool(fact.by == respondent)


def _names_them(fact: Any, actor: str | None, respondent: str | None, all: bool) -> bool:
    """Is the respondent named here the one who goes? The raters of an actor stay; those who answered for it go with it."""
    if all or respondent is not None:
        return all or bool(fact.respondent == respondent)
    return bool((fact.from_id if hasattr(fact, "from_id") else fact.actor) == actor)


def _answers_withdrawn(state: State, respondent: str) -> Iterator[Change]:
    rated = [r for r in state.ratings.values() if _answered("rating", r, respondent)]
    rows = [r for r in state.roster.values() if _answered("roster", r, respondent)]
    for rating in rated:
        yield Change("remove", "rating", rating.id, None)
    for row in rows:
        changed = row._replace(status="refused", consent="withdrawn") if row.status in {"answered", "partial"} else row
        if changed != row:
            yield Change("change", "roster", row.id, changed)
    on_roster = {row.wave for row in state.roster.values()}
    for wave in dict.fromkeys(r.wave for r in rated if r.wave not in on_roster and r.wave in state.waves):
        theirs = {r.from_id: r.respondent for r in rated if r.wave == wave}
        yield from _roster_made(state, state.waves[wave or ""], theirs)
    for kind in ("position", "condition_rating"):
        for fact in state.of(kind).values():
            if _answered(kind, fact, respondent):
                yield Change("remove", kind, fact.id, None)


def _roster_made(state: State, wave: Wave, theirs: Mapping[str | None, str | None]) -> Iterator[Change]:
    """A roster for a wave that had none, where everybody counted as asked and heard: the same, but for who withdrew."""
    day = parse_date(wave.date or "")
    voices: dict[str | None, dict[str | None, None]] = {}
    rated = set()
    for rating in state.ratings.values():
        if rating.wave == wave.id:
            voices.setdefault(rating.from_id, {})[rating.respondent] = None
            rated |= {rating.from_id, rating.to_id}
    for actor in state.actors.values():
        if actor.id not in rated and day is not None and not in_force(day, actor.since, actor.until):
            continue
        for name in voices.get(actor.id) or (None,):
            left = actor.id in theirs and name == theirs[actor.id]
            yield _row(wave, actor, name, "refused" if left else "answered")


def _row(wave: Wave, actor: Actor, respondent: str | None, status: str) -> Change:
    made = hashlib.sha256(f"{wave.id}\x1f{actor.id}\x1f{respondent or ''}".encode("utf-8", "surrogatepass")).hexdigest()[:16]
    consent = WITHDRAWN if status == "refused" else None
    row = Roster(f"asked-{made}", wave.id, actor.id, respondent, status, consent=consent, basis="inferred")
    return Change("add", "roster", row.id, row)
