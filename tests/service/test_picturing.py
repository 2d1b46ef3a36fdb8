"""Who stands on a picture, and where."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.html import write_html
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.measuring import measures
from sysmap.service.opening import open_desk
from sysmap.service.picturing import picture_at, picture_of_change, pictures_over
from tests.service.desks import desk_over

STEWARD = Viewer.steward()
WORKS = Question(layer="relationships")
FILES = {
    "map.toml": 'id = "m"\nname = "M"\n',
    "actors.csv": "id,name,kind,measured,generic\na,A,,,\nb,B,,,\nc,Carers,role-group,no,\nf,Funders,,,yes\n",
    "relationships.csv": "id,from,to,type,since,until\n1,a,b,works_with,2020,\n2,a,c,supports,2020,\n3,b,f,works_with,2020,2022\n",
    "snapshots.csv": "name,at\nearly,2021\nlate,2024\n",
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk = open_desk("sqlite://", create=True)
    carry_out(desk, preview(desk, tmp_path))
    return desk


def test_role_groups_and_what_is_spoken_of_in_general_are_drawn_with_the_reason(desk: Desk) -> None:
    picture = picture_at(desk, STEWARD, "m", "2021", WORKS)
    assert [dot.id for dot in picture.dots] == ["a", "b", "c", "f"]
    assert ("Counted", "no: role group") in picture.dots[2].details
    assert "Drawn, and counted in no measure: role group (1), spoken of in general (1)" in picture.left_out
    assert {(line.from_id, line.to_id) for line in picture.lines} == {("a", "b"), ("a", "c"), ("b", "f")}


def test_a_giver_not_stated_and_a_decision_are_drawn_as_stubs(tmp_path: Path) -> None:
    money = "id,from,to,amount,currency\n1,,a,500,GBP\n"
    power = "id,holder,over,statement,state\n1,a,who is housed,decides,holds\n2,b,who is housed,has no say,lacks\n"
    for name, text in {**FILES, "funding.csv": money, "power.csv": power}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk = open_desk("sqlite://", create=True)
    carry_out(desk, preview(desk, tmp_path))
    funding = picture_at(desk, STEWARD, "m", "2021", Question(layer="funding"))
    assert [(line.from_id, line.to_id) for line in funding.lines] == [("~1", "a")]
    assert [dot.name for dot in funding.dots if dot.id == "~1"] == ["not stated"]
    decides = picture_at(desk, STEWARD, "m", "2021", Question(layer="power"))
    assert [(line.from_id, line.to_id) for line in decides.lines] == [("a", "~who is housed")]
    assert (
        "Left out: 1 statement over a decision, resource or issue in words, 2 that are only drawn and have no tie here" in decides.left_out
    )
    assert measures(desk, STEWARD, "m", "2021", Question(layer="funding")).as_json()["ties"] == 0


def test_what_is_only_drawn_enters_no_measure(desk: Desk) -> None:
    answer = measures(desk, STEWARD, "m", "2021", WORKS).as_json()
    assert [actor["id"] for actor in answer["actors"]] == ["a", "b"]
    assert answer["ties"] == 1


def test_nobody_moves_between_two_saved_versions_and_their_change(desk: Desk) -> None:
    early, late = (picture_at(desk, STEWARD, "m", at, WORKS) for at in ("early", "late"))
    change = picture_of_change(desk, STEWARD, "m", "early", "late", WORKS)
    where = [{dot.id: (dot.x, dot.y) for dot in picture.dots} for picture in (early, late, change)]
    for id in ("a", "b"):
        assert where[0][id] == where[1][id] == where[2][id]


def test_a_tie_that_a_later_source_tells_of_is_never_said_to_have_begun(tmp_path: Path) -> None:
    sources = "id,title,date\nold,Old report,2020\nnew,New report,2023\n"
    actors = "id,name,source\na,A,old\nb,B,old\n"
    ties = "id,from,to,type,source\n1,a,b,works_with,new\n"
    for name, text in {**FILES, "sources.csv": sources, "actors.csv": actors, "relationships.csv": ties}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    desk = open_desk("sqlite://", create=True)
    carry_out(desk, preview(desk, tmp_path))
    picture = picture_of_change(desk, STEWARD, "m", "early", "late", WORKS)
    assert picture.caption[0].endswith("0 ended and 0 began; 1 recorded for the first time may be older.")


def test_over_several_rounds_nobody_moves_and_each_step_has_its_change() -> None:
    desk = desk_over("wrenmoor")
    over = pictures_over(desk, STEWARD, "wrenmoor", ("w1", "w2", "p3"), Question(layer="trust"))
    assert (len(over.rounds), len(over.changes)) == (3, 2)
    assert over.rounds[1].as_json() == picture_at(desk, STEWARD, "wrenmoor", "w2", Question(layer="trust")).as_json()
    stands: dict[str, tuple[float, float]] = {}
    for picture in (*over.rounds, *over.changes):
        for dot in picture.dots:
            assert stands.setdefault(dot.id, (dot.x, dot.y)) == (dot.x, dot.y)


def test_a_change_for_a_page_is_the_same_picture_and_brings_its_two_ends(tmp_path: Path) -> None:
    desk = desk_over("wrenmoor")
    trust = Question(layer="trust")
    alone = picture_of_change(desk, STEWARD, "wrenmoor", "w1", "w2", trust)
    slid = picture_of_change(desk, STEWARD, "wrenmoor", "w1", "w2", trust, to_slide=True)
    assert replace(slid, rounds=()) == alone and slid.as_json() == alone.as_json()
    assert [picture.moment for picture in slid.rounds] == ["Round 1, 31 May 2024", "Round 2, 30 May 2025"]
    page = write_html(slid).decode()
    assert "data-slider" in page and "what changed in trust answers" in page.split("<h1", 1)[1][:200]
