"""Who is put somewhere stands there, and nobody else moves: not then, and not when others come."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.picture import Picture
from sysmap.model.visibility import Viewer
from sysmap.service.changing import Edit, Wish, change
from sysmap.service.desk import Desk
from sysmap.service.exporting import export
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.picturing import picture_at
from sysmap.service.placing import wishes_to_keep, wishes_to_place
from sysmap.service.seeds import seed

TRUST = Question(layer="trust")


@pytest.fixture
def desk() -> Desk:
    desk = open_desk("sqlite://", create=True)
    carry_out(desk, preview(desk, seed("wrenmoor")))
    return desk


def _made(desk: Desk, id: str) -> Edit:
    return Edit(id, desk.head("wrenmoor").revision, "")


def _drawn(desk: Desk) -> Picture:
    return picture_at(desk, Viewer.steward(), "wrenmoor", "w2", TRUST)


def test_putting_one_somewhere_keeps_everybody_else_and_whoever_comes_later_moves_nobody(desk: Desk, tmp_path: Path) -> None:
    before = {dot.id: (dot.x, dot.y) for dot in _drawn(desk).dots}
    change(desk, "wrenmoor", _made(desk, "one"), wishes_to_place(desk, "wrenmoor", _made(desk, "one"), "kes", (500.0, 300.0)))
    after = {dot.id: (dot.x, dot.y) for dot in _drawn(desk).dots}
    assert {id for id in before if before[id] != after[id]} == {"kes"}
    assert desk.state("wrenmoor").of("layout")["kes"].pinned == "yes"
    new = [
        Wish("add", "actor", "new", {"name": "New Roots", "source": "told today"}),
        Wish("add", "roster", None, {"wave": "w2", "actor": "new", "status": "silent", "source": "told today"}),
    ]
    change(desk, "wrenmoor", _made(desk, "two"), new)
    grown = {dot.id: (dot.x, dot.y) for dot in _drawn(desk).dots}
    assert "new" in grown and {id: grown[id] for id in after} == after
    export(desk, Viewer.steward(), "wrenmoor", "bundle", tmp_path)
    assert "kes,500,300,yes" in (tmp_path / "layout.csv").read_text("utf-8")


def test_keeping_twice_keeps_nothing_anew(desk: Desk) -> None:
    change(desk, "wrenmoor", _made(desk, "keep"), wishes_to_keep(desk, "wrenmoor", _made(desk, "keep")))
    assert wishes_to_keep(desk, "wrenmoor", _made(desk, "again")) == []
