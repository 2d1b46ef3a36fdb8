"""Run the gates and show their lines: ``python -m tests.gates.run quick|full [--readme] [GATE ...]``.

``--readme`` writes the table into README.md when every gate passed; a run of gates that are named never does.

``python -m tests.gates.run prove`` plants one fault after another and shows that the gates meant to see it turn red.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tests.gates.table import in_order, put
from tests.gates.telling import Told, told_in
from tests.house.tree import ROOT

FOLDER = Path(__file__).parent
TOO_LONG_FOR_A_LANDING = ("g20_", "g25_")


class Lines:
    """Shows each line when its gate has passed, and keeps it."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for told in told_in(report):
            self.told.append(told)
            print(f"\n{told.line()}  ({report.duration:.0f} s)", flush=True)


def files(gates: list[str]) -> list[str]:
    """The gates' files, all or those named, such as G3; a gate that every run of the tests tries has a file of tests alone."""
    wanted = tuple(f"g{int(gate[1:]):02}_" for gate in gates) or ("g",)
    left = TOO_LONG_FOR_A_LANDING if os.environ.get("SYSMAP_GATES") == "quick" and not gates else ()
    found = [str(path) for path in sorted(FOLDER.glob("g[0-9]*_*.py")) if path.name.startswith(wanted) and not path.name.startswith(left)]
    return found or [str(path) for gate in gates for path in [FOLDER / f"test_g{int(gate[1:]):02}.py"] if path.exists()]


def run(gates: list[str]) -> tuple[int, list[Told]]:
    """Run gates; pytest's exit code, and what was told."""
    lines = Lines()
    quiet = ["-q", "--no-header", "--show-capture=no", "-p", "no:cacheprovider"]
    code = pytest.main([*quiet, f"--rootdir={ROOT}", *files(gates)], plugins=[lines])
    return int(code), lines.told


def main(arguments: list[str]) -> int:
    mode, *gates = [argument for argument in arguments if argument != "--readme"]
    if mode == "prove":
        from tests.gates.proving import prove

        return prove(gates)
    began = time.monotonic()
    code, told = run(gates)
    print(f"\n{len(told)} lines of gates in {time.monotonic() - began:.0f} s:")
    print("\n".join(one.line() for one in in_order(told)))
    if "--readme" in arguments and not gates and code == 0:
        put(told)
        print("README.md has the new table.")
    return code


if __name__ == "__main__":
    if sys.argv[1:2] != ["prove"]:
        os.environ["SYSMAP_GATES"] = sys.argv[1]
    sys.exit(main(sys.argv[1:]))
