"""How far apart are two actors when a strong tie is a short way? Costs for path measures, made here and nowhere else.

A tie of strength s is 1/s long. Sums of floating 1/s lose ways that are equally short (1/3 + 1/3 + 1/3 is not 1), so every length
is a whole number: with s = p/q it is L q/p, where L is the least number that makes all of them whole. Money has no length.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from sysmap.analysis import engine
from sysmap.analysis.seen import Seen


class Costs(NamedTuple):
    """``to`` has for each place those that are named, with the whole-number length of the tie; ``unit`` is L: a length of L is 1/1."""

    to: list[dict[int, int]]
    unit: int


def costs_of(seen: Seen) -> Costs | None:
    """The lengths of the ties among those heard; None where strengths have no scale or not one is stated.

    None too among more than 5,000, where every way over strong ties would take hours. A tie whose strength is not stated cannot be
    given a length, and is not walked along.
    """
    if seen.network.scale is None or seen.valued is None or len(seen.heard) > engine.LARGE:
        return None
    return seen.once("costs", lambda: costs(seen.valued or []))


def costs(valued: Sequence[Mapping[int, int | Fraction]]) -> Costs:
    """Whole-number lengths of strengths.

    >>> costs([{1: 5, 2: 2}, {2: Fraction(10, 3)}, {}])
    Costs(to=[{1: 2, 2: 5}, {2: 3}, {}], unit=10)
    """
    strengths = {value for ties in valued for value in ties.values()}
    unit = math.lcm(*(Fraction(s).numerator for s in strengths)) if strengths else 1
    length = {s: unit * Fraction(s).denominator // Fraction(s).numerator for s in strengths}
    return Costs([{b: length[value] for b, value in ties.items()} for ties in valued], unit)
