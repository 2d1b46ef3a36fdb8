from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Picture
from sysmap.draw.svg import write_svg
from tests.draw.small_maps import hostile, many, nobody, three

SVG = "{http://www.w3.org/2000/svg}"


def _picture() -> Picture:
    return draw_network(three(), positions([three()]), sources=("Survey",), withheld={"story": 1})


def _words(svg: bytes) -> str:
    return "\n".join("".join(text.itertext()) for text in ElementTree.fromstring(svg).iter(f"{SVG}text"))


def test_an_svg_has_a_role_a_title_and_a_description() -> None:
    root = ElementTree.fromstring(write_svg(_picture()))
    assert root.get("role") == "img"
    assert root.find(f"{SVG}title") is not None and root.findtext(f"{SVG}title") == "Small: trust answers"
    described = root.findtext(f"{SVG}desc") or ""
    assert "3 organisations and groups" in described and described.startswith("Small is invented, for learning. ")
    assert ".." not in described


def test_every_word_of_legend_and_caption_is_real_text() -> None:
    words = _words(write_svg(_picture()))
    for key in _picture().legend:
        assert key.group in words and key.words in words
    for line in (_picture().invented, _picture().title, _picture().subtitle, *_picture().caption):
        assert line in words


def test_hostile_names_make_a_well_formed_picture_that_holds_no_script() -> None:
    svg = write_svg(draw_network(hostile(), positions([hostile()]), audience="stewards"))
    root = ElementTree.fromstring(svg)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {"svg", "title", "desc", "g", "path", "circle", "text", "tspan"}
    assert not any(name.startswith("on") or "href" in name for element in root.iter() for name in element.keys())  # noqa: SIM118
    assert "nul\ufffd and \ufffd" in _words(svg)


def test_the_plot_does_not_move_when_the_caption_grows() -> None:
    long = replace(_picture(), caption=tuple(f"Line {at}" for at in range(30)))
    tall, usual = (ElementTree.fromstring(write_svg(picture)) for picture in (long, _picture()))
    assert float(tall.get("height") or 0) > float(usual.get("height") or 0)
    dots = [[element.attrib for element in root.iter(f"{SVG}circle")] for root in (tall, usual)]
    assert dots[0] == dots[1]


def test_three_hundred_actors_stay_under_300_kilobytes() -> None:
    assert len(write_svg(draw_network(many(300, 2000), positions([many(300, 2000)])))) < 300_000


def test_an_empty_map_says_so() -> None:
    assert "No organisation or group is on the map" in _words(write_svg(draw_network(nobody(), {})))
