"""Every page there is, on every map: sound at every width down to 320 pixels, walked through with Tab, large enough for a thumb, and still
for those who asked for no motion. An address without a row here fails.
"""

from __future__ import annotations

import tomllib

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.hands import SEEN
from tests.browser.journeys import MAPS
from tests.browser.serving import Served
from tests.browser.soundness import WIDTHS, nothing_cut_off, nothing_wrong, targets_too_small
from tests.browser.visitor import Visitor
from tests.house.tree import ROOT

ROWS = tomllib.loads((ROOT / "tests" / "gates" / "pages.toml").read_text(encoding="utf-8"))
PAGES: dict[str, tuple[str, ...]] = {
    "GET /": ("/",),
    "GET /new": ("/new",),
    "GET /table": ("/table",),
    "GET /open": ("/open",),
    "GET /maps/{map}": ("/maps/{map}", "/maps/{map}?ask=changed"),
    "GET /maps/{map}/pictures": ("/maps/{map}/pictures",),
    "GET /maps/{map}/part": ("/maps/{map}/part",),
    "GET /maps/{map}/part/{actor}": ("/maps/{map}/part/{actor}",),
    "GET /maps/{map}/table": ("/maps/{map}/table",),
    "GET /maps/{map}/edit": ("/maps/{map}/edit",),
    "GET /maps/{map}/screen": ("/maps/{map}/screen",),
    "GET /maps/{map}/hand-over": ("/maps/{map}/hand-over",),
    "GET /maps/{map}/corrections": ("/maps/{map}/corrections",),
    "GET /maps/{map}/publish": ("/maps/{map}/publish",),
}
ONLY = {
    "wrenmoor": (
        "?from=w1&to=w2&layer=trust", "?ask=differ", "?at=w2&layer=power", "?at=w2&layer=funding", "/publish?point=w2&labels=codes",
        "/publish?point=w2&before=w1&layer=trust", "/publish?point=w2&type=nothing",
    ),
    "early-action": ("/publish?point=latest+%28undated%29", "?layer=power"),
    "two-columns": ("?ask=money", "?ask=works"),
}  # fmt: skip
"""States that one map alone can be in."""
NO_PAGE = ("picture.", "change.", "file.", "tables/", "kumu.json", "/embed/", "/published/", "/oembed", "graphql", "static", "favicon", "z")
"""Files, frames and doors; the published page and its frame are seen by the tests of publishing."""
ACTORS = {"wrenmoor": "kes", "early-action": "city-academy-norwich", "two-columns": "kestrel-youth-advice"}

STATES = [
    *(address for addresses in PAGES.values() for address in addresses if "{map}" not in address),
    *(one.format(map=map, actor=ACTORS[map]) for addresses in PAGES.values() for one in addresses if "{map}" in one for map in MAPS),
    *(f"/maps/{map}{rest}" for map, states in ONLY.items() for rest in states),
]  # fmt: skip


def test_every_page_has_a_row() -> None:
    there = {row for rows in ROWS.values() for row in rows if row.startswith("GET ")}
    left = {row for row in there if any(part in row for part in NO_PAGE[:-1]) or row.endswith("z")}
    assert there - left == set(PAGES)


def arrived(tab: Page, service: Served, address: str) -> None:
    """On the page, once it shows what it is going to show."""
    tab.goto(service.place + address)
    if tab.locator("#state").count():
        expect(tab.locator("#state")).to_have_text("Live" if address.endswith("/screen") else "Saved")
    if tab.locator("[data-sysmap-picture]").count():
        tab.wait_for_selector("[data-sysmap-picture][data-ready=yes]", state="attached")


@pytest.mark.parametrize("address", STATES)
def test_a_page_is_sound_at_every_width(keeper: Visitor, maps: Served, address: str) -> None:
    tab = keeper.context.pages[0]
    tab.emulate_media(reduced_motion="reduce")
    arrived(tab, maps, address)
    for width in (*WIDTHS, 320):
        tab.set_viewport_size({"width": width, "height": 900})
        (nothing_wrong if width in (1440, 320) else nothing_cut_off)(tab)
        assert targets_too_small(tab, 44 if width < 640 else 24) == []
    assert tab.locator("h1:visible").count() == 1
    assert tab.locator("#live[role=status]").count() == 1
    assert tab.evaluate("document.getAnimations().length") == 0
    assert [asked for asked in keeper.requests if not asked.startswith((maps.place, maps.place.replace("http", "ws")))] == []
    assert [said for said in keeper.console if "status of 400" not in said] == []


@pytest.mark.parametrize("address", STATES[:: len(MAPS)])
def test_a_page_is_walked_through_with_tab_and_what_has_the_focus_is_seen(keeper: Visitor, maps: Served, address: str) -> None:
    tab = keeper.context.pages[0]
    tab.set_viewport_size({"width": 1024, "height": 700})
    arrived(tab, maps, address)
    tab.keyboard.press("Tab")
    if not address.endswith("/screen"):
        expect(tab.locator("a.skip")).to_be_focused()
        tab.keyboard.press("Enter")
        expect(tab.locator("main")).to_be_focused()
    for _ in range(60):
        tab.keyboard.press("Tab")
        focused = tab.locator(":focus")
        if not focused.count() or focused.evaluate("(it) => it === document.body"):
            break
        wrong = focused.evaluate(SEEN)
        assert not wrong, wrong


@pytest.mark.parametrize("map", MAPS)
def test_a_phone_has_the_lists_before_the_picture(chromium: Browser, maps: Served, map: str) -> None:
    visitor = Visitor(chromium.new_context(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True))
    tab = visitor.come_in(maps)
    arrived(tab, maps, f"/maps/{map}")
    before = "(both) => Boolean(both.map((one) => document.querySelector(one)).reduce((a, b) => a.compareDocumentPosition(b)) & 4)"
    tab.wait_for_function(before, arg=[".sysmap table", "[data-stage]"])
    list_, picture = tab.locator(".sysmap table").first.bounding_box(), tab.locator("[data-stage]").bounding_box()
    assert list_ is not None and picture is not None and list_["y"] < picture["y"]
    tab.set_viewport_size({"width": 1300, "height": 800})
    tab.wait_for_function(before, arg=["[data-stage]", ".sysmap table"])
    tab.goto(f"{maps.place}/maps/{map}/edit")
    expect(tab.locator("#state")).to_have_text("Saved")
    visitor.context.close()
