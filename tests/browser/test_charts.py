"""Charts in a real Chromium: from disk with the network off and on the service's page; axe finds nothing, wide or narrow."""

from __future__ import annotations

from pathlib import Path

import pytest

from sysmap.service.charting import CHANGE, PICTURES, Points
from sysmap.service.picture_files import as_file
from tests.browser.serving import Served
from tests.browser.soundness import WIDTHS, nothing_wrong
from tests.browser.visitor import Visitor
from tests.service.test_charting import ENDS, drawn

STILL = [name for name in PICTURES if name not in ("network", "change")]


@pytest.mark.parametrize("name", STILL)
def test_an_exported_chart_opens_from_disk_asks_nobody_and_is_sound(visitor: Visitor, tmp_path: Path, name: str) -> None:
    picture = drawn(name, points=ENDS if PICTURES[name].points == CHANGE else Points())
    tab = visitor.opened(as_file(picture, "html"), tmp_path)
    tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    nothing_wrong(tab)
    assert [asked for asked in visitor.requests if not asked.startswith("file:")] == []
    assert visitor.console == []
    shown = tab.locator("main svg[role=img]").bounding_box()
    assert shown is not None and shown["width"] > 300
    assert tab.locator("table").count() == len(picture.tables)


@pytest.mark.parametrize("name", STILL)
def test_a_chart_on_the_page_is_sound(keeper: Visitor, maps: Served, name: str) -> None:
    tab = keeper.context.pages[0]
    tab.goto(f"{maps.place}/maps/wrenmoor/pictures?picture={name}&layer=trust")
    tab.set_viewport_size({"width": WIDTHS[-1], "height": 900})
    nothing_wrong(tab)
    assert keeper.console == []
    assert [asked for asked in keeper.requests if not asked.startswith(maps.place)] == []
