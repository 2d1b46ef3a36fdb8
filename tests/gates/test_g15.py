"""G15: hostile text in every place a picture has for text runs nothing in a real Chromium, and no request leaves.

The controls come first: pages that put the same text in raw, as a script's string, and pyvis's own page with its heading and with what
it shows of a dot that is hovered over. What runs in one of them is tried; so is what would only reach out.
"""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from sysmap.analysis.change import compare
from sysmap.analysis.network import Member, Network, Tie
from sysmap.analysis.question import Question
from sysmap.draw.change import draw_change
from sysmap.draw.html import write_html
from sysmap.draw.layout import positions
from sysmap.draw.lettering import carried
from sysmap.draw.network import draw_network
from sysmap.draw.pdf import write_pdf
from sysmap.draw.picture import Note, Picture
from sysmap.draw.slides import Slides
from sysmap.draw.svg import write_svg
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.tie_list import tie_list
from tests.browser.conftest import a_chromium
from tests.browser.serving import Served
from tests.browser.visitor import Visitor
from tests.gates.payloads import HARMLESS_HERE, PAYLOADS, STRING_NUMBERS

DETECT = """window.alert = function (number) { window.top.ran = window.top.ran || []; window.top.ran.push(Number(number)); };
window.print = window.confirm = window.prompt = window.alert;"""


chromium = pytest.fixture(scope="module", name="chromium")(a_chromium)


class Watched(Visitor):
    """A visitor on whose pages is written down what ran too, and who reaches nothing but servers of this machine."""

    def __init__(self, context: BrowserContext) -> None:
        super().__init__(context)
        context.add_init_script(DETECT)
        context.route(re.compile("^https?://(?!127[.]0[.]0[.]1:[0-9]{4,})"), lambda route: route.abort())


@pytest.fixture
def watched(chromium: Browser) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": 1300, "height": 900})
    yield Watched(context)
    context.close()


def _ran(tab: Page) -> set[int]:
    return set(tab.evaluate("window.ran || []"))


def _raw(payloads: dict[int, str]) -> bytes:
    """A page that writes text in raw, each piece in a frame of its own so that none swallows another."""
    texts = json.dumps(list(payloads.values())).replace("<", "\\u003c").replace("\u2028", "\\u2028")
    return f"""<!doctype html><meta charset=utf-8><body><script>
const texts = {texts};
window.finished = Promise.all(texts.map((text) => new Promise((done) => {{
  const frame = document.createElement("iframe"); document.body.append(frame);
  const inside = frame.contentDocument; frame.contentWindow.alert = window.alert;
  inside.open(); inside.write("<!doctype html><body><div>" + text + "</div>"); inside.close();
  requestAnimationFrame(() => requestAnimationFrame(() => {{
    inside.querySelectorAll("*").forEach((part) => {{
      if (part.localName !== "form" && part.tabIndex >= 0) {{ part.focus(); }}
      ["mouseover", "click", "pointerenter"].forEach((name) => part.dispatchEvent(new Event(name)));
    }});
    done();
  }}));
}})));
</script>""".encode("utf-8", "replace")


def _string(text: str) -> bytes:
    """A page that puts text between the quotes of a script as it is."""
    return f'<!doctype html><meta charset=utf-8><body><script>var a = "{text}";</script>'.encode("utf-8", "replace")


