"""Who trusts whom, as the answers of one wave tell it? The observation rule of contract.md section 1, to the letter.

A respondent with status ``answered`` answered about every other member: a pair without a row is absent. ``partial`` answered
about the pairs it has rows for. Everybody else's pairs are unobserved. A row whose value is empty is an answer not given: that
pair is unobserved. Values of several items become one by their mean, when at least half of the items were answered; with
fewer the tie counts and its value is not stated. Several respondents of one organisation become one by their mean.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import NamedTuple

from sysmap.analysis.building_members import OUTSIDE, invented, measured, member, roster_of, wave_ids
from sysmap.analysis.building_voices import ABSENT, Outcome, joined, outcome
from sysmap.analysis.network import Member, Network, Pair, Tie
from sysmap.analysis.points import Point
from sysmap.analysis.question import Question, one_of
from sysmap.model.state import State
from sysmap.model.text import split_list
from sysmap.model.ties import Rating, Roster, Wave

Answers = dict[str, list[Rating]]
"""What one respondent said: other member -> rows, one an item."""


class Voices(NamedTuple):
    """The respondents of one organisation who answered, wholly or in part, and what each said."""

    answered: Mapping[str, Answers]
    partial: Mapping[str, Answers]


def build_trust(state: State, point: Point, question: Question) -> Network:
    """The trust network of a wave. Raises UsageError for an item that no wave of the map asks."""
    assert point.wave is not None
    wave = state.waves[point.wave]
    items = wave_items(wave)
    if question.item is not None:
        one_of("item", question.item, tuple(dict.fromkeys(i for w in state.waves.values() for i in wave_items(w))))
    roster = roster_of(state, wave.id)
    members = _members(state, wave, roster)
    rows = [r for r in state.ratings.values() if r.wave == wave.id]
    inside = {m.id for m in members}
    said = _said(rows, inside)
    ties, unobserved, answered_pairs = _pairs(members, _voices(members, roster, said), items, question.item)
    low, high = int(wave.scale_min or 1), int(wave.scale_max or 5)
    return Network(
        map=state.map,
        map_name=state.about.name or state.map,
        at=point.at,
        layer="trust",
        members=members,
        ties=ties,
        asked=True,
        wave=wave.id,
        date=wave.date,
        label=wave.label,
        rostered=bool(roster),
        items=items if question.item is None else tuple(i for i in items if i == question.item),
        scale=(low, high),
        max_names=int(wave.max_names) if wave.max_names else None,
        unobserved=unobserved,
        answered_pairs=answered_pairs,
        left=_outside(state, roster, inside, "left"),
        left_out=_left_out(rows, inside),
        invented=invented(state, rows),
        yes_no=low == high,
        new_voices=frozenset(r.actor for r in roster if r.same_person == "no" and r.actor in inside),
        wording=wave.question,
    )


def wave_items(wave: Wave) -> tuple[str, ...]:
    """The items a wave asks, default one item called ``trust``."""
    return split_list(wave.items) or ("trust",)


def _members(state: State, wave: Wave, roster: list[Roster]) -> tuple[Member, ...]:
    """Several respondents: the organisation answered if one of them did, in part if one did so, else as its first row says."""
    said: dict[str | None, list[str]] = defaultdict(list)
    for row in roster:
        said[row.actor].append(row.status or "not_asked")
    ids = wave_ids(state, wave.id)
    return tuple(member(a, _status(said[a.id]) if roster else "answered") for a in measured(state) if a.id in ids)


def _status(said: list[str]) -> str:
    for status in ("answered", "partial"):
        if status in said:
            return status
    return next(status for status in said if status not in OUTSIDE)


def _outside(state: State, roster: list[Roster], inside: set[str], status: str) -> tuple[Member, ...]:
    ids = {row.actor for row in roster if row.status == status} - inside
    return tuple(member(a, status) for a in measured(state) if a.id in ids)


def _left_out(rows: list[Rating], inside: set[str]) -> dict[str, int]:
    outside = Counter("answers by or about somebody outside this round" for r in rows if r.from_id not in inside or r.to_id not in inside)
    return dict(outside)


def _said(rows: list[Rating], inside: set[str]) -> dict[str, dict[str, Answers]]:
    """organisation -> respondent -> other member -> rows. A self-pair, should one have slipped in, is nobody's answer."""
    said: dict[str, dict[str, Answers]] = {a: {} for a in inside}
    for row in rows:
        a, b = row.from_id, row.to_id
        if a is not None and b is not None and a in inside and b in inside and a != b:
            said[a].setdefault(row.respondent or a, {}).setdefault(b, []).append(row)
    return said


def _voices(members: tuple[Member, ...], roster: list[Roster], said: dict[str, dict[str, Answers]]) -> dict[str, Voices]:
    """Who spoke for each member. A person who rated but is not on the roster spoke for the row of the organisation itself.

    Without that, the organisation's own row would stand as a second respondent who named nobody, and halve every value.
    """
    rostered: dict[str, dict[str, str]] = {m.id: {} for m in members}
    for row in roster:
        if row.actor in rostered:
            rostered[row.actor][row.respondent or row.actor] = row.status or "not_asked"
    found = {}
    for m in members:
        by = rostered[m.id] or dict.fromkeys(said[m.id] or [m.id], "answered")
        unlisted = [who for who in said[m.id] if who not in by]
        if unlisted and by.get(m.id) in ("answered", "partial") and m.id not in said[m.id]:
            status = by.pop(m.id)
            by.update(dict.fromkeys(unlisted, status))
        found[m.id] = Voices(
            {who: said[m.id].get(who, {}) for who, status in by.items() if status == "answered"},
            {who: said[m.id].get(who, {}) for who, status in by.items() if status == "partial"},
        )
    return found


def _pairs(
    members: tuple[Member, ...], voices: Mapping[str, Voices], items: tuple[str, ...], chosen: str | None
) -> tuple[dict[Pair, Tie], frozenset[Pair], frozenset[Pair]]:
    """The ties, the pairs that a heard member skipped, and the only pairs that a member heard in part answered about."""
    ties: dict[Pair, Tie] = {}
    unobserved, answered = set(), set()
    place = {m.id: i for i, m in enumerate(members)}
    for m in members:
        spoke = voices[m.id]
        named = {b for said in (*spoke.answered.values(), *spoke.partial.values()) for b in said}
        for b in sorted(named, key=place.__getitem__):
            outcomes = _outcomes(spoke, b, items, chosen)
            if not outcomes:
                if m.heard:
                    unobserved.add((m.id, b))
                continue
            if not m.heard:
                answered.add((m.id, b))
            tie = joined(outcomes)
            if tie is not None:
                ties[m.id, b] = tie
    return ties, frozenset(unobserved), frozenset(answered)


def _outcomes(spoke: Voices, other: str, items: tuple[str, ...], chosen: str | None) -> list[Outcome]:
    """What each respondent who observed the pair said: no row is "no tie" from those who answered, and nothing from the rest."""
    found = [outcome(said[other], items, chosen) if other in said else ABSENT for said in spoke.answered.values()]
    found += [outcome(said[other], items, chosen) for said in spoke.partial.values() if other in said]
    return [o for o in found if o is not None]
