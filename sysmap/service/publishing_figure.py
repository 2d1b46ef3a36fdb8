"""What is to be published? The choices of whoever publishes, checked, and the words for them."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.errors import UsageError
from sysmap.model.publishing import Publication
from sysmap.model.text import join_list, split_list
from sysmap.model.visibility import Viewer
from sysmap.model.vocabulary import CLOSED
from sysmap.service.framing import sites_of

GROUPS = ("sector", "place", "kind")
"""By what organisations may be put together."""

READERS = tuple(audience for audience in CLOSED["audience"] if audience != "stewards")
"""For whom a figure may be published. The map keepers need none: they see everything."""


class Figure(NamedTuple):
    """A figure to publish: of ``point`` (a round, saved version or day), or of the change from ``before`` to it.

    ``types`` are the kinds of relationship on it, all where none is named. Trust is always shown between groups by ``group``, so that
    ``labels`` (names or codes) are for the other layers. ``sites`` are those whose pages may show it in a frame; any, where none is named.
    """

    point: str
    before: str | None = None
    layer: str = "relationships"
    types: tuple[str, ...] = ()
    labels: str = "names"
    group: str = "sector"
    audience: str = "public"
    title: str | None = None
    note: str | None = None
    sites: tuple[str, ...] = ()

    @property
    def readers(self) -> Viewer:
        return Viewer.for_audience(self.audience)

    @property
    def coded(self) -> bool:
        """Do codes stand in the place of names?"""
        return self.labels == "codes" and self.layer != "trust"


def checked(figure: Figure) -> Figure:
    """The figure, once every choice is one that there is. Raises UsageError."""
    for name, value, choices in (
        ("layer", figure.layer, CLOSED["published_layer"]),
        ("labels", figure.labels, CLOSED["labels"]),
        ("group", figure.group, GROUPS),
        ("audience", figure.audience, READERS),
    ):
        if value not in choices:
            raise UsageError(f"{value!r} is no {name} of a published figure", fix=f"Choose one of {', '.join(choices)}.")
    if figure.before is not None and figure.before == figure.point:
        raise UsageError("A change has two ends", fix="Choose an earlier round or saved version to begin from.")
    figure = figure._replace(sites=sites_of(figure.sites))
    return figure if figure.layer == "relationships" else figure._replace(types=())


def of_publication(made: Publication) -> Figure:
    """The choices with which a figure was published."""
    return Figure(
        made.point or "", made.before, made.layer or "relationships", split_list(made.types), made.labels or "names",
        made.group or "sector", made.audience or "public", made.title, made.note, split_list(made.sites),
    )  # fmt: skip


def as_cells(figure: Figure) -> dict[str, str | None]:
    """The choices as a published figure keeps them."""
    return {
        "title": figure.title, "note": figure.note, "layer": figure.layer, "point": figure.point, "before": figure.before,
        "types": join_list(figure.types), "labels": figure.labels if figure.layer != "trust" else None,
        "group": figure.group if figure.layer == "trust" else None, "audience": figure.audience, "sites": join_list(figure.sites),
    }  # fmt: skip
