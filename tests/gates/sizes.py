"""How much does each gate do? Little enough for every change (``make gates-quick``), or as much as a release takes (``make gates``)."""

from __future__ import annotations

import os
from typing import NamedTuple


class Sizes(NamedTuple):
    """One gate's numbers a store, by name; for ``make gates-prove`` just enough for a planted fault to be seen."""

    kills: int
    server_kills: int
    damages: int
    altered: int
    clients: int
    edits: int
    seeds: int
    operations: int
    examples: int
    neo4j_examples: int
    steps: int
    line_faults: int
    ring: int
    absences: int
    restarts: int
    backups: int
    actors: int
    ties: int


QUICK = Sizes(200, 0, 900, 9, 200, 5_000, 10, 100, 25, 4, 20, 100, 30, 1, 0, 12, 2_000, 10_000)
FULL = Sizes(1_000, 20, 20_000, 300, 200, 20_000, 20, 10_000, 200, 40, 40, 3_000, 50, 20, 1, 500, 10_000, 50_000)
PROVING = Sizes(40, 1, 1_800, 8, 40, 400, 4, 100, 40, 8, 20, 40, 20, 1, 0, 6, 1_000, 5_000)
SIZES = {"quick": QUICK, "full": FULL, "prove": PROVING, "prove-one": PROVING}[os.environ.get("SYSMAP_GATES", "quick")]
