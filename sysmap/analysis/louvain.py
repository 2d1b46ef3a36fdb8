"""Which groups of actors are joined more among themselves than chance would give? Many searches from a seed, the best one kept.

The best grouping cannot be found by trying all; each search moves actors and then whole groups for as long as modularity grows, in an
order drawn at random (Blondel et al. 2008). Searches differ: how much they agree is part of the result, since a change between two
rounds means something only where it is larger than that. Own code, so that the same map gives the same groups under every networkx.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from sysmap.analysis.waiting import steps

Joined = Sequence[set[int]]
Labels = tuple[int, ...]

RUNS = ((100, 50), (1_000, 20), (20_000, 10))
"""Up to so many joined pairs, so many searches; above that ``FEW``."""
FEW = 2


class Grouping(NamedTuple):
    """``labels`` number the groups 1, 2, 3 ... by their first member; ``agreement`` is the mean ARI between two searches of ``runs``."""

    labels: Labels
    modularity: Fraction | None
    agreement: float | None
    runs: int


def grouped_best(joined: Joined, seed: int) -> Grouping:
    """The best of many searches. Without a tie everyone stands alone, and modularity is None."""
    pairs = sum(map(len, joined)) // 2
    if not pairs:
        return Grouping(tuple(range(1, len(joined) + 1)), None, None, 0)
    runs = next((runs for largest, runs in RUNS if pairs <= largest), FEW)
    draw = random.Random(seed)
    found = [searched(joined, draw, again=pairs <= RUNS[-1][0]) for _ in steps("searching for groups", range(runs), runs)]
    best = max(found, key=lambda labels: modularity(joined, labels) or Fraction(-1))
    return Grouping(best, modularity(joined, best), _mean_agreement(found), runs)


def _mean_agreement(found: Sequence[Labels]) -> float | None:
    """The mean over all pairs of searches. Most searches end in a few groupings, and each two of those are compared once."""
    times = Counter(found)
    alike = [(n * (n - 1) // 2, agreement(one, one)) for one, n in times.items()]
    alike += [(times[one] * times[other], agreement(one, other)) for one, other in combinations(times, 2)]
    known = [(pairs, ari) for pairs, ari in alike if ari is not None and pairs]
    return sum(pairs * ari for pairs, ari in known) / sum(pairs for pairs, _ in known) if known else None


def modularity(joined: Joined, labels: Sequence[int]) -> Fraction | None:
    """The share of ties within groups, less what chance would give actors with as many ties; None without a tie. Newman & Girvan 2004.

    >>> modularity([{1}, {0}, {3}, {2}], [1, 1, 2, 2])
    Fraction(1, 2)
    """
    ends = sum(map(len, joined))
    if not ends:
        return None
    within = sum(1 for i, others in enumerate(joined) for j in others if labels[i] == labels[j])
    degrees = Counter[int]()
    for i, others in enumerate(joined):
        degrees[labels[i]] += len(others)
    return Fraction(within, ends) - Fraction(sum(d * d for d in degrees.values()), ends * ends)


def agreement(first: Sequence[int], second: Sequence[int]) -> float | None:
    """How alike are two groupings of the same actors, 1 the same and 0 as by chance? None for fewer than two actors.

    The adjusted Rand index. Two groupings that are both trivial in the same way are the same. Hubert & Arabie 1985.

    >>> agreement([1, 1, 2, 2], [5, 5, 7, 7]), agreement([1, 1, 2, 2], [1, 2, 1, 2])
    (1.0, -0.5)
    """
    n = len(first)
    if n < 2:
        return None
    together = _pairs(Counter(zip(first, second, strict=True)).values())
    one, two = _pairs(Counter(first).values()), _pairs(Counter(second).values())
    chance, most = Fraction(one * two, n * (n - 1) // 2), Fraction(one + two, 2)
    return 1.0 if most == chance else float((together - chance) / (most - chance))


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def searched(joined: Joined, draw: random.Random, again: bool = True) -> Labels:
    """One search: actors, then groups of them; then ``again`` actors out of the groups found, for as long as that gains."""
    level: list[dict[int, int]] = [dict.fromkeys(others, 1) for others in joined]
    degrees = [len(others) for others in joined]
    labels = _numbered(_climbed(level, degrees, list(range(len(joined))), draw))
    while again:
        better = _numbered(_climbed(level, degrees, _moved(level, degrees, draw, labels), draw))
        if better == labels or (modularity(joined, better) or 0) <= (modularity(joined, labels) or 0):
            break
        labels = better
    return labels


def _climbed(level: list[dict[int, int]], degrees: list[int], start: Sequence[int], draw: random.Random) -> list[int]:
    """Join whole groups, and groups of groups, from a grouping of the actors."""
    member, label = list(range(len(level))), list(start)
    while True:
        if len(set(label)) == len(label):
            label = _moved(level, degrees, draw)
            if len(set(label)) == len(label):
                return member
        number = {old: new for new, old in enumerate(dict.fromkeys(label))}
        label = [number[old] for old in label]
        member = [label[at] for at in member]
        level, degrees = _folded(level, degrees, label, len(number))
        label = list(range(len(level)))


def _moved(level: list[dict[int, int]], degrees: list[int], draw: random.Random, start: Sequence[int] | None = None) -> list[int]:
    """Move one at a time to where modularity gains most, until nobody gains; from everyone alone, unless a start is given."""
    ends = sum(degrees)
    label = list(range(1, len(level) + 1)) if start is None else list(start)
    held = [0] * (max(label, default=0) + 1)
    for i, group in enumerate(label):
        held[group] += degrees[i]
    order = list(range(len(level)))
    draw.shuffle(order)
    # Whoever has stayed is looked at again only when a neighbour has moved away from it.
    waiting, queued = deque(order), bytearray([1]) * len(level)
    while waiting:
        i = waiting.popleft()
        queued[i] = 0
        own, degree = label[i], degrees[i]
        held[own] -= degree
        joined: dict[int, int] = {own: 0}
        for j, ties in level[i].items():
            if j != i:
                group = label[j]
                joined[group] = joined.get(group, 0) + ties
        best, gain = own, joined[own] * ends - degree * held[own]
        for group, ties in joined.items():
            here = ties * ends - degree * held[group]
            if here > gain:
                best, gain = group, here
        held[best] += degree
        if best != own:
            label[i] = best
            for j in level[i]:
                if not queued[j] and label[j] != best:
                    queued[j] = 1
                    waiting.append(j)
    return label


def _folded(level: list[dict[int, int]], degrees: list[int], label: list[int], n: int) -> tuple[list[dict[int, int]], list[int]]:
    """Groups as actors: what joins two groups is all that joins their members."""
    folded: list[dict[int, int]] = [{} for _ in range(n)]
    total = [0] * n
    for i, ties in enumerate(level):
        total[label[i]] += degrees[i]
        to = folded[label[i]]
        for j, w in ties.items():
            to[label[j]] = to.get(label[j], 0) + w
    return folded, total


def _numbered(member: Sequence[int]) -> Labels:
    number = {old: new for new, old in enumerate(dict.fromkeys(member), start=1)}
    return tuple(number[old] for old in member)
