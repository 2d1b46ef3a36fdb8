"""Do ties stay within groups or cross them? By any attribute: sector, place, kind, or a column of the map's own."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import sqrt

from sysmap.analysis.definition import Measure, share
from sysmap.analysis.seen import Seen

_MISSING = "over ties that were answered; an end without the attribute is left out; null without --group"


def ei_index(seen: Seen) -> Fraction | None:
    """Do ties cross groups more than they stay within? (E - I) / (E + I) over ties; -1 all within, 1 all across.

    Bounded by the sizes of groups: read beside ``ei_index_expected``. None without a tie between two with the attribute.
    Krackhardt & Stern 1988.
    """
    across, within = _crossing(seen)
    return share(across - within, across + within)


def ei_index_expected(seen: Seen) -> Fraction | None:
    """What would the E-I index be on average if groups were dealt out at random among the same actors? Exact, by pairs of actors."""
    sizes = Counter(seen.groups.values())
    n = sum(sizes.values())
    within = sum(size * (size - 1) for size in sizes.values())
    return share(n * (n - 1) - 2 * within, n * (n - 1)) if any(_crossing(seen)) else None


def assortativity(seen: Seen) -> Fraction | None:
    """Do ties join like with like, beyond what the sizes of groups give? -1 to 1; 1 all within, 0 as by chance.

    From the table of ties by group of both ends: (sum e_ii - sum a_i b_i) / (1 - sum a_i b_i). None when every tie begins and ends
    in one same group. Newman 2003.
    """
    table = _table(seen)
    total = sum(table.values())
    if not total:
        return None
    first, second = Counter[str](), Counter[str]()
    for (a, b), n in table.items():
        first[a] += n
        second[b] += n
    alike = Fraction(sum(n for (a, b), n in table.items() if a == b), total)
    chance = Fraction(sum(n * second[group] for group, n in first.items()), total * total)
    return None if chance == 1 else (alike - chance) / (1 - chance)


def assortativity_numeric(seen: Seen) -> float | None:
    """Do ties join high with high, on an attribute that is a number? Correlation of both ends over ties; -1 to 1.

    None when the attribute is no number, and when all first or all second ends are equal. Newman 2003.
    """
    values = {a: _number(text) for a, text in seen.groups.items()}
    if any(value is None for value in values.values()):
        return None
    pairs = [(x, y) for a, b in seen.network.ties if (x := values.get(a)) is not None and (y := values.get(b)) is not None]
    n = len(pairs)
    first, second = sum((x for x, _ in pairs), Fraction(0)), sum((y for _, y in pairs), Fraction(0))
    spread = (n * sum(x * x for x, _ in pairs) - first * first) * (n * sum(y * y for _, y in pairs) - second * second)
    return float(n * sum(x * y for x, y in pairs) - first * second) / sqrt(spread) if spread > 0 else None


def _number(text: str) -> Fraction | None:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return None


def _table(seen: Seen) -> Counter[tuple[str, str]]:
    group = seen.groups
    return Counter((group[a], group[b]) for a, b in seen.network.ties if a in group and b in group)


def _crossing(seen: Seen) -> tuple[int, int]:
    table = _table(seen)
    within = sum(n for (a, b), n in table.items() if a == b)
    return sum(table.values()) - within, within


MEASURES = (
    Measure(
        "ei_index", "Do ties cross groups more than they stay within?", "network", -1, 1, "none", "none", _MISSING,
        "fairly sturdy when silence is spread over groups", "Krackhardt & Stern 1988", of_network=ei_index, by_group=True,
    ),
    Measure(
        "ei_index_expected", "How much would ties cross groups by chance?", "network", -1, 1, "none", "none", _MISSING,
        "depends on who is a member, not on who answered", "Krackhardt & Stern 1988, labels dealt out at random",
        of_network=ei_index_expected, by_group=True,
    ),
    Measure(
        "assortativity", "Do ties join like with like?", "network", -1, 1, "none", "none", _MISSING,
        "fairly sturdy when silence is spread over groups", "Newman 2003, mixing matrix", of_network=assortativity, by_group=True,
    ),
    Measure(
        "assortativity_numeric", "Do ties join high with high?", "network", -1, 1, "none", "none", f"{_MISSING}, and for what is no number",
        "fairly sturdy when silence is spread over groups", "Newman 2003, scalar", of_network=assortativity_numeric, by_group=True,
    ),
)
