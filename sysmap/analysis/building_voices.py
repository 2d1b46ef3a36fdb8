"""What do several answers about one pair come to? From the items of one respondent, and from several respondents, to one tie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from sysmap.analysis.network import Tie, Value
from sysmap.model.ties import Rating


class Outcome(NamedTuple):
    """What one respondent said about one pair: ``tie`` or none, its value (None: not stated), the answered items' values."""

    tie: bool
    value: Value
    items: Mapping[str, int]
    facts: tuple[str, ...] = ()


ABSENT = Outcome(False, 0, {})
"""An answered "no tie"."""


def exact(value: Fraction | int) -> int | Fraction:
    """A whole number as int, anything else as an exact fraction, so that equal values look equal.

    >>> exact(Fraction(6, 2)), exact(Fraction(10, 3))
    (3, Fraction(10, 3))
    """
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value


def mean(values: Iterable[int | Fraction]) -> int | Fraction:
    """The exact mean."""
    known = list(values)
    return known[0] if len(known) == 1 else exact(Fraction(sum(known)) / len(known))


def outcome(rows: Iterable[Rating], items: tuple[str, ...], chosen: str | None) -> Outcome | None:
    """What a respondent's rows about one pair come to; None when not one item was answered (unobserved).

    With ``chosen`` the value is that item's. A tie named on other items is a tie still: its value on this one is not stated.

    >>> rows = [Rating("1", item="a", value=4), Rating("2", item="b", value=3), Rating("3", item="c")]
    >>> outcome(rows, ("a", "b", "c"), None).value, outcome(rows, ("a", "b", "c"), "c").value, outcome(rows[2:], ("a",), None)
    (Fraction(7, 2), None, None)
    """
    rows = list(rows)
    stated = {row.item or items[0]: row.value for row in rows if row.value is not None}
    if not stated:
        return None
    facts = tuple(row.id for row in rows)
    if not any(stated.values()):
        return ABSENT._replace(facts=facts)
    if chosen is not None:
        return Outcome(True, stated.get(chosen), stated, facts)
    return Outcome(True, mean(stated.values()) if 2 * len(stated) >= len(items) else None, stated, facts)


def joined(outcomes: list[Outcome]) -> Tie | None:
    """One organisation's tie from the respondents who were asked about the pair; None when all said no tie.

    Its value is the mean over them, a "no tie" counting 0; with only unstated values beside it, it is not stated.
    """
    named = [o for o in outcomes if o.tie]
    if not named:
        return None
    facts = tuple(fact for o in outcomes for fact in o.facts)
    if len(outcomes) == 1:
        only = outcomes[0]
        return Tie(only.value, only.items, facts)
    stated = any(o.value is not None for o in named)
    known = [o.value for o in outcomes if o.value is not None] if stated else []
    return Tie(
        mean(known) if known else None,
        _items(outcomes, named),
        facts,
        len(outcomes),
        apart=exact(Fraction(max(known) - min(known))) if len(known) > 1 else None,
    )


def _items(outcomes: list[Outcome], named: list[Outcome]) -> dict[str, Value]:
    """Each item's mean over those who answered it; whoever said no tie said 0 to each."""
    noes = [0] * (len(outcomes) - len(named))
    names = dict.fromkeys(item for o in named for item in o.items)
    return {item: mean([*(o.items[item] for o in named if item in o.items), *noes]) for item in names}
