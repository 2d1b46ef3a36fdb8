"""Once everybody is kept, does an import leave them where they stand, in every file and on every page, whichever store keeps the map?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sysmap.analysis.question import Question
from sysmap.draw.picture import Picture
from sysmap.model.visibility import Viewer
from sysmap.service.changing import Edit
from sysmap.service.desk import Desk
from sysmap.service.importing import carry_out, preview
from sysmap.service.picture_files import as_file
from sysmap.service.picturing import picture_at, picture_of_change
from sysmap.service.placing import keep_everyone, place_actor
from tests.seeds.wrenmoor_figures import FOLDER
from tests.service.newcomers import newcomers
from tests.store.making import ADAPTERS, ticking
from tests.store.proving import proves

STEWARD = Viewer.steward()
TRUST = Question(layer="trust")
Spots = dict[str, tuple[float, float]]
DOT = re.compile(r"<g><title>([^<]*)</title><(circle|path|rect)([^>]*)/>")


@pytest.fixture(params=list(ADAPTERS))
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Desk]:
    proves(request.node, request.param)
    made = Desk(ADAPTERS[request.param](tmp_path, ticking()))
    carry_out(made, preview(made, FOLDER))
    yield made
    made.close()


def drawn(desk: Desk) -> list[Picture]:
    """Each round, what changed, and the page that slides over all of them."""
    rounds = [picture_at(desk, STEWARD, "wrenmoor", at, TRUST) for at in ("w1", "w2")]
    return [*rounds, *(picture_of_change(desk, STEWARD, "wrenmoor", "w1", "w2", TRUST, to_slide=slides) for slides in (False, True))]


def in_svg(picture: Picture) -> Spots:
    """The middle of what is drawn for each actor, by the words that its title begins with."""
    found: Spots = {}
    text = as_file(picture, "svg").decode()
    dots = text[text.index('class="dots"') :]
    for title, kind, attributes in DOT.findall(dots):
        if kind == "circle":
            x, y = (float(re.search(rf'{name}="([-\d.]+)"', attributes)[1]) for name in ("cx", "cy"))  # type: ignore[index]
        else:
            corners = re.findall(r"([-\d.]+)[ ,]([-\d.]+)", re.search(r' d="([^"]*)"', attributes)[1])  # type: ignore[index]
            x, y = (sum(float(corner[at]) for corner in corners) / len(corners) for at in (0, 1))
        found.setdefault(title.split(",")[0].split("\n")[0], (x, y))
    return found


def in_html(picture: Picture) -> Spots:
    text = as_file(picture, "html").decode()
    data: Any = json.loads(re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', text, re.S)[1])  # type: ignore[index]
    return {node["key"]: (node["x"], node["y"]) for node in data["nodes"]}


def all_spots(desk: Desk) -> list[Spots]:
    pictures = drawn(desk)
    return [*({dot.id: (dot.x, dot.y) for dot in p.dots} for p in pictures), *map(in_svg, pictures[:3]), *map(in_html, pictures)]


def test_twenty_five_more_move_nobody_in_any_file(desk: Desk, tmp_path: Path) -> None:
    assert keep_everyone(desk, "wrenmoor", Edit("keep", 1, "")) is not None
    place_actor(desk, "wrenmoor", Edit("move", 2, ""), "kes", (612.5, 88.25))
    before = all_spots(desk)
    carry_out(desk, preview(desk, newcomers(tmp_path / "more", 25)))
    after = all_spots(desk)
    assert [len(spots) for spots in before[:3]] == [len(spots) for spots in before[4:7]] == [30, 31, 34]
    for then, now in zip(before, after, strict=True):
        assert all(abs(now[id][0] - x) < 0.11 and abs(now[id][1] - y) < 0.11 for id, (x, y) in then.items())
    assert len(after[1]) == len(before[1]) + 25
