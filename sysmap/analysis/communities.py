"""Into which groups does the network fall by itself, and does it fall so every time one looks?"""

from __future__ import annotations

from fractions import Fraction

from sysmap.analysis import louvain
from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.louvain import Grouping
from sysmap.analysis.seen import Seen

_LOUVAIN = "Blondel et al. 2008, best of many seeded searches"


def grouping(seen: Seen) -> Grouping:
    """The grouping of those heard, a tie either way joining two."""
    return seen.once("grouping", lambda: louvain.grouped_best(seen.joined, seen.seed))


def modularity(seen: Seen) -> Fraction | None:
    """How much more are ties within the groups found than chance would give? -1/2 to 1; None without a tie. Newman & Girvan 2004."""
    return grouping(seen).modularity


def modularity_of_group(seen: Seen) -> Fraction | None:
    """The same for the groups of the attribute asked for, among those heard who have one; None without it, or without a tie."""
    inside = [i for i, a in enumerate(seen.heard) if a in seen.groups]
    place = {i: at for at, i in enumerate(inside)}
    number = {group: at for at, group in enumerate(dict.fromkeys(seen.groups.values()))}
    joined = [{place[j] for j in seen.joined[i] if j in place} for i in inside]
    return louvain.modularity(joined, [number[seen.groups[seen.heard[i]]] for i in inside])


def communities(seen: Seen) -> int | None:
    """How many groups are found? Somebody without a tie is one of its own. None when nobody was heard."""
    return len(set(grouping(seen).labels)) if seen.heard else None


def community(seen: Seen) -> dict[str, int | None]:
    """In which of the groups found is this actor? They are numbered by their first member in map order; None if not heard."""
    return seen.by_heard(grouping(seen).labels)


def communities_agreement(seen: Seen) -> float | None:
    """How alike are two searches for groups on this same network? Mean adjusted Rand index; 1 always the same, 0 as by chance.

    Groups of two rounds that differ by no more than this have not been shown to differ. None without a tie.
    """
    return grouping(seen).agreement


MEASURES = (
    Measure(
        "modularity", "How clearly does it fall into groups?", "network", -0.5, 1, "both", "none: a tie either way joins",
        "among those who answered", "fragile: depends on who answered", f"Newman & Girvan 2004, of the groups found ({_LOUVAIN})", PATHS,
        of_network=modularity,
    ),
    Measure(
        "modularity_of_group", "How clearly do ties follow the groups asked for?", "network", -0.5, 1, "both",
        "none: a tie either way joins", "among those who answered and whose group is known; null without --group", "fairly sturdy",
        "Newman & Girvan 2004", PATHS, of_network=modularity_of_group, by_group=True,
    ),
    Measure(
        "communities", "Into how many groups does it fall?", "network", 0, None, "both", "none: a tie either way joins",
        "among those who answered", "fragile: read beside communities_agreement", _LOUVAIN, PATHS, of_network=communities,
    ),
    Measure(
        "communities_agreement", "Do two searches find the same groups?", "network", -1, 1, "both", "none", "among those who answered",
        "says how sturdy the groups are", "Hubert & Arabie 1985, mean over pairs of searches", PATHS, of_network=communities_agreement,
    ),
    Measure(
        "community", "In which group is this one?", "actor", 1, None, "both", "none: a tie either way joins",
        "among those who answered; null for the rest", "fragile: read beside communities_agreement", _LOUVAIN, PATHS, of_actors=community,
    ),
)
