"""Does every link of a page lead to a page? Whatever is on a map: rounds, saved versions, or neither; for the keeper and for everybody."""

from __future__ import annotations

import re
from collections import deque
from html import unescape

import pytest

from tests.api.served import service
from tests.web.visiting import Visitor, keeper

STARTS = ("", "/pictures", "/part", "/edit", "/publish", "?ask=changed")
FILE = re.compile(r"[.](svg|png|pdf|html|json|csv|xlsx|zip|sysmap)([?]|$)|^/(static|embed|favicon)")


def links(page: str) -> set[str]:
    return {unescape(found).split("#")[0] for found in re.findall(r'<a [^>]*href="(/[^"]*)"', page)}


@pytest.mark.parametrize("map", ["wrenmoor", "early-action", "practice/two-columns.csv"])
@pytest.mark.parametrize("who", ["keeper", "everybody"])
def test_no_link_leads_nowhere(map: str, who: str) -> None:
    app = service(map)
    # Everybody begins at the list of maps, on which nothing hidden is.
    visitor = keeper(app) if who == "keeper" else Visitor(app)
    name = map.removeprefix("practice/").removesuffix(".csv")
    waiting = deque([("/", 0)] + [(f"/maps/{name}{rest}", 0) for rest in STARTS if who == "keeper"])
    seen: dict[str, int] = {}
    while waiting:
        address, far = waiting.popleft()
        if address in seen:
            continue
        answer = visitor.get(address)
        seen[address] = answer.status
        # Organisations are alike: a few of them stand for all.
        further = sorted(links(answer.text))[:: 1 if far == 0 else 7]
        waiting.extend((one, far + 1) for one in further if far < 2 and not FILE.search(one))
    assert {address: status for address, status in seen.items() if status >= 400} == {}
    assert len(seen) > (20 if who == "keeper" else 0)


def test_pictures_of_a_map_that_nobody_was_asked_about() -> None:
    page = keeper(service("practice/two-columns.csv")).get("/maps/two-columns/pictures")
    assert page.status == 200 and "When there is a second round or saved version: what changed" in page.text
    page = keeper(service("early-action")).get("/maps/early-action/pictures?picture=change")
    assert page.status == 200 and "2022-12" in page.text
