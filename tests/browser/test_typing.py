"""A map typed in the browser: names looked ahead for, two names or two taps joined, tables, undo and redo, two screens, and a break."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import Served
from tests.browser.soundness import WIDTHS, nothing_wrong, targets_too_small
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)
MAPS = ("wrenmoor", "early-action", "two-columns")
HOSTILE = '"><img src=x onerror="window.fired=1">'


def opened(visitor: Visitor, service: Served, map: str) -> Page:
    """The page for typing, once what it shows is what the service holds."""
    tab = visitor.context.new_page()
    tab.goto(f"{service.place}/maps/{map}/edit")
    saved(tab)
    return tab


def saved(tab: Page) -> None:
    expect(tab.locator("#state")).to_have_text("Saved")


def count(tab: Page, what: str) -> int:
    return int(tab.inner_text(f"#{what}-title").split(": ")[1].replace(",", ""))


def row(tab: Page, words: str) -> Locator:
    return tab.locator("#actors-part tbody tr", has_text=words)


def add(tab: Page, name: str) -> None:
    """An organisation, as a person types it; where the map asks for a source, that as well."""
    if tab.locator("#actor-source").is_visible():
        tab.fill("#actor-source", "said in the room")
    tab.fill("#actor-name", name)
    tab.press("#actor-name", "Enter")


def join(tab: Page, start: str, end: str) -> None:
    if tab.locator("#tie-source").is_visible():
        tab.fill("#tie-source", "said in the room")
    tab.fill("#tie-from", start)
    tab.fill("#tie-to", end)
    tab.press("#tie-to", "Enter")


@pytest.mark.parametrize("map", MAPS)
def test_an_organisation_and_a_relationship_are_typed_undone_and_done_again(typist: Visitor, own: Served, map: str) -> None:
    tab = opened(typist, own, map)
    actors, ties = count(tab, "actors"), count(tab, "ties")
    add(tab, "Ashgrove Club")
    join(tab, "Ashgrove Club", "Birchwood Café")
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {ties + 1}")
    saved(tab)
    assert count(tab, "actors") == actors + 2
    tab.press("#actor-name", "Control+z")
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {ties}")
    tab.get_by_role("button", name="Undo", exact=True).click()
    expect(tab.locator("#actors-title")).to_have_text(f"Organisations and groups: {actors}")
    tab.get_by_role("button", name="Redo").click()
    tab.get_by_role("button", name="Redo").click()
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {ties + 1}")
    saved(tab)
    assert typist.console == []


@pytest.mark.parametrize("map", MAPS)
def test_the_page_is_sound_in_its_states_at_every_width(typist: Visitor, own: Served, map: str) -> None:
    tab = opened(typist, own, map)
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)
    tab.fill("#actor-name", "e")
    tab.locator("#actors-part button", has_text="Change").first.click()
    tab.locator("#add-actor summary").click()
    nothing_wrong(tab)
    assert targets_too_small(tab, 24) == []
    assert [asked for asked in typist.requests if not asked.startswith((own.place, own.place.replace("http", "ws")))] == []


def test_names_are_looked_ahead_for_and_an_alias_is_offered(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "two-columns")
    actors = count(tab, "actors")
    tab.fill("#actor-name", "kestrel y")
    options = tab.locator("#actor-name-list [role=option]")
    expect(options).to_have_count(1)
    assert tab.get_attribute("#actor-name", "aria-expanded") == "true"
    tab.press("#actor-name", "ArrowDown")
    assert tab.get_attribute("#actor-name", "aria-activedescendant") == options.first.get_attribute("id")
    tab.press("#actor-name", "Enter")
    expect(tab.locator("form.changing")).to_be_visible()
    tab.keyboard.press("Escape")
    add(tab, "ehh")
    tab.get_by_role("button", name="Yes, keep this as another name of it").click()
    expect(row(tab, "Early Help Hub").first).to_contain_text("ehh")
    add(tab, "Early help hub")
    tab.get_by_role("button", name="Yes, leave it as it is").click()
    saved(tab)
    assert count(tab, "actors") == actors


def test_two_taps_on_the_picture_join_and_so_do_two_buttons(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "two-columns")
    ties = count(tab, "ties")
    tab.wait_for_selector("#stage[data-named]")
    tab.get_by_role("button", name="Join by tapping two").click()
    for name in ("Lowfield toddler group", "Wrenmoor College"):
        x, y = tab.evaluate(
            "async (name) => (await import(document.querySelector('script[type=module]').src)).shown(name)", name
        )
        tab.mouse.click(x, y)
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {ties + 1}")
    for name in ("Millrace Primary", "Highfold School"):
        row(tab, name).get_by_role("button", name="Join").first.click()
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {ties + 2}")
    saved(tab)


def test_everything_by_keyboard_alone(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "two-columns")
    tab.focus("#tie-from")
    for keys in ("Harbourl", "ArrowDown", "Enter", "Tab", "Oakrise", "ArrowDown", "Enter", "Enter"):
        if keys[0].isupper() and keys not in ("ArrowDown", "Enter", "Tab"):
            tab.keyboard.insert_text(keys)
        else:
            tab.keyboard.press(keys)
    expect(tab.locator("#ties-part tbody tr").first).to_contain_text("Oakrise Primary")
    tab.locator("#ties-part tbody tr").first.get_by_role("button", name="Change").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Tab")
    tab.keyboard.press("p")
    tab.keyboard.press("Escape")
    assert tab.evaluate("document.activeElement.textContent").startswith("Change")
    tab.locator("#ties-part tbody tr").first.get_by_role("button", name="Take away").focus()
    tab.keyboard.press("Enter")
    expect(tab.locator("#ties-part tbody tr").first).not_to_contain_text("Harbourlight")
    tab.keyboard.press("Control+z")
    expect(tab.locator("#ties-part tbody")).to_contain_text("Harbourlight")
    saved(tab)


def test_the_history_says_who_and_when_and_leads_back_to_a_point(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "early-action")
    actors = count(tab, "actors")
    for name in ("First of three", "Second of three", "Third of three"):
        add(tab, name)
    expect(tab.locator(".history li").first).to_contain_text("added Third of three")
    expect(tab.locator(".history li").first).to_contain_text("map keeper, on this screen")
    tab.locator(".history li", has_text="added First of three").get_by_role("button", name="Back to here").click()
    expect(tab.locator("#actors-title")).to_have_text(f"Organisations and groups: {actors + 1}")
    expect(tab.locator(".history li").first).to_contain_text("back to how it was")
    tab.locator(".history li", has_text="added First of three").get_by_role("button", name="Take back").click()
    expect(tab.locator("#actors-title")).to_have_text(f"Organisations and groups: {actors}")


def test_two_screens_see_each_other_and_a_clash_shows_both_values(typist: Visitor, own: Served) -> None:
    mine, theirs = opened(typist, own, "two-columns"), opened(typist, own, "two-columns")
    theirs.focus("#tie-from")
    add(mine, "Seen by both")
    expect(row(theirs, "Seen by both")).to_have_count(1)
    assert theirs.evaluate("document.activeElement.id") == "tie-from"
    saved(mine)
    for tab, note in ((mine, "first note"), (theirs, "second note")):
        row(tab, "Seen by both").get_by_role("button", name="Change").click()
        tab.get_by_label("Note", exact=True).last.fill(note)
    mine.get_by_role("button", name="Save").click()
    expect(theirs.locator("#state")).to_have_text("Saved")
    expect(mine.locator("#actors-part")).to_contain_text("first note")
    expect(theirs.locator(".history")).to_contain_text("changed Seen by both")
    theirs.get_by_role("button", name="Save").click()
    clash = theirs.get_by_label("Two people changed the same")
    expect(clash).to_contain_text("second note")
    expect(clash).to_contain_text("first note")
    nothing_wrong(theirs)
    clash.get_by_role("button", name="Keep mine").click()
    expect(mine.locator("#actors-part")).to_contain_text("second note")


@pytest.mark.parametrize("map", MAPS)
def test_hostile_words_in_every_field_are_words(typist: Visitor, own: Served, map: str) -> None:
    tab = opened(typist, own, map)
    for form in ("#add-actor", "#add-tie"):
        tab.locator(f"{form} summary").click()
        for field in tab.locator(f"{form} input:not([type=checkbox])").all():
            field.fill(HOSTILE)
        tab.locator(f"{form} button", has_text="Add it").last.click()
    tab.fill("#tie-to", f"{HOSTILE}2")
    tab.locator("#add-tie button", has_text="Add it").click()
    expect(tab.locator("#ties-part tbody tr").first).to_contain_text(f"{HOSTILE}2")
    saved(tab)
    tab.fill("#actor-find", HOSTILE)
    tab.goto(f"{own.place}/maps/{map}")
    assert typist.console == [] and tab.evaluate("String(window.fired)") == "undefined"


def test_what_breaks_a_rule_is_told_and_nothing_is_half_done(typist: Visitor, own: Served) -> None:
    tab = opened(typist, own, "wrenmoor")
    actors = count(tab, "actors")
    tab.fill("#actor-name", "Without a source")
    tab.press("#actor-name", "Enter")
    expect(tab.locator("#add-actor .wrong")).to_contain_text("where it is from")
    assert tab.evaluate("document.activeElement.id") == "actor-source" and tab.input_value("#actor-name") == "Without a source"
    row(tab, "Early Help Hub").first.get_by_role("button", name="Take away").click()
    expect(tab.locator("#said")).to_contain_text("It is spoken of elsewhere on the map")
    assert count(tab, "actors") == actors


TAKEN_AWAY = """async ({ map, name }) => {
  const ask = async (call) => {
    const edit = `map: "${map}", edit: {id: "${call.slice(0, 3)} ${name}", base: 1}`;
    const body = JSON.stringify({ query: `mutation { it: ${call.replace("EDIT", edit)} }` });
    const answer = await fetch("/graphql", { method: "POST", headers: { "Content-Type": "application/json" }, body });
    return (await answer.json()).data.it.revisionNumber;
  };
  const made = await ask(`addActor(EDIT, actor: {name: "${name}"}) { ... on EditDone { revisionNumber } }`);
  return ask(`undo(EDIT, revision: ${made}) { ... on EditDone { revisionNumber } }`);
}"""


def test_what_came_and_went_at_once_stands_in_the_history_of_another_screen(typist: Visitor, own: Served) -> None:
    here, there = opened(typist, own, "two-columns"), opened(typist, own, "two-columns")
    before = count(here, "actors")
    newest = there.evaluate(TAKEN_AWAY, {"map": "two-columns", "name": "Mayfly Club"})
    expect(here.locator(f"#history-part [data-edit='{newest}']")).to_contain_text(f"undo of edit {newest - 1}")
    expect(here.locator("#actors-title")).to_have_text(f"Organisations and groups: {before}")
    assert typist.console == []
