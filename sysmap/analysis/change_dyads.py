"""What became of pairs that went both ways, one way, or not at all?"""

from __future__ import annotations

from sysmap.analysis.network import Network
from sysmap.analysis.observation import Rows, count_dyads

STATES = ("N", "A", "M")
"""Null, asymmetric, mutual."""

Table = dict[str, dict[str, int]]


def dyad_table(before: Network, after: Network, rows: Rows) -> Table:
    """Unordered pairs by their state then (outer) and now (inner), among pairs observed from both ends both times.

    Holland & Leinhardt 1970. Pairs without a tie in either are counted, never listed.
    """
    table = {then: dict.fromkeys(STATES, 0) for then in STATES}
    pairs = {(a, b) if a < b else (b, a) for ties in (before.ties, after.ties) for a, b in ties if a in rows and b in rows}
    for a, b in pairs:
        if rows[a].observes(b) and rows[b].observes(a):
            table[_state(before, a, b)][_state(after, a, b)] += 1
    tied = sum(n for row in table.values() for n in row.values())
    table["N"]["N"] = count_dyads(rows) - tied
    return table


def _state(network: Network, a: str, b: str) -> str:
    return STATES[((a, b) in network.ties) + ((b, a) in network.ties)]
