"""Everything that can be done without a terminal, end to end: seven journeys on three maps, at three widths, by three kinds of hands.

On every change a covering part of them: each journey by all hands, at all widths, on all maps, and each map at each width by each of the
hands. ``SYSMAP_GATES=full`` does all 189.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser

from tests.browser.hands import HANDS
from tests.browser.journeys import MAPS, Day, Journey, asks, brings_a_spreadsheet, starts, types
from tests.browser.journeys_outward import hands_over, has_a_part, publishes
from tests.browser.serving import Served, made_store
from tests.browser.soundness import WIDTHS
from tests.browser.visitor import Visitor

JOURNEYS: dict[str, Journey] = {
    "start": starts, "spreadsheet": brings_a_spreadsheet, "typing": types, "ask": asks, "part": has_a_part, "publish": publishes,
    "hand-over": hands_over,
}  # fmt: skip


class Who(NamedTuple):
    """On which map, how wide, by what hands."""

    map: str
    width: int
    hands: str


EVERYBODY = {who: who for who in (Who(*who) for who in product(MAPS, WIDTHS, HANDS))}
"""The same object for the same person: by it pytest knows that their service is up already."""


def covering() -> list[tuple[Who, str]]:
    """Nine of the 27, in three parts in which every map, every width and all hands stand once; each journey takes one part."""
    maps, hands = list(MAPS), list(HANDS)
    nine = [(EVERYBODY[Who(maps[m], WIDTHS[(m + h) % 3], hands[h])], (m + 2 * h) % 3) for m, h in product(range(3), repeat=2)]
    return [(who, journey) for at, journey in enumerate(JOURNEYS) for who, part in nine if part == at % 3]


ALL = list(product(EVERYBODY, JOURNEYS))
TRIED = sorted(ALL if os.environ.get("SYSMAP_GATES") == "full" else covering(), key=lambda one: one[0])


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A machine on which no map is yet."""
    service = Served(made_store(tmp_path_factory.mktemp("elsewhere") / "maps.db", ()))
    yield service
    service.stop()


@pytest.fixture(scope="module")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the three maps, as everybody's day begins."""
    return made_store(tmp_path_factory.mktemp("stocked") / "maps.db", ("wrenmoor", "early-action", "practice/two-columns.csv"))


@pytest.fixture(scope="module")
def service(request: pytest.FixtureRequest, stocked: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One service for the whole day of one person."""
    assert isinstance(request.param, Who)
    made = Served(Path(shutil.copy(stocked, tmp_path_factory.mktemp("day"))))
    yield made
    made.stop()


def told(one: Who | str) -> str:
    return "-".join(map(str, one)) if isinstance(one, Who) else one


@pytest.mark.parametrize(("service", "journey"), TRIED, indirect=["service"], ids=told)
def test_a_journey(
    chromium: Browser, service: Served, elsewhere: Served, journey: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    who = request.node.callspec.params["service"]
    visitor = Visitor(HANDS[who.hands].visit(chromium, who.width))
    tab = visitor.come_in(service)
    JOURNEYS[journey](Day(HANDS[who.hands], who.width, service, elsewhere, visitor, tmp_path, tab), MAPS[who.map])
    visitor.context.close()


def test_every_pair_is_covered() -> None:
    tried = {(*who, journey) for who, journey in covering()}
    wanted: list[list[object]] = [list(MAPS), list(WIDTHS), list(HANDS), list(JOURNEYS)]
    for a, b in combinations(range(4), 2):
        assert {(one[a], one[b]) for one in tried} == set(product(wanted[a], wanted[b]))
