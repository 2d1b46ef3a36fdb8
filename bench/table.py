"""Where do the figures go? Into README.md between two marks, with the commit and the machine they were measured on."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path
from typing import NamedTuple

import apsw

ROOT = Path(__file__).resolve().parents[1]
START, END = "<!-- bench:start -->", "<!-- bench:end -->"


class Row(NamedTuple):
    """One line of the table: what was measured, what came out, what was aimed at, and whether it was reached."""

    what: str
    figure: str
    aim: str
    reached: bool | None = None


def machine() -> str:
    """Cores and versions; never a name of the machine or of whoever uses it."""
    return f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, SQLite {apsw.sqlite_lib_version()}"


def commit() -> str:
    """The commit measured, marked when files differ from it."""
    git = ["git", "-c", "safe.directory=*"]
    said = subprocess.run([*git, "describe", "--always", "--dirty=, with changes", "--abbrev=10"], cwd=ROOT, capture_output=True, text=True)
    return said.stdout.strip() or "unknown"


def written(rows: list[Row]) -> str:
    lines = [f"Commit {commit()}; {machine()}.", "", "| what | figure | aim | |", "|---|---|---|---|"]
    for row in rows:
        mark = "" if row.reached is None else "reached" if row.reached else "**missed**"
        lines.append(f"| {row.what} | {row.figure} | {row.aim} | {mark} |")
    return "\n".join(lines)


def put(rows: list[Row], readme: Path = ROOT / "README.md") -> None:
    """Replace what stands between the marks. Raises ValueError when a mark is missing."""
    text = readme.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{readme.name} lacks {START} or {END}")
    readme.write_text(f"{before}{start}\n{written(rows)}\n{end}{after}", encoding="utf-8")
