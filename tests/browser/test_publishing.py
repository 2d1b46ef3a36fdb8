"""Asking, one organisation's page and publishing in a real Chromium: by mouse, by keyboard alone and by taps alone, at every width."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from sysmap.service.answers import QUESTIONS, asked_in_words
from tests.browser.serving import Served, made_store
from tests.browser.soundness import WIDTHS, nothing_wrong
from tests.browser.visitor import Visitor


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of this file's own, whose map may be changed."""
    folder: Path = tmp_path_factory.mktemp("own")
    service = Served(made_store(folder / "maps.db", ("wrenmoor", "wrenmoor-as-real")))
    yield service
    service.stop()


def every_width(tab: Page) -> None:
    for width in WIDTHS:
        tab.set_viewport_size({"width": width, "height": 900})
        nothing_wrong(tab)


def test_what_stands_behind_more_and_for_analysts_is_sound_too(keeper: Visitor, maps: Served) -> None:
    tab = keeper.context.pages[0]
    tab.goto(f"{maps.place}/maps/wrenmoor?from=w1&to=w2&layer=trust")
    for fold in ("More", "For analysts", "Read the stories"):
        tab.get_by_text(fold, exact=fold != "Read the stories").click()
    expect(tab.get_by_role("region", name="Triads by their MAN code")).to_be_visible()
    expect(tab.get_by_text("What this does not tell you", exact=True)).to_be_visible()
    nothing_wrong(tab)


@pytest.mark.parametrize("map", ["wrenmoor", "early-action", "two-columns"])
def test_each_question_is_one_click_and_one_sentence(keeper: Visitor, maps: Served, map: str) -> None:
    tab = keeper.context.pages[0]
    tab.goto(f"{maps.place}/maps/{map}")
    for question in QUESTIONS:
        tab.get_by_role("link", name=asked_in_words(question), exact=True).click()
        answer = tab.locator("#answer")
        expect(answer.get_by_role("heading", name=asked_in_words(question))).to_be_visible()
        expect(answer.locator(".says")).not_to_be_empty()
    assert keeper.console == []


def test_a_figure_is_published_seen_and_withdrawn_with_the_keyboard_alone(visitor: Visitor, chromium: Browser, own: Served) -> None:
    tab = visitor.come_in(own)
    tab.goto(f"{own.place}/maps/wrenmoor/publish")
    chosen(tab, "Organisations are shown by", "codes")
    written(tab, "Title (optional)", "Who works with whom, by code")
    pressed(tab, "button", "Show what readers would see")
    expect(tab.get_by_text("14 of 31 have ties around them as nobody else has")).to_be_visible()
    written(tab, "could be recognised by their ties alone", "14")
    pressed(tab, "button", "Publish this for everyone")
    link = tab.get_by_role("region", name="Published:").get_by_role("link")
    place = link.get_attribute("href")
    assert place is not None
    every_width(tab)
    elsewhere = chromium.new_context()
    reader = elsewhere.new_page()
    reader.goto(own.place + place)
    expect(reader.get_by_role("heading", name="Who works with whom, by code", level=1)).to_be_visible()
    reader.wait_for_selector("[data-sysmap-picture][data-ready=yes]", state="attached")
    assert "Kestrel" not in reader.content()
    every_width(reader)
    pressed(tab, "button", "Withdraw Who works with whom, by code")
    expect(tab.get_by_text("Withdrawn. Its address")).to_be_visible()
    reader.reload()
    expect(reader.get_by_text("This figure was withdrawn by the map keeper")).to_be_visible()
    every_width(reader)
    elsewhere.close()


def focus_on(tab: Page, role: str, name: str) -> None:
    """Walk there with Tab, as somebody without a mouse does; the focus shows."""
    target = tab.get_by_role(role, name=name, exact=False).first  # type: ignore[arg-type]
    expect(target).to_be_visible()
    tab.locator("body").press("Tab")
    for _ in range(300):
        if target.evaluate("(it) => it === document.activeElement"):
            assert target.evaluate("(it) => getComputedStyle(it).outlineStyle") != "none"
            return
        tab.keyboard.press("Tab")
    raise AssertionError(f"no way with Tab to {name}")


