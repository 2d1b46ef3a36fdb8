"""Is the page of answers what the map says today, and is there a picture of each place with everybody on it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from seeds.early_action_answers import QUESTIONS, page
from seeds.early_action_map import PLACES, of_place, whole
from seeds.early_action_pictures import picture
from sysmap.draw.rendering import render

PAGE = Path(__file__).resolve().parents[2] / "docs" / "early-action.md"


def test_the_page_of_answers_is_fresh() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make it anew: python -m seeds.early_action_answers > docs/early-action.md"


@pytest.mark.parametrize("word", QUESTIONS)
def test_every_answer_points_to_its_lines(word: str) -> None:
    rows = [line for line in QUESTIONS[word]().splitlines() if line.startswith("| ") and "---" not in line and "| Basis |" not in line]
    assert rows and not [row for row in rows if not row.split(" | ")[-1].startswith("S")]


@pytest.mark.parametrize("place", PLACES)
def test_the_picture_of_a_place_has_everybody_there_and_holds_together(place: str) -> None:
    drawn = picture(place)
    there = {actor.id for actor in whole().actors.values() if actor.place in PLACES[place] and not actor.is_generic}
    assert there <= {dot.id for dot in drawn.dots} == set(of_place(place).actors)
    assert render(drawn, "png").startswith(b"\x89PNG")


def test_the_picture_of_the_whole_leaves_out_only_what_is_spoken_of_in_general() -> None:
    drawn = picture(None)
    assert len(drawn.dots) == sum(not actor.is_generic for actor in whole().actors.values()) == 69
    assert any("drawn, and not measured" in line for line in drawn.caption)
