"""Corrections: anybody who sees the page may leave one, as text, a few at a time; the map keeper applies or dismisses it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sysmap.errors import NotFound, UsageError
from sysmap.model.actors import Actor, Map
from sysmap.model.batch import Change
from sysmap.model.visibility import Viewer
from sysmap.service.correcting import LONGEST, Corrections, TooMany, Turnstile, settle, waiting
from sysmap.service.desk import Desk
from sysmap.service.editing import edit
from sysmap.service.erasing import erase
from sysmap.service.opening import open_desk

PUBLIC, KEEPER = Viewer.for_audience("public"), Viewer.steward()


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = open_desk("sqlite://", create=True)
    facts = (
        Map("m", "M", audience="public", default_audience="public"),
        Actor("a", "Ash Lane", place="Here", audience="public"),
        Actor("h", "Hidden", audience="participants"),
    )
    edit(made, "m", [Change("add", "map" if f.id == "m" else "actor", f.id, f) for f in facts], reason="t")
    yield made
    made.close()


def left(desk: Desk, door: Corrections | None = None, **more: Any) -> Any:
    given: dict[str, Any] = {"text": "It moved", "edit_id": "e", **more}
    return (door or Corrections()).leave(desk, PUBLIC, "m", given.pop("actor", "a"), **given)


def test_a_correction_waits_for_the_map_keeper_and_for_nobody_else(desk: Desk) -> None:
    made = left(desk, field="place", value="There", by="a neighbour")
    assert waiting(desk, KEEPER, "m") == (made,) and waiting(desk, PUBLIC, "m") == ()
    assert (made.about, made.status, made.text, made.value, made.by) == ("a", "open", "It moved", "There", "a neighbour")


def test_sent_twice_it_is_left_once(desk: Desk) -> None:
    assert left(desk) == left(desk, text="another") and len(waiting(desk, KEEPER, "m")) == 1


def test_applying_writes_the_word_and_dismissing_does_not(desk: Desk) -> None:
    first, second = left(desk, field="place", value="There"), left(desk, field="name", value="Oak", edit_id="f")
    assert settle(desk, "m", first.id, applied=True, answer="thank you").status == "applied"
    assert settle(desk, "m", second.id, applied=False).status == "dismissed"
    assert (desk.state("m").actors["a"].place, desk.state("m").actors["a"].name) == ("There", "Ash Lane")
    with pytest.raises(UsageError, match="settled already"):
        settle(desk, "m", first.id, applied=True)


def test_about_somebody_hidden_or_nobody_it_is_not_found(desk: Desk) -> None:
    for actor in ("h", "nobody"):
        with pytest.raises(NotFound):
            left(desk, actor=actor)


@pytest.mark.parametrize("wrong", [{"text": " "}, {"text": "x" * (LONGEST + 1)}, {"field": "audience"}, {"value": "x" * (LONGEST + 1)}])
def test_what_cannot_be_taken_is_refused_in_words(desk: Desk, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        left(desk, **wrong)


def test_five_from_one_address_in_ten_minutes_and_then_others_still_may(desk: Desk) -> None:
    now = [0.0]
    door = Corrections(lambda: now[0])
    for place in range(5):
        left(desk, door, edit_id=f"e{place}", address="1.2.3.4")
    with pytest.raises(TooMany):
        left(desk, door, edit_id="e5", address="1.2.3.4")
    left(desk, door, edit_id="e6", address="5.6.7.8")
    now[0] = 600.0
    left(desk, door, edit_id="e7", address="1.2.3.4")


def test_a_turnstile_forgets_addresses_rather_than_grow() -> None:
    gate = Turnstile(1, 60, lambda: 0.0, keys=2)
    assert gate.passes("a") and not gate.passes("a")
    assert gate.passes("b") and gate.passes("c") and gate.passes("a")


def test_the_history_says_a_reader_did_it_and_nothing_of_who(desk: Desk) -> None:
    left(desk, address="1.2.3.4", by="a neighbour")
    assert desk.store.revisions("m")[-1].author == "a reader"
    assert "1.2.3.4" not in repr([tuple(desk.store.records("m")), desk.state("m")])


def test_a_correction_goes_with_the_words_of_whom_it_is_about(desk: Desk) -> None:
    left(desk, value="There", field="place")
    erase(desk, "m", actor="a")
    (gone,) = waiting(desk, KEEPER, "m")
    assert (gone.text, gone.value) == ("withdrawn", "withdrawn")
