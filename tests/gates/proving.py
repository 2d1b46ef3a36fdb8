"""Do the gates bite? Each fault is planted in turn, and the gates meant to see it must turn red: ``make gates-prove``."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from tests.house.tree import ROOT

SEEN_BY: tuple[tuple[str, str, str], ...] = (
    ("ack before commit", "G1", "sqlite"),
    ("ack before commit", "G1", "neo4j"),
    ("half an import", "G1", "sqlite"),
    ("half an import", "G1", "neo4j"),
    ("trust what is read", "G2", "sqlite"),
    ("trust what is read", "G2", "neo4j"),
    ("skip the version check", "G3", "sqlite"),
    ("skip the version check", "G3", "neo4j"),
    ("drop the repeat check", "G3", "sqlite"),
    ("drop the repeat check", "G3", "neo4j"),
    ("read head before the lock", "G4", "sqlite"),
    ("read head before the lock", "G3", "neo4j"),
    ("skip the version check", "G5", "sqlite"),
    ("skip the version check", "G5", "neo4j"),
    ("drop the repeat check", "G6", "neo4j"),
    ("wait for ever", "G7", "neo4j"),
    ("name no setting", "G8", "neo4j"),
    ("back up no log", "G10", "sqlite"),
    ("back up no log", "G10", "neo4j"),
    ("write cells in raw", "G15", "-"),
    ("write data in raw", "G15", "-"),
)
"""The fault, the gate, and the store that it is planted in; a dash where a gate keeps nothing."""


def turns_red(fault: str, gate: str, store: str) -> tuple[bool, str]:
    """Does the gate fail with this fault? And what it said last."""
    given = {**os.environ, "SYSMAP_FAULT": fault, "SYSMAP_GATES": "prove", "COLUMNS": "240"}
    given |= {} if store == "-" else {"SYSMAP_GATE_STORE": store}
    ran = subprocess.run([sys.executable, "-m", "tests.gates.run", "prove-one", gate], cwd=ROOT, env=given, capture_output=True, text=True)
    said = [line.partition(" - ")[2] for line in ran.stdout.splitlines() if line.startswith("FAILED ")]
    return ran.returncode == 1 and "failed" in ran.stdout, (said or [ran.stdout[-300:]])[0].strip()[:140]


def prove(gates: list[str]) -> int:
    """One line for each fault; 1 when a gate stayed green."""
    from tests.gates.stores import KINDS

    green = 0
    for fault, gate, store in SEEN_BY:
        if (gates and gate not in gates) or store not in (*KINDS, "-"):
            continue
        began = time.monotonic()
        red, said = turns_red(fault, gate, store)
        green += not red
        print(f"{gate:<4} {store:<7} with the fault {fault!r}: {'red, as it should be' if red else 'STAYED GREEN'}: {said}", end="")
        print(f"  ({time.monotonic() - began:.0f} s)", flush=True)
    return int(green > 0)
