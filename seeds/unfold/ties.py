"""Who works with whom? Section 5: ties between organisations, inside teams, with families and among peers, and the two tense ones."""

from __future__ import annotations

import re

from unfold.rows import Row, invented, period, table

_TIE = re.compile(r"(?P<id>(?P<a>\w+)(?P<mark>[->])(?P<b>\w+))(?:\[(?P<when>[^]]*)\])?")


def relationships() -> list[Row]:
    rows = [_tie(word, "inter-organisation", "works_with", since="2023") for word in table("ties").split()]
    for line in table("other_ties").splitlines():
        how, _, words = line.partition(": ")
        level, type, *marks = how.replace(",", "").split()
        sign = marks[marks.index("sign") + 1] if "sign" in marks else ""
        audience = "participants" if "participants" in marks else ""
        rows += [_tie(word, level, type, sign=sign, audience=audience) for word in words.split()]
    return invented(rows)


def _tie(word: str, level: str, type: str, *, since: str = "", sign: str = "", audience: str = "") -> Row:
    found = _TIE.fullmatch(word)
    assert found is not None, word
    when = period(found["when"] or "")
    return {
        "id": found["id"] if type != "chairs" else f"{found['id']} chair", "from": found["a"], "to": found["b"], "type": type,
        "level": level, "directed": "no" if found["mark"] == "-" else "yes", "sign": sign,
        "since": when["since"] or since, "until": when["until"], "audience": audience,
    }


def as_first_told() -> list[Row]:
    """The ties as they were told at 2025-05-31: the parents' tie with commissioning was put two months too late."""
    return [{**row, "since": "2025-04"} if row["id"] == "cyc-par" else row for row in relationships()]


def correction() -> list[Row]:
    """What was known better by 2025-06-20."""
    return [row for row in relationships() if row["id"] == "cyc-par"]
