"""Is this money that can have flowed? Amounts above zero in one currency, tiers that add up, no more out of a fund than into it.

Tiers must add to 100%. Shares rounded to thirds may miss it by up to one; what is left then is not classified. More than 100 is
refused, and so is less than 99: whoever does not know the rest says so with ``not classified:20``, because a share left out in
silence would be read as nothing at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from sysmap.model.money import is_currency, meant_amount, meant_currency, parse_amount, parse_number, parse_tiers, shown
from sysmap.model.text import split_list
from sysmap.model.ties import Funding
from sysmap.model.validation.around import Around
from sysmap.model.validation.relationships import SELF_TIE, SELF_TIE_FIX
from sysmap.model.vocabulary import CLOSED

WHOLE, ROUNDING = Decimal(100), Decimal(1)

_BROAD = re.compile(
    r"(?:all|total|overall|entire)\s+(?:\S+\s+){0,2}(?:spending|spend|expenditure|funding|budget|costs?|money|grants)", re.I
)


def check_flow(around: Around, kind: str, fact: Funding) -> None:
    """Invariants 1, 9, 11 and 13, and the currency."""
    if fact.to_id is not None and fact.to_id in split_list(fact.from_id):
        around.refuse(kind, fact, "SELF_TIE", SELF_TIE, SELF_TIE_FIX, "to_id")
    if fact.amount is not None:
        _check_amount(around, fact, "amount", fact.amount)
    if fact.quantity is not None:
        _check_amount(around, fact, "quantity", fact.quantity)
    _check_currency(around, fact)
    if fact.tiers is not None:
        _check_tiers(around, fact)
        if fact.purpose is not None and _BROAD.fullmatch(fact.purpose):
            rule = f"'{fact.purpose}' is too broad to be given a tier"
            around.warn(kind, fact, "TOO_BROAD", rule, "name the activity", "purpose")


def _check_amount(around: Around, fact: Funding, field: str, cell: str) -> None:
    number = parse_number(cell)
    if number is None:
        meant = meant_amount(cell)
        fix = f'write "{meant}"' if meant else "write it like 142500.50, without signs or separators, or leave it empty"
        around.refuse("funding", fact, "NUMBER", f"this is no {field} that can be read", fix, field)
    elif number <= 0:
        fix = "leave the cell empty if it is not stated, or correct it"
        around.refuse("funding", fact, "AMOUNT", f"{field.capitalize()} must be above zero, or 'not stated'", fix, field)


def _check_currency(around: Around, fact: Funding) -> None:
    if fact.currency is None:
        if fact.amount is not None and fact.kind in (None, "money"):
            rule = "an amount needs its currency: amounts in unlike currencies are never added together"
            around.refuse("funding", fact, "CURRENCY", rule, "name it with three capital letters, like GBP", "currency", fact.amount)
    elif not is_currency(fact.currency):
        meant = meant_currency(fact.currency)
        fix = f'write "{meant}"' if meant else "write it like GBP, EUR or USD"
        around.refuse("funding", fact, "CURRENCY", "a currency is three capital letters (ISO 4217)", fix, "currency")


def _check_tiers(around: Around, fact: Funding) -> None:
    shares = parse_tiers(fact.tiers)
    known = CLOSED["tier"]
    for place, (tier, share) in enumerate(shares):
        if tier not in known:
            fix = f"{around.meant(tier, known)}choose from: {', '.join(known)}"
            around.refuse("funding", fact, "WORD", f'"{tier}" is no prevention tier', fix, "tiers")
        elif share is None or share < 0:
            fix = f'write it like "{tier}:100" or "primary:60|tertiary:40"'
            around.refuse("funding", fact, "TIERS", f"the tier {tier} has no percentage", fix, "tiers")
        elif any(tier == other for other, _ in shares[:place]):
            around.refuse("funding", fact, "TIERS", f"the tier {tier} stands twice", "add the two shares", "tiers")
    if any(share is None for _, share in shares):
        return
    added = sum((share for _, share in shares if share is not None), Decimal(0))
    if added > WHOLE or added < WHOLE - ROUNDING:
        rest = f"add not classified:{(WHOLE - added).normalize():f} for the part without a tier" if added < WHOLE else "correct the shares"
        around.refuse("funding", fact, "TIERS", f"Tiers add to {added.normalize():f}%; they must add to 100%", rest, "tiers")


def check_funds(around: Around, flows: Iterable[Funding]) -> None:
    """Invariant 12, a warning once a fund: the grants out of a fund that these flows touch exceed what went in.

    Nothing can be said of a fund with an inflow whose amount is not stated, or with none recorded.
    """
    touched = {fund for flow in flows for fund in (flow.pooled_in, flow.to_id, flow.from_id) if fund is not None}
    funds = {f.pooled_in for f in around.after.funding.values() if f.pooled_in is not None} & touched
    funds |= {id for id in touched if id in around.actors and around.actors[id].kind == "fund"}
    if not funds:
        return
    into: dict[tuple[str, str], list[Decimal | None]] = defaultdict(list)
    out: dict[tuple[str, str], list[Decimal]] = defaultdict(list)
    for flow in around.after.funding.values():
        if flow.kind not in (None, "money"):
            continue
        amount, fund = parse_amount(flow.amount), flow.pooled_in or flow.to_id
        if fund in funds:
            into[(fund, flow.currency or "" if amount is not None else "")].append(amount)
        if flow.from_id in funds and amount is not None:
            out[(flow.from_id, flow.currency or "")].append(amount)
    for (fund, currency), grants in out.items():
        held = into.get((fund, currency), [])
        if not held or (fund, "") in into:
            continue
        given, has = sum(grants), sum(a for a in held if a is not None)
        if given > has:
            _tell_overspent(around, fund, shown(Decimal(given), currency), shown(Decimal(has), currency))


def _tell_overspent(around: Around, fund: str, given: str, has: str) -> None:
    last = next(f for f in reversed(list(around.after.funding.values())) if f.from_id == fund)
    rule = f"Grants out of this fund ({given}) exceed what it holds ({has})"
    around.warn("funding", last, "FUND_SUM", rule, "if more came in, add that flow", "from_id")
