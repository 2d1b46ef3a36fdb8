"""Somebody who keeps every figure that was ever published and adds and subtracts: a linear solver of its own, over fractions.

It knows the most that could be known: who belongs where, and which pairs answered. What it lacks are the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from fractions import Fraction
from functools import partial
from typing import Any

Unknown = Hashable


class Attacker:
    """What was read, as sums of unknowns; ``found`` are the targets whose sum can be worked out."""

    def __init__(self) -> None:
        self.rows: list[dict[Unknown, Fraction]] = []

    def reads(self, sum_of: Iterable[Unknown]) -> None:
        """The mean and the number of these are out, and with them their sum."""
        self._insert({unknown: Fraction(1) for unknown in sum_of})

    def _reduced(self, row: dict[Unknown, Fraction]) -> dict[Unknown, Fraction]:
        left = dict(row)
        for known in self.rows:
            lead = next(iter(known))
            if lead in left:
                by = left[lead] / known[lead]
                for unknown, weight in known.items():
                    left[unknown] = left.get(unknown, Fraction(0)) - by * weight
                    if not left[unknown]:
                        del left[unknown]
        return left

    def _insert(self, row: dict[Unknown, Fraction]) -> None:
        left = self._reduced(row)
        if left:
            self.rows.append(left)

    def knows(self, sum_of: Iterable[Unknown]) -> bool:
        """Can the sum of these be worked out? Rows are reduced in the order they came, until nothing changes."""
        left = {unknown: Fraction(1) for unknown in sum_of}
        while left:
            smaller = self._reduced(left)
            if smaller == left:
                return False
            left = smaller
        return True


def _crossed(of: Callable[..., Any], first: tuple[str, ...], second: tuple[str, ...], unknown: Any) -> Any:
    return of(unknown, 0, *first), of(unknown, 1, *second)


def targets(unknowns: list[tuple[str, str, Any]], traits: dict[str, dict[str, str]]) -> Iterator[frozenset[Any]]:
    """What an attacker would want: each answer, each organisation's answers and what it received, and every crossing of traits."""
    def of(unknown: Any, end: int, *names: str) -> tuple[str, ...]:
        return tuple(traits[unknown[end]][name] for name in names)

    ways: list[Callable[[Any], Any]] = [
        lambda u: u, lambda u: u[0], lambda u: u[1], lambda u: (u[0], of(u, 1, "sector")), lambda u: (of(u, 0, "sector"), u[1]),
    ]  # fmt: skip
    for one in ("sector", "place", "kind"):
        for other in ("sector", "place", "kind"):
            ways.append(partial(_crossed, of, (one,), (other,)))
            ways.append(partial(_crossed, of, (one, other), (one, other)))
    seen = set()
    for way in ways:
        groups: dict[Any, set[Any]] = {}
        for unknown in unknowns:
            groups.setdefault(way(unknown), set()).add(unknown)
        for group in groups.values():
            chosen = frozenset(group)
            if chosen not in seen:
                seen.add(chosen)
                yield chosen
