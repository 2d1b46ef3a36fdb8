"""Do ties go both ways? Only pairs answered about from both ends can tell."""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import EVERY, Measure, share
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


MEASURES = (
    Measure(
        "reciprocity", "Which share of ties goes both ways?", "network", 0, 1, "both", "none", "over pairs answered about from both ends",
        "fairly sturdy", "Wasserman & Faust 1994, edgewise", EVERY - {"power"}, of_network=reciprocity,
    ),
    Measure(
        "dyads", "How many pairs go both ways, one way, not at all?", "network", 0, None, "both", "none",
        "over pairs answered about from both ends", "fairly sturdy", "Holland & Leinhardt 1970", of_network=dyads,
    ),
)
