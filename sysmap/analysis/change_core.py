"""The parts of a change: the stable core, everyone, and the part that says that nothing is comparable."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from sysmap.analysis.change_actors import ActorChange
from sysmap.analysis.change_composition import Composition, turnover_of
from sysmap.analysis.change_counts import counts_of, weighted_jaccard
from sysmap.analysis.change_dyads import Table, dyad_table
from sysmap.analysis.change_mean import MeanChange, mean_change
from sysmap.analysis.change_part import Figures, Part, own_figures
from sysmap.analysis.change_tests import UNLIKE, nothing_tested
from sysmap.analysis.change_ties import TieChange, followed
from sysmap.analysis.definition import share
from sysmap.analysis.network import Network
from sysmap.analysis.observation import Rows, count_pairs

_OUTSIDE = frozenset({"joined", "left"})


def core_ties(ties: Collection[TieChange]) -> tuple[TieChange, ...]:
    """The ties between members of both, those not observed the other time among them."""
    return tuple(t for t in ties if t.change not in _OUTSIDE)


def core_part(
    before: Network,
    after: Network,
    composition: Composition,
    rows: Rows,
    ties: tuple[TieChange, ...],
    actors: tuple[ActorChange, ...],
    tests: Mapping[str, Any],
) -> Part:
    """The change among pairs observed both times, with both ends members both times."""
    inside = core_ties(ties)
    observed = count_pairs(rows)
    counts = counts_of(inside, observed, len(composition.stable))
    table = dyad_table(before, after, rows)
    mean = _mean(before, after, tuple(t for t in inside if t.change != "unobserved"))
    return Part(
        composition=composition.as_json(),
        observed_pairs=observed,
        counts=counts,
        not_comparable=0,
        weighted_jaccard=_weighted(before, after, inside),
        dyads=table,
        mean=mean,
        tests=tests,
        ties=inside,
        actors=actors,
        before=_figures(composition, observed, counts.kept + counts.dissolved, mean.before, {s: sum(r.values()) for s, r in table.items()}),
        after=_figures(composition, observed, counts.kept + counts.formed, mean.after, _now(table)),
        turnover=None,
    )


def everyone_part(
    before: Network,
    after: Network,
    composition: Composition,
    rows: Rows,
    ties: tuple[TieChange, ...],
    actors: tuple[ActorChange, ...],
    tests: Mapping[str, Any],
) -> Part:
    """The change on all ties of both. What began and ended is the same as in the core; what came and went is counted beside it."""
    core = core_part(before, after, composition, rows, ties, actors, tests)
    return replace(
        core,
        ties=ties,
        mean=_mean(before, after, ties),
        before=own_figures(before),
        after=own_figures(after),
        turnover=turnover_of(ties).as_json(),
        five=True,
    )


def nothing_part(before: Network, after: Network, composition: Composition, *, five: bool = False) -> Part:
    """All pairs of members of both are not comparable, and every figure of change is undefined."""
    n = len(composition.stable)
    unlike = tuple(replace(t, change="not_comparable", compared=None, items={}) for t in followed(before, after, {}))
    inside = frozenset(composition.stable)
    ties = tuple(t for t in unlike if five or (t.pair[0] in inside and t.pair[1] in inside))
    return Part(
        composition.as_json(), None, None, n * (n - 1), None, None, MeanChange(), nothing_tested(UNLIKE), ties, (), own_figures(before),
        own_figures(after), None, five,
    )  # fmt: skip


def _mean(before: Network, after: Network, ties: tuple[TieChange, ...]) -> MeanChange:
    """No mean where every tie has the value 1, nor over money in several currencies."""
    if before.yes_no or after.yes_no or _mixed(before, after):
        return MeanChange()
    return mean_change(ties)


def _weighted(before: Network, after: Network, ties: tuple[TieChange, ...]) -> Any:
    return None if _mixed(before, after) else weighted_jaccard(ties)


def _mixed(before: Network, after: Network) -> bool:
    return len({*before.currencies, *after.currencies}) > 1


def _figures(composition: Composition, observed: int, ties: int, mean: Any, dyads: Mapping[str, int]) -> Figures:
    """The core's figures at one of the two times."""
    counted = {"mutual": dyads["M"], "asymmetric": dyads["A"], "null": dyads["N"]}
    answered = len(composition.answered_both) if composition.asked else None
    returned = share(2 * dyads["M"], 2 * dyads["M"] + dyads["A"])
    return Figures(len(composition.stable), answered, observed, ties, share(ties, observed), mean, returned, counted)


def _now(table: Table) -> dict[str, int]:
    return {state: sum(row[state] for row in table.values()) for state in table}


