"""What pictures promise as a whole: their numbers are the comparison's, nobody is ranked by trust, and words tell all that marks do."""

from __future__ import annotations

from collections import Counter
from itertools import product

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.change_words import CLASSES
from sysmap.draw.picture import Picture
from sysmap.model.visibility import Viewer
from sysmap.service.charting import PICTURES, Points, picture_named
from sysmap.service.comparing import compared
from sysmap.service.looks import Look
from tests.service.test_charting import ENDS, PARTICIPANT, PUBLIC, STEWARD, TRUST, WORKS, desk

LASTED = ("strengthened", "weakened", "unchanged", "value_unknown", "kept")
CHANGES = [
    ("wrenmoor", "w1", "w2", TRUST),
    ("wrenmoor", "w2", "p3", TRUST),
    ("wrenmoor", "w1", "w2", Question(layer="trust", item="openness")),
    ("wrenmoor", "w1", "w2", Question(layer="trust", min_strength=4)),
    ("wrenmoor", "w1", "w2", Question(layer="trust", mutual=True)),
    ("wrenmoor", "w1", "w2", WORKS),
    ("wrenmoor", "w1", "w2", Question(layer="relationships", type="works_with")),
    ("wrenmoor", "w1", "w2", Question(layer="relationships", level="practitioner-family")),
    ("wrenmoor", "2023-06", "2024-12", Question(layer="funding")),
    ("wrenmoor", "w1", "w2", Question(layer="power")),
    ("wrenmoor-as-real", "w1", "w2", WORKS),
    ("wrenmoor-as-real", "w1", "w2", TRUST),
    ("early-action", "2012", "2020", WORKS),
    ("early-action", "2012", "2020", Question(layer="funding")),
]


@pytest.mark.parametrize(("map", "before", "after", "question"), CHANGES)
def test_the_legend_of_every_change_map_counts_what_the_comparison_counts(map: str, before: str, after: str, question: Question) -> None:
    picture = picture_named(desk(), STEWARD, map, "change", Points(before=before, after=after), question)
    answer = compared(desk(), STEWARD, map, before, after, question).as_json()
    legend = {key.words: key.count or 0 for key in picture.legend if key.group == "What became of ties"}

    def told(*names: str) -> int:
        return sum(legend.get(CLASSES[name], 0) for name in names)

    assert told(*CLASSES) == len(answer["everyone"]["ties"])
    became = Counter(tie["change"] for tie in answer["everyone"]["ties"])
    assert {name: told(name) for name in CLASSES if name not in LASTED} == {name: became[name] for name in CLASSES if name not in LASTED}
    assert told(*LASTED) == sum(became[name] for name in LASTED)
    counts, turnover = answer["counts"], answer["turnover"]
    if counts["formed"] is not None:
        assert told("formed", "first_attested") == counts["formed"] and told("dissolved") == counts["dissolved"]
        assert told(*LASTED) == counts["kept"] and told("unobserved") == counts["unobserved_ties"]
        assert (told("joined"), told("left")) == (turnover["came_with_joiners"], turnover["went_with_leavers"])


LOOKS = (Look(), Look(size="betweenness"), Look(colour="sector", shape="kind"), Look(areas="named"), Look(ego="csc"), Look(sector="nhs"))


@pytest.mark.parametrize(("name", "look"), list(product(("network", "change", "multiples"), LOOKS)))
def test_on_no_picture_of_trust_does_anybody_stand_in_an_order_but_the_maps(name: str, look: Look) -> None:
    order = list(desk().state("wrenmoor").actors)
    names = [desk().state("wrenmoor").actors[id].name for id in order]
    over = Points(over=("w1", "w2")) if name == "multiples" else ENDS if name == "change" else Points(at="w2")
    picture = picture_named(desk(), STEWARD, "wrenmoor", name, over, TRUST, look)
    for table in picture.tables:
        if "organisations and groups" in table.title.lower():
            # On a change those of the earlier round come first, and after them those who joined.
            found = [("joined" in row.cells, names.index(row.cells[0])) for row in table.rows]
            assert found and found == sorted(found), table.title
        assert not any("mean" in column.lower() or "average" in column.lower() for column in table.columns)


def _words(picture: Picture) -> str:
    cells = [cell for table in picture.tables for row in table.rows for cell in (*row.cells, *table.columns)]
    return "\n".join((picture.alt, *picture.caption, *picture.left_out, *(key.words for key in picture.legend), *cells))


@pytest.mark.parametrize("viewer", (STEWARD, PARTICIPANT, PUBLIC))
@pytest.mark.parametrize("question", (TRUST, WORKS, Question(layer="funding"), Question(layer="power")))
def test_every_line_and_dot_has_a_row_and_every_band_its_members_in_words(viewer: Viewer, question: Question) -> None:
    groups = Look(areas="named") if not (question.layer == "trust" and viewer == PUBLIC) else Look()
    for name, points in (("network", Points(at="w2")), ("change", ENDS)):
        picture = picture_named(desk(), viewer, "wrenmoor", name, points, question, groups)
        lines = {row.line for row in picture.tables[0].rows}
        assert lines == set(range(len(picture.lines))), name
        assert [row.dots[0] for row in picture.tables[1].rows] == [dot.id for dot in picture.dots]
        rows = {row.dots[0]: dict(zip(picture.tables[1].columns, row.cells, strict=True)) for row in picture.tables[1].rows}
        if groups.areas:
            assert "the Learning Table" in rows["cvs"]["Groups"] and rows["lar"]["Groups"] == "none"
        for key in picture.legend:
            assert key.words


@pytest.mark.parametrize("name", PICTURES)
def test_every_mark_with_a_title_is_in_words_elsewhere_and_every_picture_carries_what_it_must(name: str) -> None:
    picture = picture_named(desk(), PARTICIPANT, "wrenmoor", name, Points(), TRUST)
    assert picture.title and picture.subtitle and picture.legend and picture.alt and picture.tables
    assert picture.invented and any(line.startswith("Source") for line in picture.caption)
    assert any(line.startswith("Made for") for line in picture.caption) and any("Not shown" in line for line in picture.caption)
    said = "\n".join((picture.subtitle, *picture.caption))
    assert name == "provision" or " of 3" in said, "how many answered, of how many"
    words = _words(picture)
    for area in picture.areas:
        who = area.title.partition(":")[0].replace(" pairs from ", " to ").replace(" pair from ", " to ")
        assert all(part in words for part in who.split(" to ")), area.title
