"""Are the partners of partners partners?"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis.definition import PATHS, Measure, share
from sysmap.analysis.seen import Seen


def transitivity(seen: Seen) -> Fraction | None:
    """Of all i -> j -> k (three different members), in which share is there also i -> k? None without such a path.

    Weak and directed, among those heard; networkx's ``transitivity`` of a directed graph is another quantity. Wasserman & Faust 1994.
    """
    named = [sum(1 << j for j in others) for others in seen.successors]
    paths = closed = 0
    for i, others in enumerate(seen.successors):
        for j in others:
            paths += len(seen.successors[j]) - (named[j] >> i & 1)
            closed += (named[i] & named[j]).bit_count()
    return share(closed, paths)


MEASURES = (
    Measure(
        "transitivity", "How often is the partner of a partner a partner?", "network", 0, 1, "both", "none", "among those who answered",
        "fairly sturdy; moves with how busy the network is", "Wasserman & Faust 1994, weak", PATHS, of_network=transitivity,
    ),
)
