"""Somebody is moved on the picture: dragged, tapped, by buttons and by keyboard alone; kept, undone, let go, and seen by others."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.serving import Served
from tests.browser.soundness import nothing_wrong, targets_too_small
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)
SHOWN = "async (name) => (await import(document.querySelector('script[type=module]').src)).shown(name)"
STANDING = """async (map) => {
  const query = `{ map(id: "${map}") { standing(layer: RELATIONSHIPS) { actor x y kept pinned } } }`;
  const asked = {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify({query})};
  const told = await (await fetch("/graphql", asked)).json();
  return Object.fromEntries(told.data.map.standing.map((one) => [one.actor, one]));
}"""


def opened(visitor: Visitor, service: Served, map: str, width: int = 1440) -> Page:
    tab = visitor.context.new_page()
    tab.set_viewport_size({"width": width, "height": 900})
    tab.goto(f"{service.place}/maps/{map}/edit")
    saved(tab)
    if not tab.evaluate("document.getElementById('picture-part').open"):
        tab.locator("#picture-part summary").click()
    tab.wait_for_selector("#stage[data-named]")
    return tab


def saved(tab: Page) -> None:
    expect(tab.locator("#state")).to_have_text("Saved")


def moving(tab: Page) -> None:
    tab.get_by_role("button", name="Move", exact=True).click()
    expect(tab.locator("#joining")).to_contain_text("Choose an organisation")
    tab.locator("#stage").scroll_into_view_if_needed()


def spot(tab: Page, name: str) -> tuple[float, float]:
    x, y = tab.evaluate(SHOWN, name)
    return x, y


def near(tab: Page, name: str, x: float, y: float) -> None:
    """Wait until somebody is drawn there, to the pixel or so."""
    tab.wait_for_function(
        "async ([name, x, y]) => { const [a, b] = await (" + SHOWN + ")(name); return Math.hypot(a - x, b - y) < 2; }", arg=[name, x, y]
    )


def test_who_is_dragged_stays_where_it_was_dropped_and_nobody_else_moves(typist: Visitor, own: Served) -> None:
    tab, other = opened(typist, own, "wrenmoor"), opened(typist, own, "wrenmoor")
    other.focus("#actor-find")
    moving(tab)
    before = tab.evaluate(STANDING, "wrenmoor")
    still = spot(tab, "Kestrel Youth Advice")
    x, y = spot(tab, "Early Help Hub")
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.mouse.move(x + 30, y + 20, steps=4)
    tab.mouse.move(x + 60, y + 45, steps=4)
    tab.mouse.up()
    expect(tab.locator("#joining")).to_contain_text("Early Help Hub stands there now")
    saved(tab)
    near(tab, "Early Help Hub", x + 60, y + 45)
    near(tab, "Kestrel Youth Advice", *still)
    after = tab.evaluate(STANDING, "wrenmoor")
    moved = {id for id in before if (before[id]["x"], before[id]["y"]) != (after[id]["x"], after[id]["y"])}
    assert moved == {"ehh"} and after["ehh"]["pinned"] and all(one["kept"] for one in after.values())
    expect(other.locator("#actors-part tr[data-key=ehh]")).to_contain_text("put there")
    assert other.evaluate("document.activeElement.id") == "actor-find"
    expect(tab.locator(".history li").first).to_contain_text("moved Early Help Hub")
    tab.keyboard.press("Control+z")
    expect(tab.locator("#actors-part tr[data-key=ehh]")).not_to_contain_text("put there")
    saved(tab)
    near(tab, "Early Help Hub", x, y)
    assert {id: one["x"] for id, one in tab.evaluate(STANDING, "wrenmoor").items()} == {id: one["x"] for id, one in before.items()}
    assert typist.console == []


@pytest.mark.parametrize("width", [1440, 360])
def test_who_is_tapped_goes_where_the_next_tap_is(typist: Visitor, own: Served, width: int) -> None:
    tab = opened(typist, own, "early-action", width)
    moving(tab)
    name = tab.locator("#actors-part tbody tr th bdi").first.inner_text()
    tab.locator("#actors-part tbody tr").first.get_by_role("button", name="Move").click()
    expect(tab.locator("#move-who")).to_have_text(name)
    nothing_wrong(tab)
    assert targets_too_small(tab, 24) == []
    box = tab.locator("#stage").bounding_box()
    assert box is not None
    corner = (box["x"] + 12, min(box["y"] + box["height"], 900) - 12)
    tab.mouse.click(*corner)
    expect(tab.locator("#joining")).to_contain_text("stands there now")
    saved(tab)
    expect(tab.locator("#actors-part tbody tr").first).to_contain_text("put there", use_inner_text=False)


def test_somebody_is_moved_by_keyboard_alone_put_back_and_let_go(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "two-columns")
    tab.locator("#actors-part tbody tr", has_text="Millrace Primary").get_by_role("button", name="Move").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#move-who")).to_have_text("Millrace Primary")
    expect(tab.locator("#move-keep")).to_be_focused()
    x, y = spot(tab, "Millrace Primary")
    for key in ("ArrowLeft", "ArrowUp", "Shift+ArrowUp"):
        tab.keyboard.press(key)
    expect(tab.locator("#joining")).to_contain_text("Not kept yet")
    assert spot(tab, "Millrace Primary")[1] < y
    tab.keyboard.press("Escape")
    expect(tab.locator("#joining")).to_contain_text("back where it was")
    near(tab, "Millrace Primary", x, y)
    tab.keyboard.press("ArrowRight")
    tab.keyboard.press("Enter")
    expect(tab.locator("#joining")).to_contain_text("stands there now")
    saved(tab)
    row = tab.locator("#actors-part tbody tr", has_text="Millrace Primary")
    expect(row).to_contain_text("put there")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("button", name="Let it find its place")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(row).to_contain_text("kept")
    expect(row).not_to_contain_text("put there")
    expect(tab.locator("#move")).to_be_focused()
    saved(tab)


def test_everyone_is_kept_with_one_press_and_the_offer_comes_back_for_newcomers(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "wrenmoor")
    expect(tab.locator("#keep-words")).to_contain_text("Nobody's place is kept yet")
    nothing_wrong(tab)
    tab.get_by_role("button", name="Keep everyone where they stand").click()
    expect(tab.locator("#keep-offer")).to_be_hidden()
    saved(tab)
    expect(tab.locator("#actors-part tbody tr", has_text="Early Help Hub").first).to_contain_text("kept")
    expect(tab.locator(".history li").first).to_contain_text("kept everyone where they stand")
    tab.get_by_role("button", name="Undo", exact=True).click()
    expect(tab.locator("#keep-words")).to_contain_text("Nobody's place is kept yet")
    saved(tab)


def test_everyone_is_kept_from_the_page_that_shows_them(typist: Visitor, own: Served) -> None:
    tab = typist.context.new_page()
    tab.goto(f"{own.place}/maps/wrenmoor?from=w1&to=w2&layer=trust")
    tab.get_by_role("button", name="Keep everyone where they stand").click()
    tab.wait_for_url("**/maps/wrenmoor?layer=trust&from=w1&to=w2")
    expect(tab.get_by_role("button", name="Keep everyone where they stand")).to_have_count(0)
    nothing_wrong(tab)
