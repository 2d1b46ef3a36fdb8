from __future__ import annotations

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser

from sysmap.draw.html import page_parts, scripts, write_html
from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from tests.draw.small_maps import HOSTILE, hostile, many, nobody, three


class _Reader(HTMLParser):
    """Collects tags with their attributes, and the text inside each kind of element."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "input"):
            self.open.append(tag)
            self.text.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text[self.open[-1]][-1] += data


def _picture() -> Picture:
    return draw_network(three(), positions([three()]), sources=("Survey",))


def _read(page: bytes) -> _Reader:
    reader = _Reader()
    reader.feed(page.decode("utf-8"))
    return reader


def test_the_page_begins_with_the_doctype_and_has_language_title_and_one_heading() -> None:
    page = write_html(_picture())
    reader = _read(page)
    assert page.startswith(b"<!doctype html>\n")
    assert ("html", {"lang": "en"}) in reader.tags
    assert reader.text["h1"] == ["Small: trust answers"] and "Round 1" in reader.text["title"][0]


def test_the_policy_allows_exactly_the_scripts_and_styles_that_are_there() -> None:
    page = write_html(_picture()).decode("utf-8")
    found = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    assert found is not None
    policy = unescape(found[1])
    assert policy.startswith("default-src 'none'; ") and "unsafe" not in policy and "nonce" not in policy
    for tag in ("script", "style"):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        hashes = " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inside)
        assert f"{tag}-src {hashes};" in policy


def test_nothing_on_the_page_asks_another_machine_for_anything() -> None:
    for tag, attributes in _read(write_html(draw_network(hostile(), positions([hostile()])))).tags:
        assert tag not in ("link", "img", "iframe", "object", "embed", "base", "form")
        assert not set(attributes) & {"src", "srcset", "action", "style", "background", "formaction"}
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
    own = page_parts(_picture())
    assert not re.search(
        r"https?:|url\(|@import|innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", own.scripts[1] + own.styles[0]
    )


def test_the_table_is_there_at_load_with_every_tie_and_everyone() -> None:
    reader = _read(write_html(_picture()))
    assert reader.text["button"].count("Ash Lane") == 3
    assert "asked, did not answer" in reader.text["td"]
    assert sum(tag == "tr" for tag, _ in reader.tags) == 2 + 3 + 3


def test_hostile_names_stay_text_in_every_place() -> None:
    page = write_html(draw_network(hostile(), positions([hostile()]), sources=(HOSTILE[0],), audience="stewards"))
    reader = _read(page)
    assert [attributes for tag, attributes in reader.tags if tag == "script"] == [
        {"type": "application/json", "data-picture": None},
        {},
        {},
    ]
    data = json.loads(next(text for text in reader.text["script"] if text.startswith("{")))
    assert [node["name"] for node in data["nodes"]][:3] == list(HOSTILE[:3])
    assert {node["id"] for node in data["nodes"]} == {f"d{at}" for at in range(len(HOSTILE))}
    assert HOSTILE[8] in reader.text["button"]
    assert not set("<>&'\u2028\u2029") & set(next(text for text in reader.text["script"] if text.startswith("{")))


def test_dots_are_fixed_where_the_picture_has_them_and_nothing_moves_by_itself() -> None:
    data = json.loads(next(text for text in _read(write_html(_picture())).text["script"] if text.startswith("{")))
    assert [(node["x"], node["y"]) for node in data["nodes"]] == [(dot.x, dot.y) for dot in _picture().dots]
    assert data["options"]["physics"] == {"enabled": False}
    assert "title" not in data["nodes"][0] and "title" not in data["edges"][0]


def test_vis_network_is_the_one_that_was_read_and_tried() -> None:
    digest = hashlib.sha256(scripts()[0].encode("utf-8")).hexdigest()
    assert digest == "f3c1229464749a6f5a80c80867189edfdc0198be0d015c3d770aff196cb6c0a1"


def test_a_page_holds_little_more_than_its_data_its_table_and_vis_network() -> None:
    picture = draw_network(many(300, 2000), positions([many(300, 2000)]))
    parts = page_parts(picture)
    assert len(write_html(picture)) <= 1.1 * (len(parts.body) + len(parts.scripts[0]))


def test_an_empty_map_is_a_sentence_on_a_page() -> None:
    assert "No organisation or group is on the map at this point." in _read(write_html(draw_network(nobody(), {}))).text["p"]


def test_parts_for_another_page_have_ids_of_their_own() -> None:
    body = page_parts(_picture(), prefix="second").body
    assert 'id="second"' in body and 'id="picture' not in body
