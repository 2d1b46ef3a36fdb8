"""The exported page in a real Chromium: it draws, it breaks no policy, it answers buttons, and nothing in a name ever runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page

from sysmap.analysis.network import Network
from sysmap.draw.html import write_html
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from tests.browser.visitor import Visitor
from tests.draw.small_maps import hostile, many, nobody, three

INK = """(least) => {
  const canvas = document.querySelector("main canvas");
  const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  let left = canvas.width, right = 0, inked = 0;
  for (let at = 3; at < pixels.length; at += 4) {
    if (pixels[at]) { const x = ((at - 3) / 4) % canvas.width; left = Math.min(left, x); right = Math.max(right, x); inked += 1; }
  }
  return inked > least ? [canvas.width, left, right] : null;
}"""
"""Where on the canvas there is ink: its width, and the first and last column with any."""


def _draw(network_is: str) -> Picture:
    made: dict[str, Callable[[], Network]] = {"three": three, "hostile": hostile, "nobody": nobody, "many": lambda: many(300, 2000)}
    network = made[network_is]()
    return draw_network(network, positions([network]), audience="stewards")


def _used(tab: Page) -> None:
    """Every control as a reader would use it."""
    tab.get_by_label("Find").fill("")
    tab.locator("[data-pick]").first.click()
    tab.locator("[data-do=none]").click()
    tab.get_by_label("Find").fill("cedar")
    for name in ("closer", "further", "left", "right", "up", "down", "whole", "large", "large", "clear"):
        tab.locator(f"[data-do={name}]").click()
    tab.locator("canvas").hover(position={"x": 200, "y": 200})


def test_the_console_would_show_a_broken_policy(visitor: Visitor, tmp_path: Path) -> None:
    broken = write_html(_draw("three")).replace(b"</body>", b"<script>window.fired = 1</script></body>")
    visitor.drawn(broken, tmp_path)
    assert "Content Security Policy" in "".join(visitor.console)


@pytest.mark.parametrize("name", ["three", "hostile", "nobody", "many"])
def test_a_page_runs_without_a_word_on_the_console_and_asks_nobody(visitor: Visitor, tmp_path: Path, name: str) -> None:
    tab = visitor.drawn(write_html(_draw(name)), tmp_path)
    assert visitor.console == [] and visitor.requests == [tab.url]


def test_the_map_is_drawn(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_draw("three")), tmp_path)
    tab.wait_for_function(INK, arg=500)


def test_the_page_answers_everything_that_is_asked_of_it(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_draw("three")), tmp_path)
    tab.locator("[data-pick]").first.click()
    heading = tab.locator("[data-name]")
    assert heading.text_content() == "Ash Lane – Birch Trust" and heading.evaluate("(it) => document.activeElement === it")
    assert tab.locator("tbody tr.on").count() == 2
    tab.locator("[data-ties] button").first.click()
    assert heading.text_content() == "Ash Lane" and heading.evaluate("(it) => document.activeElement === it")
    assert tab.locator("[data-ties] button").count() == 2 and tab.locator("tbody tr.on").count() == 4
    tab.locator("[data-do=none]").click()
    assert tab.locator("[data-chosen]").is_hidden()
    tab.get_by_label("Find").fill("cedar")
    assert tab.locator("tbody tr:visible").count() == 2
    assert tab.locator(".found").text_content() == "1 of 3 organisations and groups, 1 of 2 lines"
    _used(tab)
    assert visitor.console == []


def test_a_page_made_narrow_still_shows_the_whole_picture(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_draw("three")), tmp_path)
    tab.locator("[data-stage]").evaluate(
        "(it) => { it.style.flex = 'none'; it.style.width = '322px'; window.dispatchEvent(new Event('resize')); }"
    )
    fits = f"() => {{ const ink = ({INK})(500); return ink && ink[0] === 320 && ink[1] > 0 && ink[2] < 319; }}"
    tab.wait_for_function(fits)


def test_nothing_in_a_name_runs_when_it_is_shown_and_chosen(visitor: Visitor, tmp_path: Path) -> None:
    tab = visitor.drawn(write_html(_draw("hostile")), tmp_path)
    _used(tab)
    assert visitor.console == [] and tab.evaluate("String(window.fired)") == "undefined"


def test_nothing_in_title_caption_legend_or_tables_runs(visitor: Visitor, tmp_path: Path) -> None:
    text = hostile().members[0].name
    picture = replace(_draw("hostile"), title=text, subtitle=text, caption=(text,), alt=text, invented=text, mark=text, left_out=(text,))
    tab = visitor.drawn(write_html(picture), tmp_path)
    _used(tab)
    assert visitor.console == [] and tab.evaluate("String(window.fired)") == "undefined"