def _pyvis_hover(payloads: Sequence[str]) -> bytes:
    """pyvis's own page, a dot for each text. A link in a title makes pyvis show it as markup, which is what its users ask it for."""
    from pyvis.network import Network as Pyvis

    net = Pyvis(cdn_resources="in_line", directed=False)
    for at, text in enumerate(payloads):
        net.add_node(at, label=str(at), title=f'<a href="#">more</a>{text}', x=at % 12 * 100, y=at // 12 * 100)
    net.set_options('{"physics": {"enabled": false}, "interaction": {"hover": true, "tooltipDelay": 0}}')
    return str(net.generate_html()).encode("utf-8", "replace")


def _ran_when_hovered(watched: Watched, folder: Path, payloads: Sequence[str]) -> set[int]:
    """What ran once pyvis had shown each dot: the first under a real pointer, the others as vis-network tells of a pointer."""
    tab = watched.opened(_pyvis_hover(payloads), folder, "hover.html")
    tab.wait_for_function("() => typeof network === 'object' && network.body.nodeIndices.length > 0")
    tab.evaluate("() => network.moveTo({ position: { x: 0, y: 0 }, scale: 1, animation: false })")
    box = tab.locator("#mynetwork canvas").bounding_box()
    assert box is not None
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    tab.mouse.move(middle[0] - 60, middle[1] - 60)
    tab.mouse.move(*middle)
    tab.wait_for_selector(".popup", state="attached")
    tab.wait_for_function("() => document.querySelector('.popup').childNodes.length > 0")
    tab.evaluate(
        """async (n) => {
  for (let at = 0; at < n; at += 1) {
    network.body.emitter.emit("showPopup", at);
    document.querySelectorAll(".popup *").forEach((part) => {
      if (part.localName !== "form" && part.tabIndex >= 0) { part.focus(); }
      ["mouseover", "click", "pointerenter"].forEach((name) => part.dispatchEvent(new Event(name)));
    });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
  }
}""",
        len(payloads),
    )
    return _ran(tab)


@pytest.fixture(scope="module")
def live(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """The payloads that ran in a control, and those that only reach out."""
    folder = tmp_path_factory.mktemp("controls")
    context = chromium.new_context()
    watched = Watched(context)
    tab = watched.opened(_raw(dict(enumerate(PAYLOADS))), folder)
    tab.evaluate("() => window.finished")
    tab.wait_for_function("() => window.ran && window.ran.length > 60")
    ran = _ran(tab)
    for number in STRING_NUMBERS:
        one = watched.opened(_string(PAYLOADS[number]), folder)
        ran |= _ran(one)
        one.close()
    ran |= _ran_when_hovered(watched, folder, PAYLOADS)
    context.close()
    if os.environ.get("SYSMAP_GATES") == "full":
        return (*PAYLOADS, *HARMLESS_HERE)
    return (*(PAYLOADS[number] for number in sorted(ran)), *HARMLESS_HERE)


def _network(texts: tuple[str, ...], at: str, first: int = 0) -> Network:
    """Everyone is called by a payload, and has payloads for sector, kind, place and id."""
    n = len(texts)
    members = tuple(
        Member(text, text, "answered", texts[(at + 1) % n], texts[(at + 2) % n], texts[(at + 3) % n])
        for at, text in enumerate(dict.fromkeys(texts))
    )
    ids = [member.id for member in members]
    ties = {(ids[at], ids[(at + 1 + first) % len(ids)]): Tie(1 + at % 5) for at in range(len(ids))}
    every = " ".join(texts)
    return Network(
        texts[0], every, at, "trust", members, ties, True, wave=at, date="2025", label=every, scale=(1, 5), invented=every, notes=(every,)
    )


def _slides(texts: tuple[str, ...]) -> Slides:
    then, now = _network(texts, "w1"), _network(texts, "w2", 1)
    where = positions([then, now])
    kept: dict[str, Any] = {"sources": texts, "audience": texts[0]}
    change = draw_change(then, now, compare(then, now, Question(layer="trust")), where, **kept)
    first, second = (draw_network(network, where, **kept) for network in (then, now))
    told = tuple(replace(line, details=(("Source", line.title), ("Type", texts[at % len(texts)]))) for at, line in enumerate(second.lines))
    return Slides((first, replace(second, lines=told, mark=" ".join(texts), alt=" ".join(texts))), (change,))


def _used(tab: Page) -> None:
    """Everything on the page pressed, hovered over, filled in and slid to."""
    tab.wait_for_selector("[data-ready=yes]", state="attached")
    tab.evaluate("() => document.querySelectorAll('[data-do]:enabled').forEach((button) => button.click())")
    for row in (0, 1, 7):
        tab.evaluate(
            "(at) => { const all = document.querySelectorAll('[data-pick]'); if (all.length) { all[at * 37 % all.length].click(); } }", row
        )
        tab.evaluate("() => document.querySelectorAll('[data-ties] button').forEach((button) => button.focus())")
    tab.evaluate("() => document.querySelectorAll('details').forEach((part) => { part.open = true; })")
    tab.evaluate("() => document.querySelectorAll('fieldset label:nth-of-type(2) input').forEach((part) => part.click())")
    tab.evaluate(
        "() => document.querySelectorAll('*').forEach((part) => part.dispatchEvent(new MouseEvent('mouseover', { bubbles: true })))"
    )
    canvas = tab.locator(".held canvas")
    if canvas.count():
        for x in (150, 300, 450):
            canvas.hover(position={"x": x, "y": 250}, force=True)
    tab.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")


def test_the_controls_run_what_is_put_in_raw(live: tuple[str, ...]) -> None:
    assert len(live) - len(HARMLESS_HERE) >= 90, len(live)


def test_pyvis_with_its_own_page_runs_its_heading(watched: Watched, tmp_path: Path, live: tuple[str, ...]) -> None:
    from pyvis.network import Network as Pyvis

    net = Pyvis(heading=live[5], cdn_resources="in_line")
    net.add_node(1)
    tab = watched.opened(net.generate_html().encode(), tmp_path)
    tab.wait_for_function("() => window.ran && window.ran.length")


def test_pyvis_with_its_own_page_runs_what_a_pointer_rests_on(watched: Watched, tmp_path: Path) -> None:
    fired = _ran_when_hovered(watched, tmp_path, PAYLOADS)
    assert len(fired) >= 40 and min(fired) > 0, len(fired)


def test_a_pointer_resting_on_a_dot_reads_the_same_text_as_words_and_runs_nothing(
    watched: Watched, tmp_path: Path, live: tuple[str, ...]
) -> None:
    picture = _slides(live).points[1]
    tab = watched.opened(write_html(picture), tmp_path)
    tab.wait_for_selector("[data-ready=yes]", state="attached")
    canvas = tab.locator(".held canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    assert box is not None
    left, top, wide, tall = picture.plot
    scale = min(box["width"] / (wide + 44), box["height"] / (tall + 16))
    read = set()
    for dot in picture.dots:
        canvas.hover(position={"x": 2, "y": 2}, force=True)
        x, y = (dot.x - left - wide / 2) * scale + box["width"] / 2, (dot.y - top - tall / 2) * scale + box["height"] / 2
        canvas.hover(position={"x": x, "y": y}, force=True)
        read.add(tab.locator("[data-hint]").text_content())
    assert len(read & {carried(dot.name) for dot in picture.dots}) > len(picture.dots) / 2
    assert tab.locator("[data-hint] *").count() == 0
    assert _ran(tab) == set() and watched.console == []
    assert {asked.split("#")[0] for asked in watched.requests} == {(tmp_path / "page.html").as_uri()}


def test_a_page_of_hostile_text_runs_nothing_and_asks_nobody(watched: Watched, tmp_path: Path, live: tuple[str, ...]) -> None:
    tab = watched.opened(write_html(_slides(live)), tmp_path)
    _used(tab)
    tab.goto(tab.url.split("#")[0] + "#find=" + live[0].replace("%", "%25") + "&who=__proto__&only=" + live[1].replace("%", "%25"))
    tab.reload()
    _used(tab)
    assert _ran(tab) == set() and watched.console == []
    assert {asked.split("#")[0] for asked in watched.requests} == {(tmp_path / "page.html").as_uri()}


def test_a_table_that_forgets_to_escape_turns_this_gate_red(
    watched: Watched, tmp_path: Path, live: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sysmap.draw.page_tables.escaped", str)
    tab = watched.opened(write_html(_slides(live[:30])), tmp_path)
    assert _ran(tab) or any("Content Security Policy" in said for said in watched.console)


def test_each_payload_alone_as_title_and_as_the_name_of_everything_runs_nothing(
    watched: Watched, tmp_path: Path, live: tuple[str, ...]
) -> None:
    base = draw_network(_network(("Ash", "Birch"), "w1"), positions([_network(("Ash", "Birch"), "w1")]))
    tab = watched.context.new_page()
    for text in live:
        words: dict[str, Any] = {"title": text, "subtitle": text, "alt": text, "invented": text, "mark": text, "moment": text}
        dots = tuple(replace(dot, name=text, title=text, id=f"{at}{text}") for at, dot in enumerate(base.dots))
        picture = replace(base, **words, caption=(text,), left_out=(text,), dots=dots, lines=(), tables=())
        (tmp_path / "one.html").write_bytes(write_html(picture))
        tab.goto((tmp_path / "one.html").as_uri())
        tab.wait_for_selector("[data-ready=yes]", state="attached")
        assert _ran(tab) == set(), text
    assert watched.console == [] and {asked.split("#")[0] for asked in watched.requests} == {(tmp_path / "one.html").as_uri()}


def test_an_svg_and_a_chart_of_hostile_text_run_nothing_on_their_own_or_inside_a_page(
    watched: Watched, tmp_path: Path, live: tuple[str, ...]
) -> None:
    network = _network(live, "w1")
    picture = draw_network(network, positions([network]), sources=live)
    svg = write_svg(picture)
    alone = watched.opened(svg, tmp_path, "picture.svg")
    assert alone.evaluate("document.documentElement.localName") == "svg"
    inside = watched.opened(b"<!doctype html><meta charset=utf-8><body>" + svg.split(b"?>", 1)[1], tmp_path, "inside.html")
    notes = tuple(Note(text, 100.0, 20.0 + 4 * at) for at, text in enumerate(live))
    still: Picture = replace(picture, still=True, dots=(), lines=(), notes=notes)
    chart = watched.opened(write_html(still), tmp_path, "chart.html")
    _used(chart)
    assert [_ran(tab) for tab in (alone, inside, chart)] == [set(), set(), set()]
    assert watched.console == [] and all(asked.startswith("file:") for asked in watched.requests)


def test_a_pdf_of_hostile_text_has_words_and_no_action(live: tuple[str, ...]) -> None:
    from pypdf import PdfReader

    network = _network(live, "w1")
    pdf = write_pdf(draw_network(network, positions([network]), sources=live))
    for name in (b"/JavaScript", b"/JS", b"/OpenAction", b"/AA", b"/Launch", b"/URI", b"/SubmitForm", b"/EmbeddedFile", b"/Annots"):
        assert not re.search(name + rb"[\s(<\[/]", pdf), name
    assert "alert(" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_cells_that_a_spreadsheet_would_run_are_guarded(live: tuple[str, ...]) -> None:
    ties = [{"from": text, "to": text, "before": None, "after": None, "change": text} for text in live]
    cells = [cell for row in csv.reader(io.StringIO(tie_list({"ties": ties}), newline="")) for cell in row]
    assert len(cells) == 5 * (len(live) + 1)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


def test_served_pages_frames_and_refusals_run_nothing(watched: Watched, tmp_path: Path, live: tuple[str, ...]) -> None:
    folder = tmp_path / "hostile"
    _bundle(folder, live)
    desk = open_desk(f"sqlite:///{(tmp_path / 'h.db').as_posix()}", create=True)
    carry_out(desk, preview(desk, folder))
    desk.close()
    service = Served(tmp_path / "h.db")
    try:
        tab = watched.context.new_page()
        for address in (
            "/maps/hostile",
            "/maps/hostile/picture.html",
            "/embed/maps/hostile",
            "/maps/hostile/picture.svg",
            "/",
            "/maps/%3Cscript%3Ealert(1)",
            "/maps/hostile?at=%3Cimg%20src=x%20onerror=alert(1)%3E&layer=relationships",
            "/maps/hostile/picture.html?at=%22%3E%3Cscript%3Ealert(1)",
        ):
            tab.goto(service.place + address)
            if tab.locator("[data-sysmap-picture]").count():
                _used(tab)
            assert _ran(tab) == set(), address
        assert [said for said in watched.console if "status of 40" not in said] == []
        assert all(asked.startswith((service.place, "data:")) for asked in watched.requests), watched.requests
    finally:
        service.stop()


def _bundle(folder: Path, texts: tuple[str, ...]) -> None:
    """A map folder whose every word is hostile, open to everyone."""
    fit = [re.sub(r"[\x00-\x1f]", " ", text).strip() for text in texts]
    fit = [text for text in dict.fromkeys(fit) if text and "|" not in text]
    names = [text.encode("utf-8", "replace").decode() for text in fit]
    actors = [
        {"id": f"a{at}", "name": name, "sector": name, "place": name, "kind": name, "audience": "public"} for at, name in enumerate(names)
    ]
    ties = [
        {"from": f"a{at}", "to": f"a{(at + 1) % len(names)}", "type": name, "description": name, "source": name, "audience": "public"}
        for at, name in enumerate(names)
    ]
    folder.mkdir()
    (folder / "map.toml").write_text("id = \"hostile\"\nname = '''" + " ".join(names[:12]).replace("'''", "") + "'''\n", encoding="utf-8")
    for file, rows in (("actors.csv", actors), ("relationships.csv", ties)):
        with (folder / file).open("w", encoding="utf-8", newline="") as out:
            writer = csv.DictWriter(out, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
