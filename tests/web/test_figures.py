"""Are the figures on screen the API's? One walk over the start page, the tables beside a picture, and every organisation, on three maps."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.api.asking import ask
from tests.api.served import service
from tests.web.test_asks import told
from tests.web.visiting import Visitor, keeper

APP = service("wrenmoor", "early-action", "practice/two-columns.csv")
SEEN = [("wrenmoor", "keeper"), ("wrenmoor", "public"), ("early-action", "keeper"), ("early-action", "public"), ("two-columns", "keeper")]
ASKED = """query ($map: ID!) { map(id: $map) { name
  actors(first: 200) { totalCount nodes { key name } } relationships(first: 200) { totalCount nodes { from { key } to { key } } }
  fundingFlows(first: 200) { totalCount } powerStatements(first: 200) { totalCount } stories(first: 200) { totalCount } } }"""
WORDS = {
    "actors": "organisations and groups", "relationships": "relationships", "fundingFlows": "flows of money",
    "powerStatements": "statements about who decides", "stories": "stories",
}  # fmt: skip


def visitor(who: str) -> Visitor:
    return keeper(APP) if who == "keeper" else Visitor(APP)


def of_the_api(map: str, who: str) -> dict[str, Any]:
    found: dict[str, Any] = ask(visitor(who), ASKED, map=map)["map"]
    return found


@pytest.mark.parametrize(("map", "who"), SEEN)
def test_the_start_page_counts_what_the_api_counts(map: str, who: str) -> None:
    found = of_the_api(map, who)
    cards = visitor(who).get("/").text.split('<li class="card">')[1:]
    card = told(next(card for card in cards if f'href="/maps/{map}"' in card))
    for field, words in WORDS.items():
        counted = re.search(rf"([\d,]+) {words}", card)
        assert (int(counted[1].replace(",", "")) if counted else 0) == found[field]["totalCount"], field


@pytest.mark.parametrize(("map", "who"), SEEN)
def test_every_organisations_page_lists_whom_the_api_ties_it_to(map: str, who: str) -> None:
    found = of_the_api(map, who)
    names = {actor["key"]: actor["name"] for actor in found["actors"]["nodes"]}
    listed = told(visitor(who).get(f"/maps/{map}/part").text)
    for key, name in names.items():
        assert name in listed
        page = visitor(who).get(f"/maps/{map}/part/{key}")
        ends = [{tie["from"]["key"], tie["to"]["key"]} for tie in found["relationships"]["nodes"]]
        others = {other for pair in ends if key in pair for other in pair - {key}}
        section = page.text.partition('id="works"')[2].partition("</section>")[0]
        for other in re.findall(r"part/([^\"]+)\"", section):
            assert other in others, (key, other)
        counted = re.match(r">[^<]*?: (\d+)<", section)
        assert (int(counted[1]) if counted else 0) == section.count('<th scope="row">'), key


@pytest.mark.parametrize(("map", "who"), SEEN)
def test_the_tables_beside_the_picture_hold_the_apis_network(map: str, who: str) -> None:
    network = """query ($map: ID!, $layer: Layer) { map(id: $map) { network(layer: $layer) {
      at memberCount tieCount members(first: 200) { nodes { key } } ties(first: 200) { nodes { from { key } to { key } } } } } }"""
    for layer in ("relationships", "funding") if map != "two-columns" else ("relationships",):
        found = ask(visitor(who), network, map=map, layer=layer.upper())["map"]["network"]
        at = f"&at={found['at']}" if map == "wrenmoor" else ""
        page = visitor(who).get(f"/maps/{map}?layer={layer}{at}").text
        titles = dict(re.findall(r">([A-Z][A-Za-z ]+): (\d+)</h\d>", page))
        assert int(titles["Organisations and groups"]) == page.count("<tr data-dots=") - page.count("data-line="), layer
        assert int(titles["Organisations and groups"]) >= found["memberCount"] == len(found["members"]["nodes"]), layer
        pairs = {frozenset((tie["from"]["key"], tie["to"]["key"])) for tie in found["ties"]["nodes"]}
        assert page.count("data-line=") >= len(pairs), layer
