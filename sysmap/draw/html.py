"""How is a picture made into a page? pyvis builds the network's data, our own template the page, and nothing is fetched.

pyvis's own page is not used: it writes headings and colours in raw, calls other machines for styles, and is canvas only. Its
lists are assigned at once (adding one by one is quadratic), ids are made here and never text from people, and titles never
reach vis-network, which would show them as HTML. Scripts and styles stand inside the page and are allowed by their SHA-256
alone; the page also says everything as tables, so that it can be read without sight, script or canvas.
"""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sysmap.draw.canvas import Canvas
from sysmap.draw.filters import filters, strengths
from sysmap.draw.lettering import carried
from sysmap.draw.page_tables import tables_markup
from sysmap.draw.picture import Picture
from sysmap.draw.slides import Slides
from sysmap.draw.svg import plot_text
from sysmap.draw.swatch import swatch

if TYPE_CHECKING:
    from jinja2 import Environment

VIS = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network inside the pyvis package; a test pins its checksum."""
_NONE = "'none'"
_HERE_GOES = "\0"
"""Stands in a page where its body goes; no text from people has this character, since ``carried`` takes it out."""
_HERE = Path(__file__).parent / "templates"
_ESCAPED = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "'": "\\u0027"}
SCRIPTS = ("paint", "stage", "filter", "chosen", "address", "start")
"""The parts of the page's script, in order; they are one script on the page."""

OPTIONS: dict[str, Any] = {
    "autoResize": True,
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": True,
        "multiselect": False,
        "keyboard": False,
        "tooltipDelay": 0,
        "hideEdgesOnZoom": False,
    },
    "nodes": {"shape": "custom"},
    "edges": {"arrowStrikethrough": False, "chosen": False, "color": {"inherit": False}, "selectionWidth": 0, "hoverWidth": 0},
}


