"""Is the gallery what the demonstration maps give today, and does it show every picture there is?"""

from __future__ import annotations

import io

from PIL import Image

from seeds.gallery import ACROSS, DOCS, GAP, TALL, WIDE, drawn, opened, page
from seeds.gallery_pictures import GALLERY
from sysmap.service.charting import PICTURES


def test_the_page_tells_what_the_maps_tell_today() -> None:
    desk = opened()
    pictures = {one.file: drawn(desk, one) for one in GALLERY}
    assert (DOCS / "gallery.md").read_text("utf-8") == page(pictures), "if this is meant: make gallery"
    assert {one.name for one in GALLERY} == set(PICTURES)
    assert {one.map for one in GALLERY} == {"wrenmoor", "wrenmoor-as-real", "early-action"}
    assert all(one.first and one.misread and one.in_black for one in GALLERY)


def test_the_sheet_has_room_for_all_of_them_and_is_small_enough_to_keep() -> None:
    kept = (DOCS / "gallery.png").read_bytes()
    assert len(kept) < 900_000
    rows = -(-len(GALLERY) // ACROSS)
    assert Image.open(io.BytesIO(kept)).size == (ACROSS * (WIDE + GAP) + GAP, rows * (TALL + GAP) + GAP)
