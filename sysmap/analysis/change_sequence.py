"""More than two rounds: each against the one before it, as one tidy table to plot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from sysmap.analysis.change import Change, compare
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from sysmap.errors import UsageError

COLUMNS = ("from", "to", "among", "figure", "value", "observed_pairs", "stable", "answered_both")
CORE, EVERYONE = "in both rounds", "everyone"
_SHARES = ("jaccard", "weighted_jaccard", "kept_share", "formed_share", "hamming")


@dataclass(frozen=True, slots=True)
class Sequenced:
    """The changes from each round to the next, in the order asked for."""

    changes: tuple[Change, ...]

    def rows(self) -> list[dict[str, Any]]:
        """One figure a row, with what it stands on beside it. A figure that is undefined is None; rounds asked differently have few."""
        return [row for change in self.changes for row in _rows(change)]

    def as_json(self) -> dict[str, Any]:
        first = self.changes[0]
        return {
            "map": first.before.map,
            "layer": first.before.layer,
            "at": [first.before.at, *(change.after.at for change in self.changes)],
            "columns": list(COLUMNS),
            "rows": self.rows(),
            "method": [change.method for change in self.changes],
        }


def sequence(networks: Sequence[Network], question: Question) -> Sequenced:
    """Compare each network with the next. Raises UsageError for fewer than two."""
    if len(networks) < 2:
        raise UsageError("One round alone is no sequence", fix="Name at least two.")
    return Sequenced(tuple(compare(before, after, question) for before, after in pairwise(networks)))


def _rows(change: Change) -> Iterator[dict[str, Any]]:
    for among, part in ((CORE, change.core.as_json()), (EVERYONE, change.everyone.as_json())):
        stands_on = {
            "observed_pairs": part["observed_pairs"],
            "stable": part["composition"]["stable"],
            "answered_both": part["composition"]["answered_both"],
        }
        for figure, value in _figures(part):
            yield {"from": change.before.at, "to": change.after.at, "among": among, "figure": figure, "value": value, **stands_on}


def _figures(part: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "joined", len(part["composition"]["joined"])
    yield "left", len(part["composition"]["left"])
    yield from part["counts"].items()
    yield from ((name, part[name]) for name in _SHARES)
    yield from ((f"mean_change {name}", value) for name, value in part["mean_change"].items())
    for name, (before, after) in part["network"].items():
        if not isinstance(before, dict) and not isinstance(after, dict):
            yield f"{name} before", before
            yield f"{name} after", after
