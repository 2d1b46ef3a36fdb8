"""The exported page in a real Chromium: it draws, it breaks no policy, it answers buttons, and nothing in a name ever runs.

On a machine without Chromium these say so and are left out; where CI is true its absence fails.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from sysmap.analysis.network import Network
from sysmap.draw.html import PageParts, page_parts, write_html
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from tests.draw.small_maps import hostile, many, nobody, three

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--enable-logging=stderr", "--v=0", "--virtual-time-budget=5000", "--window-size=1300,1000", "--dump-dom",
)  # fmt: skip
PROBE = """
(function () {
  var root = document.querySelector("main"), out = document.createElement("pre"), said = [];
  function count(test) { return Array.prototype.filter.call(root.querySelectorAll("tbody tr"), test).length; }
  var canvas = root.querySelector("canvas"), inked = 0;
  var pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
  for (var at = 3; at < pixels.length; at += 4) { if (pixels[at]) { inked += 1; } }
  said.push("inked " + (inked > 500));
  root.querySelectorAll("[data-pick]")[0].click();
  said.push("chosen " + root.querySelector("[data-name]").textContent);
  said.push("focus " + (document.activeElement === root.querySelector("[data-name]")));
  said.push("ties " + root.querySelectorAll("[data-ties] button").length);
  said.push("rows " + count(function (row) { return row.classList.contains("on"); }));
  root.querySelector("[data-do=none]").click();
  said.push("closed " + root.querySelector("[data-chosen]").hidden);
  var find = root.querySelector("input"); find.value = "cedar"; find.dispatchEvent(new Event("input"));
  said.push("found " + count(function (row) { return !row.hidden; }) + " " + root.querySelector(".found").textContent);
  ["closer", "further", "whole"].forEach(function (name) { root.querySelector("[data-do=" + name + "]").click(); });
  out.id = "said"; out.textContent = said.join("|") + "|fired " + String(window.fired); document.body.appendChild(out);
})();
"""
NARROWED = """
(function () {
  var root = document.querySelector("main");
  root.querySelector("[data-stage]").style.width = "322px";
  window.dispatchEvent(new Event("resize"));
  window.setTimeout(function () {
    var canvas = root.querySelector("canvas"), out = document.createElement("pre"), left = canvas.width, right = 0;
    var pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    for (var at = 3; at < pixels.length; at += 4) {
      if (pixels[at]) { var x = ((at - 3) / 4) % canvas.width; left = Math.min(left, x); right = Math.max(right, x); }
    }
    out.id = "said"; out.textContent = [canvas.width, left, right].join("|"); document.body.appendChild(out);
  }, 500);
})();
"""


@pytest.fixture
def chromium() -> str:
    if CHROMIUM is None:
        assert os.environ.get("CI") != "true", "Chromium is not installed; .ci/run must install it"
        pytest.skip("Chromium is not installed; the page was not tried in a browser")
    return CHROMIUM


def _opened(chromium: str, page: bytes, folder: Path) -> tuple[str, str]:
    """The page's document after its scripts ran, and what the console said."""
    file = folder / "page.html"
    file.write_bytes(page)
    command = (chromium, *FLAGS, f"--user-data-dir={folder / 'profile'}", file.as_uri())
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)


def _probed(picture: Picture, probe: str = PROBE) -> bytes:
    """The page with one more script that uses it as a reader would, allowed by the same kind of policy."""
    parts = page_parts(picture)
    with_probe = PageParts(parts.body, (*parts.scripts, probe), parts.styles)
    page = write_html(picture).decode("utf-8")
    page = re.sub(r'(?<=Policy" content=")[^"]*', lambda _: with_probe.policy.replace("'", "&#39;"), page)
    return page.replace("</body>", f"<script>{probe}</script>\n</body>").encode("utf-8")


def _draw(network_is: str) -> Picture:
    made: dict[str, Callable[[], Network]] = {"three": three, "hostile": hostile, "nobody": nobody, "many": lambda: many(300, 2000)}
    network = made[network_is]()
    return draw_network(network, positions([network]), audience="stewards")


def test_the_console_would_show_a_broken_policy(chromium: str, tmp_path: Path) -> None:
    broken = write_html(_draw("three")).replace(b"</body>", b"<script>window.fired = 1</script></body>")
    assert "Content Security Policy" in _opened(chromium, broken, tmp_path)[1]


@pytest.mark.parametrize("name", ["three", "hostile", "nobody", "many"])
def test_a_page_runs_without_a_word_on_the_console(chromium: str, tmp_path: Path, name: str) -> None:
    dom, console = _opened(chromium, write_html(_draw(name)), tmp_path)
    assert console == "" and 'data-ready="yes"' in dom


def test_the_map_is_drawn_and_everything_answers(chromium: str, tmp_path: Path) -> None:
    dom, console = _opened(chromium, _probed(_draw("three")), tmp_path)
    said = re.search(r'<pre id="said">(.*?)</pre>', dom)
    assert console == "" and said is not None
    assert said[1].split("|") == [
        "inked true", "chosen Ash Lane", "focus true", "ties 2", "rows 4", "closed true", "found 2 1 of 3 found", "fired undefined",
    ]  # fmt: skip


def test_a_page_made_narrow_still_shows_the_whole_picture(chromium: str, tmp_path: Path) -> None:
    dom, console = _opened(chromium, _probed(_draw("three"), NARROWED), tmp_path)
    said = re.search(r'<pre id="said">(.*?)</pre>', dom)
    assert console == "" and said is not None
    width, left, right = map(int, said[1].split("|"))
    assert width == 320 and left > 0 and right < width - 1


def test_nothing_in_a_name_runs_when_it_is_shown_and_chosen(chromium: str, tmp_path: Path) -> None:
    dom, console = _opened(chromium, _probed(_draw("hostile")), tmp_path)
    assert console == "" and "fired undefined</pre>" in dom


def test_nothing_in_title_caption_legend_or_tables_runs(chromium: str, tmp_path: Path) -> None:
    text = hostile().members[0].name
    picture = replace(_draw("hostile"), title=text, subtitle=text, caption=(text,), alt=text, invented=text, mark=text, left_out=(text,))
    dom, console = _opened(chromium, _probed(picture), tmp_path)
    assert console == "" and "fired undefined</pre>" in dom
