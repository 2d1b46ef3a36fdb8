"""Networks of several shapes, with names as long as people's, for what is promised of any map."""

from __future__ import annotations

import random
from collections.abc import Callable

from sysmap.analysis.network import Member, Network, Tie

LONG = ("Sallowfield Clinic (children's mental health)", "Early Help Hub", "Wrenmoor Voluntary Action Group", "MAP", "Harbour Road School")
Pairs = set[tuple[int, int]]


def star(n: int) -> Pairs:
    return {(0, at) for at in range(1, n)}


def two_cliques(n: int) -> Pairs:
    """Two halves in which everybody knows everybody, and one bridge."""
    halves = (range(n // 2), range(n // 2, n))
    return {(a, b) for half in halves for a in half for b in half if a < b} | {(0, n // 2)}


def chain(n: int) -> Pairs:
    return {(at, at + 1) for at in range(n - 1)}


def mostly_alone(n: int) -> Pairs:
    """A small circle, and three quarters who have no tie."""
    return {(at, (at + 1) % (n // 4)) for at in range(n // 4)}


def many_pairs(n: int) -> Pairs:
    return {(at, at + 1) for at in range(0, n - 1, 2)}


def hubs(n: int) -> Pairs:
    """Stars whose middles are tied to each other."""
    return {(at % 4, at) for at in range(4, n)} | {(a, b) for a in range(4) for b in range(a)}


def chance(n: int, ties: int, seed: int) -> Pairs:
    found: Pairs = set()
    drawn = random.Random(seed)
    while len(found) < ties:
        a, b = drawn.randrange(n), drawn.randrange(n)
        if a != b:
            found.add((a, b))
    return found


SHAPES: dict[str, Callable[[int], Pairs]] = {
    "star": star, "two cliques": two_cliques, "chain": chain, "mostly alone": mostly_alone, "many pairs": many_pairs, "hubs": hubs,
    "nobody tied": lambda n: set(),
    "sparse by chance": lambda n: chance(n, n, 5),
    "middling by chance": lambda n: chance(n, 3 * n, 6),
    "dense by chance": lambda n: chance(n, 8 * n, 7),
}  # fmt: skip


def network(shape: str, n: int) -> Network:
    """A network of this shape among n organisations with long names."""
    members = tuple(
        Member(f"m{at}", f"{at} {LONG[at % len(LONG)]}", "recorded", None, ("statutory", "nhs", "voluntary")[at % 3]) for at in range(n)
    )
    ties = {(f"m{a}", f"m{b}"): Tie(None) for a, b in sorted(SHAPES[shape](n))}
    return Network(shape, shape, "2025-05-30", "relationships", members, ties, False, date="2025-05-30", scale=(1, 5))
