"""A real Chromium, driven by Playwright: Debian's own, never one that is fetched.

On a machine without Chromium these tests say so and are left out; where CI is true its absence fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.serving import Served, made_store
from tests.browser.visitor import Visitor

pytest.register_assert_rewrite("tests.browser.soundness", "tests.browser.journeys", "tests.browser.journeys_outward")

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run",
)  # fmt: skip


def a_chromium() -> Iterator[Browser]:
    """The browser for as long as a package or a file of tests asks for it."""
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "Chromium is not installed; .ci/run must install it"
        pytest.skip("Chromium is not installed; the page was not tried in a browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


chromium = pytest.fixture(scope="package", name="chromium")(a_chromium)


@pytest.fixture
def visitor(chromium: Browser) -> Iterator[Visitor]:
    """Somebody with an empty browser of their own."""
    context = chromium.new_context(viewport={"width": 1300, "height": 1000})
    yield Visitor(context)
    context.close()


@pytest.fixture(scope="package")
def maps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service over both demonstration maps and the newcomer's two columns, for tests that change nothing of those three."""
    folder: Path = tmp_path_factory.mktemp("maps")
    service = Served(made_store(folder / "maps.db", ("wrenmoor", "early-action", "practice/two-columns.csv")))
    yield service
    service.stop()


@pytest.fixture
def keeper(visitor: Visitor, maps: Served) -> Visitor:
    """The map keeper, come in with the link, who may ask the service and nobody else."""
    visitor.come_in(maps)
    return visitor


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The same three maps, for one file of tests to write on; each test adds what no other speaks of."""
    service = Served(made_store(tmp_path_factory.mktemp("own") / "maps.db", ("wrenmoor", "early-action", "practice/two-columns.csv")))
    yield service
    service.stop()


@pytest.fixture
def typist(visitor: Visitor, own: Served) -> Visitor:
    """The map keeper, on maps that may be written on."""
    visitor.come_in(own)
    return visitor
