"""Publishing over GraphQL: the preview, the act, and what readers were given. For the map keeper, but for what was published for others."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import strawberry

from sysmap.api.asked import Asked
from sysmap.api.shape import Arg, Line, asking, enumeration, input_of, shaped, view
from sysmap.service.publishing import content_of
from sysmap.service.publishing_draft import draft
from sysmap.service.publishing_figure import READERS, Figure

LAYER = enumeration(
    "PublishedLayer", "What a published figure may show.",
    {
        "RELATIONSHIPS": ("relationships", "Who works with whom."),
        "TRUST": ("trust", "Trust answers, between groups."),
        "FUNDING": ("funding", "Where money goes."),
        "POWER": ("power", "Who decides."),
    },
)  # fmt: skip
LABELS = enumeration(
    "PublishedLabels", "What organisations and groups are called on a published figure.",
    {"NAMES": ("names", "By their names."), "CODES": ("codes", "By codes, which are others on every figure.")},
)  # fmt: skip
FIGURE = input_of(
    "FigureInput",
    "A figure to publish.",
    Arg("point", strawberry.ID, "The round, saved version or day it shows."),
    Arg("before", strawberry.ID | None, "The earlier one, where it is to show what changed.", None),
    Arg("layer", LAYER | None, "What it shows; relationships, unless said.", None),
    Arg("types", list[str] | None, "These kinds of relationship only; all, unless said.", None),
    Arg("labels", LABELS | None, "Names or codes; names, unless said.", None),
    Arg("group", str, "By what organisations are put together, where it shows trust: sector, place or kind.", "sector"),
    Arg("audience", str, f"For whom: {', '.join(READERS)}.", "public"),
    Arg("title", str | None, "What it is called.", None),
    Arg("note", str | None, "What is said with it.", None),
    Arg("sites", list[str] | None, "The sites whose pages may show it in a frame, as https://example.org; any, unless said.", None),
)


def figure_of(given: Any) -> Figure:
    """The figure that an input describes."""
    return Figure(
        given.point, given.before, _word(given.layer, "relationships"), tuple(given.types or ()), _word(given.labels, "names"),
        given.group, given.audience, given.title, given.note, tuple(given.sites or ()),
    )  # fmt: skip


def _word(given: Any, usual: str) -> str:
    return usual if given is None else str(given.value)


def preview_field(self: Any, asked: Asked, figure: Any) -> Any:
    """What readers would see; nothing for anybody but the map keeper."""
    if not self.here.viewer.is_steward:
        return None
    return view("PublicationPreview").of(draft(asked.sitting.desk, self.here.map, figure_of(figure)), self.here)


PREVIEW = asking(
    "publicationPreview", view("PublicationPreview") | None,
    "Exactly what readers would see of a figure, before it is published. For the map keeper; null for others.",
    preview_field, Arg("figure", FIGURE, "The figure."),
)  # fmt: skip


def _recognition(name: str) -> Any:
    def way(v: Any) -> Any:
        found = v.thing.recognition
        return None if found is None else getattr(found, name)

    return way


def define() -> None:
    """Fill the type of a preview."""
    shaped(
        "PublicationPreview", "A figure before it is published: what readers would see, and what the map keeper should know.",
        Line("digest", str, "Its fingerprint: give it as seen when you publish.", lambda v: v.thing.digest),
        Line("title", str, "What stands above the picture.", lambda v: v.thing.content.picture.title),
        Line("sentences", list[str], "The sentences beside the picture.", lambda v: list(v.thing.content.sentences)),
        Line("dots", int, "How many stand on the picture.", lambda v: len(v.thing.content.picture.dots)),
        Line("lines", int, "How many lines it has.", lambda v: len(v.thing.content.picture.lines)),
        Line("folded", list[str], "What was put together, and why.", lambda v: list(v.thing.folded)),
        Line("withheld", list[str], "What is not shown, and why.", lambda v: list(v.thing.withheld)),
        Line("recognised", list[str], "Who could be recognised, and what readers learn with it that nobody was told before.",
             lambda v: list(v.thing.readers_know.told)),
        Line("recognisableByDegree", int | None, "How many are the only one with their number of ties; null where groups are shown.",
             _recognition("by_degree")),
        Line("recognisableByTies", int | None, "How many have ties around them as nobody else has; null where groups are shown.",
             _recognition("by_ego")),
        Line("averageDegree", float | None, "How many ties one of them has on average.", _recognition("average_degree")),
        Line("confirm", int | None,
             "The number to give as confirmed, where it has to be said how many could be recognised or what is told for the first time.",
             lambda v: v.thing.confirm),
    )  # fmt: skip


def _place(v: Any, before: str = "") -> str:
    return f"{before}/maps/{quote(v.here.map, safe='')}/published/{quote(v.thing.id, safe='')}"


def _sentences(v: Any) -> list[str]:
    content = content_of(v.thing)
    return list(content.sentences) if content is not None else []


OF_PUBLICATION = (
    Line("address", str, "Where readers find it, on this service.", _place),
    Line("embedAddress", str, "Where other pages find it, to show it in a frame.", lambda v: _place(v, "/embed")),
    Line("sentences", list[str], "The sentences on it; none once it is withdrawn.", _sentences),
)
"""What a published figure says beside its own words."""

__all__ = ["FIGURE", "OF_PUBLICATION", "PREVIEW", "define", "figure_of"]
