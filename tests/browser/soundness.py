"""Is a page sound as it stands? axe finds nothing, nothing is cut off to the side, and the console is silent."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WIDTHS = (1440, 1024, 360)
ALIKE = {"exclude": [["tbody tr:nth-child(n+6)"], [".legend li:nth-child(n+4)"], [".history li:nth-child(n+4)"]]}
"""Rows are made alike, and looking at each of hundreds takes seconds."""


def nothing_wrong(tab: Page) -> None:
    """axe finds nothing, and nothing is cut off to the side."""
    found = Axe().run(tab, context=ALIKE).response["violations"]
    assert [(rule["id"], [node["html"] for node in rule["nodes"]][:3]) for rule in found] == []
    nothing_cut_off(tab)


def nothing_cut_off(tab: Page) -> None:
    """One reads it without moving it to the side."""
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def targets_too_small(tab: Page, least: int) -> list[str]:
    """What can be pressed and is smaller than it may be, links inside of sentences left aside."""
    return list(
        tab.evaluate(
            """(least) => ["main button", "main select", "main input:not([type=hidden])", "main summary", "main a.button", ".ways a"]
              .flatMap((kind) => Array.from(document.querySelectorAll(kind)))
              .filter((one) => one.offsetParent && !one.closest(".unseen, .sysmap"))
              .map((one) => one.closest("label") || one)
              .filter((one) => { const box = one.getBoundingClientRect(); return box.height < least - 0.5 && box.width > 0; })
              .map((one) => one.outerHTML.slice(0, 90))""",
            least,
        )
    )
