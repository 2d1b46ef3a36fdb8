"""How busy is the network: which share of the ties that could be there is there?"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import EVERY, Measure, share
from sysmap.analysis.seen import Seen

_COUNTED = EVERY - {"power"}


def density(seen: Seen) -> Fraction | None:
    """Ties divided by observed pairs, from 0 to 1; None when no pair was observed."""
    return share(len(seen.network.ties), seen.observed)


def mean_degree(seen: Seen) -> Fraction | None:
    """How many does a member name on average? Density times the others there are, so that silence does not lower it."""
    dense = density(seen)
    return None if dense is None else dense * (len(seen.ids) - 1)


def isolates(seen: Seen) -> int:
    """How many heard members have no tie at all, in or out? They are members and stay in n. Silent members may have ties."""
    return sum(1 for a in seen.heard if not seen.into[a] and not seen.out[a])


MEASURES = (
    Measure(
        "density", "How busy is the network?", "network", 0, 1, "none", "none", "divided by the pairs that were answered about",
        "sturdy when those who are silent are like the rest", "Wasserman & Faust 1994", _COUNTED, of_network=density,
    ),
    Measure(
        "mean_degree", "How many does a member name on average?", "network", 0, None, "none", "none",
        "density times (members - 1)", "sturdy when those who are silent are like the rest", "Wasserman & Faust 1994", _COUNTED,
        of_network=mean_degree,
    ),
    Measure(
        "isolates", "How many stand on their own?", "network", 0, None, "none", "none",
        "members who were heard and neither name nor are named, as far as was answered", "falls as more are heard",
        "Wasserman & Faust 1994", of_network=isolates,
    ),
)
