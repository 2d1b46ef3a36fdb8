"""Who is put somewhere stands there, and nobody else moves: not then, and not when others come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.frame import on_page
from sysmap.draw.picture import Picture, tenth
from sysmap.errors import Conflict, EditReused, NotFound, UsageError
from sysmap.model.visibility import Viewer
from sysmap.service.changing import Edit, Wish, change
from sysmap.service.desk import Desk
from sysmap.service.exporting import export
from sysmap.service.importing import carry_out, preview
from sysmap.service.keeping import undo
from sysmap.service.picturing import picture_at, picture_of_change
from sysmap.service.placing import everyones_places, keep_everyone, let_go, place_actor
from tests.service.desks import desk_over
from tests.service.newcomers import newcomers

TRUST = Question(layer="trust")
Spots = dict[str, tuple[float, float]]


@pytest.fixture
def desk() -> Iterator[Desk]:
    desk = desk_over("wrenmoor")
    yield desk
    desk.close()


def _made(desk: Desk, id: str, base: int | None = None) -> Edit:
    return Edit(id, desk.head("wrenmoor").revision if base is None else base, "")


def _drawn(desk: Desk, at: str = "w2", question: Question = TRUST) -> Picture:
    return picture_at(desk, Viewer.steward(), "wrenmoor", at, question)


def _spots(picture: Picture) -> Spots:
    return {dot.id: (dot.x, dot.y) for dot in picture.dots}


def test_putting_one_somewhere_keeps_everybody_else_and_whoever_comes_later_moves_nobody(desk: Desk, tmp_path: Path) -> None:
    before = _spots(_drawn(desk))
    place_actor(desk, "wrenmoor", _made(desk, "one"), "kes", (500.0, 300.0))
    after = _spots(_drawn(desk))
    assert {id for id in before if before[id] != after[id]} == {"kes"}
    assert desk.state("wrenmoor").of("layout")["kes"].pinned == "yes"
    carry_out(desk, preview(desk, newcomers(tmp_path / "more", 25)))
    grown = _spots(_drawn(desk))
    assert len(grown) == len(after) + 25 and {id: grown[id] for id in after} == after
    export(desk, Viewer.steward(), "wrenmoor", "bundle", tmp_path)
    assert "kes,500,300,yes" in (tmp_path / "layout.csv").read_text("utf-8")


def test_keeping_everyone_moves_nobody_and_every_layer_then_stands_alike(desk: Desk) -> None:
    before = [_spots(_drawn(desk, at)) for at in ("w1", "w2")]
    made = keep_everyone(desk, "wrenmoor", _made(desk, "keep"))
    assert made is not None and [_spots(_drawn(desk, at)) for at in ("w1", "w2")] == before
    state = desk.state("wrenmoor")
    assert set(state.of("layout")) == set(state.actors) - {"gen"}, "all but whom no picture shows"
    assert {fact.pinned for fact in state.of("layout").values()} == {"no"}
    everywhere = [_spots(_drawn(desk, "w2", Question(layer=layer))) for layer in ("trust", "relationships", "funding", "power")]
    everywhere.append(_spots(picture_of_change(desk, Viewer.steward(), "wrenmoor", "w1", "w2", TRUST)))
    for one in everywhere:
        assert all(place == everywhere[0].get(id, place) == everywhere[1].get(id, place) for id, place in one.items())


def test_keeping_twice_keeps_nothing_anew(desk: Desk) -> None:
    first = keep_everyone(desk, "wrenmoor", _made(desk, "keep", 1))
    assert keep_everyone(desk, "wrenmoor", _made(desk, "again")) is None
    assert keep_everyone(desk, "wrenmoor", _made(desk, "keep", 1)) == first
    with pytest.raises(UsageError):
        keep_everyone(desk, "wrenmoor", _made(desk, "never", 99))


def test_many_who_come_later_stand_apart_from_all_others_and_most_are_named(desk: Desk, tmp_path: Path) -> None:
    keep_everyone(desk, "wrenmoor", _made(desk, "keep"))
    carry_out(desk, preview(desk, newcomers(tmp_path / "more", 60)))
    picture = _drawn(desk)
    dots = picture.dots
    close = [(a.id, b.id) for a in dots for b in dots if a.id < b.id and (a.x - b.x) ** 2 + (a.y - b.y) ** 2 < (a.radius + b.radius) ** 2]
    assert close == []
    left, top, width, height = picture.plot
    assert all(left < dot.x < left + width and top < dot.y < top + height for dot in dots)
    assert sum(dot.label is None for dot in dots) <= 0.05 * len(dots)


def test_later_newcomers_move_neither_kept_nor_earlier_newcomers(desk: Desk, tmp_path: Path) -> None:
    keep_everyone(desk, "wrenmoor", _made(desk, "keep"))
    carry_out(desk, preview(desk, newcomers(tmp_path / "more", 25)))
    before = _spots(_drawn(desk))
    added = [
        Wish("add", "actor", "last", {"name": "Last to come", "source": "told today"}),
        Wish("add", "roster", None, {"wave": "w1", "actor": "last", "status": "silent", "source": "told today"}),
        Wish("add", "roster", None, {"wave": "w2", "actor": "last", "status": "silent", "source": "told today"}),
    ]
    change(desk, "wrenmoor", _made(desk, "last"), added)
    after = _spots(_drawn(desk))
    assert "last" in after and {id: after[id] for id in before} == before


def test_the_same_edit_sent_again_gives_its_first_answer_whatever_others_moved_since(desk: Desk) -> None:
    first = place_actor(desk, "wrenmoor", _made(desk, "one", 1), "kes", (500.0, 300.0))
    place_actor(desk, "wrenmoor", _made(desk, "two", 2), "fam", (100.0, 100.0))
    place_actor(desk, "wrenmoor", _made(desk, "three", 3), "kes", (10.0, 10.0))
    assert place_actor(desk, "wrenmoor", _made(desk, "one", 1), "kes", (500.0, 300.0)) == first
    with pytest.raises(EditReused):
        place_actor(desk, "wrenmoor", _made(desk, "one", 1), "kes", (501.0, 300.0))
    with pytest.raises(EditReused):
        keep_everyone(desk, "wrenmoor", _made(desk, "one", 1))
    assert desk.head("wrenmoor").revision == 4


def test_two_who_move_different_ones_at_once_do_not_clash_and_two_who_move_the_same_do(desk: Desk) -> None:
    place_actor(desk, "wrenmoor", _made(desk, "mine", 1), "kes", (500.0, 300.0))
    place_actor(desk, "wrenmoor", _made(desk, "theirs", 1), "fam", (100.0, 100.0))
    with pytest.raises(Conflict):
        place_actor(desk, "wrenmoor", _made(desk, "also", 1), "kes", (1.0, 1.0))
    kept = desk.state("wrenmoor").of("layout")
    assert (kept["kes"].x, kept["fam"].x) == ("500", "100")


def test_who_is_let_go_finds_a_place_beside_its_neighbours_and_nobody_else_moves(desk: Desk) -> None:
    with pytest.raises(NotFound):
        let_go(desk, "wrenmoor", _made(desk, "none"), "kes")
    place_actor(desk, "wrenmoor", _made(desk, "one"), "kes", (0.0, 740.0))
    before = _spots(_drawn(desk))
    made = let_go(desk, "wrenmoor", _made(desk, "go", 2), "kes")
    after = _spots(_drawn(desk))
    assert {id for id in before if before[id] != after[id]} == {"kes"}
    assert desk.state("wrenmoor").of("layout")["kes"].pinned == "no"
    assert let_go(desk, "wrenmoor", _made(desk, "go", 2), "kes") == made


def test_a_move_is_undone_and_the_first_one_takes_what_it_kept_with_it(desk: Desk) -> None:
    before = _spots(_drawn(desk))
    first = place_actor(desk, "wrenmoor", _made(desk, "one"), "kes", (500.0, 300.0))
    second = place_actor(desk, "wrenmoor", _made(desk, "two"), "fam", (100.0, 100.0))
    undo(desk, "wrenmoor", second.number)
    undo(desk, "wrenmoor", first.number)
    assert _spots(_drawn(desk)) == before and not desk.state("wrenmoor").of("layout")


def test_places_that_came_in_other_units_are_brought_into_the_frame_when_one_is_moved_and_nobody_else_is(desk: Desk) -> None:
    actors = list(desk.state("wrenmoor").actors)
    far = [
        Wish("add", "layout", id, {"actor": id, "x": str(-3000 + 150 * at), "y": str(at * at), "pinned": None})
        for at, id in enumerate(actors)
    ]
    change(desk, "wrenmoor", _made(desk, "kumu"), far)
    before = _spots(_drawn(desk))
    place_actor(desk, "wrenmoor", _made(desk, "one"), actors[0], (400.0, 300.0))
    after = _spots(_drawn(desk))
    assert {id for id in before if before[id] != after[id]} == {actors[0]}
    assert after[actors[0]] == tuple(map(tenth, on_page((400.0, 300.0))))


def test_everyones_places_say_who_was_kept_and_who_was_put_there(desk: Desk) -> None:
    found = everyones_places(desk, "wrenmoor")
    assert [one.actor for one in found] == [id for id in desk.state("wrenmoor").actors if id != "gen"] and not any(
        one.kept for one in found
    )
    place_actor(desk, "wrenmoor", _made(desk, "one"), "kes", (500.0, 300.0))
    again = everyones_places(desk, "wrenmoor")
    assert all(one.kept for one in again) and [one.actor for one in again if one.pinned] == ["kes"]
    assert {one.actor: (one.x, one.y) for one in again if not one.pinned}.items() <= {one.actor: (one.x, one.y) for one in found}.items()
