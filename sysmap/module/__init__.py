"""What notebooks get from ``import sysmap``: a map that answers with networks, tables and changes that show themselves.

Stands beside the command line above everything else; nothing imports it but ``sysmap`` itself. Each method is one call of service,
so that a notebook and the command line cannot disagree; ``tables.py`` holds how answers look. The rejected choice was to hand out frames
of pandas alone: they would lose the sentences, the method and n, and need pandas.
"""

from __future__ import annotations

import html
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.module.tables import Answer, ChangeTable, ExplanationTable, MeasuresTable
from sysmap.service import telling_answers, tidy
from sysmap.service.asking import layer_or_fullest, network_at
from sysmap.service.changing import Edit
from sysmap.service.charting import Points, picture_named
from sysmap.service.comparing import compared
from sysmap.service.coverage import heard
from sysmap.service.describing import what_is_on
from sysmap.service.desk import Desk
from sysmap.service.explaining import explained
from sysmap.service.looks import Look
from sysmap.service.measuring import measures
from sysmap.service.money import money
from sysmap.service.near import near, ways
from sysmap.service.opening import open_desk
from sysmap.service.placing import KEPT, keep_everyone, places_json
from sysmap.service.sensitivity import readings
from sysmap.service.sequence import sequenced
from sysmap.service.views import choose_map, view
from sysmap.service.what_if import without

if TYPE_CHECKING:
    from sysmap.analysis.network import Network
    from sysmap.draw.picture import Picture


def open_map(url: str, map: str | None = None, known_at: str | None = None) -> OpenMap:
    """The map named, or the only one in the store."""
    desk = open_desk(url)
    viewer = Viewer.steward()
    return OpenMap(desk, viewer, choose_map(desk, viewer, map), known_at)


