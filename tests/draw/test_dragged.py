"""Is somebody who was put somewhere drawn just there, in every format, with its name and its group?"""

from __future__ import annotations

import io
import json
import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from sysmap.draw.frame import on_page
from sysmap.draw.layout import positions
from sysmap.draw.looks import Appearance
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Dot, Picture
from sysmap.draw.rendering import render
from tests.draw.small_maps import many

PLACE = (913.0, 15.0)
"""A corner that nobody stands in."""


def drawn(place: tuple[float, float] | None) -> Picture:
    network = many(40, 90)
    kept = positions([network])
    return draw_network(network, positions([network], {**kept, **({"m9": place} if place else {})}))


@pytest.fixture(scope="module")
def picture() -> Picture:
    return drawn(PLACE)


def dot(picture: Picture) -> Dot:
    return next(one for one in picture.dots if one.id == "m9")


def colour_at(image: Image.Image, x: float, y: float) -> str:
    pixel = image.convert("RGB").getpixel((round(x), round(y)))
    assert isinstance(pixel, tuple)
    return "#" + "".join(f"{part:02x}" for part in pixel[:3])


def test_it_stands_on_its_pixel_and_nobody_else_has_moved(picture: Picture) -> None:
    before = {one.id: (one.x, one.y) for one in drawn(None).dots}
    after = {one.id: (one.x, one.y) for one in picture.dots}
    assert {id for id in before if before[id] != after[id]} == {"m9"}
    assert after["m9"] == pytest.approx(on_page(PLACE), abs=0.05)


def test_its_name_goes_with_it(picture: Picture) -> None:
    here = dot(picture)
    assert here.label is not None
    assert abs(here.label.x - here.x) < 160 and abs(here.label.y - here.y) < 80


def test_the_area_of_its_group_reaches_to_it() -> None:
    network = many(40, 90)
    where = positions([network], {**positions([network]), "m9": PLACE})
    grouped = draw_network(network, where, wears=Appearance(groups={"Learning": ("m9", "m8", "m10")}))
    assert any(abs(x - dot(grouped).x) < 40 and abs(y - dot(grouped).y) < 40 for rule in grouped.rules for x, y in (rule.start, rule.end))


def test_it_is_there_in_svg_and_on_the_page(picture: Picture) -> None:
    here = dot(picture)
    assert f'cx="{here.x:g}" cy="{here.y:g}"' in render(picture, "svg").decode()
    page = render(picture, "html").decode()
    data = json.loads(re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.S)[1])  # type: ignore[index]
    assert [(node["x"], node["y"]) for node in data["nodes"] if node["key"] == "m9"] == [(here.x, here.y)]


def test_it_is_there_in_png_and_in_pdf(picture: Picture, tmp_path: Path) -> None:
    here = dot(picture)
    png = Image.open(io.BytesIO(render(picture, "png")))
    (tmp_path / "picture.pdf").write_bytes(render(picture, "pdf"))
    subprocess.run(["pdftoppm", "-r", "96", "-png", tmp_path / "picture.pdf", tmp_path / "page"], check=True)
    page = Image.open(next(tmp_path.glob("page*.png")))
    before = Image.open(io.BytesIO(render(drawn(None), "png")))
    assert colour_at(before, here.x, here.y) != here.style.fill.lower()
    for image in (png, page):
        scale = image.width / picture.width
        assert colour_at(image, here.x * scale, here.y * scale) == here.style.fill.lower()
