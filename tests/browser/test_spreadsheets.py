"""From a spreadsheet to a map in the browser: dropped, chosen or pasted; put right; two names as one; drawn; and taken back in one step."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sysmap.service.seeds import seed
from tests.browser.serving import Served
from tests.browser.soundness import WIDTHS, nothing_wrong, targets_too_small
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)
TWO_COLUMNS = seed("practice/two-columns.csv")
HOSTILE = '<img src=x onerror="window.fired=1">'


def understood(tab: Page) -> str:
    tab.wait_for_selector("#outcome .outcome")
    return tab.inner_text("#outcome .lead")


def stands(tab: Page, organisations: int, relationships: int) -> None:
    expect(tab.locator("#actors-title")).to_have_text(f"Organisations and groups: {organisations}")
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {relationships}")


def test_a_file_is_understood_put_together_drawn_and_taken_back_in_one_step(typist: Visitor, own: Served) -> None:
    tab = typist.context.pages[0]
    tab.get_by_role("link", name="Start a map from a spreadsheet").click()
    tab.set_input_files("#file", TWO_COLUMNS)
    assert understood(tab) == "34 organisations and 43 relationships new; 2 rows left out."
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)
    assert targets_too_small(tab, 24) == []
    tab.get_by_role("button", name="Tick all of them").click()
    expect(tab.locator("#outcome .lead")).to_have_text("31 organisations and 43 relationships new; 2 rows left out.")
    tab.fill("#called", "From a file")
    tab.get_by_role("button", name="Draw the map").click()
    tab.wait_for_url("**/maps/from-a-file/edit")
    stands(tab, 31, 43)
    expect(tab.locator("#news")).to_contain_text("One Undo takes all of it back.")
    tab.get_by_role("button", name="Undo", exact=True).click()
    stands(tab, 0, 0)
    tab.get_by_role("button", name="Redo").click()
    stands(tab, 31, 43)
    assert typist.console == []


def test_pasted_columns_are_put_right_with_menus_by_keyboard_alone(typist: Visitor, own: Served) -> None:
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/table")
    tab.focus("#rows")
    tab.keyboard.insert_text("Lead\tHow\tHelper\nAsh\ttrains\tBirch\nBirch\tfunds a post\tCedar\n")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")
    understood(tab)
    assert tab.evaluate("document.activeElement.textContent") == "What was understood"
    tab.focus("#tables input[type=checkbox]")
    if not tab.is_checked("#tables input[type=checkbox]"):
        tab.keyboard.press("Space")
    menus = tab.locator("#tables select")
    for place, field in enumerate(("from", "type", "to")):
        menus.nth(place).focus()
        menus.nth(place).select_option(field)
    expect(tab.locator("#outcome .lead")).to_have_text("3 organisations and 2 relationships new.")
    tab.focus("#draw")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/maps/pasted-rows/edit")
    stands(tab, 3, 2)
    expect(tab.locator("#ties-part tbody")).to_contain_text("funds a post")


def test_by_taps_alone_on_a_phone(typist: Visitor, own: Served) -> None:
    state = typist.context.storage_state()
    phone = typist.context.browser.new_context(viewport={"width": 360, "height": 780}, has_touch=True, is_mobile=True, storage_state=state)  # type: ignore[union-attr]
    tab = phone.new_page()
    tab.goto(f"{own.place}/table")
    tab.locator("#rows").tap()
    tab.keyboard.insert_text("Ash,Birch\nAsh,Cedar\n")
    tab.get_by_role("button", name="Look at it").tap()
    understood(tab)
    assert targets_too_small(tab, 44) == []
    tab.get_by_role("button", name="Draw the map").tap()
    tab.wait_for_url("**/edit")
    stands(tab, 3, 2)
    assert targets_too_small(tab, 44) == []
    nothing_wrong(tab)
    for name in ("Birch", "Cedar"):
        tab.locator("#actors-part tbody tr", has_text=name).get_by_role("button", name="Join").tap()
    stands(tab, 3, 3)
    tab.get_by_role("button", name="Undo", exact=True).tap()
    stands(tab, 3, 2)
    tab.locator("#picture-part > summary").tap()
    tab.wait_for_selector("#stage[data-named]")
    phone.close()


def test_problems_are_listed_by_row_and_nothing_can_be_drawn(typist: Visitor, own: Served) -> None:
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/maps/wrenmoor/table")
    tab.set_input_files("#file", seed("practice/broken-answers.csv"))
    assert understood(tab) == "2 things have to be put right first."
    assert tab.locator("#outcome tbody tr").count() == 2 and tab.is_disabled("#draw")
    nothing_wrong(tab)


def test_hostile_words_in_a_file_are_words(typist: Visitor, own: Served, tmp_path: Path) -> None:
    file = tmp_path / "a b.csv"
    file.write_text(f"{HOSTILE},Birch\n=HYPERLINK(1),</script><script>window.fired=1</script>\n", encoding="utf-8")
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/table")
    tab.set_input_files("#file", file)
    understood(tab)
    tab.fill("#called", HOSTILE)
    tab.get_by_role("button", name="Draw the map").click()
    tab.wait_for_url("**/edit")
    stands(tab, 4, 2)
    tab.goto(own.place)
    assert tab.get_by_role("heading", name=HOSTILE).count() == 1
    assert typist.console == [] and tab.evaluate("String(window.fired)") == "undefined"


@pytest.mark.parametrize("bytes_", [b"\x00\x01\x02", b"PK\x03\x04nothing", b"", b"SQLite format 3\x00nothing"])
def test_a_file_that_is_no_table_is_told_in_a_sentence(typist: Visitor, own: Served, tmp_path: Path, bytes_: bytes) -> None:
    file = tmp_path / "broken.xlsx"
    file.write_bytes(bytes_)
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/table")
    tab.set_input_files("#file", file)
    tab.wait_for_selector("#said:not([hidden]), #outcome .stopped, #draw:enabled")
    if bytes_.startswith(b"SQLite"):
        tab.click("#draw")
        tab.wait_for_selector("#said:not([hidden])")
    assert tab.inner_text("#said") or "What to do" in tab.inner_text("#outcome")
    assert tab.get_by_role("button", name="Draw the map").is_disabled() or bytes_.startswith(b"SQLite")


DROP = """([at, name, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], name, { type: "text/csv" }));
  for (const kind of ["dragenter", "dragover", "drop"]) {
    document.querySelector(at).dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: carried }));
  }
}"""


@pytest.mark.parametrize(("page", "at"), [("/", "main"), ("/", "#drop"), ("/table", "#drop"), ("/table", "body")])
def test_a_file_can_be_dropped_where_one_starts(typist: Visitor, own: Served, page: str, at: str) -> None:
    tab = typist.context.pages[0]
    tab.goto(own.place + page)
    tab.wait_for_load_state("networkidle")
    tab.evaluate(DROP, [at, "two-columns.csv", list(TWO_COLUMNS.read_bytes())])
    assert understood(tab) == "34 organisations and 43 relationships new; 2 rows left out."
    expect(tab.get_by_role("heading", name="What was understood")).to_be_focused()
    for width in (*WIDTHS, 320):
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)
    tab.fill("#called", f"Dropped {page} {at}")
    tab.get_by_role("button", name="Draw the map").click()
    tab.wait_for_url("**/edit")
    stands(tab, 34, 43)
    assert typist.console == []


def test_two_columns_without_headings_are_pasted_as_they_are_copied_from_a_spreadsheet(typist: Visitor, own: Served) -> None:
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/table")
    typist.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=own.place)
    copied = TWO_COLUMNS.read_text(encoding="utf-8").replace(",", "\t").replace("\n", "\r\n")
    tab.evaluate("(text) => navigator.clipboard.writeText(text)", copied)
    tab.locator("#rows").click()
    tab.keyboard.press("ControlOrMeta+v")
    assert understood(tab) == "34 organisations and 43 relationships new; 2 rows left out."
    expect(tab.get_by_role("checkbox", name="The first row is headings, not an organisation")).not_to_be_checked()
    expect(tab.locator("#same")).to_contain_text("W.V.A. is Wrenmoor Voluntary Action")
    assert tab.locator("canvas").count() == 0


def test_the_day_of_a_new_round_is_asked_for_in_a_field(typist: Visitor, own: Served) -> None:
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/maps/two-columns/table")
    tab.set_input_files("#file", seed("practice/broken-answers.csv"))
    assert understood(tab) == "2 things have to be put right first."
    assert "--" not in tab.inner_text("#outcome")
    tab.get_by_label("When was this round asked?").fill("2025-05")
    tab.keyboard.press("Tab")
    expect(tab.locator("#outcome .lead")).to_have_text("One thing has to be put right first.")
    expect(tab.locator("#outcome")).to_contain_text("use a whole number from 1 to 5")
    nothing_wrong(tab)
