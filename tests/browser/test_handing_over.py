"""A map handed over as one file opens on another machine; and the page for a large screen keeps still when it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Served, made_store
from tests.browser.soundness import WIDTHS, nothing_wrong
from tests.browser.test_typing import add, opened, saved
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)
MAPS = {
    "wrenmoor": "Wrenmoor early help (invented)",
    "early-action": "Early action in the UK, 2015 to the 2020s",
    "two-columns": "two-columns",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    service = Served(made_store(tmp_path_factory.mktemp("elsewhere") / "maps.db", ()))
    yield service
    service.stop()


@pytest.mark.parametrize(("map", "which"), [("wrenmoor", 0), ("early-action", 1), ("two-columns", 0)])
def test_a_map_opens_on_another_machine(visitor: Visitor, maps: Served, elsewhere: Served, tmp_path: Path, map: str, which: int) -> None:
    tab = visitor.come_in(maps)
    tab.goto(f"{maps.place}/maps/{map}/hand-over")
    nothing_wrong(tab)
    with tab.expect_download() as taken:
        tab.locator(".begin a").nth(which).click()
    file = tmp_path / taken.value.suggested_filename
    taken.value.save_as(file)
    assert file.suffix == (".zip", ".sysmap")[which]
    other = Visitor(visitor.context.browser.new_context())  # type: ignore[union-attr]
    there = other.come_in(elsewhere)
    there.get_by_role("link", name="Open a map someone sent you").click()
    there.set_input_files("#file", file)
    with there.expect_response(lambda answer: "/incoming/draw" in answer.url), there.expect_navigation():
        there.get_by_role("button", name="Open it").click()
    there.goto(elsewhere.place)
    expect(there.get_by_role("heading", name=MAPS[map])).to_have_count(1)
    assert visitor.console == other.console == []
    other.context.close()


def test_two_services_on_one_computer_keep_their_own_visits_in_one_browser(visitor: Visitor, maps: Served, elsewhere: Served) -> None:
    here = visitor.come_in(maps)
    visitor.context.unroute_all()
    there = visitor.come_in(elsewhere)
    visitor.context.unroute_all()
    here.reload()
    there.reload()
    for tab in (here, there):
        expect(tab.get_by_text("map keeper").first).to_be_visible()
    there.get_by_role("button", name="Leave").first.click()
    expect(there.get_by_text("You see what is public")).to_be_visible()
    here.reload()
    expect(here.get_by_text("map keeper").first).to_be_visible()


def test_the_large_screen_shows_its_legend_and_keeps_still_while_frozen(typist: Visitor, own: Served) -> None:
    room = typist.context.new_page()
    room.set_viewport_size({"width": 1440, "height": 900})
    room.goto(f"{own.place}/maps/wrenmoor/screen")
    room.wait_for_selector("#stage[data-named]")
    expect(room.locator("#legend")).to_contain_text("sector not stated")
    expect(room.locator("#legend")).to_be_in_viewport(ratio=1)
    smallest = room.evaluate(
        """async () => { const { canvas } = await import(document.querySelector("script[type=module]").src);
          return Math.min(...canvas.nodes.get().map((one) => one.font.size * canvas.network.getScale())); }"""
    )
    assert smallest >= 24
    room.get_by_role("button", name="Freeze").click()
    before = room.inner_text("#counts")
    tab = opened(typist, own, "wrenmoor")
    add(tab, "Came while it was frozen")
    saved(tab)
    expect(room.locator("#state")).to_have_text("Frozen")
    assert room.inner_text("#counts") == before
    room.get_by_role("button", name="Go on").click()
    expect(room.locator("#counts")).not_to_have_text(before)
    for width in WIDTHS:
        room.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(room)
