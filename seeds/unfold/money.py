"""Who pays for what? Section 6: money by prevention tier, the pooled fund, what is paid onward, and people and rooms lent."""

from __future__ import annotations

import re

from unfold.rows import Row, invented, table

TIERS = {"p": "primary", "s": "secondary", "t": "tertiary", "r": "responsive", "e": "enabling"}
ENDED = ("wcf>spk", "edi>loo")
OUT_OF = {"fam>ehh": "2024 wef>fam", "cvs>bre": "2024 wef>cvs"}


def funding() -> list[Row]:
    """The money, line by line, then people and rooms, which are never added to pounds. An amount not stated stays empty."""
    direct_before, direct, into, out, onward = (line.partition(": ")[2] for line in table("money").splitlines())
    rows = [_flow(words, "2023-04", "2024-03") for words in direct_before.split("; ")]
    for words in "; ".join((direct, into, out, onward)).split("; "):
        rows.append(_flow(words, "2024-04", "2025-03"))
    rows += [
        _lent("ehh>fam", "people", "0.6", "full-time post", "seconded family worker", "2024-09", "2025-08"),
        _lent("hvs>par", "in-kind", "1", "room a week", "room lent", "", ""),
    ]
    return invented(rows)


def _flow(words: str, since: str, until: str) -> Row:
    ends, _, rest = words.partition(" ")
    giver, _, taker = ends.partition(">")
    rest, _, note = rest.partition(" (")
    amount, *tiers = rest.split()
    ended = since == "2024-04" and ends in ENDED
    return {
        "id": f"{since[:4]} {ends}", "from": giver, "to": taker, "kind": "money", "amount": "" if amount == "ns" else amount,
        "currency": "GBP", "quantity": "", "unit": "", "purpose": note.rstrip(")").partition(":")[0],
        "tiers": "|".join(_tier(t) for t in tiers), "pooled_in": "wef" if taker == "wef" else "", "out_of": OUT_OF.get(ends, ""),
        "since": since, "until": {"spk": "2024-06", "loo": "2024-07"}[taker] if ended else until, "status": "ended" if ended else "",
    }


def _tier(mark: str) -> str:
    """A share as the table writes it.

    >>> _tier("s30"), _tier("x")
    ('secondary:30', 'not classified:100')
    """
    shape = re.fullmatch(r"([pstre])(\d+)", mark)
    return f"{TIERS[shape[1]]}:{shape[2]}" if shape else "not classified:100"


def _lent(ends: str, kind: str, quantity: str, unit: str, purpose: str, since: str, until: str) -> Row:
    giver, _, taker = ends.partition(">")
    return {
        "id": ends, "from": giver, "to": taker, "kind": kind, "quantity": quantity, "unit": unit, "purpose": purpose,
        "since": since, "until": until,
    }
