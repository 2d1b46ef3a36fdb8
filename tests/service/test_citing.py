"""What stands behind a line and a dot, and for whom."""

from __future__ import annotations

import pytest

from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.citing import source_words
from sysmap.service.desk import Desk
from sysmap.service.picturing import picture_at, picture_of_change
from tests.service.desks import desk_over

WORKS = Question(layer="relationships")


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_over("early-action", "wrenmoor")


def test_a_line_tells_its_type_its_level_and_the_document_with_the_place_in_it(desk: Desk) -> None:
    picture = picture_at(desk, Viewer.for_audience("public"), "early-action", "2024", WORKS)
    line = next(line for line in picture.lines if (line.from_id, line.to_id) == ("map", "cns"))
    assert {("Type", "delivers to"), ("Level", "inter-organisation"), ("Basis", "worked out")} <= set(line.details)
    sources = [text for term, text in line.details if term == "Source"]
    assert any(text.startswith("Five web articles joined") and text.endswith(", 54,58,208,212") for text in sources)


def test_a_story_stands_with_whom_it_is_about_and_only_for_its_readers(desk: Desk) -> None:
    public = picture_at(desk, Viewer.for_audience("public"), "early-action", "2024", WORKS)
    parents = next(dot for dot in public.dots if dot.id == "hartlepool-parents")
    assert any(term == "Story" and "conflict between parents" in text for term, text in parents.details)
    stopped = {
        audience: any(
            "I stopped ringing" in text
            for line in picture_of_change(desk, Viewer.for_audience(audience), "wrenmoor", "w1", "w2", Question(layer="trust")).lines
            for _, text in line.details
        )
        for audience in ("participants", "learning", "stewards")
    }
    assert stopped["participants"] is False and stopped["stewards"] is True


def test_a_source_that_is_no_document_on_the_map_stands_as_it_was_written_and_none_is_said(desk: Desk) -> None:
    state = desk.state("early-action")
    assert source_words(state, "a talk: in May") == "a talk: in May" and source_words(state, None) == "not stated"


def test_every_line_of_the_documents_map_can_be_traced(desk: Desk) -> None:
    for layer in ("relationships", "funding", "power"):
        picture = picture_at(desk, Viewer.steward(), "early-action", "2024", Question(layer=layer))
        assert picture.lines
        assert [line.title for line in picture.lines if dict(line.details).get("Source", "not stated") == "not stated"] == []
