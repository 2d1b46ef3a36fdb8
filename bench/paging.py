"""How soon do the pages answer in a real Chromium? The start page, a large map, what is typed on two screens, and a spreadsheet's preview.

Each browser begins empty, so that scripts are fetched too; the service has shown its pages before. Every figure is the median of one run.
"""

from __future__ import annotations

import csv
import statistics
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from bench.table import Row
from bench.timing import once
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.serving import Served
from tests.browser.visitor import Visitor

ACTORS, TIES, ROWS, ROUNDS, TYPED = 300, 2_000, 1_000, 7, 15
MAP = "large"
SECTORS = ("statutory", "nhs", "education", "voluntary", "community")

SEEN = "const seen = (then) => requestAnimationFrame(() => requestAnimationFrame(then));"
SHOWN = f"""() => new Promise((done) => {{ {SEEN}
  const loaded = () => seen(() => done(performance.now()));
  if (document.readyState === "complete") {{ loaded(); }} else {{ addEventListener("load", loaded); }} }})"""
"""Milliseconds from the start of the navigation to the frame after everything on the page was loaded."""
USABLE = f"""(wanted) => new Promise((done) => {{ {SEEN}
  const root = document.querySelector("[data-sysmap-picture]");
  const answered = () => {{
    const find = root.querySelector("input[type=search]");
    find.value = wanted;
    find.dispatchEvent(new Event("input", {{ bubbles: true }}));
    seen(() => done([performance.now(), root.querySelector("[role=status]").textContent, root.querySelectorAll("canvas").length]));
  }};
  if (root.dataset.ready === "yes") {{ answered(); return; }}
  const watch = new MutationObserver(() => {{ if (root.dataset.ready === "yes") {{ watch.disconnect(); answered(); }} }});
  watch.observe(root, {{ attributes: true }}); }})"""
"""... to the frame in which the picture stands on its canvas and the search box has answered."""
TYPABLE = f"""(wanted) => new Promise((done) => {{ {SEEN}
  const named = document.querySelector("#stage"), state = document.querySelector("#state"), field = document.querySelector("#actor-name");
  const look = () => {{
    if (!named.dataset.named || state.textContent !== "Saved") {{ requestAnimationFrame(look); return; }}
    field.focus(); field.value = wanted;
    field.dispatchEvent(new Event("input", {{ bubbles: true }}));
    seen(() => done([performance.now(), document.querySelectorAll("#actor-name-list [role=option]").length]));
  }};
  look(); }})"""
"""... to the frame in which a map to type on is drawn, follows the service, and looks ahead for a name."""
WAITS = f"""() => {{ {SEEN}
  const title = document.querySelector("#ties-title"), before = title.textContent;
  window.heard = new Promise((done) => {{
    const there = () => {{ watch.disconnect(); seen(() => done(Date.now())); }};
    const watch = new MutationObserver(() => {{ if (title.textContent !== before) {{ there(); }} }});
    watch.observe(title, {{ childList: true, subtree: true, characterData: true }});
  }});
}}"""
"""Begins to listen: ``heard`` is the time of the frame in which one relationship more is counted above the table."""
PRESSED = """() => { const now = Date.now(); document.querySelector("#add-tie").requestSubmit(); return now; }"""
PREVIEWED = f"""(text) => new Promise((done) => {{ {SEEN}
  const input = document.querySelector("#file"), chosen = new DataTransfer(), began = performance.now();
  const over = () => seen(() => done(performance.now() - began));
  const look = () => document.querySelector("#outcome .outcome") ? over() : requestAnimationFrame(look);
  chosen.items.add(new File([text], "rows.csv", {{ type: "text/csv" }}));
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", {{ bubbles: true }}));
  look(); }})"""


def rows() -> list[Row]:
    if CHROMIUM is None:
        return [Row("the pages in Chromium", "not measured: Chromium is not installed", "each its own", False)]
    with tempfile.TemporaryDirectory() as here, sync_playwright() as playwright:
        service = Served(_store(Path(here)))
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            return [*_start(browser, service), *_large(browser, service), *_typed(browser, service), _spreadsheet(browser, service)]
        finally:
            browser.close()
            service.stop()


