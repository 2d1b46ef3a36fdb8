"""Between which groups does an actor stand? The five roles of Gould and Fernandez, with what chance would give.

A path i -> v -> k without i -> k passes through v; the groups of the three say which role v has in it: A is v's own group.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction
from math import sqrt

from sysmap.analysis.definition import PATHS, Measure
from sysmap.analysis.seen import Seen

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
"""All three alike; two of one group through an outsider; from outside in; from inside out; three different groups."""

_GOULD = "Gould & Fernandez 1989"
Roles = Mapping[str, int]


def brokerage(seen: Seen) -> dict[str, Roles | None]:
    """How many unclosed paths go through this actor in each of the five roles? Among those heard whose group is known.

    None for whoever was not heard or has no group, and without an attribute to group by.
    """
    return seen.once("brokerage", lambda: _counted(seen))


def brokerage_expected(seen: Seen) -> dict[str, Mapping[str, Fraction] | None]:
    """How many would be expected in a random network as busy, with the same groups?"""
    sizes, busy = _setting(seen)
    by_group = {group: _moments(sizes, group, busy)[0] for group in sizes}
    return {a: by_group[seen.groups[a]] if found is not None else None for a, found in brokerage(seen).items()}


def brokerage_z(seen: Seen) -> dict[str, Mapping[str, float | None] | None]:
    """By how many standard deviations do the counts differ from that? None for a role that chance cannot vary."""
    sizes, busy = _setting(seen)
    by_group = {group: _moments(sizes, group, busy) for group in sizes}
    return {
        a: None if found is None else {role: _z(found[role], *(m[role] for m in by_group[seen.groups[a]])) for role in ROLES}
        for a, found in brokerage(seen).items()
    }


def role(first: str, own: str, second: str) -> str:
    """The role of an actor of group ``own`` between two others.

    >>> [role(*groups) for groups in ("AAA", "BAB", "BAA", "AAB", "BAC")]
    ['coordinator', 'itinerant', 'gatekeeper', 'representative', 'liaison']
    """
    if first == second:
        return "coordinator" if first == own else "itinerant"
    return "gatekeeper" if second == own else "representative" if first == own else "liaison"


def _counted(seen: Seen) -> dict[str, Roles | None]:
    heard, group = seen.heard, seen.groups
    named = [set(others) for others in seen.successors]
    found: dict[str, Roles | None] = dict.fromkeys(seen.ids)
    for v, a in enumerate(heard):
        if a not in group:
            continue
        counts = Counter[str]()
        out = Counter(group[heard[k]] for k in seen.successors[v] if heard[k] in group)
        for i in seen.predecessors[v]:
            if heard[i] not in group:
                continue
            open_to = out.copy()
            open_to.subtract(group[heard[k]] for k in (named[i] | {i}) & named[v] if heard[k] in group)
            for other, n in open_to.items():
                counts[role(group[heard[i]], group[a], other)] += n
        found[a] = {name: counts[name] for name in ROLES}
    return found


def _setting(seen: Seen) -> tuple[Counter[str], Fraction]:
    """The sizes of groups, and how busy the network is, among those heard whose group is known."""
    inside = [i for i, a in enumerate(seen.heard) if a in seen.groups]
    sizes = Counter(seen.groups[seen.heard[i]] for i in inside)
    counted = frozenset(inside)
    ties = sum(1 for i in inside for j in seen.successors[i] if j in counted)
    n = len(inside)
    return sizes, Fraction(ties, n * (n - 1)) if n > 1 else Fraction(0)


def _moments(sizes: Counter[str], own: str, busy: Fraction) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Mean and variance of each role's count, for an actor of group ``own``, when every tie is there with the same chance.

    A path is unclosed with chance d^2 (1 - d); two paths that share one tie go together by d^3 (1 - d)^3; others do not.
    """
    n, mine = sum(sizes.values()), sizes[own] - 1
    rest = [size for group, size in sizes.items() if group != own]
    outside = sum(rest)
    pairs = {
        "coordinator": mine * (mine - 1),
        "itinerant": sum(size * (size - 1) for size in rest),
        "gatekeeper": mine * outside,
        "representative": mine * outside,
        "liaison": sum(size * (outside - size) for size in rest),
    }
    crossed = mine * outside * (outside - 1) + outside * mine * (mine - 1)
    sharing = {
        "coordinator": 2 * mine * (mine - 1) * (mine - 2),
        "itinerant": 2 * sum(size * (size - 1) * (size - 2) for size in rest),
        "gatekeeper": crossed,
        "representative": crossed,
        "liaison": 2 * sum(size * (outside - size) * (outside - size - 1) for size in rest),
    }
    assert n == mine + outside + 1
    chance = busy**2 * (1 - busy)
    means = {name: chance * pairs[name] for name in ROLES}
    together = busy**3 * (1 - busy) ** 3
    return means, {name: means[name] * (1 - chance) + together * sharing[name] for name in ROLES}


def _z(found: int, mean: Fraction, variance: Fraction) -> float | None:
    return float(found - mean) / sqrt(variance) if variance > 0 else None


_MISSING = "among those who answered and whose group is known; null for the rest, and without --group"

MEASURES = (
    Measure(
        "brokerage", "Between which groups does this one stand?", "actor", 0, None, "both", "none", _MISSING,
        "fragile: each silent member hides paths", _GOULD, PATHS, of_actors=brokerage, by_group=True,
    ),
    Measure(
        "brokerage_expected", "How much of that would chance give?", "actor", 0, None, "both", "none", _MISSING,
        "as sturdy as density", f"{_GOULD}, ties dealt out at random", PATHS, of_actors=brokerage_expected, by_group=True,
    ),
    Measure(
        "brokerage_z", "How far from chance is it?", "actor", None, None, "both", "none", _MISSING,
        "fragile: each silent member hides paths", f"{_GOULD}, ties dealt out at random", PATHS, of_actors=brokerage_z, by_group=True,
    ),
)
