"""The teaching map counted in plain Python, straight from its files: no line of sysmap, so that the two can disagree."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from fractions import Fraction
from functools import cache
from pathlib import Path

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
FOLDER = SEEDS / "wrenmoor"
ITEMS = ("reliability", "mission", "openness")
OUTSIDE = {"not_member", "left"}
LEARNING_TABLE = frozenset({"kes", "cvs", "fam", "par", "pub", "ehh", "col", "ycw", "bre", "wcf"})
CHILDRENS_SERVICES = frozenset({"ehh", "csc", "edi"})
ANOTHER_PERSON = frozenset({"oak", "hig", "yjs"})

Row = dict[str, str]
Pair = tuple[str, str]
Answer = dict[str, int]
"""The answered items of a pair; empty for an answered "no tie"."""


def rows(file: str, folder: Path = FOLDER) -> list[Row]:
    """The rows of one of the map's files, columns that it lacks read as empty."""
    with (folder / file).open(encoding="utf-8", newline="") as opened:
        return [defaultdict(str, row) for row in csv.DictReader(opened)]


@cache
def status(wave: str) -> dict[str, str]:
    """Each rostered organisation's status in a wave."""
    return {row["actor"]: row["status"] for row in rows("roster.csv") if row["wave"] == wave}


def members(wave: str) -> list[str]:
    return [actor for actor, word in status(wave).items() if word not in OUTSIDE]


def answered(wave: str) -> list[str]:
    return [actor for actor, word in status(wave).items() if word == "answered"]


@cache
def observed(wave: str) -> dict[Pair, Answer]:
    """What was answered about each pair: every pair of those who answered, and of a partial one only what it said."""
    said: dict[Pair, dict[str, str]] = defaultdict(dict)
    for row in rows("trust.csv"):
        if row["wave"] == wave:
            said[row["from"], row["to"]][row["item"]] = row["value"]
    inside, found = members(wave), {}
    for rater in inside:
        for rated in inside:
            cells = said.get((rater, rated))
            heard = status(wave)[rater]
            if rater == rated or heard not in {"answered", "partial"} or (cells is None and heard == "partial"):
                continue
            values = {item: int(value) for item, value in (cells or {}).items() if value}
            if cells and not values:
                continue
            found[rater, rated] = {} if not any(values.values()) else values
    return found


def ties(wave: str) -> dict[Pair, Answer]:
    """The pairs that were answered with a tie."""
    return {pair: answer for pair, answer in observed(wave).items() if answer}


def trust(answer: Answer) -> Fraction | None:
    """The mean of the answered items, from at least two of the three."""
    return Fraction(sum(answer.values()), len(answer)) if len(answer) >= 2 else None


def mean(values: Iterable[Fraction | int | None]) -> Fraction:
    stated = [value for value in values if value is not None]
    return Fraction(sum(stated), len(stated))


def both() -> list[str]:
    """The members of both rounds."""
    return [actor for actor in members("w1") if actor in members("w2")]


@cache
def core() -> dict[Pair, tuple[Answer, Answer]]:
    """The pairs observed in both rounds with both ends members in both: what was answered then and now."""
    stay = set(both())
    now = observed("w2")
    return {pair: (then, now[pair]) for pair, then in observed("w1").items() if set(pair) <= stay and pair in now}


def kept() -> dict[Pair, tuple[Answer, Answer]]:
    return {pair: answers for pair, answers in core().items() if all(answers)}


def item_changes(item: str, among: Callable[[Pair], bool] = lambda pair: True) -> list[int]:
    """How one question's answers moved on the ties that lasted, where it was answered in both rounds."""
    return [now[item] - then[item] for pair, (then, now) in kept().items() if among(pair) and item in then and item in now]


def trust_changes() -> dict[Pair, Fraction]:
    """How trust moved on the ties that lasted, over the items answered in both rounds."""
    return {pair: mean(now[i] - then[i] for i in ITEMS if i in then and i in now) for pair, (then, now) in kept().items()}


def in_force(row: Row, day: str) -> bool:
    """Does a dated row hold on a day? The map writes plain months and years only."""
    return row["since"] <= day and (not row["until"] or row["until"] + "-99" > day)
