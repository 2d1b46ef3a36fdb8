"""What notebooks get from ``import sysmap``: a map that answers with networks, tables and changes that show themselves."""

from __future__ import annotations

import html
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sysmap.analysis.question import Question
from sysmap.model.visibility import Viewer
from sysmap.service.asking import layer_or_fullest, network_at
from sysmap.service.charting import Points, picture_named
from sysmap.service.comparing import compared
from sysmap.service.describing import what_is_on
from sysmap.service.desk import Desk
from sysmap.service.explaining import explained
from sysmap.service.measuring import measures
from sysmap.service.near import near, ways
from sysmap.service.opening import open_desk
from sysmap.service.telling import first_screen
from sysmap.service.telling_tests import explanation_told, sure_told
from sysmap.service.views import choose_map, view

if TYPE_CHECKING:
    import pandas as pd

    from sysmap.analysis.change import Change
    from sysmap.analysis.explaining import Explanation
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
        return MeasuresTable(measures(self._desk, self._viewer, self.id, at, question, self._known_at).as_json())

    def compare(self, before: str, after: str, layer: str | None = None, **options: Any) -> ChangeTable:
        """What changed between two points; shows itself as a small table."""
        return ChangeTable(compared(self._desk, self._viewer, self.id, before, after, self._question(layer, options), self._known_at))

    def explain(
        self, before: str, after: str, layer: str | None = None, by: tuple[str, ...] = (), sets: tuple[str, ...] = (), **options: Any
    ) -> ExplanationTable:
        """What goes with the ties of now (``by``), and did those named beforehand (``sets``) change more?"""
        question = self._question(layer, options)
        return ExplanationTable(explained(self._desk, self._viewer, self.id, before, after, question, by, sets, self._known_at))

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
        **options: Any,
    ) -> Picture:
        """A picture of a point, or of the change between ``before`` and ``after``; shows itself in a notebook as SVG.

        ``picture`` names another one: provision, matrix, ranks, mean-change, transitions, composition, multiples (``over`` several
        points). ``alt`` is your own words for those who do not see it.
        """
        name = picture or ("change" if before is not None and after is not None else "network")
        points = Points(at, before, after, tuple(over), self._known_at)
        drawn = picture_named(self._desk, self._viewer, self.id, name, points, self._question(layer, options))
        return replace(drawn, alt=alt) if alt else drawn

    def close(self) -> None:
        self._desk.close()

    def _question(self, layer: str | None, options: dict[str, Any]) -> Question:
        return Question(layer=layer_or_fullest(self._desk, self._viewer, self.id, layer), **options)

    def __repr__(self) -> str:
        return "\n".join(what_is_on(view(self._desk, self._viewer, self.id).state))

    def _repr_html_(self) -> str:
        return "".join(f"<p>{html.escape(line)}</p>" for line in repr(self).splitlines())


class MeasuresTable:
    """The answer of ``measures``: ``network`` as a dict, members as rows, ``json`` as the command line prints it."""

    def __init__(self, json: dict[str, Any]) -> None:
        self.json = json

    @property
    def network(self) -> dict[str, Any]:
        network: dict[str, Any] = self.json["network"]
        return network

    @property
    def method(self) -> str:
        return str(self.json["method"])

    def to_pandas(self) -> pd.DataFrame:
        """A row a member, in the map's order, indexed by id; undefined is NaN. Attributes say n, response rate and method."""
        import pandas as pd

        rows = [{"id": a["id"], "name": a["name"], **a["scores"]} for a in self.json["actors"]]
        frame = pd.DataFrame(rows, columns=None if rows else ["id", "name"]).set_index("id")
        frame.attrs.update({k: self.json[k] for k in ("map", "at", "layer", "members", "answered", "response_rate", "method")})
        return frame

    def __repr__(self) -> str:
        return repr(self.to_pandas())

    def _repr_html_(self) -> str:
        return self.to_pandas()._repr_html_()  # type: ignore[no-any-return]


class ChangeTable:
    """The answer of ``compare``: sentences and counts; ``json`` as the command line prints it; ``change`` the value itself."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.json: dict[str, Any] = change.as_json()

    @property
    def sentences(self) -> tuple[str, ...]:
        return first_screen(self.change)

    @property
    def how_sure(self) -> dict[str, str]:
        """Each test in a sentence: what was asked, what chance alone would give, and what it does not mean."""
        return sure_told(self.json["tests"])

    def to_pandas(self) -> pd.DataFrame:
        """A row a tie: from, to, before, after, change."""
        import pandas as pd

        return pd.DataFrame(self.json["ties"], columns=["from", "to", "before", "after", "change"])

    def __repr__(self) -> str:
        counts = ", ".join(f"{value} {name}" for name, value in self.json["counts"].items())
        return "\n".join((*self.sentences, counts))

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row'>{html.escape(k)}</th><td>{html.escape(str(v))}</td></tr>" for k, v in self.json["counts"].items()
        )
        told = "".join(f"<li>{html.escape(s)}</li>" for s in self.sentences)
        return f"<ol>{told}</ol><table><caption>In both rounds</caption>{rows}</table>"


class ExplanationTable:
    """The answer of ``explain``: sentences; ``json`` as the command line prints it; ``explanation`` the value itself."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        self.sentences = explanation_told(explanation)
        self.json: dict[str, Any] = {**explanation.as_json(), "sentences": list(self.sentences)}

    def to_pandas(self) -> pd.DataFrame:
        """A row a predictor, and where only sets were asked about a row a line of a set."""
        import pandas as pd

        regression = self.json["regression"]
        return pd.DataFrame(regression["predictors"] if regression else self.json["sets"])

    def __repr__(self) -> str:
        return "\n".join(self.sentences)

    def _repr_html_(self) -> str:
        return f"<ul>{''.join(f'<li>{html.escape(s)}</li>' for s in self.sentences)}</ul>"
