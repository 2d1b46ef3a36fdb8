"""Who was asked, who answered, and what did they answer? Sections 3, 4 and 11: three rounds, their rosters and their answers."""

from __future__ import annotations

import re
from typing import NamedTuple

from unfold.parties import parties
from unfold.rows import Row, invented, table

ITEMS = ("reliability", "mission", "openness")
ANOTHER_PERSON = ("oak", "hig", "yjs")
PULSE = ("ehh", "cvs", "kes", "fam", "par", "bre", "wcf", "uni", "phb", "nwc", "yvp")
FIRST_ONLY = ("cam", "hvs", "lar", "spk", "fai", "loo")
QUESTION = "For each organisation or group you have to do with: how far do you agree, from 1 (not at all) to 5 (wholly)?"


class Pair(NamedTuple):
    """One respondent's answers about one other, a digit an item, in each of the two rounds; empty where there is no row."""

    rater: str
    rated: str
    first: str
    second: str


def waves() -> list[Row]:
    full = {"items": "|".join(ITEMS), "scale_min": "1", "scale_max": "5", "max_names": "", "question": QUESTION}
    short = {"items": "trust", "scale_min": "1", "scale_max": "4", "max_names": "5", "question": "Name up to five you trust, from 1 to 4"}
    return invented([
        {"id": "w1", "date": "2024-05-31", "label": "Round 1", **full},
        {"id": "w2", "date": "2025-05-30", "label": "Round 2", **full},
        {"id": "p3", "date": "2025-11-28", "label": "Pulse", **short},
    ])


def pairs() -> list[Pair]:
    """Every line of section 4. A line with ``>`` has both rounds; the others only the one their respondent was heard in."""
    found = []
    for block in re.split(r"\n| ; ", table("trust").strip()):
        rater, _, answers = block.partition(": ")
        for answer in answers.split(", "):
            rated, digits = answer.split()
            first, mark, second = digits.partition(">")
            if not mark:
                first, second = (digits, "") if rater in FIRST_ONLY else ("", digits)
            found.append(Pair(rater, rated, first.strip("-"), second.strip("-")))
    return found


def statuses() -> dict[str, dict[str, str]]:
    """Wave to party to status, from the two lines of section 3; the pulse has the members of round 2."""
    found: dict[str, dict[str, str]] = {}
    for line, outside in zip(table("asked").splitlines(), ("not_member", "left"), strict=True):
        head, *named = re.split(r"\.\s+", line)
        wave = head[:2]
        absent = head.partition(" but ")[2].split()
        found[wave] = {id: outside if id in absent else "answered" for id in parties()}
        for words in named:
            status, _, ids = words.partition(": ")
            if status != "answered":
                found[wave].update(dict.fromkeys(ids.split(), status))
    found["p3"] = {
        id: "not_member" if status == "left" else "answered" if id in PULSE else "silent" for id, status in found["w2"].items()
    }
    return found


def respondent(wave: str, party: str) -> str:
    """Who answered for a party whose person changed; empty for the party itself."""
    return {"w1": f"{party}-a", "w2": f"{party}-b"}.get(wave, "") if party in ANOTHER_PERSON else ""


def roster() -> list[Row]:
    rows: list[Row] = []
    heard = {"answered", "partial"}
    asked = statuses()
    for wave, by_party in asked.items():
        for party, status in by_party.items():
            twice = wave == "w2" and status in heard and asked["w1"][party] in heard
            same = ("no" if party in ANOTHER_PERSON else "yes") if twice else ""
            rows.append({
                "wave": wave, "actor": party, "respondent": respondent(wave, party), "status": status, "same_person": same,
            })
    return invented(rows)


def trust() -> list[Row]:
    """One row an item. A skipped item and a pair asked about without an answer are rows without a value, never zeros."""
    rows: list[Row] = []
    for wave, index in (("w1", 2), ("w2", 3)):
        for pair in pairs():
            digits = pair[index]
            values = ["", "", ""] if digits == "?" else ["" if d == "." else d for d in digits]
            for item, value in zip(ITEMS, values, strict=bool(digits)):
                rows.append(_answer(wave, pair, item, value))
    return invented(rows + _pulse())


def _pulse() -> list[Row]:
    rows: list[Row] = []
    for party in PULSE:
        partners = [pair for pair in pairs() if pair.rater == party and pair.second]
        rows += [_answer("p3", pair, "trust", "3") for pair in partners[:5]]
    return rows


def _answer(wave: str, pair: Pair, item: str, value: str) -> Row:
    return {
        "wave": wave, "respondent": respondent(wave, pair.rater), "from": pair.rater, "to": pair.rated, "item": item, "value": value,
    }
