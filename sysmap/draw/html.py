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

from sysmap.draw.canvas import dot_looks, edges_of, line_looks, nodes_of
from sysmap.draw.lettering import carried
from sysmap.draw.picture import Picture
from sysmap.draw.swatch import swatch

if TYPE_CHECKING:
    from jinja2 import Environment

VIS = "lib/vis-9.1.2/vis-network.min.js"
"""vis-network inside the pyvis package; a test pins its checksum."""
_NONE = "'none'"
_HERE = Path(__file__).parent / "templates"
_ESCAPED = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026", ord("'"): "\\u0027"}

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


def write_html(picture: Picture) -> bytes:
    """The picture as one file that opens from disk with the network off."""
    parts = page_parts(picture)
    page = (
        _environment()
        .get_template("document.html")
        .render(
            picture=picture,
            body=_safe(parts.body),
            scripts=[_safe(text) for text in parts.scripts],
            styles=[_safe(text) for text in parts.styles],
            policy=parts.policy,
        )
    )
    return page.encode("utf-8")


def page_parts(picture: Picture, prefix: str = "picture", *, within: bool = False) -> PageParts:
    """The picture as parts for a page of one's own; ``prefix`` begins every id in the markup.

    ``within`` a page that has its own ``main`` and first heading, the picture is a section whose headings begin one level down.
    """
    if picture.still:
        return _still_parts(picture, prefix, within)
    body = (
        _environment()
        .get_template("picture.html")
        .render(
            picture=picture,
            prefix=prefix,
            data=_safe(_data(picture)),
            groups=_legend(picture),
            places=_places(picture),
            root="section" if within else "main",
            level=2 if within else 1,
        )
    )
    return PageParts(body, scripts(), (_own("picture.css"),))


def _still_parts(picture: Picture, prefix: str, within: bool) -> PageParts:
    """A chart as a figure: the drawing itself as SVG, its words and its tables, and no script."""
    from sysmap.draw.svg import plot_text

    root, level = ("section", 2) if within else ("main", 1)
    figure = _environment().get_template("figure.html")
    drawing = _safe(plot_text(picture, f"{prefix}-alt"))
    body = figure.render(picture=picture, prefix=prefix, drawing=drawing, groups=_legend(picture), root=root, level=level)
    return PageParts(body, (), (_own("picture.css"),))


@lru_cache(maxsize=1)
def scripts() -> tuple[str, ...]:
    """vis-network as the installed pyvis brings it, and the script that shows a picture with it."""
    return _vis(), _own("picture.js")


def _data(picture: Picture) -> str:
    """Everything the script needs, as JSON that cannot end its block or start a tag."""
    from pyvis.network import Network as PyvisNetwork

    net = PyvisNetwork(directed=True, cdn_resources="remote")
    net.nodes, net.edges, net.options = nodes_of(picture), edges_of(picture), OPTIONS
    net.node_ids = [node["id"] for node in net.nodes]
    net.node_map = {node["id"]: node for node in net.nodes}
    nodes, edges, _, _, _, options = net.get_network_data()
    whole = {
        "nodes": nodes,
        "edges": edges,
        "options": json.loads(options),
        "looks": dot_looks(picture),
        "lines": line_looks(picture),
        "plot": picture.plot,
        "mark": picture.mark,
    }
    return json.dumps(whole, ensure_ascii=True, sort_keys=True, separators=(",", ":")).translate(_ESCAPED)


def _legend(picture: Picture) -> list[tuple[str, list[tuple[Any, str]]]]:
    groups: dict[str, list[tuple[Any, str]]] = {}
    for key in picture.legend:
        words = key.words if key.count is None else f"{key.words}: {key.count:,}"
        groups.setdefault(key.group, []).append((_safe(swatch(key)), words))
    return list(groups.items())


def _places(picture: Picture) -> dict[str, int]:
    return {dot.id: at for at, dot in enumerate(picture.dots)}


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
