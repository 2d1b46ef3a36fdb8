"""By what does somebody use a page: a mouse, the keyboard alone, or taps alone? Journeys are written once, in terms of ``Hands``.

The keyboard walks with Tab to where it wants to be and is checked on the way: what has the focus shows it and lies under nothing. Taps
come from a touch screen, which cannot hover, drag or press Control. A menu opens outside of the page: by mouse and by taps its choice is
set.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

WALK = 700
"""Steps with Tab after which there is no way."""

CHOOSABLE = "a[href], button, input, select, textarea, summary, iframe, [tabindex]"
STEPS = """(it, kinds) => {
  const all = Array.from(document.querySelectorAll(kinds)).filter((one) => one.tabIndex >= 0 && !one.disabled && one.getClientRects().length
    && getComputedStyle(one).visibility !== 'hidden');
  const now = document.activeElement, to = all.indexOf(it);
  if (!all.includes(now)) {
    const past = all.findIndex((one) => now !== document.body && now.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    return to - (past < 0 ? 0 : past) + 1;
  }
  return to - all.indexOf(now);
}"""
"""About how many steps it is from where the focus is; back, where negative."""

FOCUSED = """(it) => it === document.activeElement"""
SEEN = """(it) => {
  const style = getComputedStyle(it), box = it.getBoundingClientRect();
  const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
  const [x, y] = [box.x + Math.min(box.width, 40) / 2, box.y + Math.min(box.height, 24) / 2];
  const there = document.elementFromPoint(x, y);
  const free = there && (it.contains(there) || there.contains(it));
  return [shows ? '' : 'its focus does not show', free ? '' : `it lies under ${there ? there.outerHTML.slice(0, 80) : 'the rim'}`]
    .filter(Boolean).map((said) => `${it.outerHTML.slice(0, 80)}: ${said}`).join('; ');
}"""


class Hands(Protocol):
    """How a person uses a page."""

    def visit(self, browser: Browser, width: int, **options: Any) -> BrowserContext:
        """An empty browser of theirs, so many pixels wide."""

    def press(self, target: Locator) -> None:
        """A button, a link, a tick or a fold."""

    def write(self, field: Locator, words: str) -> None:
        """Put words into a field, in the place of those that are there."""

    def choose(self, menu: Locator, words: str) -> None:
        """One of the choices of a menu."""

    def take(self, option: Locator) -> None:
        """The first of what a field offers while one writes in it."""

    def enter(self, field: Locator) -> None:
        """Send what was written in the form of this field: Enter, which a keyboard on the screen has as well."""

    def take_back(self, tab: Page) -> None:
        """Undo."""

    def do_again(self, tab: Page) -> None:
        """Redo."""


class _Any:
    """What all of them do alike."""

    def visit(self, browser: Browser, width: int, **options: Any) -> BrowserContext:
        return browser.new_context(viewport={"width": width, "height": 900 if width > 640 else 780}, **options)

    def press(self, target: Locator) -> None:
        raise NotImplementedError

    def write(self, field: Locator, words: str) -> None:
        self.press(field)
        self._typed(field, words)

    def _typed(self, field: Locator, words: str) -> None:
        keyboard = field.page.keyboard
        keyboard.press("End")
        for _ in field.input_value():
            keyboard.press("Backspace")
        keyboard.type(words)
        expect(field).to_have_value(words)

    def choose(self, menu: Locator, words: str) -> None:
        self.press(menu)
        menu.select_option(label=words)

    def take(self, option: Locator) -> None:
        self.press(option)

    def enter(self, field: Locator) -> None:
        self.press(field)
        field.page.keyboard.press("Enter")

    def take_back(self, tab: Page) -> None:
        self.press(tab.get_by_role("button", name="Undo", exact=True))

    def do_again(self, tab: Page) -> None:
        self.press(tab.get_by_role("button", name="Redo", exact=True))


class Mouse(_Any):
    def press(self, target: Locator) -> None:
        target.click()


class Taps(_Any):
    def visit(self, browser: Browser, width: int, **options: Any) -> BrowserContext:
        return super().visit(browser, width, has_touch=True, is_mobile=width < 1200, **options)

    def press(self, target: Locator) -> None:
        target.tap()


class Keys(_Any):
    """The keyboard alone: Tab and Shift+Tab, Enter, the space bar, arrows, and letters in fields."""

    def press(self, target: Locator) -> None:
        self.walk(target)
        ticks = target.evaluate("(it) => it.matches('input[type=checkbox], input[type=radio]')")
        target.page.keyboard.press("Space" if ticks else "Enter")

    def write(self, field: Locator, words: str) -> None:
        self.walk(field)
        self._typed(field, words)

    def choose(self, menu: Locator, words: str) -> None:
        self.walk(menu)
        at, to = menu.evaluate(
            "(it, words) => [it.selectedIndex, Array.from(it.options).findIndex((one) => one.label.trim() === words)]", words
        )
        assert to >= 0, f"no choice {words!r}"
        for _ in range(abs(to - at)):
            menu.page.keyboard.press("ArrowDown" if to > at else "ArrowUp")
        expect(menu.locator("option:checked")).to_have_text(words)

    def take(self, option: Locator) -> None:
        option.page.keyboard.press("ArrowDown")
        expect(option).to_have_attribute("aria-selected", "true")
        option.page.keyboard.press("Enter")

    def enter(self, field: Locator) -> None:
        self.walk(field)
        field.page.keyboard.press("Enter")

    def take_back(self, tab: Page) -> None:
        tab.keyboard.press("Control+z")

    def do_again(self, tab: Page) -> None:
        tab.keyboard.press("Control+Shift+z")

    def walk(self, target: Locator) -> None:
        """To where somebody comes with Tab alone."""
        expect(target).to_be_visible()
        keyboard = target.page.keyboard
        steps = target.evaluate(STEPS, CHOOSABLE)
        for _ in range(max(0, abs(steps) - 1)):
            keyboard.press("Tab" if steps > 0 else "Shift+Tab")
        for _ in range(WALK):
            if target.evaluate(FOCUSED):
                wrong = target.evaluate(SEEN)
                assert not wrong, wrong
                return
            keyboard.press("Tab" if steps >= 0 else "Shift+Tab")
        raise AssertionError(f"no way with Tab to {target}")


HANDS: dict[str, Hands] = {"mouse": Mouse(), "keys": Keys(), "taps": Taps()}


def pick(hands: Hands, field: Locator, file: Path) -> None:
    """Choose a file, through what the field opens."""
    with field.page.expect_file_chooser() as opened:
        hands.press(field)
    opened.value.set_files(file)
