"""What can somebody do without a terminal? Seven journeys, each written once, for any map, any width and any hands.

A journey looks at every state it comes through: ``Day.sound`` has axe and the console say whether anything is wrong with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from playwright.sync_api import Locator, Page, expect

from sysmap.service.answers import QUESTIONS, asked_in_words
from sysmap.service.seeds import seed
from tests.browser.hands import Hands, pick
from tests.browser.serving import Served
from tests.browser.soundness import nothing_wrong, targets_too_small
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)
TWO_COLUMNS = seed("practice/two-columns.csv")
Role = Literal["button", "link", "checkbox", "heading", "region"]


class Known(NamedTuple):
    """What the tests know of a map: its name, two organisations that are on it, the first letters of one, and what it can tell."""

    id: str
    name: str
    one: str
    other: str
    letters: str
    sourced: bool
    compared: bool
    saved: bool


MAPS = {
    known.id: known
    for known in (
        Known("wrenmoor", "Wrenmoor early help (invented)", "Kestrel Youth Advice", "Brook End Larder", "kestrel y", True, True, True),
        Known(
            "early-action", "Early action in the UK, 2015 to the 2020s", "City Academy Norwich", "Notre Dame", "city ac", True, False, True
        ),
        Known("two-columns", "two-columns", "Kestrel Youth Advice", "Brook End Larder", "kestrel y", False, False, False),
    )
}


@dataclass
class Day:
    """Somebody at work: by these hands, at this width, at this service; ``elsewhere`` is another machine of theirs."""

    hands: Hands
    width: int
    service: Served
    elsewhere: Served
    visitor: Visitor
    folder: Path
    tab: Page

    def go(self, address: str) -> None:
        self.tab.goto(f"{self.service.place}{address}")

    def press(self, role: Role, name: str, within: Page | Locator | None = None, *, exact: bool = True) -> None:
        self.hands.press((within or self.tab).get_by_role(role, name=name, exact=exact).first)

    def goes(self, role: Role, name: str, within: Page | Locator | None = None, *, exact: bool = True) -> None:
        """Press what leads to another page, or to another state of this one."""
        with self.tab.expect_navigation():
            self.press(role, name, within, exact=exact)

    def write(self, label: str, words: str) -> None:
        self.hands.write(self.tab.get_by_label(label, exact=True).first, words)

    def choose(self, label: str, words: str) -> None:
        self.hands.choose(self.tab.get_by_label(label, exact=True).first, words)

    def sound(self, tab: Page | None = None) -> None:
        """Nothing is wrong with what stands there now."""
        tab = tab or self.tab
        nothing_wrong(tab)
        assert targets_too_small(tab, 44 if self.width < 640 else 24) == []
        assert tab.locator("h1:visible").count() == 1 and tab.locator("a.skip[href='#main']").count() == 1
        assert self.visitor.console == []
        ours = (self.service.place, self.elsewhere.place, self.service.place.replace("http", "ws"), "blob:", "data:")
        assert [asked for asked in self.visitor.requests if not asked.startswith(ours)] == []


def starts(day: Day, map: Known) -> None:
    """From the start page into a map."""
    for way in ("Start a map from a spreadsheet", "Start an empty map", "Open a map someone sent you"):
        expect(day.tab.get_by_role("link", name=way)).to_be_visible()
    expect(day.tab.get_by_text("Nobody else sees anything until you publish.")).to_be_visible()
    day.sound()
    if map.id == "wrenmoor":
        day.goes("button", "Look round an invented town", exact=False)
        expect(day.tab.locator("h1")).to_have_text(map.name)
        day.sound()
        day.goes("link", "sysmap")
    day.goes("link", map.name)
    expect(day.tab.locator("h1")).to_have_text(map.name)
    day.tab.wait_for_selector("[data-sysmap-picture][data-ready=yes]", state="attached")
    day.sound()


def brings_a_spreadsheet(day: Day, map: Known) -> None:
    """A file or pasted rows, put right, two names as one, drawn, and taken back in one step."""
    if map.id == "two-columns":
        day.goes("link", "Start a map from a spreadsheet", exact=False)
        pick(day.hands, day.tab.get_by_label("Choose a file"), TWO_COLUMNS)
        lead = day.tab.locator("#outcome .lead")
        expect(lead).to_have_text("34 organisations and 43 relationships new; 2 rows left out.")
        expect(day.tab.locator("#same")).to_contain_text("W.V.A. is Wrenmoor Voluntary Action")
        day.sound()
        day.press("button", "Tick all of them")
        expect(lead).to_have_text("31 organisations and 43 relationships new; 2 rows left out.")
        day.write("What is the map called?", "Ours")
        day.goes("button", "Draw the map")
        before, after = (0, 0), (31, 43)
    else:
        day.go(f"/maps/{map.id}/edit")
        before = counts(day.tab)
        day.goes("link", "Add a spreadsheet")
        day.hands.press(day.tab.locator("#rows"))
        day.tab.keyboard.insert_text(f"{map.one}\tAsh Lane Club\n{map.one}\tBirch Row\n")
        day.press("button", "Look at it")
        expect(day.tab.locator("#outcome .lead")).to_contain_text("2 organisations and 2 relationships new")
        day.hands.choose(day.tab.locator("#tables select").nth(0), "With whom")
        expect(day.tab.locator("#outcome .lead")).to_contain_text("put right first")
        day.hands.choose(day.tab.locator("#tables select").nth(1), "Who")
        expect(day.tab.locator("#outcome .lead")).to_contain_text("2 organisations and 2 relationships new")
        day.sound()
        day.goes("button", "Add it to the map")
        after = (before[0] + 2, before[1] + 2)
    stands(day.tab, after)
    expect(day.tab.locator("#news")).to_contain_text("One Undo takes all of it back.")
    day.sound()
    day.hands.take_back(day.tab)
    stands(day.tab, before)
    day.hands.do_again(day.tab)
    stands(day.tab, after)
    saved(day.tab)


def types(day: Day, map: Known) -> None:
    """Organisations and relationships by name, looked ahead for; joined by two; changed in the table; undone; back to a point."""
    day.go(f"/maps/{map.id}/edit")
    saved(day.tab)
    actors, ties = counts(day.tab)
    if map.sourced:
        day.hands.write(day.tab.locator("#actor-source"), "said in the room")
        day.hands.write(day.tab.locator("#tie-source"), "said in the room")
    day.hands.write(day.tab.locator("#actor-name"), "Ash Lane Café")
    day.hands.enter(day.tab.locator("#actor-name"))
    stands(day.tab, (actors + 1, ties))
    looked_ahead(day, map)
    day.sound()
    day.hands.choose(day.tab.locator("#tie-strength"), day.tab.locator("#tie-strength option").nth(2).inner_text())
    day.hands.enter(day.tab.locator("#tie-to"))
    stands(day.tab, (actors + 1, ties + 1))
    for name in ("Ash Lane Café", map.other):
        day.hands.press(row(day.tab, name).get_by_role("button", name="Join").first)
    stands(day.tab, (actors + 1, ties + 2))
    changed_in_the_table(day)
    day.hands.take_back(day.tab)
    expect(row(day.tab, "Ash Lane Café")).not_to_contain_text("open on Mondays")
    day.hands.take_back(day.tab)
    stands(day.tab, (actors + 1, ties + 1))
    day.hands.do_again(day.tab)
    stands(day.tab, (actors + 1, ties + 2))
    saved(day.tab)
    day.press("link", "History")
    first = day.tab.locator(".history li", has_text="added Ash Lane Café")
    expect(first).to_contain_text("map keeper, on this screen")
    day.press("button", "Back to here", first, exact=False)
    stands(day.tab, (actors + 1, ties))
    saved(day.tab)
    day.sound()


def looked_ahead(day: Day, map: Known) -> None:
    """One end of a relationship chosen from what is offered for its first letters, the other written out."""
    start, end = day.tab.locator("#tie-from"), day.tab.locator("#tie-to")
    day.hands.write(start, map.letters)
    option = day.tab.locator("#tie-from-list [role=option]", has_text=map.one).first
    day.hands.take(option)
    expect(start).to_have_value(map.one)
    day.hands.write(end, "Ash Lane Café")


def changed_in_the_table(day: Day) -> None:
    day.press("button", "Change", row(day.tab, "Ash Lane Café"), exact=False)
    form = day.tab.locator("form.changing")
    day.hands.write(form.get_by_label("Note"), "open on Mondays")
    day.sound()
    day.press("button", "Save", form)
    expect(day.tab.locator(".history li").first).to_contain_text("changed Ash Lane Café")


def asks(day: Day, map: Known) -> None:
    """The question buttons, one organisation and its neighbours, filters, rounds, and what changed."""
    day.go(f"/maps/{map.id}")
    for question in QUESTIONS:
        day.goes("link", asked_in_words(question))
        answer = day.tab.locator("#answer")
        expect(answer.get_by_role("heading", name=asked_in_words(question))).to_be_visible()
        expect(answer.locator(".says")).not_to_be_empty()
    day.sound()
    day.goes("link", asked_in_words("works"))
    day.hands.write(day.tab.get_by_label("Find", exact=True), map.one)
    expect(day.tab.locator(".found")).to_contain_text("1 of ")
    day.hands.press(day.tab.locator("tr:not([data-line]) [data-pick]", has_text=map.one).first)
    expect(day.tab.locator("[data-name]")).to_have_text(map.one)
    expect(day.tab.locator("[data-name]")).to_be_focused()
    day.sound()
    day.press("button", "Show everything again")
    if map.compared:
        compares(day)


def compares(day: Day) -> None:
    """The first screen of a comparison, and the slider between its rounds."""
    day.goes("link", "trust")
    day.goes("button", "Compare")
    expect(day.tab.locator(".told li").first).to_contain_text("27 organisations are in both rounds; 4 joined and 3 left.")
    day.hands.press(day.tab.get_by_text("More", exact=True))
    expect(day.tab.get_by_role("region", name="How alike the two rounds are")).to_be_visible()
    day.press("button", "Earlier")
    expect(day.tab.get_by_role("button", name="Earlier")).to_be_disabled()
    day.sound()


def counts(tab: Page) -> tuple[int, int]:
    saved(tab)
    actors, ties = (int(tab.inner_text(f"#{what}-title").split(": ")[1].replace(",", "")) for what in ("actors", "ties"))
    return actors, ties


def stands(tab: Page, how_many: tuple[int, int]) -> None:
    expect(tab.locator("#actors-title")).to_have_text(f"Organisations and groups: {how_many[0]:,}")
    expect(tab.locator("#ties-title")).to_have_text(f"Relationships: {how_many[1]:,}")


def saved(tab: Page) -> None:
    expect(tab.locator("#state")).to_have_text("Saved")


def row(tab: Page, words: str) -> Locator:
    return tab.locator("#actors-part tbody tr:not(.opened)", has_text=words).first


Journey = Callable[[Day, Known], None]