class OpenMap:
    """One map in an open store. Works on the store directly, so it sees what the map keeper sees."""

    def __init__(self, desk: Desk, viewer: Viewer, map: str, known_at: str | None) -> None:
        view(desk, viewer, map)
        self._desk, self._viewer, self.id, self._known_at = desk, viewer, map, known_at

    def network(self, at: str | None = None, layer: str | None = None, **options: Any) -> Network:
        """The network of a layer at a point; ``.to_networkx()`` gives it to networkx."""
        return network_at(self._desk, self._viewer, self.id, at, self._question(layer, options), self._known_at).network

    def near(self, of: str, steps: int = 1, at: str | None = None, layer: str = "relationships", **options: Any) -> Network:
        """Somebody and everybody within so many steps, with the ties among them: only that part is read of a map not yet in memory."""
        return near(self._desk, self._viewer, self.id, of, steps, at, Question(layer=layer, **options), self._known_at)

    def ways(
        self, start: str, end: str, furthest: int = 6, at: str | None = None, layer: str = "relationships", **options: Any
    ) -> tuple[tuple[str, ...], ...]:
        """Every shortest way from one to another along ties, at most 20 of them. Under silence, none found is not none."""
        return ways(self._desk, self._viewer, self.id, (start, end), furthest, at, Question(layer=layer, **options), self._known_at)

    def measures(self, at: str | None = None, layer: str | None = None, measure: tuple[str, ...] = (), **options: Any) -> MeasuresTable:
        """Measures of the network and of each member; ``.to_pandas()`` has a row a member."""
        question = self._question(layer, {**options, "names": tuple(measure)})
        return MeasuresTable(measures(self._desk, self._viewer, self.id, at, question, self._known_at))

    def compare(self, before: str, after: str, layer: str | None = None, **options: Any) -> ChangeTable:
        """What changed between two points; shows itself as a small table."""
        return ChangeTable(compared(self._desk, self._viewer, self.id, before, after, self._question(layer, options), self._known_at))

    def explain(
        self, before: str, after: str, layer: str | None = None, by: tuple[str, ...] = (), sets: tuple[str, ...] = (), **options: Any
    ) -> ExplanationTable:
        """What goes with the ties of now (``by``), and did those named beforehand (``sets``) change more?"""
        question = self._question(layer, options)
        return ExplanationTable(explained(self._desk, self._viewer, self.id, before, after, question, by, sets, self._known_at))

    def sensitivity(
        self, at: str | None = None, layer: str | None = None, measure: str = "betweenness", top: int = 5, **options: Any
    ) -> Answer:
        """Does the order on a measure survive if silence is read as not known, as no tie, or as the other end's word?"""
        question = self._question(layer, {**options, "names": (measure,)})
        found = readings(self._desk, self._viewer, self.id, at, question, top, self._known_at)
        answer = found.as_json()
        return Answer(answer, telling_answers.sensitivity_told(found), tidy.sensitivity_tidy(answer))

    def coverage(self, at: str | None = None, group: str | None = None) -> Answer:
        """Who answered and who was not heard in a round, by group (default sector)."""
        found = heard(self._desk, self._viewer, self.id, at, Question(layer="trust", group=group), self._known_at)
        answer = found.as_json()
        return Answer(answer, telling_answers.coverage_told(found), tidy.coverage_tidy(answer))

    def funding(self, spread: str = "start", year_from: int = 1, place: str | None = None) -> Answer:
        """Where money goes, counted once, by year, tier, funder and place; what is not classified and not stated always shown."""
        found = money(self._desk, self._viewer, self.id, spread, year_from, place, self._known_at)
        answer = found.as_json()
        return Answer(answer, telling_answers.money_told(found), tidy.money_tidy(answer))

    def what_if(self, remove: str | tuple[str, ...], at: str | None = None, layer: str | None = None, **options: Any) -> Answer:
        """What falls apart if these leave, and what they carried?"""
        gone = (remove,) if isinstance(remove, str) else tuple(remove)
        found = without(self._desk, self._viewer, self.id, at, gone, self._question(layer, options), self._known_at)
        answer = found.as_json()
        return Answer(answer, telling_answers.without_told(found), tidy.without_tidy(answer))

    def sequence(self, *points: str, layer: str | None = None, **options: Any) -> Answer:
        """Each round against the one before it, as a tidy table to plot."""
        found = sequenced(self._desk, self._viewer, self.id, points, self._question(layer, options), self._known_at)
        answer = found.as_json()
        return Answer(answer, telling_answers.sequence_told(found), tidy.sequence_tidy(answer))

    def draw(
        self,
        at: str | None = None,
        *,
        before: str | None = None,
        after: str | None = None,
        layer: str | None = None,
        picture: str | None = None,
        over: tuple[str, ...] = (),
        alt: str | None = None,
        look: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Picture:
        """A picture of a point, or of the change between ``before`` and ``after``; shows itself in a notebook as SVG.

        ``picture`` names another one: provision, matrix, ranks, mean-change, transitions, composition, multiples (``over`` several
        points). ``alt`` is your own words for those who do not see it. ``look`` says what a network's dots and lines tell:
        ``{"size": "betweenness", "colour": "place", "areas": "named", "ego": "cvs", "steps": 2 ...}``.
        """
        name = picture or ("change" if before is not None and after is not None else "network")
        points = Points(at, before, after, tuple(over), self._known_at)
        wish = Look(**(look or {}))
        drawn = picture_named(self._desk, self._viewer, self.id, name, points, self._question(layer, options), wish, to_slide=True)
        return replace(drawn, alt=alt) if alt else drawn

    def places(self, layer: str | None = None) -> Answer:
        """Where everybody stands on the pictures, in a frame of 1000 by 740; whose place is kept, and who was put there by a person."""
        answer = places_json(self._desk, self.id, layer)
        return Answer(answer, tuple(answer["sentences"]), tidy.places_tidy(answer))

    def keep_places(self, layer: str | None = None, author: str = "map keeper") -> int | None:
        """Keep everyone where they stand, so that whoever comes later moves nobody; the edit's number, None where all are kept already."""
        made = Edit(secrets.token_hex(16), self._desk.head(self.id).revision, KEPT)
        done = keep_everyone(self._desk, self.id, made, layer, author)
        return None if done is None else done.number

    def close(self) -> None:
        self._desk.close()

    def _question(self, layer: str | None, options: dict[str, Any]) -> Question:
        return Question(layer=layer_or_fullest(self._desk, self._viewer, self.id, layer), **options)

    def __repr__(self) -> str:
        return "\n".join(what_is_on(view(self._desk, self._viewer, self.id).state))

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(line)}</p>" for line in repr(self).splitlines())
