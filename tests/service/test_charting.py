"""Every picture by name, on the teaching map and for those who may see less of it."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import lru_cache

import openpyxl
import pytest

from sysmap.analysis.question import Question
from sysmap.draw.picture import Picture
from sysmap.errors import NotFound, NotShown, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.charting import CHANGE, PICTURES, Points, picture_named
from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.picture_files import FORMATS, as_file
from sysmap.service.seeds import seed

STEWARD, PARTICIPANT, PUBLIC = (Viewer.for_audience(audience) for audience in ("stewards", "participants", "public"))
TRUST, WORKS = Question(layer="trust"), Question(layer="relationships")
ENDS = Points(before="w1", after="w2")


@lru_cache(maxsize=1)
def desk() -> Desk:
    made = open_desk("sqlite://", create=True)
    for name in ("wrenmoor", "wrenmoor-as-real", "early-action"):
        carry_out(made, preview(made, seed(name)))
    return made


@lru_cache(maxsize=64)
def drawn(name: str, viewer: Viewer = STEWARD, map: str = "wrenmoor", question: Question = TRUST, points: Points = ENDS) -> Picture:
    return picture_named(desk(), viewer, map, name, points, question)


def table(picture: Picture, at: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in picture.tables[at].rows]


def test_the_average_is_taken_apart_as_the_teaching_map_says() -> None:
    rows = {(among, part): change for among, part, change in table(drawn("mean-change"))}
    everyone = [rows["Everyone", part] for part in ("Ties that lasted", "Ties only there now", "Ties no longer there", "All together")]
    core = [rows["In both rounds", part] for part in ("Ties that lasted", "Ties only there now", "Ties no longer there", "All together")]
    assert everyone == ["+0.03", "−0.29", "−0.21", "−0.47"]
    assert core == ["+0.03", "−0.17", "−0.01", "−0.15"]
    bars = [area.title for area in drawn("mean-change").areas]
    assert bars[4:] == [
        "Ties that lasted: +0.03", "Ties only there now: −0.29", "Ties no longer there: −0.21", "All together: −0.47"
    ]  # fmt: skip


def test_each_bar_begins_where_the_one_before_it_ended() -> None:
    spans = [(min(x for x, _ in area.points), max(x for x, _ in area.points)) for area in drawn("mean-change").areas[4:]]
    zero = spans[0][0]
    assert spans[0][1] == pytest.approx(spans[1][1], abs=0.2) and spans[1][0] == pytest.approx(spans[2][1], abs=0.2)
    assert spans[3] == pytest.approx((spans[2][0], zero), abs=0.2)


def test_ranks_move_only_where_the_ranges_do_not_touch() -> None:
    picture = drawn("ranks")
    moved = {name: (then, now, what) for name, then, now, what in table(picture) if what != "no move that can be claimed"}
    assert moved == {
        "Early Help Hub": ("1 [1–1]", "3 [2–3]", "lower"),
        "Wrenmoor Voluntary Action": ("4 [3–4]", "2 [1–2]", "higher"),
    }
    assert len(table(picture)) == 20
    counts = {key.words[0]: key.count for key in picture.legend if key.group == "From then to now"}
    assert (counts["↑"], counts["↓"], counts["T"]) == (1, 1, 18)


def test_no_picture_orders_anybody_by_trust() -> None:
    for measure in ("mean_received", "in_strength", "in_degree", "pagerank_weighted", "eigenvector", "authority_weighted"):
        with pytest.raises(UsageError, match=r"trusted|ranks nobody"):
            drawn("ranks", question=Question(layer="trust", names=(measure,)))


def test_where_fewer_than_seven_in_ten_answered_nobody_is_ranked() -> None:
    picture = drawn("ranks", points=Points(before="w1", after="p3"))
    assert not picture.areas and "seven in ten" in picture.empty


def test_the_strip_counts_who_was_heard_and_who_came_and_went() -> None:
    picture = drawn("composition", points=Points())
    assert table(picture) == [
        ("Round 1, 31 May 2024", "30", "27", "0", "2", "1", "0"),
        ("Round 2, 30 May 2025", "31", "24", "1", "4", "1", "1"),
        ("Pulse, 28 November 2025", "31", "11", "0", "20", "0", "0"),
    ]
    assert sum(note.text == "+" for note in picture.notes) == 4 and sum(note.text == "−" for note in picture.notes) == 3


def test_reach_is_an_area_and_not_stated_is_hollow_and_never_small() -> None:
    picture = drawn("provision", points=Points(at="w2"))
    by_name = {dot.name: dot for dot in picture.dots}
    big, small = by_name["Health Visiting and School Nursing"], by_name["Children's Social Care"]
    assert (big.radius / small.radius) ** 2 == pytest.approx(4100 / 410, rel=0.02)
    hollow = [dot for dot in picture.dots if dict(dot.details)["Reach"] == "not stated"]
    assert {dot.style.fill for dot in hollow} == {"#ffffff"} and all(dot.style.dash for dot in hollow)
    assert len(hollow) == 10 and min(dot.radius for dot in hollow) > small.radius
    assert any("counted in 13 units" in line for line in picture.caption)


def test_what_documents_offer_comes_from_their_own_rows() -> None:
    picture = drawn("provision", map="early-action", question=WORKS, points=Points())
    assert len(table(picture)) == 21 and "1,591" in {row[3] for row in table(picture)}


def test_small_maps_side_by_side_hold_everybody_still() -> None:
    picture = drawn("multiples", points=Points())
    first = [(dot.id.split("/", 1)[1], dot) for dot in picture.dots if dot.id.startswith("0/")]
    later = {dot.id.split("/", 1)[1]: dot for dot in picture.dots if dot.id.startswith("1/")}
    shifts = {(round(later[id].x - dot.x, 0), round(later[id].y - dot.y, 0)) for id, dot in first}
    assert len(shifts) == 1
    assert "20 began" in picture.alt or "began 20" in picture.alt


def test_the_change_map_and_the_strip_say_what_the_comparison_says() -> None:
    legend = {key.words: key.count for key in drawn("change").legend if key.line}
    assert (legend["Began"], legend["Ended"], legend["Lasted, stronger"], legend["Lasted, weaker"]) == (20, 20, 24, 18)


@pytest.mark.parametrize(
    ("name", "points", "told"),
    [
        ("network", Points(at="w2"), "31 organisations and groups and 170 trust answers, Round 2, 30 May 2025."),
        ("change", ENDS, "27 organisations and groups in both, 4 joined, 3 left. Ties: began 20; ended 20; lasted, stronger 24;"),
        ("transitions", ENDS, "80 ties lasted, 20 began, 20 ended, and 404 pairs had no tie both times; 18 are not known in one round."),
        ("mean-change", ENDS, "Everyone, the average went from 3.48 to 3.01: ties that lasted +0.03, ties only there now −0.29,"),
        ("ranks", ENDS, "Early Help Hub 1 [1–1], now 3 [2–3]; Wrenmoor Voluntary Action 4 [3–4], now 2 [1–2]."),
        ("composition", Points(), "27 answered; 2 asked, did not answer; 1 asked, did not want to answer."),
        ("provision", Points(at="w2"), "31 offers: 21 in Wrenmoor, 4 in Brook End, 2 in Lowfield, 2 in Harbour,"),
        ("multiples", Points(), "began 20; ended 20; lasted, stronger 24; lasted, weaker 18;"),
    ],
)
def test_the_description_says_what_the_teaching_map_says(name: str, points: Points, told: str) -> None:
    assert told in drawn(name, points=points).alt


def test_the_description_of_the_matrix_counts_its_cells() -> None:
    picture = drawn("matrix", points=Points(at="w2"))
    cells = [row[2] for row in table(picture)]
    few = sum(cell.startswith("not shown") for cell in cells)
    assert f"{len(cells) - few} cells with a mean, {few} with too few answers to show" in picture.alt


@pytest.mark.parametrize("viewer", [STEWARD, PARTICIPANT, PUBLIC])
@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_stands_in_every_format_for_every_reader(name: str, viewer: Viewer) -> None:
    try:
        picture = drawn(name, viewer, points=ENDS if PICTURES[name].points == CHANGE else Points())
    except NotShown:
        assert (name, viewer) == ("ranks", PUBLIC)
        return
    assert picture.title and picture.subtitle and picture.alt and picture.tables and picture.legend
    assert "Wrenmoor is invented" in picture.invented
    assert any(line.startswith("Source") for line in picture.caption)
    for ending in ("svg", "html", "json", "csv", "xlsx"):
        assert as_file(picture, ending) == as_file(picture, ending)


def test_the_public_reads_no_single_organisation_out_of_trust() -> None:
    names = [actor.name or "" for actor in desk().state("wrenmoor").actors.values()]
    for name in PICTURES:
        if name in ("ranks", "provision"):
            continue
        text = json.loads(drawn(name, PUBLIC, points=ENDS if PICTURES[name].points == CHANGE else Points()).as_json())
        said = json.dumps(text)
        assert [one for one in names if one in said and one != "Wrenmoor Council"] == [], name


def test_of_a_real_map_those_who_took_part_see_no_trust_and_the_public_nothing() -> None:
    for name in PICTURES:
        points = ENDS if PICTURES[name].points == CHANGE else Points()
        with pytest.raises(NotFound):
            drawn(name, PUBLIC, "wrenmoor-as-real", points=points)
        if name != "provision":
            with pytest.raises(NotFound):
                drawn(name, PARTICIPANT, "wrenmoor-as-real", points=points)
    assert drawn("provision", PARTICIPANT, "wrenmoor-as-real", points=Points()).dots


def test_no_cell_of_the_matrix_is_thin_for_anybody() -> None:
    for viewer in (STEWARD, PARTICIPANT, PUBLIC):
        for row in table(drawn("matrix", viewer)):
            for cell in row[2:]:
                found = re.search(r"over (\d+) answers? by (\d+)", cell)
                assert found is None or (int(found[1]) >= 5 and int(found[2]) >= 3)


def test_a_spreadsheet_holds_the_same_tables_and_nothing_runs() -> None:
    picture = drawn("transitions")
    book = openpyxl.load_workbook(io.BytesIO(as_file(picture, "xlsx")))
    assert book.sheetnames[0] == "About" and len(book.sheetnames) == 1 + len(picture.tables)
    rows = list(csv.reader(io.StringIO(as_file(picture, "csv").decode(), newline="")))
    assert rows[0][:-1] == list(picture.tables[0].columns) and rows[0][-1] == "note"
    assert [tuple(row[:-1]) for row in rows[1:]] == table(picture)


def test_what_cannot_be_drawn_is_said_with_what_can() -> None:
    for name, question, points in (
        ("pie", TRUST, ENDS),
        ("matrix", WORKS, ENDS),
        ("ranks", Question(layer="power"), ENDS),
        ("ranks", TRUST, Points(before="w1")),
    ):
        with pytest.raises(UsageError) as refused:
            drawn(name, question=question, points=points)
        assert refused.value.fix
    with pytest.raises(NotFound):
        drawn("network", points=Points(at="a saved version that is gone"))
    with pytest.raises(UsageError, match="gif"):
        as_file(drawn("change"), "gif")
    assert set(FORMATS) == {"html", "svg", "png", "pdf", "json", "csv", "xlsx"}
