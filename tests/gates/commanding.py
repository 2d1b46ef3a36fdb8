"""Run command lines side by side, a process each: ``python -m tests.gates.commanding``, a JSON list of them on standard input.

What they load is loaded first, so that the seconds told are what a command takes once Python has started, on however busy a machine.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.gates.faults import plant
from tests.gates.starving import fair_seconds, kept_waiting, metronome


class Ran(NamedTuple):
    """One command line: how it ended, what it said, and how many fair seconds it took."""

    line: str
    code: int
    said: str
    seconds: float


AT_ONCE = 3
LOADED = (
    "sysmap.store.neo4j",
    "sysmap.service.demonstration",
    "sysmap.service.importing",
    "sysmap.store.copying",
    "sysmap.service.keeping",
)


def run_one(line: str, into: Path) -> None:
    """In the child: run it, and leave what became of it in a file."""
    from sysmap.cli.main import run

    said = into.with_suffix(".said")
    with said.open("wb") as opened:
        os.dup2(opened.fileno(), 1)
        os.dup2(opened.fileno(), 2)
    metronome()
    began, waited = time.monotonic(), kept_waiting()
    code = run(line.split())
    took = max(0.0, fair_seconds(began) - (kept_waiting() - waited))
    sys.stdout.flush()
    sys.stderr.flush()
    into.write_text(json.dumps(Ran(line, code, said.read_text(encoding="utf-8", errors="replace"), took)), encoding="utf-8")


def run_all(lines: list[str], folder: Path) -> list[Ran]:
    """A few at once, as loading what a command needs keeps a processor busy."""
    ran = []
    for start in range(0, len(lines), AT_ONCE):
        some = lines[start : start + AT_ONCE]
        files = [folder / f"{start + number}.json" for number in range(len(some))]
        for child in [begun(line, file) for line, file in zip(some, files, strict=True)]:
            os.waitpid(child, 0)
        ran += [Ran._make(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return ran


def begun(line: str, file: Path) -> int:
    """The process that runs it."""
    child = os.fork()
    if not child:
        try:
            run_one(line, file)
        finally:
            os._exit(0)
    return child


if __name__ == "__main__":
    plant()
    for name in LOADED:
        import_module(name)
    # As at a command line with nobody at the terminal.
    asked = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as made:
        print(json.dumps(run_all(asked, Path(made))))
