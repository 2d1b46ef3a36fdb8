from __future__ import annotations

import json
from pathlib import Path

from sysmap.draw.layout import positions
from sysmap.draw.network import draw_network
from tests.draw.small_maps import hostile, three

GOLDEN = Path(__file__).parent / "golden" / "three.json"


def test_the_small_picture_is_the_one_that_was_agreed() -> None:
    picture = draw_network(three(), positions([three()]), sources=("invented for learning",), withheld={"story": 1})
    assert json.loads(picture.as_json()) == json.loads(GOLDEN.read_text("utf-8")), "if this is meant, write as_json() to golden/three.json"


def test_picture_json_is_ascii_on_one_line_whatever_the_names() -> None:
    text = draw_network(hostile(), positions([hostile()])).as_json()
    assert text.isascii() and text.count("\n") == 1
    assert json.loads(text)["dots"][0]["name"] == hostile().members[0].name
