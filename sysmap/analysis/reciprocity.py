"""Do ties go both ways? Only pairs answered about from both ends can tell."""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import EVERY, VALUED, Measure, share
from sysmap.analysis.seen import Seen


def dyads(seen: Seen) -> dict[str, int]:
    """How many unordered pairs go both ways, one way, or not at all, among pairs observed from both ends?

    Holland & Leinhardt 1970. A tie towards a silent member is in none of the three: its answer is not known.
    """
    rows, ties = seen.rows, seen.network.ties
    mutual = asymmetric = 0
    for a, b in ties:
        if not rows[b].observes(a) or not rows[a].observes(b):
            continue
        if (b, a) in ties:
            mutual += 1
        else:
            asymmetric += 1
    mutual //= 2
    return {"mutual": mutual, "asymmetric": asymmetric, "null": seen.observed_dyads - mutual - asymmetric}


def reciprocity(seen: Seen) -> Fraction | None:
    """Which share of ties is returned? 2M / (2M + A) over pairs observed from both ends; None without a tie among them."""
    counted = dyads(seen)
    both, one = 2 * counted["mutual"], counted["asymmetric"]
    return share(both, both + one)


def reciprocity_correlation(seen: Seen) -> Fraction | None:
    """How much more are ties returned than by chance at this density? (r - a) / (1 - a); None with no tie or every tie.

    r is reciprocity and a the density over the same pairs, observed from both ends. From -1 to 1; below 0 ties avoid going both
    ways. Garlaschelli & Loffredo 2004.
    """
    counted = dyads(seen)
    returned = share(2 * counted["mutual"], 2 * counted["mutual"] + counted["asymmetric"])
    busy = share(2 * counted["mutual"] + counted["asymmetric"], 2 * seen.observed_dyads)
    return None if returned is None or busy is None or busy == 1 else (returned - busy) / (1 - busy)


def reciprocity_weighted(seen: Seen) -> Fraction | None:
    """Which share of strength is returned? Sum of the smaller of the two values over the sum of values; 0 to 1.

    Over pairs observed from both ends whose values are stated; None without one, or with money in several currencies.
    Squartini et al. 2013.
    """
    rows, ties = seen.rows, seen.network.ties
    if len(seen.network.currencies) > 1:
        return None
    returned = given = Fraction(0)
    for (a, b), tie in ties.items():
        back = ties.get((b, a))
        if not rows[b].observes(a) or not rows[a].observes(b) or tie.value is None or (back is not None and back.value is None):
            continue
        given += tie.value
        if back is not None and back.value is not None:
            returned += min(tie.value, back.value)
    return share(returned, given)


MEASURES = (
    Measure(
        "reciprocity", "Which share of ties goes both ways?", "network", 0, 1, "both", "none", "over pairs answered about from both ends",
        "fairly sturdy", "Wasserman & Faust 1994, edgewise", EVERY - {"power"}, of_network=reciprocity,
    ),
    Measure(
        "reciprocity_correlation", "Are ties returned more than by chance?", "network", -1, 1, "both", "none",
        "over pairs answered about from both ends", "fairly sturdy; free of how busy the network is", "Garlaschelli & Loffredo 2004",
        EVERY - {"power"}, of_network=reciprocity_correlation,
    ),
    Measure(
        "reciprocity_weighted", "Which share of strength is returned?", "network", 0, 1, "both", "value of each tie, the smaller of two",
        "over pairs answered about from both ends, both values stated", "fairly sturdy", "Squartini et al. 2013", VALUED,
        of_network=reciprocity_weighted,
    ),
    Measure(
        "dyads", "How many pairs go both ways, one way, not at all?", "network", 0, None, "both", "none",
        "over pairs answered about from both ends", "fairly sturdy", "Holland & Leinhardt 1970", of_network=dyads,
    ),
)
