"""Is this round of asking one that can be asked, and this roster row one that can be true?"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from sysmap.model.text import ID_LIMIT, Text, split_list
from sysmap.model.ties import Roster, Wave
from sysmap.model.validation.around import ROSTER_OF_ACTOR, Around
from sysmap.model.validation.lives import certainly_over

LONGEST = 20
"""The longest scale. Longer ones are measurements and no answers, and their sums would not stay exact."""

HEARD = frozenset({"answered", "partial"})
OUTSIDE = frozenset({"left", "not_member"})
"""Statuses that leave an actor outside the wave."""

DEFAULT_ITEM = "trust"

_WHOLE = re.compile(r"[0-9]{1,4}")
_ODD = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Scale(NamedTuple):
    """From which to which number a wave's answers go."""

    least: int
    most: int


def whole(text: Text, otherwise: int) -> int | None:
    """The whole number that the text is, ``otherwise`` when it is not stated, None when it is none."""
    return otherwise if text is None else int(text) if _WHOLE.fullmatch(text) else None


def scale_of(wave: Wave) -> Scale:
    """The wave's scale, 1 to 5 unless stated; numbers that cannot be read count as not stated."""
    least, most = whole(wave.scale_min, 1), whole(wave.scale_max, 5)
    return Scale(1 if least is None else least, 5 if most is None else most)


def items_of(wave: Wave) -> tuple[str, ...]:
    """The wave's items in order, ``trust`` alone unless stated."""
    return split_list(wave.items) or (DEFAULT_ITEM,)


def check_wave(around: Around, kind: str, fact: Wave) -> None:
    """Its scale, items and name cap."""
    least, most, cap = whole(fact.scale_min, 1), whole(fact.scale_max, 5), whole(fact.max_names, 1)
    for field, number in (("scale_min", least), ("scale_max", most), ("max_names", cap)):
        if number is None:
            around.refuse(kind, fact, "WAVE", f"{field} is a whole number", "write it with digits, or leave it empty", field)
    if least is not None and most is not None:
        if least > most:
            around.refuse(
                kind, fact, "WAVE", f"the scale runs from {least} down to {most}", "exchange scale_min and scale_max", "scale_min"
            )
        if most > LONGEST:
            around.refuse(kind, fact, "WAVE", f"scales reach at most {LONGEST}", "use a shorter scale", "scale_max")
    if cap == 0:
        around.refuse(kind, fact, "WAVE", "a cap of 0 names lets nobody answer", "leave it empty for no cap", "max_names")
    items = items_of(fact)
    if len(set(items)) < len(items):
        around.refuse(kind, fact, "WAVE", "an item stands twice in the list", "name each item once", "items")
    for item in items:
        if len(item) > ID_LIMIT or _ODD.search(item):
            around.refuse(kind, fact, "ID", f"an item's name is 1 to {ID_LIMIT} plain characters", "shorten it", "items")


def check_roster(around: Around, kind: str, fact: Roster) -> None:
    """Nobody stands on a roster twice, and nobody answered who had left (invariant 14)."""
    respondent = fact.respondent or fact.actor
    for id in around.told_by(fact, kind, around.group(ROSTER_OF_ACTOR, (fact.wave, fact.actor))):
        other = around.after.roster[id]
        if (other.respondent or other.actor) == respondent:
            rule = f"{respondent} is already on the roster of {fact.wave} for {around.name(fact.actor)}"
            around.refuse(kind, fact, "TWICE", rule, "keep one of the two rows", "actor")
            break
    if fact.status in HEARD:
        check_present(around, kind, fact, fact.actor, "actor")


def check_present(around: Around, kind: str, fact: Any, rater: Text, field: str) -> bool:
    """Invariant 14: an organisation that had certainly left before the wave cannot have answered it. False if it had."""
    wave, actor = around.after.waves.get(fact.wave), around.actors.get(rater or "")
    if wave is None or actor is None or actor.until is None or not certainly_over(actor.until, wave.date):
        return True
    rule = f"This organisation had left before {wave.label or f'wave {wave.id}'} and cannot have answered it"
    fix = f"correct the until of {actor.name or actor.id} ({actor.until}), or take the answer out"
    around.refuse(kind, fact, "RATER_ABSENT", rule, fix, field)
    return False
