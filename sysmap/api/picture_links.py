"""Where is each picture of a map? An address each, never a drawing inside the answer: a picture is a resource of its own."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote, urlencode

import strawberry

from sysmap.api.asked import Asked, point
from sysmap.api.facts import AT
from sysmap.api.networks import LAYER
from sysmap.api.shape import Arg, Line, asking, input_of, many, shaped, view
from sysmap.errors import UsageError
from sysmap.service.charting import CHANGE, OF_MAPS, PICTURES
from sysmap.service.looks import Look
from sysmap.service.picture_files import FORMATS


def picture_address(map: str, name: str, ending: str, words: dict[str, str | None]) -> str:
    """The address of a picture, relative to the service.

    >>> picture_address("m", "ranks", "svg", {"from": "w1", "to": "w2", "layer": None})
    '/maps/m/change.svg?picture=ranks&from=w1&to=w2'
    """
    given = {"picture": name, **{term: value for term, value in words.items() if value}}
    resource = "change" if "from" in given else "picture"
    return f"/maps/{quote(map, safe='')}/{resource}.{ending}?{urlencode(given)}"


LOOK = input_of(
    "PictureLook",
    "What dots and lines of a map or of a change tell, and which part is drawn. What is left out stays plain.",
    Arg("size", str | None, "Area of a dot: reach, or a measure such as betweenness.", None),
    Arg("colour", str | None, "Fill of a dot: an attribute or a measure.", None),
    Arg("shape", str | None, "Shape of a dot: an attribute.", None),
    Arg("border", str | None, "Edge of a dot: an attribute or a measure.", None),
    Arg("dash", str | None, "What dashes of relationships tell: level, type or sign. Of a change they tell the change.", None),
    Arg("areas", str | None, "Groups as areas: an attribute, or named for those that the map names.", None),
    Arg("ego", strawberry.ID | None, "Only this one and who is near it.", None),
    Arg("steps", int | None, "How many steps from it still count as near; 1, unless said.", None),
    Arg("sector", str | None, "Only these sectors, commas between them.", None),
    Arg("place", str | None, "Only these places, commas between them.", None),
)


def _links(self: Any, asked: Asked, ending: str, layer: Any, at: Any, from_: Any, to: Any, look: Any) -> list[Any]:
    if ending not in FORMATS:
        raise UsageError(f"{ending!r} is no format of a picture", fix=f"Choose one of {', '.join(FORMATS)}.")
    if (from_ is None) != (to is None):
        raise UsageError("A change has two ends", fix="Give both from and to, or neither.")
    about = {"layer": None if layer is None else layer.value}
    ends = {} if from_ is None else {"from": point(from_).words, "to": point(to).words}
    here = {} if at is None else {"at": point(at).words}
    worn = {} if look is None else {name: str(value) for name in Look._fields if (value := getattr(look, name)) is not None}
    found = []
    for name, kind in PICTURES.items():
        spans = kind.points == CHANGE or (name == "matrix" and bool(ends))
        words = {**about, **(ends if spans else here), **(worn if name in OF_MAPS else {})}
        link = (name, kind.title, kind.says, picture_address(self.here.map, name, ending, words))
        found.append(view("PictureLink").of(link, self.here))
    return found


def define() -> Any:
    """The type of a link, and the map's field that lists them."""
    shaped(
        "PictureLink", "One picture that can be drawn of a map, and where it is.",
        Line("name", str, "What it is called in an address.", lambda v: v.thing[0]),
        Line("title", str, "What a link to it says.", lambda v: v.thing[1]),
        Line("says", str, "What it shows.", lambda v: v.thing[2]),
        Line("address", str, "Its address on this service, drawn for whoever asks there.", lambda v: v.thing[3]),
    )  # fmt: skip
    return asking(
        "pictures", many(view("PictureLink")), "Every picture of it, each at its address.", _links,
        Arg("ending", str, "As html, svg, png, pdf, json, csv or xlsx.", "svg"),
        Arg("layer", LAYER | None, "Of which layer; the fullest, unless said.", None),
        Arg("at", AT | None, "At which point; the latest, unless said.", None),
        Arg("from", AT | None, "The earlier point of those that tell a change; the last two rounds, unless said.", None),
        Arg("to", AT | None, "The later point.", None),
        Arg("look", LOOK | None, "What network, change and multiples tell besides; the charts have looks of their own.", None),
    )  # fmt: skip
