"""With the network off every export of the demonstration maps opens from disk, and each of its controls does what it says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from sysmap.analysis.question import Question
from sysmap.draw.html import write_html
from sysmap.model.visibility import Viewer
from sysmap.service.charting import Points, picture_named
from sysmap.service.desk import Desk
from sysmap.service.looks import Look
from tests.browser.visitor import Visitor
from tests.service.desks import desk_over

VIEW = "() => new URLSearchParams(location.hash.slice(1)).get('view')"
SETTLED = ".key [data-frame]:not([hidden])[aria-busy=false]"
EXPORTS = [
    ("wrenmoor", "network", Question(layer="trust"), Points(at="w2"), Look()),
    ("wrenmoor", "network", Question(layer="relationships"), Points(at="w2"), Look(areas="named", size="reach", colour="place")),
    ("wrenmoor", "network", Question(layer="funding"), Points(at="2024-12"), Look()),
    ("wrenmoor", "network", Question(layer="power"), Points(at="w2"), Look()),
    ("wrenmoor", "change", Question(layer="trust"), Points(before="w1", after="w2"), Look(ego="cvs")),
    ("wrenmoor", "multiples", Question(layer="trust"), Points(), Look()),
    ("early-action", "network", Question(layer="relationships"), Points(), Look()),
    ("early-action", "change", Question(layer="relationships"), Points(before="2015", after="2021"), Look()),
]


@pytest.fixture(scope="module")
def desk() -> Desk:
    return desk_over("wrenmoor", "early-action")


def _rows(tab: Page) -> int:
    tab.wait_for_selector(SETTLED)
    return tab.locator("tbody tr:visible").count()


def _press(tab: Page, name: str) -> None:
    tab.get_by_role("button", name=name, exact=True).click()


def _moved(tab: Page, deed: Callable[[], None]) -> None:
    """The deed leaves another view in the address."""
    before = tab.evaluate(VIEW)
    deed()
    tab.wait_for_function(f"(before) => ({VIEW})() !== before", arg=before)


def _searched_and_filtered(tab: Page) -> None:
    everything = _rows(tab)
    who = tab.locator("tbody tr:visible:not([data-line]) button").first.text_content() or ""
    tab.get_by_label("Find").fill(who)
    assert 0 < _rows(tab) < everything and "of" in (tab.locator(".found").text_content() or "")
    _press(tab, "Show everything again")
    assert _rows(tab) == everything
    tab.locator("summary").click()
    for field in tab.locator("fieldset:visible").all():
        box = field.locator("input:visible").first
        box.check()
        assert _rows(tab) < everything, field.text_content()
        box.uncheck()
        assert _rows(tab) == everything
    least = tab.locator("[data-least]:visible")
    if least.count():
        least.select_option(index=least.locator("option").count() - 1)
        assert _rows(tab) < everything
        _press(tab, "Show everything again")


def _walked(tab: Page) -> None:
    """Chosen from the table, narrowed to its neighbourhood, and walked by keyboard to a neighbour and to a tie."""
    everything = _rows(tab)
    tie = tab.locator("tbody tr[data-line]:visible button").first
    tie.click()
    assert tab.locator("[data-said]").text_content() and tab.locator("tr.on:visible").count() > 0
    tab.locator("[data-ties] button").first.focus()
    tab.keyboard.press("Enter")
    assert tab.locator("[data-ties] li").count() > 0 and tab.locator("[data-details] dt").count() > 0
    name = tab.locator("[data-name]").text_content()
    tab.get_by_label("Show only its neighbourhood").check()
    assert _rows(tab) <= everything and "near=1" in str(tab.evaluate("location.hash"))
    tab.locator("[data-ties] button:not(.about)").first.press("Enter")
    assert tab.locator("[data-name]").text_content() != name
    tab.keyboard.press("Escape")
    assert tab.locator("[data-chosen]").is_hidden() and _rows(tab) == everything


def _looked_round(tab: Page) -> None:
    for name in ("Closer", "Look up", "Look left", "Look right", "Look down", "Further"):
        _moved(tab, lambda name=name: _press(tab, name))  # type: ignore[misc]
    canvas = tab.locator(".held canvas")
    canvas.hover(position={"x": 40, "y": 40}, force=True)
    _moved(tab, lambda: tab.mouse.wheel(0, -240))
    _press(tab, "Whole")
    _press(tab, "Large")
    assert tab.locator(".sysmap.large").count() == 1 and tab.locator("figcaption").is_hidden()
    tab.keyboard.press("Escape")
    assert tab.locator(".sysmap.large").count() == 0


def _slid(tab: Page) -> None:
    moment = tab.locator("[data-moment]")
    last = moment.text_content()
    _press(tab, "Earlier")
    assert moment.text_content() != last
    tab.get_by_role("slider").press("ArrowRight")
    toggle = tab.locator("[data-change]")
    toggle.uncheck()
    without = tab.locator("h1").text_content()
    toggle.check()
    assert "what changed" in (tab.locator("h1").text_content() or "") and tab.locator("h1").text_content() != without


def _come_back(tab: Page) -> None:
    """The view in the address is there again in another tab, and on paper everything is."""
    tab.get_by_label("Find").fill("a")
    address, found = str(tab.evaluate("location.href")), _rows(tab)
    again = tab.context.new_page()
    again.goto(address)
    again.wait_for_selector("[data-ready=yes]")
    assert again.get_by_label("Find").input_value() == "a" and _rows(again) == found
    again.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    again.emulate_media(media="print")
    assert again.locator("canvas.paper").is_visible() and again.get_by_label("Find").is_hidden()
    again.close()


@pytest.mark.parametrize(("map", "name", "question", "points", "look"), EXPORTS)
def test_every_control_of_an_export_works_with_the_network_off(
    desk: Desk, visitor: Visitor, tmp_path: Path, map: str, name: str, question: Question, points: Points, look: Look
) -> None:
    def refused(route: Route) -> None:
        route.abort()

    visitor.context.set_offline(True)
    visitor.context.route(lambda address: not address.startswith("file:"), refused)
    picture = picture_named(desk, Viewer.steward(), map, name, points, question, look, to_slide=True)
    tab = visitor.drawn(write_html(picture), tmp_path)
    if tab.locator("[data-slider]").count():
        _slid(tab)
    _searched_and_filtered(tab)
    _walked(tab)
    _looked_round(tab)
    _come_back(tab)
    assert visitor.console == [] and all(asked.startswith("file:") for asked in visitor.requests)
