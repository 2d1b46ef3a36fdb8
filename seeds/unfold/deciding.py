"""Who decides, and who stands where? Section 7: power statements, which decisions are about families, positions, conditions."""

from __future__ import annotations

import re

from unfold.parties import parties
from unfold.rows import Row, invented, period, table

ABOUT_FAMILIES = ("pw01", "pw02", "pw03", "pw04", "pw06")
RATINGS = {"h": "helps", "x": "hinders", "m": "mixed", "?": "unknown"}


def power() -> list[Row]:
    names = parties()
    rows: list[Row] = []
    for words in re.split(r"\n| ; ", table("power").strip()):
        head, over, expression, state, base, space, when, *more = words.split("|")
        id, holder = head.split()
        use = next((m.split()[1] for m in more if m.startswith("use ")), "")
        audience = next((m.split()[1] for m in more if m.startswith("audience ")), "")
        note = "".join(f" ({inside})" for m in more for inside in re.findall(r"\((.*)\)", m))
        verb = {"holds": "holds", "lacks": "lacks", "contested": "contests"}[state]
        rows.append({
            "id": id, "holder": holder or "", "over": over, "statement": f"{_who(names, holder)} {verb} power {expression}: {over}{note}",
            "expression": expression, "space": space, "base": base, "use": use, "state": state, **period(when), "audience": audience,
        })
    return invented(rows)


def _who(names: dict[str, str], holder: str) -> str:
    return "Northlight Trust" if holder == "nlt" else names[holder]


def statements() -> list[Row]:
    """Which of the power statements are about families: a reading of ours, so a statement about them and not a part of them."""
    over = {row["id"]: row["over"] for row in power()}
    return invented(
        {"id": f"about-{id}", "about": id, "text": f"A decision about families: {over[id]}", "topic": "decision about families"}
        for id in ABOUT_FAMILIES
    )


def positions() -> list[Row]:
    rows: list[Row] = []
    for words in re.split(r", |\n", table("positions").strip()):
        actor, said = words.split()
        for wave, three in zip(("w1", "w2"), said.split(">"), strict=True):
            if three != "-":
                influence, interest, stance = three.split("/")
                rows.append({"wave": wave, "actor": actor, "influence": influence, "interest": interest, "stance": stance})
    return invented(sorted(rows, key=lambda row: row["wave"]))


def conditions() -> list[Row]:
    listed = (words.partition(" ") for words in table("conditions").splitlines()[0].split("; "))
    return invented({"id": id, "name": name} for id, _, name in listed)


def condition_ratings() -> list[Row]:
    """Every rating, by whom. ``?`` stays on the map as unknown: somebody was asked."""
    rows: list[Row] = []
    for line in table("conditions").splitlines()[1:]:
        where, _, said = line.partition(": ")
        place, _, by = where.partition(" by ")
        marks = said.split(", ") if ", " in said else [f"c{n} {mark}" for n, mark in enumerate(said.split(), 1)]
        for mark in marks:
            condition, change = mark.split()
            for wave, rating in zip(("w1", "w2"), change.split(">"), strict=True):
                rows.append({"condition": condition, "wave": wave, "place": place, "by": by, "rating": RATINGS[rating]})
    return invented(rows)
