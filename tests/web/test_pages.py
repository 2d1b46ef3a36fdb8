"""The pages, as the public and as the map keeper read them."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.web.sample import HOSTILE, served
from tests.web.visiting import Answer, Visitor, keeper

PUBLIC, KEEPER = Visitor(served()), keeper(served())
CHANGE = "/maps/wrenmoor?from=w1&to=w2&layer=trust"
PAGES = ["/", "/maps/wrenmoor", "/maps/wrenmoor?at=w1&layer=relationships", CHANGE, "/maps/hostile", "/maps/nope"]


class Read(HTMLParser):
    """The tags of a page in order, with their attributes, and the text of its headings."""

    def __init__(self, page: Answer) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def all(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for tag, attributes in self.tags if tag == name]


def test_the_list_shows_the_public_only_the_maps_it_may_see() -> None:
    public, keepers = PUBLIC.get("/").text, KEEPER.get("/").text
    assert "Wrenmoor early help (invented)" in public
    assert "as-real" not in public
    assert "as-real" in keepers


def test_an_invented_map_says_so_in_the_list_and_on_its_page() -> None:
    assert "Wrenmoor is invented, for learning" in PUBLIC.get("/").text
    assert "Wrenmoor is invented, for learning" in PUBLIC.get("/maps/wrenmoor").text
    assert "Wrenmoor is invented, for learning" in KEEPER.get(CHANGE).text


def test_the_list_says_who_answered() -> None:
    page = KEEPER.get("/").text
    assert "Round 1, May 2024: 27 of 30 answered." in page
    assert "Round 2, May 2025: 24 answered, 1 in part, 6 not." in page


def test_a_map_is_a_network_beside_tables_of_the_same_data() -> None:
    page = KEEPER.get("/maps/wrenmoor?at=w2&layer=trust")
    assert page.status == 200
    assert "data-sysmap-picture" in page.text
    assert len(Read(page).all("table")) == 2
    assert "Trust answers: 170" in page.text
    scripts = [tag["src"] for tag in Read(page).all("script") if tag.get("src")]
    assert b"vis-network" in PUBLIC.get(str(scripts[0])).body


def test_a_change_is_told_before_it_is_drawn() -> None:
    page = KEEPER.get(CHANGE).text
    assert "27 organisations are in both rounds; 4 joined and 3 left." in page
    assert page.index("27 organisations") < page.index("data-sysmap-picture")


def test_the_public_reads_a_change_of_trust_with_a_picture_of_groups() -> None:
    page = PUBLIC.get(CHANGE)
    assert page.status == 200
    assert "27 organisations are in both rounds" in page.text
    assert "folded into groups by sector" in page.text
    assert "Kestrel Youth Advice" not in page.text.split("data-sysmap-picture")[1]


def test_the_public_starts_with_organisations_and_who_works_with_whom() -> None:
    page = PUBLIC.get("/maps/wrenmoor").text
    assert 'layer=relationships" aria-current="page"' in page
    assert "Kestrel Youth Advice" in page


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("visitor", [PUBLIC, KEEPER], ids=["public", "keeper"])
def test_every_page_can_be_walked_without_sight(visitor: Visitor, address: str) -> None:
    read = Read(visitor.get(address))
    assert read.all("html") == [{"lang": "en"}]
    assert len(read.all("h1")) == len(read.all("main")) == len(read.all("title")) == 1
    ids = [attributes["id"] for _, attributes in read.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert read.all("a")[0]["href"] == "#main"
    assert "main" in ids
    labelled = {tag["for"] for tag in read.all("label")}
    for field in [*read.all("input"), *read.all("select"), *read.all("textarea")]:
        assert field.get("type") == "hidden" or field["id"] in labelled
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("address", PAGES)
def test_no_page_asks_another_place_for_anything(address: str) -> None:
    for tag, attributes in Read(KEEPER.get(address)).tags:
        for name in ("src", "href", "action", "srcset", "poster", "data"):
            value = attributes.get(name) or ""
            assert not re.match(r"(?:[a-z]+:)?//", value) or value.startswith("http://127.0.0.1:8000/"), (tag, value)


@pytest.mark.parametrize("address", [*PAGES, "/maps/hostile?at=2024&layer=relationships", "/maps/wrenmoor?at=%3Cscript%3E"])
def test_every_script_and_style_is_allowed_by_its_hash_and_no_other_is(address: str) -> None:
    from sysmap.web.templating import hash_of

    page = KEEPER.get(address)
    allowed = page.headers["content-security-policy"]
    assert "unsafe" not in allowed
    assert "frame-ancestors 'none'" in allowed
    for text in re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL):
        assert hash_of(text) in allowed
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", page.text, re.DOTALL)
    for attributes, text in scripts:
        assert "application/json" in attributes or "/static/" in attributes or hash_of(text) in allowed
    assert not re.search(r"\son[a-z]+=", re.sub(r">[^<]*<", "><", page.text))
    assert not any("style" in attributes for tag, attributes in Read(page).tags if tag not in {"svg", "path"})


def test_hostile_words_are_words() -> None:
    page = KEEPER.get("/maps/hostile")
    for word in HOSTILE:
        if "<" in word:
            assert word not in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "{{ 7 * 7 }}" in page.text
    assert "49" not in re.findall(r"<h1>.*?</h1>", page.text, re.DOTALL)[0]
    assert not [tag for tag in Read(page).all("img") if tag.get("src") == "x"]


def test_unknown_and_invisible_maps_are_the_same_answer_byte_for_byte() -> None:
    answers = [PUBLIC.get(f"/maps/{map}") for map in ("nope", "wrenmoor-as-real", "%3Cscript%3E", "w" * 300, "..%2f..")]
    assert {answer.status for answer in answers} == {404}
    assert len({answer.body for answer in answers}) == 1
    assert len({tuple(sorted(answer.headers.items())) for answer in answers}) == 1


def test_what_is_missing_on_a_map_is_told_to_the_map_keeper_only() -> None:
    assert "Rounds: w1" in KEEPER.get("/maps/wrenmoor?at=w9").text
    assert PUBLIC.get("/maps/wrenmoor?at=w9").body == PUBLIC.get("/maps/nope").body


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("layer=love", "trust, relationships, funding, power"),
        ("for=friends", "public, accountability, learning, participants, stewards"),
        ("at=w1&at=w2", "Give it once"),
        ("min_strength=many", "whole number from 1"),
        ("layer=funding&item=openness", "says nothing about the layer funding"),
    ],
)
def test_a_parameter_that_does_not_fit_is_400_with_what_it_may_be(query: str, said: str) -> None:
    answer = KEEPER.get(f"/maps/wrenmoor?{query}")
    assert answer.status == 400
    assert said in answer.text


def test_parameters_of_others_are_passed_over() -> None:
    assert PUBLIC.get("/maps/wrenmoor?utm_source=letter").status == 200


def test_the_map_keeper_can_see_it_as_everyone_does() -> None:
    narrowed = KEEPER.get("/maps/wrenmoor?for=public&layer=relationships&at=w2")
    assert "not for circulation" not in narrowed.text
    assert "not for circulation" in KEEPER.get("/maps/wrenmoor?layer=relationships&at=w2").text


def test_an_audience_never_widens_what_is_seen() -> None:
    assert PUBLIC.get("/maps/wrenmoor-as-real?for=stewards").status == 404
    plain, widened = PUBLIC.get("/maps/wrenmoor?layer=power&at=w2"), PUBLIC.get("/maps/wrenmoor?layer=power&at=w2&for=stewards")
    assert re.findall(r"<tbody>.*?</tbody>", plain.text, re.DOTALL) == re.findall(r"<tbody>.*?</tbody>", widened.text, re.DOTALL)


def test_a_page_read_before_is_not_sent_again() -> None:
    first = PUBLIC.get("/maps/wrenmoor")
    again = PUBLIC.get("/maps/wrenmoor", if_none_match=first.headers["etag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert "content-security-policy" not in again.headers, "it would replace the policy that the kept page needs"


def test_tags_tell_viewers_apart() -> None:
    tags = {visitor.get(address).headers["etag"] for visitor in (PUBLIC, KEEPER) for address in ("/maps/wrenmoor", "/maps/wrenmoor?at=w1")}
    assert len(tags) == 4
    assert KEEPER.get("/maps/wrenmoor", if_none_match=PUBLIC.get("/maps/wrenmoor").headers["etag"]).status == 200


def test_what_is_not_public_is_not_kept_by_others() -> None:
    assert KEEPER.get("/maps/wrenmoor").headers["cache-control"] == "private, no-cache"
    assert PUBLIC.get("/maps/wrenmoor").headers["vary"] == "Authorization, Cookie"


def test_scripts_are_kept_for_a_year_and_another_hash_is_not_found() -> None:
    page = PUBLIC.get("/maps/wrenmoor")
    address = next(str(tag["src"]) for tag in Read(page).all("script") if tag.get("src"))
    assert "immutable" in PUBLIC.get(address).headers["cache-control"]
    assert PUBLIC.get("/static/0.js").status == 404
    assert PUBLIC.get("/static/..%2fpages.py").status == 404


def test_the_page_tells_other_programs_where_its_embed_is() -> None:
    links = Read(PUBLIC.get("/maps/wrenmoor?at=w1")).all("link")
    assert links[0]["type"] == "application/json+oembed"
    href = str(links[0]["href"]).removeprefix("http://127.0.0.1:8000")
    assert PUBLIC.get(href).status == 200


def test_who_decides_is_said_in_full_beside_the_picture() -> None:
    for visitor, many in ((PUBLIC, 10), (KEEPER, 12)):
        page = visitor.get("/maps/wrenmoor?layer=power&at=w2").text
        assert f"Who decides, as it was said: {many}" in page
    assert "informal referral routes" not in PUBLIC.get("/maps/wrenmoor?layer=power&at=w2").text
    assert "Who decides, as it was said: 11" in KEEPER.get("/maps/wrenmoor?layer=power&at=w2&for=participants").text


def test_the_layout_of_the_page_names_only_parts_that_the_picture_has() -> None:
    page = PUBLIC.get("/maps/wrenmoor")
    inside = page.text.split('class="beside"')[1].split("-tables")[0]
    rules = re.findall(r"\.beside > (\.?)([\w-]+)", page.text)
    assert rules
    for dot, name in rules:
        assert f'class="{name}"' in inside if dot else f"<{name}" in inside, f"no {dot}{name} in the picture"
