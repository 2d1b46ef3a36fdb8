"""How fast are pictures? Pages against pyvis alone, SVG, PNG and layouts, and how soon a browser shows a page and answers a filter."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from bench.table import Row
from bench.timing import in_turn, once
from sysmap.analysis.network import Member, Network, Tie
from sysmap.draw.frame import FRAME
from sysmap.draw.html import page_parts, write_html
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.draw.png import write_png
from sysmap.draw.svg import write_svg

ROUNDS, PRESSES = 7, 4
PAINTED = """() => new Promise((done) => {
  const seen = () => requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
  if (document.querySelector("[data-ready=yes]")) { seen(); return; }
  new MutationObserver(() => { if (document.querySelector("[data-ready=yes]")) { seen(); } })
    .observe(document.documentElement, { subtree: true, attributes: true });
})"""
"""Milliseconds from the start of the page to the frame after its picture was drawn."""
FILTERED = """() => new Promise((done) => {
  const box = document.querySelector("fieldset input"), began = performance.now();
  box.click();
  requestAnimationFrame(() => { document.body.getBoundingClientRect(); setTimeout(() => done(performance.now() - began), 0); });
})"""
"""Milliseconds from a press on a filter to the frame that shows what is left and the first rows of the table."""
EVERY_ROW = """() => new Promise((done) => {
  const words = document.querySelector(".key [aria-busy]"), began = performance.now();
  const look = () => words.getAttribute("aria-busy") === "true" ? requestAnimationFrame(look) : done(performance.now() - began);
  look();
})"""
"""Milliseconds from there until the last row of a long table followed."""


def made(actors: int, ties: int) -> Network:
    """A network of that many, the same each time."""
    members = tuple(
        Member(f"m{at}", f"Organisation number {at}", "recorded", None, ("statutory", "nhs", "voluntary")[at % 3], f"Place {at % 9}")
        for at in range(actors)
    )
    found: dict[tuple[str, str], Tie] = {}
    step = 1
    while len(found) < ties:
        for at in range(actors):
            found[f"m{at}", f"m{(at * 7 + step * 13 + 1) % actors}"] = Tie(1 + at % 5)
        step += 1
    pairs = [pair for pair in found if pair[0] != pair[1]][:ties]
    return Network(
        "made", "Made", "2025", "relationships", members, {pair: found[pair] for pair in pairs}, False, date="2025", scale=(1, 5)
    )


def on_a_grid(network: Network) -> dict[str, tuple[float, float]]:
    """Places that cost nothing to work out: what is measured is the drawing."""
    wide = int(len(network.members) ** 0.5) + 1
    return {m.id: (at % wide * FRAME[0] / wide, at // wide * FRAME[1] / wide) for at, m in enumerate(network.members)}


def with_pyvis(network: Network) -> Callable[[], str]:
    """The same dots and lines as pyvis's own page, one by one as its manual shows."""
    from pyvis.network import Network as Pyvis

    def page() -> str:
        net = Pyvis(directed=False)
        for member in network.members:
            net.add_node(member.id, label=member.name)
        for a, b in network.ties:
            net.add_edge(a, b)
        return str(net.generate_html())

    return page


def pages() -> list[Row]:
    """5,000 dots and 20,000 lines as a page."""
    network = made(5_000, 20_000)
    picture = draw_network(network, on_a_grid(network))
    theirs = once(with_pyvis(network))
    ours = in_turn({"ours": lambda: write_html(picture)}, ROUNDS)["ours"]
    times = theirs / ours.median
    said = f"{ours.said()}; pyvis alone {theirs:,.1f} s: {times:.0f} times as fast"
    parts = page_parts(picture)
    size = len(write_html(picture)) / (len(parts.body) + len(parts.scripts[0]))
    data = re.search(r"data-picture>(.*?)</script>", parts.body, re.DOTALL)
    assert data is not None
    whole = f"{size:.2f} times its data ({len(data[1]) / 1e6:.1f} MB), its tables and vis-network"
    return [
        Row("5,000 dots and 20,000 lines to a page, places given", said, "at least 50 times as fast as pyvis alone", times >= 50),
        Row("the size of that page", whole, "at most 1.3 times", size <= 1.3),
    ]


def stills() -> list[Row]:
    """300 actors to SVG and PNG, and layouts."""
    network = made(300, 900)
    picture = draw_network(network, positions([network]))
    took = in_turn({"svg": lambda: write_svg(picture), "png": lambda: write_png(picture)}, ROUNDS)
    some, many = made(300, 900), made(3_000, 9_000)
    laid = in_turn({"300": lambda: positions([some])}, 3)["300"]
    large = once(lambda: positions([many]))
    return [
        Row("300 actors to SVG, warm", took["svg"].said(), "under 150 ms", took["svg"].median < 0.15),
        Row("300 actors to PNG, warm", took["png"].said(), "under 400 ms", took["png"].median < 0.4),
        Row("the layout of 300 actors", laid.said(), "under 0.5 s", laid.median < 0.5),
        Row("the layout of 3,000 actors", f"{large:.1f} s", "under 10 s", large < 10),
    ]


def in_a_browser() -> list[Row]:
    """300 actors and 2,000 ties in Chromium: until they are painted, and until a filter is."""
    from playwright.sync_api import sync_playwright

    network = made(300, 2_000)
    picture: Picture = draw_network(network, positions([network]))
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if chromium is None:
        return [Row("300 actors and 2,000 ties in Chromium", "not measured: Chromium is not installed", "under 1 s", False)]
    painted, filtered, followed = [], [], []
    with tempfile.TemporaryDirectory() as here, sync_playwright() as playwright:
        page = Path(here) / "page.html"
        page.write_bytes(write_html(picture))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(ROUNDS):
            tab = browser.new_page(viewport={"width": 1300, "height": 900})
            tab.goto(page.as_uri())
            painted.append(float(tab.evaluate(PAINTED)))
            for _ in range(PRESSES):
                filtered.append(float(tab.evaluate(FILTERED)))
                followed.append(filtered[-1] + float(tab.evaluate(EVERY_ROW)))
            tab.close()
        browser.close()
    soon, quick, last = (sorted(found)[len(found) // 2] for found in (painted, filtered, followed))
    return [
        Row(
            "300 actors and 2,000 ties painted in Chromium", f"{min(painted):.0f} ms least, {soon:.0f} ms median", "under 1 s", soon < 1_000
        ),
        Row(
            "a filter of them answered",
            f"{min(filtered):.0f} ms least, {quick:.0f} ms median; the last row of its tables {last:.0f} ms",
            "under 100 ms",
            quick < 100,
        ),
    ]


def rows() -> list[Row]:
    return [*pages(), *stills(), *in_a_browser()]
