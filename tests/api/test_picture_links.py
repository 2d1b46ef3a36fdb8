"""Every picture of a map is at the address that the API gives for it."""

from __future__ import annotations

from sysmap.service.charting import PICTURES
from tests.api.asking import ask, errors_of
from tests.web.sample import served
from tests.web.visiting import keeper

QUERY = """query($ending: String!, $from: At, $to: At) { map(id: "wrenmoor") {
  pictures(ending: $ending, layer: TRUST, from: $from, to: $to) { name title says address } } }"""


def test_each_address_leads_to_its_picture() -> None:
    visitor = keeper(served())
    links = ask(visitor, QUERY, **{"ending": "svg", "from": {"wave": "w1"}, "to": {"wave": "w2"}})["map"]["pictures"]
    assert [link["name"] for link in links] == list(PICTURES)
    for link in links:
        answer = visitor.get(link["address"])
        assert answer.status == 200 and answer.headers["content-type"] == "image/svg+xml", link


def test_half_a_change_and_a_format_there_is_not_are_refused() -> None:
    visitor = keeper(served())
    for given in ({"ending": "gif"}, {"ending": "svg", "from": {"wave": "w1"}}):
        assert "hoose" in str(found := errors_of(visitor, QUERY, **given)) or "both" in str(found)


def test_a_look_goes_with_the_pictures_that_take_one_and_is_drawn() -> None:
    visitor = keeper(served())
    query = """query($look: PictureLook) { map(id: "wrenmoor") { pictures(ending: "json", layer: RELATIONSHIPS,
      from: { wave: "w1" }, to: { wave: "w2" }, look: $look) { name address } } }"""
    look = {"size": "reach", "areas": "named", "ego": "cvs", "steps": 2}
    links = {link["name"]: link["address"] for link in ask(visitor, query, look=look)["map"]["pictures"]}
    assert {name for name, address in links.items() if "ego=cvs" in address} == {"network", "change", "multiples"}
    for name in ("network", "change"):
        answer = visitor.get(links[name])
        groups = {key["group"] for key in answer.json["legend"]}
        assert answer.status == 200 and {"Size: reach", "Groups", "In the middle"} <= groups
