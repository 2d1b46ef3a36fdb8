"""What stands behind "more" and "for analysts" on the first screen of a comparison? The same figures as the API's, in plain words.

Which measure stands where is words.md's; none is left out because it is hard, and no measure is shown that these readers may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sysmap.analysis.change import Change
from sysmap.model.visibility import Viewer
from sysmap.service.disclosure import disclosed_change
from sysmap.service.phrases import known, say

MORE = (
    "centralisation_in", "centralisation_out", "centralisation_betweenness", "components_weak", "components_strong",
    "largest_strong_share", "reciprocity", "reciprocity_correlation", "reciprocity_weighted", "transitivity", "clustering", "ei_index",
    "assortativity", "core_periphery_fit", "modularity", "communities", "efficiency", "isolates", "mean_degree", "density",
)  # fmt: skip
ALONE = ("jaccard", "weighted_jaccard", "hamming", "kept_share", "formed_share")
DYADS = ("M", "A", "N")


class Table(NamedTuple):
    """A small table with a title; the first column of each row names it."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Folds(NamedTuple):
    """The tables behind "more" and "for analysts", the sentences of the tests, and how it all was worked out."""

    more: tuple[Table, ...]
    analysts: tuple[Table, ...]
    sure: tuple[str, ...]
    method: str


def folds(change: Change, viewer: Viewer) -> Folds:
    """The folds of a comparison, as these readers may have them on a screen."""
    told = disclosed_change(change, viewer, screen=True)
    names = {m.id: m.name for m in (*change.before.members, *change.after.members)}
    then_now = (say("fold_then"), say("fold_now"))
    more = (
        Table(say("fold_alike"), (say("fold_measure"), say("fold_value")), _alone(told)),
        Table(say("fold_whole"), (say("fold_measure"), *then_now), _pairs(told["network"], MORE)),
        _dyads(told["dyads"]),
        _actors(told["actors"], names),
    )
    analysts = (
        Table(say("fold_triads"), (say("fold_triad"), *then_now), _triads(told["network"].get("triads"))),
        Table(say("fold_solved"), (say("fold_measure"), *then_now), _pairs(told["network"], ("eigenvector_defined",))),
        Table(say("fold_tests"), (say("fold_test"), "p", say("fold_how")), _tests(told["tests"])),
    )
    sure = tuple(test["sentence"] for test in told["tests"].values() if test.get("sentence"))
    return Folds(tuple(t for t in more if t.rows), tuple(t for t in analysts if t.rows), sure, told["method"])


def figure(value: Any) -> str:
    """A figure as a table shows it: three places, and *not known* for what is undefined, never nought."""
    if value is None:
        return say("fold_unknown")
    if isinstance(value, bool):
        return say("fold_yes") if value else say("fold_no")
    return f"{value:,}" if isinstance(value, int) else f"{value:.3f}"


def _alone(told: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    return tuple((known(f"measure_{name}", name), figure(told[name])) for name in ALONE if told.get(name) is not None)


def _pairs(network: Mapping[str, Any], names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    pairs = ((name, network[name]) for name in names if name in network)
    return tuple((known(f"measure_{name}", name.replace("_", " ")), figure(then), figure(now)) for name, (then, now) in pairs)


def _dyads(table: Mapping[str, Mapping[str, int]] | None) -> Table:
    """What pairs were then, by row, and are now, by column."""
    columns = (say("fold_dyad_then"), *(say(f"dyad_{now}") for now in DYADS))
    rows = tuple((say(f"dyad_{then}"), *(figure(table[then][now]) for now in DYADS)) for then in DYADS) if table else ()
    return Table(say("fold_dyads"), columns, rows)


def _triads(pair: Any) -> tuple[tuple[str, ...], ...]:
    if not pair or any(part is None for part in pair):
        return ()
    then, now = pair
    return tuple((code, figure(then[code]), figure(now[code])) for code in then)


def _actors(lines: Iterable[Mapping[str, Any]], names: Mapping[str, str]) -> Table:
    """Where each stands among those who answered both times, in map order: how many name it, and how it links others, with ranges."""
    found: dict[str, dict[str, Mapping[str, Any]]] = {}
    for line in lines:
        found.setdefault(line["id"], {})[line["measure"]] = line
    columns = tuple(say(f"fold_actor_{name}") for name in ("name", "named_then", "named_now", "links_then", "links_now"))
    rows = tuple(
        (
            names.get(id, id),
            *(figure(by["in_degree"][when]) if "in_degree" in by else "" for when in ("before", "after")),
            *(_place(by["betweenness"][f"rank_{when}"]) if "betweenness" in by else "" for when in ("before", "after")),
        )
        for id, by in found.items()
        if by.keys() & {"in_degree", "betweenness"}
    )
    return Table(say("fold_actors"), columns, rows)


def _place(rank: Any) -> str:
    if not rank or rank[0] is None:
        return say("fold_unknown")
    return f"{rank[0]} [{rank[1]}-{rank[2]}]" if rank[1] is not None else str(rank[0])


def _chance(p: float | None) -> str:
    """A p-value to four places; it is never nought."""
    return say("fold_unknown") if p is None else f"{p:.4f}" if p >= 0.0001 else "< 0.0001"


def _tests(tests: Mapping[str, Mapping[str, Any]]) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (known(f"test_name_{name}", name), _chance(test["p"]) if "p" in test else "", str(test.get("method") or ""))
        for name, test in tests.items()
    )
