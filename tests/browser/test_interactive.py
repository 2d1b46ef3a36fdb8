"""What a reader can do on a picture's page: filter, slide, focus, walk, zoom, keep the view in the address, and print."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from sysmap.analysis.change import compare
from sysmap.analysis.network import Member, Tie
from sysmap.analysis.question import Question
from sysmap.draw.change import draw_change
from sysmap.draw.html import write_html
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.slides import Slides
from tests.browser.visitor import Visitor
from tests.draw.small_maps import many, three

SMALL = """() => Array.from(document.querySelectorAll("button, input, select, summary, a")).filter((it) => {
  if (!it.checkVisibility()) { return false; }
  const box = it.getBoundingClientRect();
  return box.width > 0 && (box.width < 24 || box.height < 24);
}).map((it) => it.outerHTML)"""
"""What can be pressed and is smaller than 24 by 24 pixels."""


def _slides(changed: bool = False) -> Slides:
    """Two rounds of three organisations: Birch left, Dell joined, Ash answered about Cedar in the second as well."""
    then = three()
    members = (then.members[0], then.members[2], Member("d", "Dell", "answered", "school", "education", "Lowfield"))
    now = replace(
        then, members=members, ties={("a", "c"): Tie(3), ("a", "d"): Tie(5)}, wave="w2", date="2026-05-30", label="Round 2", at="w2"
    )
    where = positions([then, now])
    change = compare(then, now, Question(layer="trust"))
    return Slides((draw_network(then, where), draw_network(now, where)), (draw_change(then, now, change, where),), changed)


def _rows(tab: Page) -> int:
    return tab.locator("tbody tr:visible").count()


def test_a_slider_goes_from_round_to_round_and_a_toggle_shows_what_changed_while_nobody_moves(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides()), tmp_path)
    where = "() => JSON.parse(document.querySelector('script[data-picture]').textContent).nodes.map((node) => [node.x, node.y])"
    assert len(tab.evaluate(where)) == 4
    assert tab.locator("[data-moment]").text_content() == "Round 2, 30 May 2026" and tab.get_by_role("button", name="Later").is_disabled()
    tab.get_by_role("button", name="Earlier").click()
    assert tab.locator("[data-moment]").text_content() == "Round 1, 30 May 2025" and tab.locator("[data-change]").is_disabled()
    assert tab.get_by_role("button", name="Birch Trust").first.is_visible()
    tab.get_by_role("slider").press("ArrowRight")
    tab.get_by_label("What changed since the round before").check()
    assert "what changed" in (tab.locator("h1").text_content() or "")
    assert tab.locator(".legend li:visible", has_text="Went with one that left: 2").count() == 1
    assert tab.get_by_label("At least").is_hidden()
    assert visitor.console == []


def test_a_filter_narrows_drawing_and_tables_alike_and_is_taken_back(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides(changed=True)), tmp_path)
    everything = _rows(tab)
    tab.locator("summary").click()
    tab.get_by_label("Came with one that joined").check()
    assert tab.locator("tbody tr:visible[data-line]").count() == 1 and _rows(tab) < everything
    assert "1 of" in (tab.locator(".found").text_content() or "")
    tab.get_by_role("button", name="Show everything again").click()
    assert _rows(tab) == everything and tab.locator(".found").text_content() == ""


def test_a_least_strength_leaves_weaker_ties_and_those_not_stated_out(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides()), tmp_path)
    tab.get_by_label("At least").select_option("5")
    assert [row.text_content() for row in tab.locator("tbody tr:visible[data-line]").all()] == ["Ash LaneDell5"]


def test_the_map_is_walked_by_keyboard_from_neighbour_to_neighbour(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides()), tmp_path)
    start = tab.locator("tbody tr:visible:not([data-line]) button").first
    start.focus()
    start.press("Enter")
    assert tab.locator("[data-name]").text_content() == "Ash Lane"
    tab.keyboard.press("Tab")
    tab.keyboard.press("Space")
    assert tab.get_by_label("Show only its neighbourhood").is_checked()
    tab.keyboard.press("Tab")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    assert tab.locator("[data-name]").text_content() == "Dell"
    assert tab.evaluate("document.activeElement.hasAttribute('data-name')")
    tab.keyboard.press("Escape")
    assert tab.locator("[data-chosen]").is_hidden() and start.evaluate("(it) => it === document.activeElement")


def test_the_view_is_in_the_address_and_comes_back_with_it(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides()), tmp_path)
    tab.get_by_role("button", name="Earlier").click()
    tab.get_by_label("Find").fill("ash")
    tab.locator("tbody tr:visible:not([data-line]) button").first.click()
    tab.get_by_role("button", name="Closer").click()
    address = tab.url
    again = visitor.context.new_page()
    again.goto(address)
    again.wait_for_selector("[data-ready=yes]")
    assert again.locator("[data-name]").text_content() == "Ash Lane" and again.get_by_label("Find").input_value() == "ash"
    assert again.locator("[data-moment]").text_content() == "Round 1, 30 May 2025" and again.url == address
    assert visitor.console == [] and all(asked.startswith("file:") for asked in visitor.requests)


def test_an_address_that_somebody_made_up_changes_nothing_else(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides()), tmp_path)
    tab.goto(f"{tab.url}#at=99&who=__proto__&tie=constructor&only=<img src=x onerror=window.fired=1>&least=x&view=a,NaN,Infinity&near=1")
    tab.reload()
    tab.wait_for_selector("[data-ready=yes]")
    assert tab.locator("[data-chosen]").is_hidden() and tab.evaluate("String(window.fired)") == "undefined" and visitor.console == []


def test_a_tap_on_a_dot_or_a_tie_says_what_it_is(visitor: Visitor, tmp_path: Path) -> None:
    slides = _slides()
    tab = visitor.drawn(write_html(slides), tmp_path)
    picture = slides.points[1]
    canvas = tab.locator(".held canvas")
    box = canvas.bounding_box()
    assert box is not None
    scale = min(box["width"] / (picture.plot[2] + 44), box["height"] / (picture.plot[3] + 16))

    def tap(x: float, y: float) -> None:
        middle = (picture.plot[0] + picture.plot[2] / 2, picture.plot[1] + picture.plot[3] / 2)
        canvas.click(position={"x": box["width"] / 2 + (x - middle[0]) * scale, "y": box["height"] / 2 + (y - middle[1]) * scale})

    ash, dell = (next(dot for dot in picture.dots if dot.id == id) for id in ("a", "d"))
    tap(ash.x, ash.y)
    tab.locator("[data-name]", has_text="Ash Lane").wait_for()
    assert "Ash Lane, 2 ties" in (tab.locator(".found").text_content() or "")
    tab.keyboard.press("Escape")
    curve = 0.6 * next(line.curve for line in picture.lines if line.to_id == "d")
    tap((ash.x + dell.x) / 2 + (dell.y - ash.y) * curve, (ash.y + dell.y) / 2 - (dell.x - ash.x) * curve)
    tab.locator("[data-name]", has_text="Ash Lane – Dell").wait_for()
    assert tab.locator("[data-said]").text_content() == "Ash Lane rates Dell 5"


def test_paper_gets_the_whole_picture_and_every_row(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides()), tmp_path)
    for _ in range(4):
        tab.get_by_role("button", name="Closer").click()
    tab.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    tab.emulate_media(media="print")
    paper = tab.locator("canvas.paper")
    assert paper.is_visible() and tab.get_by_label("Find").is_hidden() and tab.locator("tbody tr:visible").count() == 5
    inked = paper.evaluate(
        "(it) => { const all = it.getContext('2d').getImageData(0, 0, it.width, it.height).data;"
        " let n = 0; for (let at = 3; at < all.length; at += 4) { n += all[at] > 0; } return n; }"
    )
    assert inked > 5_000


def test_everything_that_can_be_pressed_is_large_enough_and_axe_finds_nothing_in_any_state(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_slides(changed=True)), tmp_path)
    tab.locator("summary").click()
    tab.locator("tbody tr:visible:not([data-line]) button").first.click()
    for width in (1300, 320):
        tab.set_viewport_size({"width": width, "height": 800})
        assert tab.evaluate(SMALL) == []
        found = Axe().run(tab).response["violations"]
        assert [(rule["id"], rule["nodes"][0]["html"]) for rule in found] == []
        assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_a_large_picture_and_a_crowded_one_are_sound_too(visitor: Visitor, tmp_path: Path) -> None:
    network = many(60, 150)
    tab = visitor.drawn(write_html(draw_network(network, positions([network]))), tmp_path)
    tab.get_by_role("button", name="Large").click()
    assert tab.locator("figcaption").is_hidden() and tab.get_by_role("heading", name="What the marks mean").is_visible()
    assert [rule["id"] for rule in Axe().run(tab).response["violations"]] == []
    tab.keyboard.press("Escape")
    assert tab.locator("figcaption").is_visible()


def test_a_long_table_follows_a_filter_to_its_last_row_and_a_screen_reader_has_every_row_of_it(visitor: Visitor, tmp_path: Path) -> None:
    network = many(300, 900)
    picture = draw_network(network, positions([network]))
    tab = visitor.drawn(write_html(picture), tmp_path)
    reader = tab.context.new_cdp_session(tab)

    def read_out() -> int:
        tab.wait_for_selector(".key [aria-busy=false]")
        return sum(node["role"]["value"] == "row" for node in reader.send("Accessibility.getFullAXTree")["nodes"])

    everything = len(network.ties) + len(network.members) + 2
    assert read_out() == everything
    tab.locator("summary").click()
    tab.get_by_label("NHS").check()
    nhs = {member.id for member in network.members if member.sector == "nhs"}
    lines = sum(line.from_id in nhs and line.to_id in nhs for line in picture.lines)
    assert f", {lines} of {len(picture.lines)} lines" in (tab.locator(".found").text_content() or "")
    assert read_out() == sum(a in nhs and b in nhs for a, b in network.ties) + len(nhs) + 2
    tab.get_by_role("button", name="Show everything again").click()
    assert read_out() == everything
