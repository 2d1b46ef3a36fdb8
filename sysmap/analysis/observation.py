"""Which pairs were answered about? Counted row by row and never listed: 3,000 members have nine million pairs.

A row is one member's answers. A *full* row observed every other member but the ones in ``but``; a row that is not full observed
only those in ``but``. What two waves both observed is again such a row, so that everything here stays small.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import NamedTuple

from sysmap.analysis.network import Network

_NONE: frozenset[str] = frozenset()


class Row(NamedTuple):
    """Whom one member's answers are about: everyone but ``but`` when ``full``, else only those in ``but``."""

    full: bool
    but: frozenset[str]

    def observes(self, other: str) -> bool:
        return (other not in self.but) if self.full else (other in self.but)

    def both(self, later: Row) -> Row:
        """What this row and the same member's row in another wave both observed."""
        if self.full and later.full:
            return Row(True, self.but | later.but)
        if self.full or later.full:
            part, whole = (later, self) if self.full else (self, later)
            return Row(False, part.but - whole.but)
        return Row(False, self.but & later.but)


Rows = Mapping[str, Row]


def rows_of(network: Network) -> dict[str, Row]:
    """The row of every member. A silent member's row is empty: not one pair observed."""
    skipped, answered = _by_first(network.unobserved), _by_first(network.answered_pairs)
    return {
        m.id: Row(True, skipped.get(m.id, _NONE)) if m.heard else Row(False, answered.get(m.id, _NONE))
        for m in network.members
    }


def rows_in_both(before: Network, after: Network, core: Collection[str]) -> dict[str, Row]:
    """The rows of ``core`` (members of both waves) with what both waves observed."""
    first, second = rows_of(before), rows_of(after)
    return {a: first[a].both(second[a]) for a in core}


def count_pairs(rows: Rows) -> int:
    """How many directed pairs among these members were observed.

    >>> count_pairs({"a": Row(True, frozenset("c")), "b": Row(False, frozenset("a")), "c": Row(False, frozenset())})
    2
    """
    total = 0
    for row in rows.values():
        excepted = sum(1 for other in row.but if other in rows)
        total += len(rows) - 1 - excepted if row.full else excepted
    return total


def count_into(rows: Rows) -> dict[str, int]:
    """For every member, how many others were observed to answer about it: those who could have named it, and would be known."""
    full = sum(1 for row in rows.values() if row.full)
    into = {a: full - (1 if rows[a].full else 0) for a in rows}
    for row in rows.values():
        for other in row.but:
            if other in into:
                into[other] += -1 if row.full else 1
    return into


def count_dyads(rows: Rows) -> int:
    """How many unordered pairs were observed from both ends."""
    full = sum(1 for row in rows.values() if row.full)
    missed = {frozenset((a, b)) for a, row in rows.items() if row.full for b in row.but if b in rows and rows[b].full}
    partly = {
        frozenset((a, b)) for a, row in rows.items() if not row.full for b in row.but if b in rows and rows[b].observes(a)
    }
    return full * (full - 1) // 2 - len(missed) + len(partly)


def _by_first(pairs: frozenset[tuple[str, str]]) -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in pairs:
        found[a].add(b)
    return {a: frozenset(others) for a, others in found.items()}
