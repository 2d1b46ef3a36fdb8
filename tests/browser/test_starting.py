"""sysmap with no argument at a terminal: the start page opens in the browser as the map keeper, wherever there is a free port."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.serving import Served, free_port
from tests.browser.soundness import WIDTHS, nothing_wrong, targets_too_small
from tests.browser.visitor import PATIENCE, Visitor

expect.set_options(timeout=PATIENCE)


class Started:
    """A ``sysmap`` at a terminal whose browser is a pipe: ``link`` is what it was opened with."""

    def __init__(self, home: Path, port: int, *arguments: str) -> None:
        pipe = home / "opened"
        os.mkfifo(pipe)
        keyboard, screen = pty.openpty()
        opener = f"{sys.executable} -c \"import sys; open('{pipe}', 'w').write(sys.argv[1])\" %s"
        settings = {**os.environ, "BROWSER": opener, "HOME": str(home), "SYSMAP_PORT": str(port)}
        self.process = subprocess.Popen([sys.executable, "-m", "sysmap", *arguments], stdin=screen, stdout=screen, env=settings, cwd=home)
        os.close(screen)
        self.keyboard = keyboard
        self.link = pipe.read_text(encoding="utf-8")

    def stop(self) -> int:
        """As Ctrl-C does; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(60)
        os.close(self.keyboard)
        return code


@pytest.fixture
def started(tmp_path: Path) -> Iterator[Started]:
    begun = Started(tmp_path, free_port())
    yield begun
    if begun.process.poll() is None:
        begun.stop()


def test_alone_at_a_terminal_it_opens_the_start_page_as_the_keeper_once(visitor: Visitor, started: Started, tmp_path: Path) -> None:
    place, _, token = started.link.partition("/#token=")
    assert place.startswith("http://127.0.0.1:") and len(token) > 30
    tab = visitor.context.new_page()
    tab.goto(started.link)
    expect(tab.get_by_text("You see this as map keeper")).to_be_visible()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Who works with whom, and what changed")
    expect(tab.get_by_text("Everything stays on this computer.")).to_be_visible()
    expect(tab.get_by_text("Nobody else sees anything until you publish.")).to_be_visible()
    for way in ("Look round an invented town", "Start a map from a spreadsheet", "Start an empty map", "Open a map someone sent you"):
        assert tab.get_by_text(way).count() == 1
    tab.get_by_role("button", name="Look round an invented town").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Wrenmoor early help (invented)")
    assert (tmp_path / "sysmap" / "sysmap.db").exists()
    again = visitor.context.browser.new_context().new_page()  # type: ignore[union-attr]
    again.goto(started.link)
    expect(again.get_by_text("That link is not this service's any more")).to_be_visible()
    again.context.close()
    assert started.stop() == 130


def test_a_port_that_is_taken_is_no_reason_to_stop(tmp_path: Path, maps: Served) -> None:
    begun = Started(tmp_path, maps.port, "start")
    assert f":{maps.port}/" not in begun.link
    begun.stop()


def test_the_start_page_lists_maps_with_a_picture_and_a_line_of_truth(keeper: Visitor, maps: Served) -> None:
    tab = keeper.context.pages[0]
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)
        assert targets_too_small(tab, 44 if width < 640 else 24) == []
    cards = tab.locator(".card")
    expect(cards).to_have_count(3)
    expect(cards.first).to_contain_text("Wrenmoor is invented, for learning.")
    expect(cards.first).to_contain_text("27 of 30 answered")
    expect(cards.last).to_contain_text("34 organisations and groups, 43 relationships")
    cards.last.scroll_into_view_if_needed()
    tab.wait_for_function("Array.from(document.querySelectorAll('.thumb img')).every((one) => one.complete && one.naturalWidth > 0)")


def test_an_empty_map_is_made_once_by_keyboard_alone_and_goes_on_to_typing(typist: Visitor, own: Served) -> None:
    tab = typist.context.pages[0]
    tab.goto(f"{own.place}/new")
    nothing_wrong(tab)
    tab.focus("#name")
    tab.keyboard.insert_text('<b onmouseover="window.fired=1">Ours</b>')
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/edit")
    expect(tab.locator("#state")).to_have_text("Saved")
    nothing_wrong(tab)
    tab.goto(own.place)
    expect(tab.get_by_role("heading", name='<b onmouseover="window.fired=1">Ours</b>')).to_have_count(1)
    assert typist.console == []
