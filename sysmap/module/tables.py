"""What answers are in a notebook: sentences first, then a table that shows itself, and ``to_pandas()`` where pandas is there."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any

from sysmap.model.visibility import Viewer
from sysmap.service.disclosure import disclosed_change, on_screen
from sysmap.service.telling import first_screen
from sysmap.service.telling_answers import measures_told
from sysmap.service.telling_tests import explanation_told, sure_told
from sysmap.service.tidy import Tidy, explanation_tidy, members_tidy

if TYPE_CHECKING:
    import pandas as pd

    from sysmap.analysis.change import Change
    from sysmap.analysis.explaining import Explanation
    from sysmap.analysis.measures import Measures

MOST, MOST_HTML = 20, 200
"""How many rows of a table show themselves, as text and in a notebook; all of them are in ``table`` and ``to_pandas()``."""


class Answer:
    """What a question is answered with: ``sentences``, ``json`` as the command line prints it, and ``table``, which shows itself."""

    def __init__(self, json: dict[str, Any], sentences: tuple[str, ...], table: Tidy) -> None:
        self.json = {**json, "sentences": list(sentences)}
        self.sentences = sentences
        self.table = table

    @property
    def method(self) -> str:
        return str(self.json["method"])

    def to_pandas(self) -> pd.DataFrame:
        """The rows that ``--csv`` prints; undefined is NaN. The attribute ``method`` says how they came about."""
        import pandas as pd

        frame = pd.DataFrame(self.table.rows, columns=list(self.table.columns))
        frame.attrs.update({name: self.json[name] for name in ("map", "at", "layer", "method") if name in self.json})
        return frame

    def __repr__(self) -> str:
        lines = ["  ".join("-" if value is None else str(value) for value in row) for row in (self.table.columns, *self.table.rows[:MOST])]
        more = len(self.table.rows) - MOST
        return "\n".join((*self.sentences, *lines, *([f"... and {more} more rows"] if more > 0 else [])))

    def _repr_html_(self) -> str:
        told = "".join(f"<li>{html.escape(s)}</li>" for s in self.sentences)
        return f"<ul>{told}</ul>{_html_table(self.table)}"


class MeasuresTable(Answer):
    """The answer of ``measures``: ``network`` as a dict, members as rows. What shows itself leaves out who is trusted how much."""

    def __init__(self, found: Measures) -> None:
        seen = on_screen(found)
        super().__init__(found.as_json(), measures_told(seen), members_tidy(seen.as_json()))

    @property
    def network(self) -> dict[str, Any]:
        network: dict[str, Any] = self.json["network"]
        return network

    def to_pandas(self) -> pd.DataFrame:
        """A row a member, in the map's order, indexed by id; undefined is NaN. Attributes say n, response rate and method."""
        import pandas as pd

        rows = [{"id": a["id"], "name": a["name"], **a["scores"]} for a in self.json["actors"]]
        frame = pd.DataFrame(rows, columns=None if rows else ["id", "name"]).set_index("id")
        frame.attrs.update({k: self.json[k] for k in ("map", "at", "layer", "members", "answered", "response_rate", "method")})
        return frame


def _cell(value: object) -> str:
    return html.escape("-" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value))


def _html_table(table: Tidy) -> str:
    """A table for a notebook, every cell text; undefined is a dash."""
    head = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in table.columns)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_cell(v)}</td>' for v in row)}</tr>" for row in table.rows[:MOST_HTML]
    )
    more = len(table.rows) - MOST_HTML
    caption = f"<caption>{MOST_HTML} of {len(table.rows)} rows</caption>" if more > 0 else ""
    return f"<table>{caption}<tr>{head}</tr>{rows}</table>"


class ChangeTable:
    """The answer of ``compare``: sentences and counts; ``json`` as the command line prints it; ``change`` the value itself."""

    def __init__(self, change: Change) -> None:
        self.change = change
        self.json: dict[str, Any] = {**disclosed_change(change, Viewer.steward()), "sentences": list(first_screen(change))}

    @property
    def sentences(self) -> tuple[str, ...]:
        return first_screen(self.change)

    @property
    def how_sure(self) -> dict[str, str]:
        """Each test in a sentence: what was asked, what chance alone would give, and what it does not mean."""
        return sure_told(self.json["tests"])

    def to_pandas(self) -> pd.DataFrame:
        """A row a tie of those in both rounds: from, to, before, after, change."""
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


class ExplanationTable(Answer):
    """The answer of ``explain``: a row a predictor, else a row a line of a set; ``explanation`` the value itself."""

    def __init__(self, explanation: Explanation) -> None:
        self.explanation = explanation
        answer = explanation.as_json()
        super().__init__(answer, explanation_told(explanation), explanation_tidy(answer))
