"""What is said of an actor's money and power, beyond counting its ties?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from sysmap.analysis.definition import Measure
from sysmap.analysis.network import Tie
from sysmap.analysis.seen import Seen


def concentration_in(seen: Seen) -> dict[str, Fraction | None]:
    """How much does this actor's money come from one giver? 1: from one alone; 1/k: from k alike; None without a stated amount.

    Sum of squared shares over givers whose amount is stated. Herfindahl 1950.
    """
    return {a: None if len(seen.network.currencies) > 1 else squared_shares(seen.into[a]) for a in seen.ids}


def concentration_out(seen: Seen) -> dict[str, Fraction | None]:
    """How much of this actor's money goes to one receiver? 1: to one alone; 1/k: to k alike; None without a stated amount."""
    return {a: None if len(seen.network.currencies) > 1 else squared_shares(seen.out[a]) for a in seen.ids}


def squared_shares(ties: Mapping[str, Tie]) -> Fraction | None:
    """The sum of squared shares of the stated values.

    >>> squared_shares({"a": Tie(1), "b": Tie(3), "c": Tie(None)})
    Fraction(5, 8)
    """
    stated = [Fraction(tie.value) for tie in ties.values() if tie.value is not None]
    total = sum(stated, Fraction(0))
    return sum((v * v for v in stated), Fraction(0)) / (total * total) if total else None


def power_statements(seen: Seen) -> dict[str, Mapping[str, int]]:
    """In how many statements does this actor hold, lack or contest power, over an actor or over a decision in words?

    Counts only: nothing is ever added up to one figure of power, and no path is followed.
    """
    none: dict[str, int] = {}
    states = sorted({state for counts in seen.network.statements.values() for state in counts})
    return {a: {state: seen.network.statements.get(a, none).get(state, 0) for state in states} for a in seen.ids}


_FUNDING = frozenset({"funding"})

MEASURES = (
    Measure(
        "concentration_in", "How much does its money come from one giver?", "actor", 0, 1, "in", "amounts, in one currency",
        "over stated amounts; null when none is stated", "falls as more amounts are known", "Herfindahl 1950", _FUNDING,
        of_actors=concentration_in,
    ),
    Measure(
        "concentration_out", "How much of its money goes to one receiver?", "actor", 0, 1, "out", "amounts, in one currency",
        "over stated amounts; null when none is stated", "falls as more amounts are known", "Herfindahl 1950", _FUNDING,
        of_actors=concentration_out,
    ),
    Measure(
        "power_statements", "Who is said to hold, lack or contest power?", "actor", 0, None, "out", "none: statements are counted",
        "what nobody stated is not known", "as sturdy as the statements", "counts of statements", frozenset({"power"}),
        of_actors=power_statements,
    ),
)
