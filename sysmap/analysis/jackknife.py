"""How far would the change move if each actor in turn had not been there? The jackknife over actors.

The standard error is the square root of (n - 2) / (2n) times the sum of squared distances of the n leave-one-out changes from
their mean: an actor takes part in about twice its share of pairs, once as giver and once as receiver, which is where the 2 comes
from. Exact, without draws. Snijders & Borgatti 1999.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from sysmap.analysis.interval import NO_TIE, UNDEFINED, Compared, Interval, Ratio, difference_of
from sysmap.analysis.observation import Rows, count_into, count_pairs

METHOD = "jackknife"


def jackknife(compared: Compared) -> Interval:
    """The change with its standard error; actors about whose pairs nothing was observed are not counted."""
    touching = _observed_with(compared.rows)
    ids = [a for a in compared.ids if touching.get(a)]
    observed = count_pairs(compared.rows)
    difference = difference_of(compared, observed)
    if difference is None:
        return Interval(None, len(ids), METHOD, why=UNDEFINED)
    after = _left_out(compared.after, ids, touching, observed)
    before = [0.0] * len(ids) if compared.before is None else _left_out(compared.before, ids, touching, observed)
    if after is None or before is None or len(ids) < 3:
        return Interval(difference, len(ids), METHOD, why=UNDEFINED)
    changes = [now - then for now, then in zip(after, before, strict=True)]
    if not compared.after.top and not (compared.before and compared.before.top):
        return Interval(difference, len(ids), METHOD, why=NO_TIE)
    return Interval(difference, len(ids), METHOD, standard_error(changes))


def standard_error(changes: list[float]) -> float:
    """From the leave-one-out changes.

    >>> standard_error([1.0, 2.0, 3.0])
    0.5773502691896257
    """
    n, mean = len(changes), math.fsum(changes) / len(changes)
    return math.sqrt((n - 2) / (2 * n) * math.fsum((z - mean) ** 2 for z in changes))


def _left_out(ratio: Ratio, ids: list[str], touching: Mapping[str, int], observed: int) -> list[float] | None:
    """The ratio without each actor in turn; None where leaving one out leaves nothing to divide by."""
    top = _touching({p: float(v or 0) for p, v in ratio.top.items()})
    below: Mapping[str, float] = touching
    whole = observed
    if ratio.below is not None:
        below, whole = _touching(ratio.below), sum(ratio.below.values())
    total = math.fsum(float(v or 0) for v in ratio.top.values())
    rest = [whole - below.get(a, 0) for a in ids]
    if any(r <= 0 for r in rest):
        return None
    return [(total - top.get(a, 0.0)) / r for a, r in zip(ids, rest, strict=True)]


def _touching(cells: Mapping[tuple[str, str], float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for pair, value in cells.items():
        for end in pair:
            found[end] = found.get(end, 0) + value
    return found


def _observed_with(rows: Rows) -> dict[str, int]:
    """For each actor, the observed pairs in which it is either end."""
    into = count_into(rows)
    inside = {a: sum(1 for b in row.but if b in rows) for a, row in rows.items()}
    return {a: into[a] + (len(rows) - 1 - inside[a] if row.full else inside[a]) for a, row in rows.items()}