def _store(here: Path) -> Path:
    """Both demonstrations, and a map of 300 organisations and 2,000 relationships."""
    folder = here / MAP
    folder.mkdir()
    (folder / "map.toml").write_text(f'id = "{MAP}"\nname = "A made-up map to measure on"\n', encoding="utf-8")
    with (folder / "actors.csv").open("w", encoding="utf-8", newline="") as opened:
        names = [(f"a{n}", f"Organisation number {n}", SECTORS[n % 5], "synthetic", "made") for n in range(ACTORS)]
        csv.writer(opened).writerows([("id", "name", "sector", "basis", "source"), *names])
    with (folder / "relationships.csv").open("w", encoding="utf-8", newline="") as opened:
        pairs = [(n % ACTORS, (n % ACTORS + 1 + n // ACTORS * 37) % ACTORS) for n in range(TIES)]
        ties = [(f"r{n}", f"a{a}", f"a{b}", "works_with", 1 + n % 5) for n, (a, b) in enumerate(pairs)]
        csv.writer(opened).writerows([("id", "from", "to", "type", "strength"), *ties])
    desk = open_desk(f"sqlite:///{(here / 'maps.db').as_posix()}", create=True)
    for path in (seed("wrenmoor"), seed("early-action"), folder):
        carry_out(desk, preview(desk, path))
    desk.close()
    return here / "maps.db"


@contextmanager
def _keeper(browser: Browser, service: Served) -> Iterator[Page]:
    """The map keeper in an empty browser, whose scripts are still to be fetched."""
    context = browser.new_context(viewport={"width": 1300, "height": 900})
    yield Visitor(context).come_in(service)
    context.close()


def _measured(browser: Browser, service: Served, address: str, script: str, wanted: str | None = None) -> list[Any]:
    """What a page opened anew in an empty browser says of itself, ``ROUNDS`` times after one that does not count."""
    found = []
    for _ in range(ROUNDS + 1):
        with _keeper(browser, service) as tab:
            tab.goto(service.place + address, wait_until="domcontentloaded")
            found.append(tab.evaluate(script, wanted) if wanted is not None else tab.evaluate(script))
    return found[1:]


def _start(browser: Browser, service: Served) -> list[Row]:
    took: list[float] = _measured(browser, service, "/", SHOWN)
    with _keeper(browser, service) as tab:
        answers = [tab.request.get(service.place + "/") for _ in range(2)]
        asked = [_milliseconds(lambda: tab.request.get(service.place + "/")) for _ in range(ROUNDS)]
        assert all(answer.ok for answer in answers)
    said = f"{statistics.median(took):.0f} ms median in Chromium, with its pictures; the service {statistics.median(asked):.0f} ms"
    return [Row("the start page with three maps, warm", said, "under 0.3 s", statistics.median(took) < 300)]


def _large(browser: Browser, service: Served) -> list[Row]:
    """A large map usable: to look at, right after an edit of it, and to type on."""
    found = _measured(browser, service, f"/maps/{MAP}", USABLE, "number 299")
    assert all("1 of" in told or "299" in told for _, told, canvases in found if canvases), found[0]
    warm = statistics.median(one[0] for one in found)
    afresh = statistics.median(_after_an_edit(browser, service))
    typing = statistics.median(one[0] for one in _measured(browser, service, f"/maps/{MAP}/edit", TYPABLE, "number 299"))
    what = f"a map of {ACTORS} organisations and {TIES:,} relationships: picture drawn and search answered in Chromium"
    said = f"{warm:.0f} ms median; {afresh:.0f} ms right after an edit"
    return [
        Row(what, said, "under 1.5 s", max(warm, afresh) < 1_500),
        Row("the same to type on: drawn, live and names looked ahead for", f"{typing:.0f} ms median", "under 1.5 s", typing < 1_500),
    ]


def _after_an_edit(browser: Browser, service: Served) -> Iterator[float]:
    """What nobody has looked at yet: everything about the map is worked out anew."""
    text = 'mutation($id: ID!, $name: String!) { addActor(map: "large", edit: {id: $id, base: 1}, actor: {name: $name}) { __typename } }'
    for number in range(ROUNDS):
        with _keeper(browser, service) as tab:
            variables = {"id": f"bench {number}", "name": f"Newcomer {number}"}
            said = {"query": text, "variables": variables}
            assert tab.request.post(f"{service.place}/graphql", data=said, headers={"origin": service.place}).ok
            tab.goto(f"{service.place}/maps/{MAP}", wait_until="domcontentloaded")
            yield tab.evaluate(USABLE, "number 299")[0]


def _typed(browser: Browser, service: Served) -> list[Row]:
    """A relationship typed on one screen: when it stands there, and when on another."""
    own: list[float] = []
    others: list[float] = []
    with _keeper(browser, service) as here, _keeper(browser, service) as there:
        for tab in (here, there):
            tab.goto(f"{service.place}/maps/{MAP}/edit")
            tab.evaluate(TYPABLE, "number 299")
        for number in range(TYPED):
            for tab in (here, there):
                tab.evaluate(WAITS)
            here.fill("#tie-from", f"Organisation number {number}")
            here.fill("#tie-to", f"Organisation number {number + 150}")
            pressed = here.evaluate(PRESSED)
            own.append(here.evaluate("window.heard") - pressed)
            others.append(there.evaluate("window.heard") - pressed)
    soon, later = statistics.median(own), statistics.median(others)
    large = f"on {ACTORS} with {TIES:,}"
    return [
        Row(
            f"a relationship typed {large}, on its screen", f"{soon:.0f} ms median, {max(own):.0f} ms most", "under 100 ms", soon < 100
        ),
        Row("the same on another's screen", f"{later:.0f} ms median, {max(others):.0f} ms most", "under 500 ms", later < 500),
    ]


def _spreadsheet(browser: Browser, service: Served) -> Row:
    """Each time another table, so that nothing is known of it."""
    took = []
    with _keeper(browser, service) as tab:
        for turn in range(ROUNDS + 1):
            tab.goto(f"{service.place}/table")
            rows = [f"Organisation {n % 251} of {turn},Organisation {(n * 7 + 3) % 257} of {turn},works with" for n in range(ROWS)]
            took.append(tab.evaluate(PREVIEWED, "\n".join(["from,to,kind", *rows])))
    soon = statistics.median(took[1:])
    return Row(f"{ROWS:,} rows of a spreadsheet chosen, understood and shown", f"{soon:.0f} ms median", "under 1 s", soon < 1_000)


def _milliseconds(what: Callable[[], object]) -> float:
    return once(what) * 1000
