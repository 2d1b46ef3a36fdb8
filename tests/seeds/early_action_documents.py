"""What do the tests know of the five documents? Fingerprints only: of each line, of runs of words, and of people's names.

The documents themselves are not part of the project. Where they lie beside it, the fingerprints are made again from them and must
agree; elsewhere the committed ones stand for them. To make them anew: ``python -m tests.seeds.early_action_documents``.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
BESIDE = HERE.parents[2] / "shared" / "seed-documents"
LINES, RUNS = HERE / "early_action_lines.csv", HERE / "early_action_runs.txt"
RUN, EVERY = 8, 4
"""Runs of eight words are kept, begun at every fourth word: whoever copies eleven words on end copies one of them."""


def fingerprint(text: str, length: int = 16) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:length]


def words(text: str) -> list[str]:
    """The words of a text, without punctuation and capitals.

    >>> words("It's a “test”, isn't it?")
    ['its', 'a', 'test', 'isnt', 'it']
    """
    return re.findall(r"[^\W_]+", re.sub(r"['’]", "", text.casefold()))


def runs(text: str, every: int) -> Iterable[str]:
    said = words(text)
    return (fingerprint(" ".join(said[i : i + RUN]), 8) for i in range(0, len(said) - RUN + 1, every))


def beside() -> dict[str, Path]:
    """The documents that lie beside the project, S0 to S4; empty where they do not."""
    return {f"S{n}": path for n, path in enumerate(sorted(BESIDE.glob("00*.txt")))} if BESIDE.is_dir() else {}


def lines_of(documents: dict[str, Path]) -> list[list[str]]:
    """Document, file, physical line and fingerprint of every line that is not blank."""
    found = []
    for name, path in documents.items():
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if line.strip():
                found.append([name, path.name, str(number), fingerprint(line)])
    return found


def runs_of(documents: dict[str, Path]) -> list[str]:
    return sorted({run for path in documents.values() for run in runs(path.read_text(encoding="utf-8"), EVERY)})


@cache
def known_lines() -> dict[tuple[str, int], str]:
    """The fingerprint of each line that is not blank, by document and physical line."""
    with LINES.open(encoding="utf-8", newline="") as opened:
        return {(row["document"], int(row["line"])): row["fingerprint"] for row in csv.DictReader(opened)}


@cache
def known_files() -> dict[str, str]:
    with LINES.open(encoding="utf-8", newline="") as opened:
        return {row["document"]: row["file"] for row in csv.DictReader(opened)}


@cache
def known_runs() -> frozenset[str]:
    return frozenset(RUNS.read_text(encoding="ascii").split())


def write() -> None:
    documents = beside()
    with LINES.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerows([["document", "file", "line", "fingerprint"], *lines_of(documents)])
    RUNS.write_text("".join(f"{run}\n" for run in runs_of(documents)), encoding="ascii")


if __name__ == "__main__":
    write()
