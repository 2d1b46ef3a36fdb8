"""A tag changes with what the viewer sees, and with nothing else."""

from __future__ import annotations

import pytest

from sysmap.errors import NotFound
from sysmap.model.actors import Actor
from sysmap.model.batch import Change
from sysmap.model.visibility import Viewer
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.erasing import erase
from sysmap.service.freshness import tag
from sysmap.service.opening import open_desk

PUBLIC, KEEPER = Viewer(frozenset({"public"})), Viewer.steward()


@pytest.fixture
def desk() -> Desk:
    made = open_desk("sqlite://", create=True)
    _say(made, "a", "public")
    return made


def _say(desk: Desk, id: str, audience: str, name: str = "Kestrel") -> None:
    known = desk.store.head("m") is not None and id in desk.state("m").actors
    change = Change("change" if known else "add", "actor", id, Actor(id, name, audience=audience))
    edit(desk, "m", [change], reason="for a test")


def test_an_edit_the_viewer_sees_makes_another_tag(desk: Desk) -> None:
    before = tag(desk, PUBLIC, "m", "q")
    _say(desk, "a", "public", "Kestrel Youth Advice")
    assert tag(desk, PUBLIC, "m", "q") != before


def test_an_edit_the_viewer_does_not_see_leaves_the_tag_and_tells_nothing(desk: Desk) -> None:
    public, keepers = tag(desk, PUBLIC, "m", "q"), tag(desk, KEEPER, "m", "q")
    _say(desk, "b", "stewards")
    assert tag(desk, PUBLIC, "m", "q") == public
    assert tag(desk, KEEPER, "m", "q") != keepers


def test_other_questions_and_other_viewers_have_other_tags(desk: Desk) -> None:
    tags = {tag(desk, viewer, "m", question) for viewer in (PUBLIC, KEEPER) for question in ("q", "r")}
    assert len(tags) == 4


def test_an_erasure_makes_another_tag(desk: Desk) -> None:
    edit(desk, "m", [Change("add", "actor", "p", Actor("p", "A Person", kind="individual-role", audience="public"))], reason="for a test")
    before = tag(desk, PUBLIC, "m", "q")
    erase(desk, "m", actor="p")
    assert tag(desk, PUBLIC, "m", "q") != before


def test_there_is_no_tag_for_a_map_of_which_nothing_is_seen(desk: Desk) -> None:
    _say(desk, "a", "stewards")
    with pytest.raises(NotFound):
        tag(desk, PUBLIC, "m", "q")
