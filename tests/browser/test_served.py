"""The served pages in a real Chromium: they break no policy, ask nobody but the service, and axe finds nothing wrong with them."""

from __future__ import annotations

import pytest

from tests.browser.serving import Served
from tests.browser.soundness import WIDTHS, nothing_wrong
from tests.browser.visitor import Visitor

PAGES = ["/", "/maps/wrenmoor", "/maps/early-action", "/maps/two-columns", "/maps/wrenmoor?from=w1&to=w2&layer=trust"]


@pytest.mark.parametrize("address", PAGES)
def test_a_page_is_sound_at_every_width(keeper: Visitor, maps: Served, address: str) -> None:
    tab = keeper.context.pages[0]
    tab.goto(maps.place + address)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)
    assert keeper.console == []
    assert [asked for asked in keeper.requests if not asked.startswith(maps.place)] == []
