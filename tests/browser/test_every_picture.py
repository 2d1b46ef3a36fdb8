"""Every picture there is, as a file from disk: it asks nobody, breaks no policy, every control works, and axe finds nothing wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.html import write_html
from sysmap.model.visibility import Viewer
from sysmap.service.charting import PICTURES, Points, picture_named
from sysmap.service.desk import Desk
from tests.browser.soundness import nothing_wrong
from tests.browser.visitor import Visitor
from tests.service.desks import desk_over

PRESSED = """() => {
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  document.querySelectorAll("[data-do]:enabled, [data-change]:enabled, fieldset input").forEach((part) => part.click());
  document.querySelectorAll("[data-do=clear], [data-do=earlier]:enabled").forEach((part) => part.click());
  Array.from(document.querySelectorAll("[data-pick]")).slice(0, 9).forEach((part) => part.click());
}"""


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_over("wrenmoor", "early-action")


CASES = [*(("wrenmoor", name) for name in PICTURES), ("early-action", "network"), ("early-action", "provision")]
"""Nobody was asked on the documents' map, so nothing is told of rounds there."""


@pytest.mark.parametrize(("map", "name"), CASES)
def test_a_picture_on_a_page_of_its_own_is_sound(desk: Desk, visitor: Visitor, tmp_path: Path, map: str, name: str) -> None:
    layer = "trust" if map == "wrenmoor" else "relationships"
    question = Question(layer=layer, names=("betweenness",) if name == "ranks" else ())
    picture = picture_named(desk, Viewer.for_audience("participants"), map, name, Points(), question, to_slide=True)
    tab = visitor.drawn(write_html(picture), tmp_path)
    for width in (1300, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        nothing_wrong(tab)
    tab.evaluate(PRESSED)
    assert visitor.console == [] and {asked.split("#")[0] for asked in visitor.requests} == {tab.url.split("#")[0]}
