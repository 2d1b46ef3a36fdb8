"""Draw every picture there is on the demonstration maps, a sheet of them all, and a page that says what each is for.

    python -m seeds.gallery FOLDER

FOLDER gets each picture as PNG in colour and in grey (as a copier gives it) and as SVG; ``docs/gallery.png`` and
``docs/gallery.md`` are written anew. The page carries a fingerprint of each picture, which a test holds against the maps.
"""

from __future__ import annotations

import hashlib
import io
import sys
from pathlib import Path

from PIL import Image

from seeds.gallery_pictures import GALLERY, Shown
from sysmap.draw.picture import Picture
from sysmap.draw.rendering import render
from sysmap.model.visibility import Viewer
from sysmap.service.charting import picture_named
from sysmap.service.desk import Desk
from sysmap.service.files import write_whole
from sysmap.service.importing import carry_out, preview
from sysmap.service.opening import open_desk
from sysmap.service.seeds import seed

DOCS = Path(__file__).resolve().parents[1] / "docs"
MAPS = ("wrenmoor", "wrenmoor-as-real", "early-action")
ACROSS, WIDE, TALL, GAP = 3, 560, 400, 12


def opened() -> Desk:
    """The demonstration maps in memory."""
    desk = open_desk("sqlite://", create=True)
    for name in MAPS:
        carry_out(desk, preview(desk, seed(name)))
    return desk


def drawn(desk: Desk, one: Shown) -> Picture:
    return picture_named(desk, Viewer.for_audience(one.readers), one.map, one.name, one.points, one.question, one.look)


def fingerprint(picture: Picture) -> str:
    """The whole picture in twelve letters, the place of every mark and name among it: whoever moves one looks at it again."""
    return hashlib.sha256(picture.as_json().encode("ascii")).hexdigest()[:12]


def page(pictures: dict[str, Picture]) -> str:
    """The gallery's page."""
    lines = [
        "# Gallery",
        "",
        "Every picture on the demonstration maps, drawn by `make gallery`. Wrenmoor is invented, for learning.",
        "",
        "![All pictures on one sheet](gallery.png)",
        "",
        "| picture | what one sees first | what could be misread | in black and white | fingerprint |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| **{one.title}** (`{one.name}`) | {one.first} | {one.misread} | {one.in_black} | `{fingerprint(pictures[one.file])}` |"
        for one in GALLERY
    ]
    return "\n".join([*lines, ""])


def sheet(pictures: dict[str, bytes]) -> bytes:
    """All pictures on one sheet as PNG, few colours, so that it stays small."""
    rows = -(-len(pictures) // ACROSS)
    whole = Image.new("RGB", (ACROSS * (WIDE + GAP) + GAP, rows * (TALL + GAP) + GAP), "#8a8a8a")
    for at, painted in enumerate(pictures.values()):
        one = Image.open(io.BytesIO(painted)).convert("RGB")
        one.thumbnail((WIDE, TALL), Image.Resampling.LANCZOS)
        frame = Image.new("RGB", (WIDE, TALL), "white")
        frame.paste(one, ((WIDE - one.width) // 2, 0))
        whole.paste(frame, (GAP + at % ACROSS * (WIDE + GAP), GAP + at // ACROSS * (TALL + GAP)))
    out = io.BytesIO()
    whole.quantize(160, kmeans=2, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def main(folder: str) -> None:
    """Draw everything into the folder, and the sheet and the page into docs."""
    into = Path(folder)
    into.mkdir(parents=True, exist_ok=True)
    desk = opened()
    pictures = {one.file: drawn(desk, one) for one in GALLERY}
    painted = {}
    for name, picture in pictures.items():
        write_whole(into / f"{name}.svg", render(picture, "svg"))
        painted[name] = render(picture, "png", 1.5)
        write_whole(into / f"{name}.png", painted[name])
        grey = io.BytesIO()
        Image.open(io.BytesIO(painted[name])).convert("L").save(grey, "PNG")
        write_whole(into / f"{name}-grey.png", grey.getvalue())
        print(into / f"{name}.png", flush=True)
    write_whole(DOCS / "gallery.png", sheet(painted))
    write_whole(DOCS / "gallery.md", page(pictures).encode())
    desk.close()


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["build/gallery"]))
