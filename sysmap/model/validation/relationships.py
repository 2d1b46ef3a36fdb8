"""Is this relationship one that can be? No tie with oneself, no tie twice, a family side at the family level.

**Two of one kind between the same ends.** A bundle may hold several ties of one type, level and wave between a pair (they are told
apart by their order), so a second one is not always a slip. Refused is the tie that says the very same again, dates included; a
tie that overlaps another and differs in anything, or gives no dates at all, is kept and reported.
"""

from __future__ import annotations

from typing import Any

from sysmap.model.dates import overlap
from sysmap.model.money import parse_number
from sysmap.model.ties import Relationship
from sysmap.model.validation.around import TIES_OF_PAIR, Around

SELF_TIE = "An actor cannot have a relationship with itself"
SELF_TIE_FIX = "For ties inside a group, record a statement or add its members"

FAMILY_SIDE = frozenset({"community", "family", "families", "parents", "carers", "household", "residents", "lived-experience"})
"""Kinds and sectors that make an end the community or family side of a tie."""

ROLES = frozenset({"role-group", "individual-role", "generic-class"})
"""Kinds that may be people of the community where their sector is not stated or mixed."""

_COMPARED = 50
"""With how many parallel ties of a pair a tie is compared: a hundred between two actors are no slip."""


def check_relationship(around: Around, kind: str, fact: Relationship) -> None:
    """Invariants 1, 4, 6 (strength) and 15."""
    if fact.from_id is not None and fact.from_id == fact.to_id:
        around.refuse(kind, fact, "SELF_TIE", SELF_TIE, SELF_TIE_FIX, "to_id")
        return
    if fact.strength is not None:
        _check_strength(around, fact)
    if fact.level == "practitioner-family":
        _check_level(around, fact)
    _check_double(around, fact)


def _check_strength(around: Around, fact: Relationship) -> None:
    number = parse_number(fact.strength)
    if number is None:
        return
    most = around.codebook.get("strength_max")
    if number < 0:
        around.refuse("relationship", fact, "SCALE", f"{fact.strength} is below 0", "a strength is 0 or more", "strength")
    elif isinstance(most, int | float) and number > most:
        rule = f"{fact.strength} is outside this codebook's 1-{most}"
        fix = "correct it, or set strength_max under [codebook] in map.toml"
        own = '"strength_max"' in (around.after.about.codebook or "")
        (around.refuse if own else around.warn)("relationship", fact, "SCALE", rule, fix, "strength")


def _check_level(around: Around, fact: Relationship) -> None:
    ends = [around.actors.get(id or "") for id in (fact.from_id, fact.to_id)]
    if all(end is not None and not may_be_family(end) for end in ends):
        fix = "choose another level, or give one end the kind or sector community"
        around.refuse("relationship", fact, "LEVEL", "A practitioner-family tie needs one community or family side", fix, "level")


def may_be_family(actor: Any) -> bool:
    """May this actor be the community or family side of a tie? Roles whose sector is open may."""
    words = {(actor.kind or "").casefold(), (actor.sector or "").casefold()}
    return bool(words & FAMILY_SIDE) or (actor.kind in ROLES and actor.sector in (None, "mixed"))


def _check_double(around: Around, fact: Relationship) -> None:
    ids = around.group(TIES_OF_PAIR, TIES_OF_PAIR.key(fact))
    if len(ids) < 2:
        return
    default = around.codebook.get("default_type")
    mine = _claim(fact, default)
    for id in around.told_by(fact, "relationship", ids[:_COMPARED]):
        other = around.after.relationships[id]
        if _claim(other, default) == mine and overlap(fact.since, fact.until, other.since, other.until):
            _tell_double(around, fact, other, default)
            return


def _claim(tie: Relationship, default: Any) -> tuple[Any, ...]:
    """What makes two ties claims about the same thing. A mutual tie reads the same from either end."""
    ends = frozenset((tie.from_id, tie.to_id)) if tie.directed == "no" else (tie.from_id, tie.to_id)
    return (ends, tie.type or default, tie.sign or "+")


def _tell_double(around: Around, fact: Relationship, other: Relationship, default: Any) -> None:
    dated = fact.since is not None or fact.until is not None
    again = dated and fact == other._replace(id=fact.id)
    when = f" for {fact.since or ''}-{other.until or ''}" if dated else ""
    told = f"There is already a '{fact.type or default}' tie from {around.name(fact.from_id)} to {around.name(fact.to_id)}{when}"
    fix = "change it, or end it and start another"
    if again:
        around.refuse("relationship", fact, "DOUBLE", told, fix, "to_id")
    else:
        around.warn("relationship", fact, "DOUBLE", f"{told}; both are kept", fix, "to_id")
