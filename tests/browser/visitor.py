"""What did a visitor see, and what did the page try? A Chromium context whose console, errors and requests are written down."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Request, Route

from tests.browser.serving import Served

PATIENCE = 60_000
"""Milliseconds to wait for what has to come: long, so that a busy machine decides nothing."""


class Visitor:
    """One visitor. ``console`` holds what pages said and every error; ``requests`` the addresses they asked for."""

    def __init__(self, context: BrowserContext) -> None:
        self.console: list[str] = []
        self.requests: list[str] = []
        context.set_default_timeout(PATIENCE)
        context.on("console", lambda message: self.console.append(message.text))
        context.on("weberror", lambda error: self.console.append(str(error.error)))
        context.on("request", self._asked)
        self.context = context

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def come_in(self, service: Served) -> Page:
        """The start page as the map keeper, come in with the link. From here on nobody but the service can be asked."""
        self.context.route(lambda address: not address.startswith(f"{service.place}/"), _blocked)
        tab = self.context.new_page()
        with tab.expect_response(lambda answer: answer.url == f"{service.place}/session"), tab.expect_navigation(url=f"{service.place}/"):
            tab.goto(service.link)
        tab.wait_for_selector("text=map keeper")
        return tab

    def opened(self, page: bytes, folder: Path, name: str = "page.html") -> Page:
        """The page from disk, after its scripts ran."""
        file = folder / name
        file.write_bytes(page)
        tab = self.context.new_page()
        tab.goto(file.as_uri())
        return tab

    def drawn(self, page: bytes, folder: Path) -> Page:
        """The page from disk, once its picture stands on the canvas."""
        tab = self.opened(page, folder)
        tab.wait_for_selector("[data-sysmap-picture][data-ready=yes]", state="attached")
        return tab


def _blocked(route: Route) -> None:
    route.abort()
