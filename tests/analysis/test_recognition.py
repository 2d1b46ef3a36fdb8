from __future__ import annotations

import random
from collections import Counter
from itertools import permutations

import networkx as nx
import pytest

from sysmap.analysis.network import Member, Network, Tie
from sysmap.analysis.recognition import recognisable


def network(n: int, ties: set[tuple[int, int]]) -> Network:
    members = tuple(Member(str(i), str(i), "recorded") for i in range(n))
    return Network("m", "M", "w", "relationships", members, {(str(a), str(b)): Tie(1) for a, b in ties}, asked=False)


def both_ways(*pairs: tuple[int, int]) -> set[tuple[int, int]]:
    return {pair for a, b in pairs for pair in ((a, b), (b, a))}


def test_in_a_ring_nobody_is_recognised() -> None:
    found = recognisable(network(6, both_ways(*((i, (i + 1) % 6) for i in range(6)))))
    assert (found.by_degree, found.by_ego, found.average_degree) == (0, 0, 2.0)


def test_in_a_star_the_middle_is_recognised_and_nobody_else() -> None:
    found = recognisable(network(5, both_ways(*((0, i) for i in range(1, 5)))))
    assert (found.by_degree, found.by_ego) == (1, 1)


def test_two_with_as_many_ties_are_told_apart_by_the_ties_among_those_they_are_tied_to() -> None:
    """0 and 3 have two ties each; those of 0 know one another, those of 3 do not."""
    found = recognisable(network(7, both_ways((0, 1), (0, 2), (1, 2), (3, 4), (3, 5), (6, 1))))
    assert found.by_ego > found.by_degree


def test_whoever_has_no_tie_is_not_recognised_even_when_alone_in_that() -> None:
    found = recognisable(network(4, both_ways((0, 1), (1, 2))))
    assert (found.by_degree, found.by_ego) == (1, 1)


def test_a_map_of_nobody_has_nobody_to_recognise() -> None:
    found = recognisable(network(0, set()))
    assert (found.members, found.average_degree, found.share) == (0, None, 0.0)


def brute(n: int, ties: set[tuple[int, int]]) -> tuple[int, int]:
    """Unique by degree and by ego network, comparing every two actors by every way of laying one network on the other."""
    into, out = Counter(b for _, b in ties), Counter(a for a, _ in ties)
    degrees = Counter((into[i], out[i]) for i in range(n))
    by_degree = sum(1 for i in range(n) if degrees[into[i], out[i]] == 1 and (into[i] or out[i]))

    def ego(i: int) -> tuple[list[int], set[tuple[int, int]]]:
        inside = [i, *sorted({a for a, b in ties if b == i} | {b for a, b in ties if a == i})]
        return inside, {(a, b) for a, b in ties if a in inside and b in inside}

    def same(i: int, j: int) -> bool:
        (first, one), (second, other) = ego(i), ego(j)
        if len(first) != len(second) or len(one) != len(other):
            return False
        return any(
            {(way[a], way[b]) for a, b in one} == other
            for rest in permutations(second[1:])
            for way in [dict(zip(first, (second[0], *rest), strict=True))]
        )

    alone = [i for i in range(n) if (into[i] or out[i]) and not any(same(i, j) for j in range(n) if j != i)]
    return by_degree, len(alone)


@pytest.mark.parametrize("seed", range(8))
def test_the_shares_are_those_of_brute_force(seed: int) -> None:
    chance = random.Random(seed)
    ties = {(a, b) for a in range(7) for b in range(7) if a != b and chance.random() < 0.2}
    found = recognisable(network(7, ties))
    assert (found.by_degree, found.by_ego) == brute(7, ties)


def test_a_published_network_zachary_1977() -> None:
    """Zachary's karate club: 34 members and 78 ties; 17, 16, 12, 10, 9 and 1 are the numbers of ties that one member alone has."""
    club = nx.karate_club_graph()
    found = recognisable(network(34, {pair for a, b in club.edges for pair in ((a, b), (b, a))}))
    assert (found.members, found.average_degree, found.by_degree) == (34, 2 * 78 / 34, 6)
    assert found.by_degree <= found.by_ego
