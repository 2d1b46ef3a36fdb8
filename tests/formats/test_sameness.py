"""Importing says what is new, changed and the same; twice the same folder changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.formats.sameness import changes_for
from sysmap.model.state import State, empty
from tests.formats.making import ACTORS, applied, counted, imported, planned_for, reading

TIES = "from,to,type,level,strength\na,b,trains,peer,1\na,b,trains,peer,2\nb,c,,,3\n"
TRUST = "wave,from,to,item,value\nw1,a,b,openness,3\nw1,a,b,mission,4\nw1,b,a,openness,2\n"
FILES: dict[str, str | bytes] = {
    "actors.csv": ACTORS, "relationships.csv": TIES, "trust.csv": TRUST, "waves.csv": "id,date\nw1,2024\n",
    "places.csv": "name,level\nHarbour,neighbourhood\n", "layout.csv": "actor,x,y\na,1,2\n",
    "power.csv": "holder,over,statement\nnot stated,what is bought,Nobody says\n",
}  # fmt: skip


@pytest.fixture
def state(tmp_path: Path) -> State:
    return imported(reading(tmp_path / "m", FILES))


def test_the_same_folder_again_changes_nothing(tmp_path: Path, state: State) -> None:
    again = changes_for(reading(tmp_path / "m", FILES), state)
    assert again.changes == ()
    assert (again.new, again.changed, again.removed) == ({}, {}, {})
    assert sum(again.same.values()) == sum(state.count().values())


def test_each_fact_is_placed_at_its_file_and_row(tmp_path: Path) -> None:
    planned = planned_for(reading(tmp_path / "m", FILES), empty("m"))
    assert planned.positions["actor", "b"] == ("actors.csv", 3)
    assert planned.positions["map", "m"] == ("map.toml", 0)


def test_ids_that_are_made_depend_on_the_key_and_its_order_alone(tmp_path: Path, state: State) -> None:
    shuffled = "level,to,from,type,description\n,c,b,,other words\npeer,b,a,trains,\npeer,b,a,trains,\n"
    other = imported(reading(tmp_path / "n", {"actors.csv": ACTORS, "relationships.csv": shuffled}))
    assert set(other.relationships) == set(state.relationships)
    assert all(id.startswith("tie-") and len(id) == 20 for id in state.relationships)
    assert all(id.startswith("rating-") for id in state.ratings)
    assert list(state.of("place")) == ["Harbour"]
    assert list(state.of("layout")) == ["a"]


def test_equal_rows_are_matched_in_their_order(tmp_path: Path, state: State) -> None:
    stronger = "from,to,type,level,strength\na,b,trains,peer,1\na,b,trains,peer,4\n"
    planned = changes_for(reading(tmp_path / "m", {"relationships.csv": stronger}), state)
    second = list(state.relationships)[1]
    assert [(c.verb, c.id, c.fact and c.fact.strength) for c in planned.changes] == [("change", second, "4")]


def test_a_row_without_an_id_finds_the_tie_that_has_one(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"actors.csv": ACTORS, "relationships.csv": "id,from,to,type\nr1,a,b,trains\n"}))
    planned = changes_for(reading(tmp_path / "m", {"relationships.csv": "from,to,type,strength\na,b,trains,3\n"}), state)
    assert [(change.verb, change.id) for change in planned.changes] == [("change", "r1")]


def test_an_id_given_in_the_file_is_not_taken_by_a_row_without_one(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"actors.csv": ACTORS, "relationships.csv": "id,from,to,type\n,a,b,trains\nr1,a,b,trains\n"}
    state = imported(reading(tmp_path / "m", files))
    assert len(state.relationships) == 2
    assert changes_for(reading(tmp_path / "m", files), state).changes == ()


def test_an_empty_type_and_works_with_are_the_same_tie(tmp_path: Path, state: State) -> None:
    planned = changes_for(reading(tmp_path / "m", {"relationships.csv": "from,to,strength\nb,c,5\n"}), state)
    assert counted(planned)[:2] == (0, 1)
    planned = changes_for(reading(tmp_path / "m", {"relationships.csv": "from,to,type,strength\nb,c,works_with,3\n"}), state)
    assert counted(planned)[:2] == (0, 1)


def test_an_empty_item_is_the_question_called_trust(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"trust.csv": "wave,from,to,value\nw1,a,b,3\n"}))
    planned = changes_for(reading(tmp_path / "m", {"trust.csv": "wave,from,to,item,value\nw1,a,b,trust,4\n"}), state)
    assert counted(planned)[:2] == (0, 1)


def test_a_column_that_is_not_there_cannot_make_another_tie(tmp_path: Path, state: State) -> None:
    planned = changes_for(reading(tmp_path / "m", {"relationships.csv": "from,to,type,strength\na,b,trains,1\na,b,trains,2\n"}), state)
    assert planned.changes == ()


def test_another_respondent_is_another_rating(tmp_path: Path, state: State) -> None:
    planned = changes_for(reading(tmp_path / "m", {"trust.csv": "wave,respondent,from,to,item,value\nw1,ann,a,b,openness,3\n"}), state)
    assert planned.new == {"rating": 1}


def test_an_absent_column_leaves_and_an_empty_cell_clears(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"actors.csv": "id,name,kind,sector,x\na,Ash,school,education,1\nb,Birch,team,nhs,2\n"}))
    part = reading(tmp_path / "m", {"actors.csv": "id,sector\na,\n"})
    planned = changes_for(part, state)
    after = applied(state, planned)
    assert counted(planned) == (0, 1, 1, 0)
    assert after.actors["a"] == state.actors["a"]._replace(sector=None)
    assert list(after.actors) == ["a", "b"]


def test_unknown_columns_are_merged_and_cleared_one_by_one(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"actors.csv": "id,name,x,y\na,Ash,1,2\n"}))
    after = imported(reading(tmp_path / "m", {"actors.csv": "id,name,y,z\na,Ash,,3\n"}), state)
    assert after.actors["a"].attributes == '{"x":"1","z":"3"}'
    after = imported(reading(tmp_path / "m", {"actors.csv": "id,name,x,z\na,Ash,,\n"}), after)
    assert after.actors["a"].attributes is None


def test_facts_that_are_not_mentioned_stay_unless_they_are_replaced(tmp_path: Path, state: State) -> None:
    part: dict[str, str | bytes] = {"actors.csv": "id,name\na,Ash\nb,Birch\nd,Damson\n"}
    kept = imported(reading(tmp_path / "m", part), state)
    assert list(kept.actors) == ["a", "b", "c", "d"]
    planned = changes_for(reading(tmp_path / "m", part), state, replace=True)
    after = applied(state, planned)
    assert list(after.actors) == ["a", "b", "d"]
    assert after.count() == {"map": 1, "actor": 3}
    assert planned.removed == {"place": 1, "actor": 1, "wave": 1, "rating": 3, "relationship": 3, "power": 1, "layout": 1}


def test_replacing_takes_no_snapshot_away(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", {"snapshots.csv": "name,at\nbefore,2024\n"}))
    pinned = state.snapshots["before"]._replace(revision="1", digest="sm1:x")
    state = state.applied(2, (("snapshot", "before", pinned),))
    assert imported(reading(tmp_path / "m"), state, replace=True).snapshots == {"before": pinned}
    again = changes_for(reading(tmp_path / "m", {"snapshots.csv": "name,at\nbefore,2024\n"}), state)
    assert again.changes == ()


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("actors.csv", "id,name\na,Ash\nb,Birch\na,Alder\n", 'actors.csv row 4, column id: "a": rows 2 and 4 have the same id'),
        ("places.csv", "name\nHarbour\nHarbour\n", 'places.csv row 3, column name: "Harbour": rows 2 and 3 have the same name'),
        ("layout.csv", "actor,x,y\na,1,1\na,2,2\n", 'layout.csv row 3, column actor: "a": rows 2 and 3 have the same actor'),
    ],
)
def test_an_id_twice_in_a_file_names_both_rows(tmp_path: Path, file: str, content: str, said: str) -> None:
    planned = planned_for(reading(tmp_path / "m", {file: content}), empty("m"))
    assert [p.line().startswith(said) for p in planned.problems] == [True]


def test_equal_names_are_allowed_and_reported(tmp_path: Path, state: State) -> None:
    planned = changes_for(reading(tmp_path / "m", {"actors.csv": "id,name\nd,Ash\n"}), state)
    assert [w.line() for w in planned.warnings] == [
        'actors.csv row 2, column name: "Ash": 2 actors have this name: a, d; leave it if they are different ones'
    ]


def test_a_map_that_is_there_keeps_what_map_toml_does_not_say(tmp_path: Path) -> None:
    state = imported(reading(tmp_path / "m", map_toml='id = "m"\nname = "A"\nboundary = "all"\nsteward = "me"\n'))
    after = imported(reading(tmp_path / "m", map_toml='id = "m"\nboundary = ""\n'), state)
    assert (after.about.name, after.about.boundary, after.about.steward) == ("A", None, "me")


def test_a_new_map_needs_a_name(tmp_path: Path) -> None:
    planned = planned_for(reading(tmp_path / "m", map_toml='id = "m"\n'), empty("m"))
    assert [p.line() for p in planned.problems] == ['map.toml, column name: name, which is required, is missing; write name = "text"']


def test_many_equal_rows_are_matched_without_looking_twice(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"relationships.csv": "from,to\n" + "a,b\n" * 20_000}
    state = imported(reading(tmp_path / "m", files))
    assert len(state.relationships) == 20_000
    assert changes_for(reading(tmp_path / "m", files), state).changes == ()


def test_a_withdrawn_text_that_comes_back_withdrawn_is_the_same(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"actors.csv": "id,name,attributes\na,withdrawn,withdrawn\n"}
    state = imported(reading(tmp_path / "m", files))
    assert state.actors["a"].attributes == "withdrawn"
    assert changes_for(reading(tmp_path / "m", files), state).changes == ()
