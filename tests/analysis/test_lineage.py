"""An organisation that changed its name did not die, and no other was born."""

from __future__ import annotations

from typing import Any

from sysmap.model.actors import Lineage
from sysmap.model.state import State
from tests.analysis.maps import asked, changed, said, state_of, wave


def town(*facts: Any) -> State:
    return state_of(
        wave("w1"), wave("w2", "2025-05-30"), *asked("w1", a="answered", old="answered", b="answered"),
        *asked("w2", a="answered", new="answered", b="answered"), *said("w1", "a old 3", "old b 4"), *said("w2", "a new 4", "new b 4"),
        *facts, actors=["a", "old", "b", "new"],
    )  # fmt: skip


def test_without_a_word_about_it_one_left_and_one_joined() -> None:
    found = changed(town()).as_json()
    assert (found["composition"]["joined"], found["composition"]["left"], found["counts"]["kept"]) == (["new"], ["old"], 0)


def test_who_was_renamed_is_followed_under_the_new_name() -> None:
    found = changed(town(Lineage("l1", "renamed", "old", "new", "2025-01"))).as_json()
    assert found["composition"]["joined"] == found["composition"]["left"] == []
    assert found["composition"]["lineage"] == [{"kind": "renamed", "from": "old", "to": "new", "date": "2025-01"}]
    assert [(t["from"], t["to"], t["change"]) for t in found["ties"]] == [("a", "new", "strengthened"), ("new", "b", "unchanged")]


def test_a_split_is_told_and_its_ends_stay_among_who_came_and_went() -> None:
    found = changed(town(Lineage("l1", "split", "old", "new"))).as_json()
    assert (found["composition"]["joined"], found["composition"]["left"]) == (["new"], ["old"])
    assert [story["kind"] for story in found["composition"]["lineage"]] == ["split"]


def test_a_lineage_of_others_or_of_somebody_not_on_the_map_says_nothing_here() -> None:
    found = changed(town(Lineage("l1", "renamed", "gone", "new"), Lineage("l2", "absorbed", "a", "b"))).as_json()
    assert found["composition"]["lineage"] == []
