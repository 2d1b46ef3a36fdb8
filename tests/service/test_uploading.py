"""A file handed to a page: what is understood, put right, drawn as one edit, and done once however often it is sent."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.errors import InputError
from sysmap.model.visibility import Viewer
from sysmap.service.beginning import begin_map, invented_town
from sysmap.service.desk import Desk
from sysmap.service.exporting import export
from sysmap.service.keeping import backup, go_back, undo
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from sysmap.service.uploading import Handed, Placed, draw, look

TWO_COLUMNS = Handed(seed("practice/two-columns.csv").read_bytes(), "two-columns.csv", "first", called="Early help")


@pytest.fixture
def desk() -> Desk:
    return open_desk("sqlite://", create=True)


def counts(desk: Desk, map: str) -> tuple[int, int]:
    state = desk.state(map)
    return len(state.actors), len(state.relationships)


def test_the_newcomers_two_columns_are_understood_as_the_teaching_map_says(desk: Desk) -> None:
    seen = look(desk, TWO_COLUMNS)
    assert seen["counts"]["new"] == {"actor": 34, "relationship": 43}
    assert len(seen["left_out"]) == 2 and "itself" in seen["left_out"][1]
    assert [(one["name"], one["like_name"]) for one in seen["repeats"]] == [
        ("Kestrel", "Kestrel Youth Advice"),
        ("W.V.A.", "Wrenmoor Voluntary Action"),
        ("Wrenmoor Vol. Action", "Wrenmoor Voluntary Action"),
    ]
    assert [column["field"] for column in seen["tables"][0]["columns"]] == ["from", "to"]
    assert desk.heads() == ()


def test_agreed_repeats_are_one_organisation_that_keeps_its_other_names(desk: Desk) -> None:
    agreed = TWO_COLUMNS._replace(same={one["id"]: one["like"] for one in look(desk, TWO_COLUMNS)["repeats"]})
    assert look(desk, agreed)["counts"]["new"] == {"actor": 31, "relationship": 43}
    (map,) = draw(desk, agreed, "map keeper")["maps"]
    assert counts(desk, map) == (31, 43)
    action = next(a for a in desk.state(map).actors.values() if a.name == "Wrenmoor Voluntary Action")
    assert action.aliases == "W.V.A.|Wrenmoor Vol. Action"
    again = look(desk, agreed._replace(map=map, called=None, same={}))
    assert again["counts"]["same"] == {"actor": 31, "relationship": 43} and not again["drawable"]


def test_drawing_is_one_edit_done_once_and_one_undo_takes_all_of_it_back(desk: Desk) -> None:
    made = draw(desk, TWO_COLUMNS, "map keeper")
    assert draw(desk, TWO_COLUMNS, "map keeper") == made == {"maps": ["early-help"], "revision": 2}
    undone = undo(desk, "early-help", 2)
    assert counts(desk, "early-help") == (0, 0)
    undo(desk, "early-help", undone.number)
    assert counts(desk, "early-help") == (34, 43)
    assert desk.state("early-help").about.name == "Early help"


def test_another_file_of_the_same_name_makes_a_map_of_its_own(desk: Desk) -> None:
    draw(desk, TWO_COLUMNS, "map keeper")
    assert draw(desk, TWO_COLUMNS._replace(edit="second"), "map keeper")["maps"] == ["early-help-2"]


def test_columns_are_put_right_by_their_place(desk: Desk) -> None:
    rows = b"Ash,strong,Birch\nBirch,weak,Cedar\n"
    wrong = Handed(rows, "three.csv", "e")
    assert look(desk, wrong)["counts"]["new"] != {"actor": 3, "relationship": 2}
    placed = wrong._replace(tables={"three.csv": Placed(-1, ("from", "type", "to"))})
    seen = look(desk, placed)
    assert seen["counts"]["new"] == {"actor": 3, "relationship": 2}
    assert [(row["who"], row["kind"], row["whom"]) for row in seen["rows"]] == [("Ash", "strong", "Birch"), ("Birch", "weak", "Cedar")]


def test_a_first_row_can_be_said_to_be_headings(desk: Desk) -> None:
    table = Handed(b"Lead body,Helper\nAsh,Birch\n", "t.csv", "e")
    assert look(desk, table)["counts"]["new"] == {"actor": 4, "relationship": 2}
    assert look(desk, table._replace(tables={"t.csv": Placed(0, ("from", "to"))}))["counts"]["new"] == {"actor": 2, "relationship": 1}


def test_problems_are_told_with_their_rows_and_nothing_is_stored(desk: Desk) -> None:
    town = invented_town(desk, "map keeper")
    before = desk.head(town).revision
    broken = Handed(seed("practice/broken-answers.csv").read_bytes(), "broken-answers.csv", "e", map=town)
    seen = look(desk, broken)
    assert not seen["drawable"] and len(seen["problems"]) == 2
    assert all(problem["row"] and problem["fix"] for problem in seen["problems"])
    with pytest.raises(InputError):
        draw(desk, broken, "map keeper")
    assert desk.head(town).revision == before


def test_a_map_folder_opens_on_another_machine_as_the_same_map(desk: Desk, tmp_path: Path) -> None:
    draw(desk, TWO_COLUMNS, "map keeper")
    export(desk, Viewer.steward(), "early-help", "bundle", tmp_path / "sent.zip")
    sent = Handed((tmp_path / "sent.zip").read_bytes(), "sent.zip", "e")
    elsewhere = open_desk("sqlite://", create=True)
    assert look(elsewhere, sent)["counts"]["new"] == {"actor": 34, "relationship": 43}
    assert draw(elsewhere, sent, "map keeper")["maps"] == ["early-help"]
    assert not look(desk, sent)["drawable"]
    assert draw(desk, sent._replace(apart=True, called="A copy"), "map keeper")["maps"] == ["a-copy"]
    assert counts(desk, "a-copy") == (34, 43)


def test_a_file_with_history_holds_that_map_alone_and_brings_its_edits(desk: Desk, tmp_path: Path) -> None:
    invented_town(desk, "map keeper")
    draw(desk, TWO_COLUMNS, "map keeper")
    backup(desk, tmp_path / "one.sysmap", "early-help")
    sent = Handed((tmp_path / "one.sysmap").read_bytes(), "one.sysmap", "e")
    elsewhere = open_desk("sqlite://", create=True)
    assert draw(elsewhere, sent, "map keeper")["maps"] == ["early-help"]
    assert [head.map for head in elsewhere.heads()] == ["early-help"]
    assert len(elsewhere.store.revisions("early-help")) == 2


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\x\\..\\a.csv", "CON.csv", "", "\u202e<b>.csv", "a" * 400 + ".csv", ".hidden"])
def test_no_name_of_a_file_leads_anywhere_else(desk: Desk, name: str) -> None:
    seen = look(desk, Handed(b"Ash,Birch\n", name, "e"))
    assert seen["drawable"] and "/" not in seen["file"] and "\\" not in seen["file"] and len(seen["file"]) < 100


def test_going_back_makes_the_map_what_it_was_with_one_edit_and_keeps_the_history(desk: Desk) -> None:
    map = begin_map(desk, "Ours", None, "e0", "map keeper")
    draw(desk, Handed(b"Ash,Birch\n", "a.csv", "e1", map=map), "map keeper")
    draw(desk, Handed(b"Ash,Cedar\nBirch,Cedar\n", "b.csv", "e2", map=map), "map keeper")
    made = go_back(desk, map, 2, edit_id="back")
    assert made is not None and made == go_back(desk, map, 2, edit_id="back")
    assert counts(desk, map) == (2, 1) and made.number == 4 and "after edit 2" in made.reason
    assert go_back(desk, map, 2) is None
    undo(desk, map, 4)
    assert counts(desk, map) == (3, 3)
