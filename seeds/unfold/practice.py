"""What does a person bring on their first day? Section 11: a list of pairs with every usual slip in it, and answers with two faults."""

from __future__ import annotations

import csv
import io

from unfold.asked import ITEMS, pairs
from unfold.parties import parties
from unfold.ties import relationships

CVS_AS = {"cvs-bre": "W.V.A.", "cvs-lar": "W.V.A.", "cvs-wcf": "Wrenmoor Vol. Action"}


def two_columns() -> str:
    """The 43 pairs of May 2025 that work together, by name and without a heading, with slips: 46 rows.

    Left out on import: the self-pair, and the pair that comes again the other way round. Likely duplicates: three names.
    """
    names = parties()
    rows: list[tuple[str, str]] = []
    for tie in relationships():
        if tie["type"] == "works_with" and tie["level"] == "inter-organisation" and not tie["until"]:
            cells = [names[tie["from"]], names[tie["to"]]]
            if tie["id"] in CVS_AS:
                cells[0] = CVS_AS[tie["id"]]
            if tie["id"] == "kes-col":
                cells[0] = "Kestrel"
            if tie["id"] == "cyc-fam":
                cells[1] += " "
            rows.append((cells[0], cells[1]))
    rows.insert(20, (names["pub"], names["ehh"]))
    rows.insert(30, (names["ehh"], names["ehh"]))
    rows.append(("Lowfield toddler group", ""))
    return _text(rows)


def broken_answers() -> str:
    """Round 2 as one answer a row, by name: one name misspelt, one 6 on a scale of 1 to 5. To be refused whole, naming both."""
    names = parties()
    rows = [("wave", "from", "to", "item", "value")]
    for pair in pairs():
        for item, digit in zip(ITEMS, pair.second if pair.second not in {"", "?"} else "", strict=False):
            value = "" if digit == "." else digit
            taker = names[pair.rated]
            if (pair.rater, pair.rated, item) == ("kes", "fam", "openness"):
                taker = "Hearthway Familes"
            if (pair.rater, pair.rated, item) == ("cvs", "par", "mission"):
                value = "6"
            rows.append(("w2", names[pair.rater], taker, item, value))
    return _text(rows)


def _text(rows: list[tuple[str, ...]] | list[tuple[str, str]] | list[tuple[str, str, str, str, str]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
