"""Unfold the teaching map: the compact tables beside this script become the folders that sysmap imports.

    python seeds/wrenmoor_unfold.py [FOLDER]

writes ``wrenmoor``, ``wrenmoor-as-real``, ``wrenmoor-series`` and ``practice`` into FOLDER (default: beside this script). It draws no
random numbers: running it again gives the same bytes. Everything it writes is invented, for learning.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from unfold import asked, deciding, learning, money, parties, practice, ties
from unfold.rows import Row, sheet

NAME = "Wrenmoor early help (invented)"

SHEETS: dict[str, Callable[[], list[Row]]] = {
    "sources.csv": parties.sources,
    "places.csv": parties.places,
    "actors.csv": parties.actors,
    "waves.csv": asked.waves,
    "roster.csv": asked.roster,
    "trust.csv": asked.trust,
    "relationships.csv": ties.relationships,
    "funding.csv": money.funding,
    "power.csv": deciding.power,
    "positions.csv": deciding.positions,
    "conditions.csv": deciding.conditions,
    "condition_ratings.csv": deciding.condition_ratings,
    "statements.csv": deciding.statements,
    "indicators.csv": learning.indicators,
    "measurements.csv": learning.measurements,
    "stories.csv": learning.stories,
    "events.csv": learning.events,
    "questions.csv": learning.questions,
    "risks.csv": learning.risks,
    "decisions.csv": learning.decisions,
    "snapshots.csv": learning.snapshots,
}
ONLY_THE_ID = 'id = "wrenmoor"\nname = "{name}"\n'


def files() -> dict[str, str]:
    """Every file that is written, by its path from the seeds folder."""
    sheets = {name: make() for name, make in SHEETS.items()}
    written = {"wrenmoor/map.toml": parties.map_toml("wrenmoor", NAME, "public")}
    written |= {f"wrenmoor/{name}": sheet(rows) for name, rows in sheets.items()}
    real = "wrenmoor-as-real"
    written[f"{real}/map.toml"] = parties.map_toml(real, "Wrenmoor early help, as if real (invented)", None)
    written |= {f"{real}/{name}": sheet(rows, frozenset({"audience"})) for name, rows in sheets.items()}
    first, second = "wrenmoor-series/known-at-2025-05-31", "wrenmoor-series/known-at-2025-06-20"
    written |= {f"{first}/{path.partition('/')[2]}": text for path, text in written.items() if path.startswith("wrenmoor/")}
    written[f"{first}/relationships.csv"] = sheet(ties.as_first_told())
    written[f"{second}/map.toml"] = ONLY_THE_ID.format(name=NAME)
    written[f"{second}/relationships.csv"] = sheet(ties.correction())
    written["practice/two-columns.csv"] = practice.two_columns()
    written["practice/broken-answers.csv"] = practice.broken_answers()
    return written


def main(folder: Path) -> None:
    for path, text in files().items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
