"""The three journeys that lead to other people: my part, publish, and hand over."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.hands import pick
from tests.browser.journeys import Day, Known
from tests.browser.visitor import Visitor


def has_a_part(day: Day, map: Known) -> None:
    """One organisation's page; something wrong on it is told, and the map keeper writes it into the map."""
    day.go(f"/maps/{map.id}")
    day.goes("link", "Organisations")
    day.sound()
    day.goes("link", map.one)
    expect(day.tab.locator("h1")).to_have_text(map.one)
    for section in ("Who works with it", "What it offers", "Money in", "Money out"):
        expect(day.tab.get_by_role("heading", name=section).first).to_be_visible()
    day.sound()
    day.choose("What is wrong?", "where it is")
    day.write("Say what is wrong", "It moved <b>last</b> year")
    day.write("What should stand there instead (optional)", "Lowfield")
    day.goes("button", "Send to the map keeper")
    expect(day.tab.get_by_text("Thank you.")).to_be_visible()
    day.sound()
    day.goes("link", "Corrections")
    expect(day.tab.get_by_text("It moved <b>last</b> year")).to_be_visible()
    day.sound()
    day.goes("button", "Write it into the map")
    day.go(f"/maps/{map.id}/part")
    day.goes("link", map.one)
    expect(day.tab.locator("dl.facts")).to_contain_text("Lowfield")


def publishes(day: Day, map: Known) -> None:
    """Choose, see what readers will see, publish; another in its place; withdraw, and it is gone."""
    day.go(f"/maps/{map.id}/publish")
    day.sound()
    if not map.saved:
        day.goes("button", "Save this version")
    else:
        day.goes("button", "Show what readers would see")
    expect(day.tab.get_by_role("heading", name="2. What everyone would see")).to_be_visible()
    day.sound()
    first = put_out(day, "Who works with whom")
    reader = read(day, first, "Who works with whom")
    day.choose("In the place of a figure that is out?", "Who works with whom")
    second = put_out(day, "The same, put right")
    reader.reload()
    expect(reader.get_by_role("link", name="See the newer figure")).to_be_visible()
    day.goes("button", "Withdraw The same, put right")
    expect(day.tab.get_by_text("Withdrawn. Its address")).to_be_visible()
    day.sound()
    reader.goto(day.service.place + second)
    expect(reader.get_by_text("This figure was withdrawn by the map keeper")).to_be_visible()
    reader.context.close()


def put_out(day: Day, title: str) -> str:
    """Publish what is chosen under a title; its address."""
    day.write("Title (optional)", title)
    day.goes("button", "Show what readers would see")
    day.goes("button", "Publish this for everyone")
    link = day.tab.get_by_role("region", name="Published:").get_by_role("link")
    assert day.tab.get_by_role("region", name="Published:").locator("textarea").input_value().startswith("<iframe ")
    place = link.get_attribute("href")
    assert place is not None
    return place


def read(day: Day, place: str, title: str) -> Page:
    """A reader who is nobody's guest sees that figure and nothing else."""
    browser = day.tab.context.browser
    assert browser is not None
    tab = day.hands.visit(browser, day.width).new_page()
    tab.goto(day.service.place + place)
    expect(tab.get_by_role("heading", name=title, level=1)).to_be_visible()
    tab.wait_for_selector("[data-sysmap-picture][data-ready=yes]", state="attached")
    day.sound(tab)
    return tab


def hands_over(day: Day, map: Known) -> None:
    """One file holds the map; on another machine it is looked at and opened."""
    day.go(f"/maps/{map.id}")
    day.goes("link", "Hand over")
    day.sound()
    with day.tab.expect_download() as taken:
        day.press("link", "The map as it is now", exact=False)
    file = day.folder / taken.value.suggested_filename
    taken.value.save_as(file)
    browser = day.tab.context.browser
    assert browser is not None
    # Somebody else's browser: cookies of one machine are shared by all its ports.
    other = Visitor(day.hands.visit(browser, day.width))
    there = other.come_in(day.elsewhere)
    day.hands.press(there.get_by_role("link", name="Open a map someone sent you"))
    pick(day.hands, there.get_by_label("Choose a file"), file)
    expect(there.locator("#outcome .lead")).to_contain_text("new")
    day.sound(there)
    with there.expect_navigation():
        day.hands.press(there.get_by_role("button", name="Open it"))
    there.goto(day.elsewhere.place)
    expect(there.get_by_role("heading", name=map.name).first).to_be_visible()
    assert other.console == []
    other.context.close()
