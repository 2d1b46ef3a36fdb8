"""The served pages in a real Chromium: they break no policy, ask nobody but the service, and axe finds nothing wrong with them."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.serving import Served
from tests.browser.visitor import Visitor

WIDTHS = (1440, 1024, 360)
PAGES = ["/", "/maps/wrenmoor", "/maps/early-action", "/maps/two-columns", "/maps/wrenmoor?from=w1&to=w2&layer=trust"]


ALIKE = {"exclude": [["tbody tr:nth-child(n+6)"], [".legend li:nth-child(n+4)"]]}
"""Rows are made alike, and looking at each of hundreds takes seconds."""


def nothing_wrong(tab: Page) -> None:
    """axe finds nothing, and nothing is cut off to the side."""
    found = Axe().run(tab, context=ALIKE).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound_at_every_width(keeper: Visitor, maps: Served, address: str) -> None:
    tab = keeper.context.pages[0]
    tab.goto(maps.place + address)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)
    assert keeper.console == []
    assert [asked for asked in keeper.requests if not asked.startswith(maps.place)] == []