def chosen(tab: Page, name: str, word: str) -> None:
    focus_on(tab, "combobox", name)
    tab.keyboard.type(word)


def written(tab: Page, name: str, words: str) -> None:
    focus_on(tab, "textbox", name)
    tab.keyboard.type(words)


def pressed(tab: Page, role: str, name: str) -> None:
    focus_on(tab, role, name)
    with tab.expect_navigation():
        tab.keyboard.press("Enter")


def test_a_correction_is_left_with_taps_alone_on_a_phone_and_the_keeper_writes_it_into_the_map(
    visitor: Visitor, chromium: Browser, own: Served
) -> None:
    phone = chromium.new_context(viewport={"width": 360, "height": 720}, has_touch=True, is_mobile=True)
    tab = phone.new_page()
    tab.goto(f"{own.place}/maps/wrenmoor")
    tab.get_by_role("link", name="Organisations").tap()
    tab.get_by_role("link", name="Kestrel Youth Advice").tap()
    tab.get_by_label("What is wrong?").select_option("where it is")
    tab.get_by_label("Say what is wrong").tap()
    tab.keyboard.type("It moved last year <b>")
    tab.get_by_label("What should stand there instead").tap()
    tab.keyboard.type("Lowfield")
    tab.get_by_role("button", name="Send to the map keeper").tap()
    expect(tab.get_by_text("Thank you.")).to_be_visible()
    heights = "(all) => all.map((it) => it.getBoundingClientRect().height)"
    assert min(tab.locator("main button, main select, .ways a").evaluate_all(heights)) >= 44
    nothing_wrong(tab)
    keeper = visitor.come_in(own)
    keeper.goto(f"{own.place}/maps/wrenmoor/corrections")
    expect(keeper.get_by_text("It moved last year <b>")).to_be_visible()
    every_width(keeper)
    keeper.get_by_role("button", name="Write it into the map").click()
    tab.reload()
    expect(tab.locator("dl.facts")).to_contain_text("Lowfield")
    phone.close()


def test_a_part_on_paper_is_the_part_and_no_form(keeper: Visitor, maps: Served) -> None:
    tab = keeper.context.pages[0]
    tab.goto(f"{maps.place}/maps/wrenmoor/part/cvs")
    tab.emulate_media(media="print")
    for hidden in (".bar", ".ways", "footer", "form"):
        expect(tab.locator(hidden).first).to_be_hidden()
    expect(tab.get_by_role("heading", name="Who works with it: 10")).to_be_visible()
    assert tab.pdf()[:5] == b"%PDF-"


class _Elsewhere(BaseHTTPRequestHandler):
    """A report on another site that shows what it is told to show."""

    shows = ""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(f"<!doctype html><title>A report</title><h1>A report</h1>{self.shows}".encode())

    def log_message(self, *words: object) -> None:
        """Nothing."""


