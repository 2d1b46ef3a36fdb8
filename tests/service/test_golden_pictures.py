"""Is each picture of a small map, drawn to the last tenth of a point, the one that was agreed?"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.picture import Picture
from sysmap.model.visibility import Viewer
from sysmap.service.charting import CHANGE, PICTURES, Points, picture_named
from sysmap.service.desk import Desk
from tests.service.desks import desk_of

GOLDEN = Path(__file__).parent / "golden"
PLACES = "actor,x,y\na,200,200\nb,500,150\nc,400,450\nd,800,200\ne,700,500\n"
"""Where everybody stands, so that these pictures are about drawing and not about layout."""
ACTORS = """id,name,sector,place,provision,reach,reach_unit
a,Ash Lane,education,Lowfield,schooling,300,pupils
b,Birch Trust,voluntary,Lowfield,advice,75,families
c,Cedar,voluntary,,food,,
d,Dale House,education,Harbour,,,
e,Elm,education,Harbour,schooling,120,pupils
"""
ROSTER = "wave,actor,status\n" + "".join(
    f"{wave},{actor},{'silent' if (wave, actor) == ('w2', 'e') else 'answered'}\n"
    for wave, actors in (("w1", "abce"), ("w2", "abcde"))
    for actor in actors
)
SAID = {"w1": "ab4 ac3 ba4 bc5 ca3 cb2 ea4 eb5", "w2": "ab4 ac4 ba3 ca3 cb4 ce2 da3 db4"}


@lru_cache(maxsize=1)
def _desk() -> Desk:
    trust = "wave,from,to,value\n" + "".join(
        f"{wave},{pair[0]},{pair[1]},{pair[2]}\n" for wave, said in SAID.items() for pair in said.split()
    )
    files = {
        "map.toml": 'id = "small"\nname = "Small"\n',
        "actors.csv": ACTORS,
        "waves.csv": "id,date,label\nw1,2024-05,Round 1\nw2,2025-05,Round 2\n",
        "roster.csv": ROSTER,
        "trust.csv": trust,
        "layout.csv": PLACES,
    }
    return desk_of(files)


def _drawn(name: str) -> Picture:
    points = Points(before="w1", after="w2") if PICTURES[name].points == CHANGE or name == "matrix" else Points()
    return picture_named(_desk(), Viewer.steward(), "small", name, points, Question(layer="trust", draws=99))


@pytest.mark.parametrize("name", PICTURES)
def test_the_small_picture_is_the_one_that_was_agreed(name: str) -> None:
    agreed = GOLDEN / f"{name}.json"
    kept = json.loads(agreed.read_text("utf-8"))
    assert json.loads(_drawn(name).as_json()) == kept, f"if this is meant, write as_json() to golden/{agreed.name}"
