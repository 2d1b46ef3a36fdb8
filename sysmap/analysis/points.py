"""At which point is the map looked at? ``--at X`` is the wave X, else the saved version X, else a date.

A layer of ratings at a date is the last wave on or before it. Without ``--at`` the latest wave is meant, and on a map without
waves everything that is on it, whenever it held: today's date is no part of a result that must repeat.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from sysmap.analysis.question import LAYERS
from sysmap.errors import NotFound
from sysmap.model.dates import FORMS, FuzzyDate, parse_date
from sysmap.model.state import State
from sysmap.model.ties import Wave
from sysmap.model.vocabulary import nearest


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a map. ``kind`` is wave, date or everything; ``at`` is what was asked for, and what answers repeat.

    ``wave`` is the wave that answers come from (None: none), ``date`` the day as people wrote it. ``revision`` is set for saved
    versions: the state to read is the one that was saved. ``snapshot`` is that version's name.
    """

    at: str
    kind: str
    wave: str | None = None
    date: str | None = None
    label: str | None = None
    revision: int | None = None
    snapshot: str | None = None


def resolve_point(state: State, at: str | None, layer: str) -> Point:
    """The point that ``at`` names. Raises NotFound when it is no wave, no saved version and no date, or before all answers."""
    if at is None:
        return _latest(state, layer)
    if at in state.waves:
        return _at_wave(state.waves[at], at)
    saved = _saved(state, at)
    if saved is not None:
        return saved
    if parse_date(at) is None:
        raise _nowhere(state, at)
    return settle(state, Point(at, "date", date=at), layer)


def settle(state: State, point: Point, layer: str) -> Point:
    """The point with its wave found in this state. For trust at a date that is the last wave on or before it.

    Needed again when a saved version is read at its own revision, where the waves may have been others.
    """
    if point.kind == "wave":
        wave = state.waves.get(point.wave or "")
        if wave is None:
            raise NotFound(f"There was no round {point.wave} when {point.snapshot or point.at} was saved", fix="Choose another point.")
        return replace(point, date=wave.date, label=wave.label)
    if layer != "trust" or point.kind == "everything":
        return point
    day = parse_date(point.date or "")
    assert day is not None, point
    last = last_wave(state, day)
    if last is None:
        raise NotFound(f"Nobody had been asked about trust by {point.date}", fix=_known_waves(state))
    return replace(point, wave=last.id, label=last.label)


def last_wave(state: State, day: FuzzyDate | None = None) -> Wave | None:
    """The last wave on or before a day (default: of all); of equal dates the one that came in last."""
    limit = day.named[1] if day else dt.date.max
    dated = [(start_of(wave), place, wave) for place, wave in enumerate(state.waves.values())]
    upto = [entry for entry in dated if entry[0] <= limit]
    return max(upto, key=lambda entry: entry[:2])[2] if upto else None


def start_of(wave: Wave) -> dt.date:
    """The first day that a wave's date may mean."""
    day = parse_date(wave.date or "")
    return day.named[0] if day else dt.date.min


def fullest_layer(state: State) -> str:
    """The layer with most directed pairs on it, of equals the first of trust, relationships, funding, power.

    Never trust where nobody was ever asked: there it has no answer, while an empty map still has its members on the others.
    """
    pairs: dict[str, set[tuple[object, object]]] = {
        "trust": {(r.from_id, r.to_id) for r in state.ratings.values() if r.value},
        "relationships": {(r.from_id, r.to_id) for r in state.relationships.values()},
        "funding": {(f.from_id, f.to_id) for f in state.funding.values()},
        "power": {(p.holder, p.over_actor or p.over) for p in state.power.values()},
    }
    return max(LAYERS if state.waves else LAYERS[1:], key=lambda layer: len(pairs[layer]))


def _at_wave(wave: Wave, at: str) -> Point:
    return Point(at, "wave", wave.id, wave.date, wave.label)


def _latest(state: State, layer: str) -> Point:
    wave = last_wave(state)
    if wave is not None:
        return _at_wave(wave, wave.id)
    if layer == "trust":
        raise NotFound("Nobody has been asked about trust on this map", fix="Add a round of answers, or ask about another layer.")
    return Point("everything", "everything")


def _saved(state: State, at: str) -> Point | None:
    saved = state.snapshots.get(at) or next((s for s in state.snapshots.values() if s.name == at), None)
    if saved is None:
        return None
    revision = int(saved.revision) if saved.revision else None
    if saved.wave is not None:
        wave = state.waves.get(saved.wave, Wave(saved.wave))
        return replace(_at_wave(wave, at), revision=revision, snapshot=saved.name or at)
    date = saved.at
    return Point(at, "date" if date else "everything", date=date, revision=revision, snapshot=saved.name or at)


def _nowhere(state: State, at: str) -> NotFound:
    guess = nearest(at, tuple(state.waves) + tuple(state.snapshots))
    meant = f'Did you mean "{guess}"? ' if guess else ""
    told = f"{meant}{_known_waves(state)} Dates are written {FORMS}."
    return NotFound(f'"{at}" is no round, saved version or date of this map', fix=told)


def _known_waves(state: State) -> str:
    known = ", ".join(f"{w.id} ({w.date})" for w in state.waves.values())
    saved = ", ".join(state.snapshots)
    return " ".join(p for p in (f"Rounds: {known}." if known else "It has no rounds.", f"Saved versions: {saved}." if saved else "") if p)
