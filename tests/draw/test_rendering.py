from __future__ import annotations

import struct
import zlib

import pytest

from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from sysmap.draw.picture import Note, Picture
from sysmap.draw.rendering import FORMATS, render
from sysmap.errors import UsageError
from tests.draw.small_maps import hostile, nobody, three

BEGINS = {"html": b"<!doctype html>", "svg": b"<?xml", "png": b"\x89PNG", "pdf": b"%PDF", "json": b"{"}


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_draws_a_small_an_empty_and_a_hostile_map_and_repeats_its_bytes(format: str) -> None:
    for network in (three(), nobody(), hostile()):
        picture = draw_network(network, positions([network]))
        drawn = render(picture, format)
        assert drawn.startswith(BEGINS[format]) and drawn == render(picture, format)


def test_a_png_is_as_large_as_it_was_asked_for() -> None:
    picture = draw_network(three(), positions([three()]))
    sizes = [struct.unpack(">II", render(picture, "png", scale)[16:24]) for scale in (1, 2)]
    assert sizes == [(1123, 794), (2246, 1588)]


def test_a_png_can_be_without_paper() -> None:
    picture = draw_network(three(), positions([three()]))
    on_paper, clear = (render(picture, "png", transparent=there) for there in (False, True))
    assert _corner(on_paper) == (255, 255, 255, 255) and _corner(clear)[3] == 0


def _corner(png: bytes) -> tuple[int, ...]:
    """The first pixel: of a picture of 8-bit RGBA, the first filter leaves it as it is."""
    data, at = b"", 8
    while at < len(png):
        size = int.from_bytes(png[at : at + 4], "big")
        data += png[at + 8 : at + 8 + size] if png[at + 4 : at + 8] == b"IDAT" else b""
        at += 12 + size
    assert png[24:26] == bytes((8, 6)), "8 bits, RGBA"
    return tuple(zlib.decompress(data)[1:5])


def test_a_format_that_is_not_known_is_refused_with_the_choices() -> None:
    with pytest.raises(UsageError, match=r'cannot be drawn as "docx".*html, svg, png, pdf, json'):
        render(draw_network(nobody(), {}), "docx")


def test_a_png_too_large_for_memory_is_refused() -> None:
    with pytest.raises(UsageError, match=r"0\.25 to 4"):
        render(draw_network(nobody(), {}), "png", 400)


def test_a_joined_emoji_may_stand_anywhere_in_a_text() -> None:
    family = "👩\u200d👩\u200d👧"
    for text in (family, f"{family} x", f"a {family}", f"+ {family}", f"é {family} x {family}", f"🌍 {family}", f"10 {family}…"):
        picture = Picture(text, text, 300, 100, (0, 0, 300, 60), notes=(Note(text, 100, 30, 9.5, "middle"),))
        assert render(picture, "png").startswith(b"\x89PNG")