@pytest.fixture
def report() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Elsewhere)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_an_embed_owns_nothing_is_sent_no_cookie_and_says_at_once_when_it_is_withdrawn(chromium: Browser, own: Served, report: str) -> None:
    """G23: a foreign parent, in the browser of the map keeper who is in; the application itself is shown by nobody."""
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(own.link)
    tab.wait_for_selector("text=map keeper")
    tab.goto(f"{own.place}/maps/wrenmoor-as-real/publish?point=w2&layer=trust")
    tab.get_by_role("button", name="Publish this for everyone").click()
    code = tab.get_by_label("To show it on another page, copy this into that page").input_value()
    _Elsewhere.shows = code + f'<iframe name="app" src="{own.place}/maps/wrenmoor-as-real"></iframe>'
    cookies: list[str | None] = []
    context.on("request", lambda asked: cookies.append(asked.all_headers().get("cookie")) if "/embed/" in asked.url else None)
    outside = context.new_page()
    outside.goto(report)
    inside = next(frame for frame in outside.frames if "/embed/" in frame.url)
    inside.wait_for_selector("[data-sysmap-picture][data-ready=yes]", state="attached")
    assert inside.evaluate("window.origin") == "null" and cookies == [None]
    assert inside.evaluate("(() => { try { return parent.document.title } catch (refused) { return refused.name } })()") == "SecurityError"
    assert inside.evaluate("(() => { try { return document.cookie } catch (refused) { return refused.name } })()") == "SecurityError"
    assert outside.evaluate("document.querySelector('iframe').contentDocument") is None
    app = outside.frame(name="app")
    assert app is not None and app.url.startswith("chrome-error:")
    tab.goto(f"{own.place}/maps/wrenmoor-as-real/publish")
    tab.get_by_role("button", name="Withdraw").click()
    tab.wait_for_selector("text=Withdrawn.")
    outside.reload()
    expect(outside.frame_locator("iframe").first.get_by_text("This figure was withdrawn")).to_be_visible()
    context.close()


@pytest.mark.parametrize("let_in", [True, False])
def test_a_figure_that_names_its_sites_is_shown_by_their_pages_and_by_no_others(
    chromium: Browser, own: Served, report: str, let_in: bool
) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(own.link)
    tab.wait_for_selector("text=map keeper")
    site = report.rstrip("/") if let_in else "https://council.example"
    tab.goto(f"{own.place}/maps/wrenmoor/publish?point=w1&layer=trust&sites={site}&title={let_in}")
    expect(tab.get_by_label("Only pages of these sites may show it (optional)")).to_have_value(site)
    tab.get_by_role("button", name="Publish this for everyone").click()
    _Elsewhere.shows = tab.get_by_label("To show it on another page, copy this into that page").input_value()
    outside = context.new_page()
    if let_in:
        outside.goto(report)
        expect(outside.frame_locator("iframe").get_by_role("heading", name="True")).to_be_visible()
    else:
        with outside.expect_console_message(lambda said: "frame-ancestors https://council.example" in said.text):
            outside.goto(report)
        assert not outside.frame_locator("iframe").get_by_role("heading", name="False").count()
    context.close()


def test_a_figure_left_open_is_looked_at_again_when_its_reader_comes_back(chromium: Browser, own: Served) -> None:
    context = chromium.new_context()
    tab, reader = context.new_page(), chromium.new_context().new_page()
    tab.goto(own.link)
    tab.wait_for_selector("text=map keeper")
    tab.goto(f"{own.place}/maps/wrenmoor/publish?point=w1&layer=funding")
    tab.get_by_role("button", name="Publish this for everyone").click()
    here = tab.locator("section[aria-labelledby=fresh] a").get_attribute("href")
    reader.clock.install()
    for address in (f"/embed{here}", here):
        reader.goto(f"{own.place}{address}")
        reader.wait_for_selector("[data-sysmap-picture]", state="attached")
    tab.get_by_role("button", name="Withdraw").first.click()
    tab.wait_for_selector("text=Withdrawn.")
    reader.clock.fast_forward(700_000)
    expect(reader.get_by_text("This figure was withdrawn")).to_be_visible()
    reader.context.close()
    context.close()


def test_an_embed_works_in_a_report_opened_from_disk(chromium: Browser, own: Served, tmp_path: Path) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    tab.goto(own.link)
    tab.wait_for_selector("text=map keeper")
    tab.goto(f"{own.place}/maps/wrenmoor/publish?point=w2&before=w1&layer=trust")
    tab.get_by_role("button", name="Publish this for everyone").click()
    code = tab.get_by_label("To show it on another page, copy this into that page").input_value()
    file = tmp_path / "report.html"
    file.write_text(f"<!doctype html><title>A report</title>{code}", encoding="utf-8")
    tab.goto(file.as_uri())
    framed = tab.frame_locator("iframe")
    expect(framed.get_by_text("On the 80 lasting ties openness rose")).to_be_visible()
    context.close()
