"""Hostile words in every field of every form of every page are words: sent, shown on every page of the map, and never run."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.serving import Served
from tests.browser.test_every_page import ACTORS, arrived
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)
HOSTILE = '"></textarea><img src=x onerror="window.fired=1"><script>window.fired=1</script>{{7*7}}'
FIELDS = "input:not([type]), input[type=text], input[type=search], textarea:not([readonly])"
FORMS = {
    "/new": ("Make the map",),
    "/maps/{map}/part/{actor}": ("Send to the map keeper",),
    "/maps/{map}/corrections": ("Mark as done",),
    "/maps/{map}/publish": ("Save this version", "Show what readers would see", "Publish this for everyone"),
    "/maps/{map}/edit": (),
    "/maps/{map}": (),
}
"""Pages with fields that somebody writes in, and what is pressed there, one after the other, where it is there."""
SHOWN = ("", "/part", "/part/{actor}", "/edit", "/publish", "/corrections", "/pictures", "/hand-over", "/table", "/screen")


def filled(place: Page | Locator) -> int:
    """Every field that can be seen, folds opened; how many there were."""
    for fold in place.locator("details").all():
        fold.evaluate("(one) => { one.open = true; }")
    fields = [one for one in place.locator(FIELDS).all() if one.is_visible() and one.is_enabled()]
    for field in fields:
        field.fill("2" if field.get_attribute("inputmode") == "numeric" else HOSTILE)
    return len(fields)


@pytest.mark.parametrize("map", ACTORS)
def test_hostile_words_in_every_form_are_words_on_every_page(typist: Visitor, own: Served, map: str) -> None:
    tab = typist.context.pages[0]
    for page, buttons in FORMS.items():
        arrived(tab, own, page.format(map=map, actor=ACTORS[map]))
        for button in buttons or ("",):
            assert filled(tab) > 0 or page.endswith(("corrections", "publish")), page
            pressed = tab.get_by_role("button", name=button, exact=True).first
            if button and pressed.count() and pressed.is_visible():
                with tab.expect_navigation():
                    pressed.click()
        if page.endswith("/edit"):
            tab.fill("#actor-find", "")
            tab.locator("#actors-part button", has_text="Change").first.click()
            assert filled(tab.locator("form.changing")) > 2
            tab.locator("form.changing button", has_text="Save").click()
            expect(tab.locator("#state")).to_have_text("Saved")
    for rest in SHOWN:
        arrived(tab, own, f"/maps/{map}{rest}".format(actor=ACTORS[map]))
        assert tab.evaluate("String(window.fired)") == "undefined" and "49" not in tab.title()
    tab.goto(own.place)
    expect(tab.locator("h1")).to_be_visible()
    assert tab.evaluate("String(window.fired)") == "undefined"
    assert [said for said in typist.console if "status of 4" not in said] == []
