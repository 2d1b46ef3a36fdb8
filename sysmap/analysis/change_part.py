"""One way of looking at a change: on the stable core, or on everyone. Both have the same keys."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sysmap.analysis.change_actors import ActorChange
from sysmap.analysis.change_counts import Counts
from sysmap.analysis.change_dyads import Table
from sysmap.analysis.change_mean import MeanChange
from sysmap.analysis.change_rows import ByRespondent
from sysmap.analysis.change_ties import TieChange
from sysmap.analysis.change_whole import Whole
from sysmap.analysis.correlation import Agreement
from sysmap.analysis.definition import plain
from sysmap.analysis.density import density
from sysmap.analysis.network import Network
from sysmap.analysis.reciprocity import dyads, reciprocity
from sysmap.analysis.seen import Seen
from sysmap.analysis.strength import mean_value


@dataclass(frozen=True, slots=True)
class Figures:
    """A few figures of one of the two networks, exact: for the core over pairs observed both times, else over its own."""

    members: int
    answered: int | None
    observed_pairs: int | None
    ties: int | None
    density: Any
    mean_value: Any
    reciprocity: Any
    dyads: Mapping[str, int] | None

    def as_json(self) -> dict[str, Any]:
        return {name: plain(getattr(self, name)) for name in self.__slots__}


def own_figures(network: Network) -> Figures:
    """The figures of a network by itself."""
    seen = Seen(network)
    return Figures(
        len(network.members), network.answered, seen.observed, len(network.ties),
        density(seen), mean_value(seen), reciprocity(seen), dyads(seen),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """The change on one set of pairs. ``counts``, ``dyads`` and ``observed_pairs`` are None where nothing can be compared."""

    composition: Mapping[str, Any]
    observed_pairs: int | None
    counts: Counts | None
    not_comparable: int
    weighted_jaccard: Any
    dyads: Table | None
    mean: MeanChange
    tests: Mapping[str, Any]
    ties: tuple[TieChange, ...]
    actors: tuple[ActorChange, ...]
    before: Figures
    after: Figures
    turnover: Mapping[str, int] | None
    five: bool = False
    whole: Whole = field(default_factory=Whole)
    agreement: Mapping[str, Agreement] = field(default_factory=dict)
    rows: ByRespondent | None = None

    def as_json(self) -> dict[str, Any]:
        counts = self.counts
        return {
            "composition": dict(self.composition),
            "observed_pairs": self.observed_pairs,
            "counts": self._counts(),
            "jaccard": plain(counts.jaccard) if counts else None,
            "weighted_jaccard": plain(self.weighted_jaccard),
            "kept_share": plain(counts.kept_share) if counts else None,
            "formed_share": plain(counts.formed_share) if counts else None,
            "hamming": counts.hamming if counts else None,
            "dyads": self.dyads,
            "mean_change": self.mean.as_json(five=self.five),
            "tests": dict(self.tests),
            "ties": [tie.as_json() for tie in self.ties],
            "actors": [actor.as_json() for actor in self.actors],
            "before": self.before.as_json(),
            "after": self.after.as_json(),
            **self.whole.as_json(),
            "agreement": {name: found.as_json() for name, found in self.agreement.items()},
            "by_respondent": self.rows.as_json() if self.rows else None,
        }

    def _counts(self) -> dict[str, Any]:
        named: dict[str, Any] = dict.fromkeys(Counts.__slots__)
        if self.counts is not None:
            named = self.counts.as_json()
        named["not_comparable"] = self.not_comparable
        if self.five and self.turnover is not None:
            named.update({name: self.turnover[name] for name in ("came_with_joiners", "went_with_leavers")})
        return named
