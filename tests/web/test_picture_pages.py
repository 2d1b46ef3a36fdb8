"""The page of a map's other pictures."""

from __future__ import annotations

import pytest

from sysmap.service.charting import PICTURES
from tests.web.sample import HOSTILE, served
from tests.web.visiting import Visitor, keeper

PUBLIC, KEEPER = Visitor(served()), keeper(served())


@pytest.mark.parametrize("name", PICTURES)
def test_every_picture_has_its_page_with_its_tables_and_every_format(name: str) -> None:
    answer = KEEPER.get(f"/maps/wrenmoor/pictures?picture={name}&layer=trust")
    assert answer.status == 200
    assert 'aria-current="page">' + PICTURES[name].title in answer.text
    assert "<table" in answer.text and f"picture={name}" in answer.text
    for ending in ("svg", "png", "pdf", "csv", "xlsx", "json", "html"):
        assert f".{ending}?" in answer.text


def test_the_page_opens_with_who_was_there_and_the_map_leads_to_it() -> None:
    assert "who was there, and who was heard" in KEEPER.get("/maps/wrenmoor/pictures").text
    assert 'href="/maps/wrenmoor/pictures"' in KEEPER.get("/maps/wrenmoor").text


def test_hostile_words_are_text_on_every_picture() -> None:
    for name in PICTURES:
        answer = KEEPER.get(f"/maps/hostile/pictures?picture={name}&from=2020&to=2024&layer=relationships")
        assert answer.status in (200, 400, 404)
        for word in HOSTILE[:3]:
            assert word not in answer.text


def test_what_these_readers_may_not_have_is_not_there() -> None:
    assert PUBLIC.get("/maps/wrenmoor-as-real/pictures").status == 404
    assert PUBLIC.get("/maps/wrenmoor/pictures?picture=ranks&layer=trust").status == 404
    assert PUBLIC.get("/maps/wrenmoor/pictures?picture=pie").status == 400
