"""Is this an answer that somebody asked can have given, about somebody in the wave, on the wave's scale, and only once?"""

from __future__ import annotations

from typing import Any

from sysmap.model.ties import Rating, Wave
from sysmap.model.validation.around import RATINGS_OF_PAIR, ROSTER_OF_ACTOR, ROSTER_OF_WAVE, TRUTHS_OF_WAVE, Around
from sysmap.model.validation.relationships import SELF_TIE, SELF_TIE_FIX
from sysmap.model.validation.rounds import HEARD, OUTSIDE, check_present, items_of, scale_of


def check_rating(around: Around, kind: str, fact: Rating) -> None:
    """Invariants 1, 5, 6, 8 and 14, and the roster's word on who was in the wave and answered."""
    if fact.from_id is not None and fact.from_id == fact.to_id:
        around.refuse(kind, fact, "SELF_TIE", SELF_TIE, SELF_TIE_FIX, "to_id")
        return
    wave = around.after.waves.get(fact.wave or "")
    if wave is None:
        return
    _check_value(around, fact, wave)
    _check_item(around, fact, wave)
    for field in ("from_id", "to_id"):
        _check_party(around, fact, field)
    if check_present(around, kind, fact, fact.from_id, "from_id"):
        _check_membership(around, fact)
    _check_siblings(around, fact, wave)


def outside_scale(value: object, wave: Wave) -> str | None:
    """Invariant 6 in words, when a value is neither 0 nor on the wave's scale; None when it is.

    >>> outside_scale(6, Wave("w1")), outside_scale(0, Wave("w1")), outside_scale("4.6", Wave("w1", scale_max="4"))
    ("6 is outside this instrument's 1-5", None, "4.6 is outside this instrument's 1-4")
    """
    least, most = scale_of(wave)
    whole = isinstance(value, int) and not isinstance(value, bool)
    fits = whole and (value == 0 or least <= value <= most)  # type: ignore[operator]
    return None if fits else f"{value} is outside this instrument's {least}-{most}"


def _check_value(around: Around, fact: Rating, wave: Wave) -> None:
    if fact.value is None:
        return
    told = outside_scale(fact.value, wave)
    if told is not None:
        least, most = scale_of(wave)
        fix = f'use a whole number from {least} to {most}, 0 for "no tie", or leave it empty if they did not say'
        around.refuse("rating", fact, "SCALE", told, fix, "value")


def _check_item(around: Around, fact: Rating, wave: Wave) -> None:
    items = items_of(wave)
    if fact.item is None and len(items) > 1:
        rule = f"{wave.id} asked about {len(items)} items and this answer names none"
        around.refuse("rating", fact, "ITEM", rule, f"choose from: {', '.join(items)}", "item")
    elif fact.item is not None and fact.item not in items:
        fix = f"{around.meant(fact.item, items)}choose from: {', '.join(items)}"
        around.refuse("rating", fact, "ITEM", f"{wave.id} did not ask about this item", fix, "item")


def _check_party(around: Around, fact: Rating, field: str) -> None:
    """Invariant 8: money neither trusts nor is trusted."""
    actor = around.actors.get(getattr(fact, field) or "")
    if actor is not None and actor.kind == "fund":
        rule = f"{around.name(actor.id)} is money, not a party that can trust"
        around.refuse("rating", fact, "TRUST_OF_MONEY", rule, "rate the funder", field)


def _check_membership(around: Around, fact: Rating) -> None:
    """With a roster, both ends must be on it and in the wave, and the respondent must have answered."""
    if not around.count(ROSTER_OF_WAVE, fact.wave):
        return
    for field in ("from_id", "to_id"):
        actor = getattr(fact, field)
        rows = [around.after.roster[i] for i in around.group(ROSTER_OF_ACTOR, (fact.wave, actor))]
        if actor in around.actors and all(row.status in OUTSIDE for row in rows):
            said = f"is {rows[0].status} in {fact.wave}" if rows else f"is not on the roster of {fact.wave}"
            rule = f"{around.name(actor)} {said}, so nobody can have rated it" if field == "to_id" else f"{around.name(actor)} {said}"
            fix = "correct roster.csv, or take the answer out"
            around.refuse("rating", fact, "NOT_MEMBER", rule, fix, field)
        elif field == "from_id" and actor in around.actors:
            _check_answered(around, fact, rows)


def _check_answered(around: Around, fact: Rating, rows: list[Any]) -> None:
    respondent = fact.respondent or fact.from_id
    mine = next((row for row in rows if (row.respondent or row.actor) == respondent), None)
    if mine is not None and mine.status in HEARD:
        return
    column = "respondent" if fact.respondent is not None else "from_id"
    if mine is None:
        rule = f"{respondent} is not on the roster of {fact.wave} for {around.name(fact.from_id)}"
        fix = "add the respondent to roster.csv with the status answered or partial, or correct the name"
    else:
        rule = f"{respondent} is {mine.status} in {fact.wave} and so gave no answers"
        fix = "correct the status to answered or partial, or take the answer out"
    around.refuse("rating", fact, "NOT_ANSWERED", rule, fix, column)


def _check_siblings(around: Around, fact: Rating, wave: Wave) -> None:
    """Invariant 5, and no tie beside a tie: against the same respondent's other answers about the pair."""
    items = items_of(wave)
    item = fact.item or items[0]
    for id in around.told_by(fact, "rating", around.group(RATINGS_OF_PAIR, RATINGS_OF_PAIR.key(fact))):
        other = around.after.ratings[id]
        if (other.item or items[0]) == item:
            rule = f"This respondent already rated this tie in {wave.label or f'wave {wave.id}'}"
            around.refuse("rating", fact, "ANSWERED_TWICE", rule, "record a correction instead", "to_id")
            return
        if fact.value is not None and other.value is not None and (fact.value == 0) != (other.value == 0):
            rule = "0 says there is no tie, and another item of the same answer rates it"
            around.refuse("rating", fact, "ZERO_AND_MORE", rule, "use 0 for every item, or leave the item empty", "value")
            return


def check_truths(around: Around, kind: str, ratings: list[Rating]) -> None:
    """Invariant 18, a warning said once a wave: invented answers beside stated ones."""
    for wave in dict.fromkeys(rating.wave for rating in ratings):
        both = [around.count(TRUTHS_OF_WAVE, (wave, invented)) for invented in (True, False)]
        if all(both):
            first = next(rating for rating in ratings if rating.wave == wave)
            rule = "Synthetic ratings cannot be shown in the same figure as stated ones without the label"
            around.warn(kind, first, "MIXED_TRUTH", rule, f"wave {wave} has {both[0]} invented and {both[1]} other answers", "basis")
