"""Where do the gates' figures go? Into README.md between two marks, with the commit and the machine they were tried on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from bench.table import ROOT, commit, machine
from tests.gates.telling import Told

START, END = "<!-- gates:start -->", "<!-- gates:end -->"


def written(told: Iterable[Told]) -> str:
    lines = [f"Commit {commit()}; {machine()}.", "", "| gate | store | tried | figure |", "|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {one.gate} | {one.store} | {one.tried} | {one.figure} |" for one in in_order(told))])


def in_order(told: Iterable[Told]) -> list[Told]:
    """By the number of the gate, and then as they ran."""
    return sorted(told, key=lambda one: int("".join(letter for letter in one.gate if letter.isdecimal())))


def put(told: Iterable[Told], readme: Path = ROOT / "README.md") -> None:
    """Replace what stands between the marks. Raises ValueError when a mark is missing."""
    text = readme.read_text(encoding="utf-8")
    before, start, rest = text.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise ValueError(f"{readme.name} lacks {START} or {END}")
    readme.write_text(f"{before}{start}\n{written(told)}\n{end}{after}", encoding="utf-8")