@dataclass(frozen=True, slots=True)
class PageParts:
    """What a page needs to show the picture: the markup of the body, and the scripts and styles it may run, in order.

    ``scripts`` and ``styles`` are the exact text between the tags; ``policy`` is a Content-Security-Policy that allows
    these and nothing else. Several pictures on one page need different ``prefix`` values and the scripts only once.
    """

    body: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]

    @property
    def policy(self) -> str:
        return (
            f"default-src 'none'; script-src {_sources(self.scripts) or _NONE}; style-src {_sources(self.styles)}; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )


def write_html(shown: Picture | Slides) -> bytes:
    """The picture, or several to slide through, as one file that opens from disk with the network off."""
    parts = page_parts(shown)
    slides = _slides(shown)
    page = (
        _environment()
        .get_template("document.html")
        .render(
            picture=slides.pictures[slides.opens],
            body=_safe(_HERE_GOES),
            scripts=[_safe(text) for text in parts.scripts],
            styles=[_safe(text) for text in parts.styles],
            policy=parts.policy,
        )
    )
    # The body is put between as bytes: an engine that joins megabytes of text copies them several times.
    before, after = page.split(_HERE_GOES)
    return b"".join((before.encode("utf-8"), parts.body.encode("utf-8"), after.encode("utf-8")))


def page_parts(shown: Picture | Slides, prefix: str = "picture", *, within: bool = False) -> PageParts:
    """The picture as parts for a page of one's own; ``prefix`` begins every id in the markup.

    ``within`` a page that has its own ``main`` and first heading, the picture is a section whose headings begin one level down.
    """
    slides = _slides(shown)
    canvas = Canvas(slides.pictures)
    level = 2 if within else 1
    body = (
        _environment()
        .get_template("picture.html")
        .render(
            picture=slides.pictures[slides.opens],
            slides=slides,
            frames=[_frame(picture, at, canvas, prefix, level + 1) for at, picture in enumerate(slides.pictures)],
            chart=_chart(slides, prefix),
            prefix=prefix,
            data=_safe(_data(slides, canvas)),
            filters=filters(canvas),
            strengths=strengths(canvas.edges),
            root="section" if within else "main",
            level=level,
        )
    )
    return PageParts(body, scripts()[1:] if slides.points[0].still else scripts(), (_own("picture.css"),))


def _slides(shown: Picture | Slides) -> Slides:
    """What the page slides through: a change opens between its two ends, several rounds at the last."""
    if isinstance(shown, Slides):
        return shown
    if len(shown.rounds) < 2:
        return Slides((shown,))
    return Slides(shown.rounds, shown.changes) if shown.changes else Slides(shown.rounds, (shown,), changed=True)


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """vis-network as the installed pyvis brings it, and the script that shows a picture with it."""
    ours = "\n".join(_own(f"picture/{name}.js") for name in SCRIPTS)
    return _vis(), f'"use strict";\n(function () {{\n{ours}}})();\n'


def _data(slides: Slides, canvas: Canvas) -> str:
    """Everything the script needs, as JSON that cannot end its block or start a tag."""
    from pyvis.network import Network as PyvisNetwork

    net = PyvisNetwork(directed=True, cdn_resources="remote")
    net.nodes, net.edges, net.options = canvas.nodes, canvas.edges, OPTIONS
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = dict(zip(net.node_ids, net.nodes, strict=True))
    nodes, edges, _, _, _, options = net.get_network_data()
    whole = {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "facts": list(canvas.facts),
        "looks": canvas.dot_looks(),
        "lines": canvas.line_looks(),
        "frames": [_frame_data(picture, dots) for picture, dots in zip(slides.pictures, canvas.dots, strict=True)],
        "plot": slides.points[0].plot,
        "points": len(slides.points),
        "opens": slides.opens,
    }
    text = json.dumps(whole, ensure_ascii=True, separators=(",", ":"))
    for char, code in _ESCAPED.items():
        text = text.replace(char, code)
    return text


def _frame_data(p: Picture, dots: list[list[Any]]) -> dict[str, Any]:
    """What one picture draws besides its lines: its dots, and what stands behind and before them."""
    return {
        "title": carried(p.title),
        "when": carried(p.subtitle),
        "moment": carried(p.moment),
        "mark": p.mark,
        "dots": dots,
        "areas": [[area.points, area.fill, area.stroke, area.dash, carried(area.words)] for area in p.areas],
        "rules": [[*r.start, *r.end, r.style.colour, r.style.width, r.style.dash, r.style.round] for r in p.rules],
        "notes": [[carried(note.text), note.x, note.y, note.size, note.anchor, note.colour] for note in p.notes],
    }


def _frame(picture: Picture, at: int, canvas: Canvas, prefix: str, level: int) -> dict[str, Any]:
    """One picture's words beside the drawing: its legend and its tables."""
    own = prefix if at == 0 else f"{prefix}-{at}"
    return {
        "picture": picture,
        "prefix": own,
        "legend": _legend(picture),
        "tables": _safe(tables_markup(picture, own, level, canvas.places, at)),
    }


def _chart(slides: Slides, prefix: str) -> Any:
    """The drawing itself where it is no network to walk through: it stands in the page as SVG."""
    picture = slides.points[0]
    return _safe(plot_text(picture, f"{prefix}-drawn")) if picture.still else None


def _legend(picture: Picture) -> list[tuple[str, list[tuple[Any, str]]]]:
    groups: dict[str, list[tuple[Any, str]]] = {}
    for key in picture.legend:
        words = key.words if key.count is None else f"{key.words}: {key.count:,}"
        groups.setdefault(key.group, []).append((_safe(swatch(key)), words))
    return list(groups.items())


def _sources(texts: tuple[str, ...]) -> str:
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode()}'" for text in texts)


@lru_cache(maxsize=1)
def _vis() -> str:
    found = find_spec("pyvis")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("the package pyvis, which brings vis-network, is not installed")
    return (Path(found.origin).parent / VIS).read_text(encoding="utf-8")


@lru_cache(maxsize=8)
def _own(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=_carried,
    )


def _carried(value: Any) -> Any:
    return carried(value) if type(value) is str else value


def _safe(text: str) -> Any:
    """Text that is markup or script already: ours, or vis-network's, never people's."""
    from markupsafe import Markup

    return Markup(text)
