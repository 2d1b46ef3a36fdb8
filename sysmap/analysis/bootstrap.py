"""How far would the change move with other actors like these? The vertex bootstrap, as UCINET does it; the jackknife is the default.

Actors are drawn with replacement. A pair of one actor with itself takes an observed pair drawn at random, the same in both
networks. On networks with few ties this standard error is larger than the jackknife's, by up to the square root of 3, since
doubled actors add noise of their own: whoever quotes one names which. Snijders & Borgatti 1999.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sysmap.analysis.interval import NO_TIE, UNDEFINED, Compared, Interval, Ratio, difference_of
from sysmap.analysis.observation import Rows, count_pairs
from sysmap.analysis.resampling import BLOCK, DRAWS, Tell, nobody_hears

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

METHOD = "vertex bootstrap"


def vertex_bootstrap(compared: Compared, draws: int = DRAWS, seed: int = 1, tell: Tell = nobody_hears) -> Interval:
    """The change with the standard deviation of ``draws`` resampled changes as its standard error."""
    import numpy as np

    observed = count_pairs(compared.rows)
    difference, n = difference_of(compared, observed), len(compared.ids)
    if difference is None or n < 3:
        return Interval(difference, n, METHOD, why=UNDEFINED)
    if not compared.after.top and not (compared.before and compared.before.top):
        return Interval(difference, n, METHOD, why=NO_TIE)
    seen = _seen(compared.ids, compared.rows)
    sides = [_squares(side, compared.ids, seen) for side in (compared.before, compared.after) if side is not None]
    generator = np.random.default_rng(seed)
    cells = np.flatnonzero(seen.ravel())
    found: list[Floats] = []
    step = max(1, BLOCK // (4 * n))
    for start in range(0, draws, step):
        counts = _drawn_counts(generator, min(step, draws - start), n)
        own = (counts * (counts - 1)).sum(axis=1).astype(np.intp)
        picked, ends = cells[generator.integers(0, len(cells), int(own.sum()))], np.cumsum(own)
        with np.errstate(divide="ignore", invalid="ignore"):
            ratios = [_resampled(top, counts, picked, ends) / _resampled(below, counts, picked, ends) for top, below in sides]
        found.append(ratios[-1] - ratios[0] if len(ratios) == 2 else ratios[0])
        tell(min(start + step, draws), draws)
    spread = np.concatenate(found)
    spread = spread[np.isfinite(spread)]
    se = float(spread.std(ddof=1)) if len(spread) > 1 else None
    return Interval(difference, n, METHOD, se, draws, seed, None if se is not None else UNDEFINED)


def _drawn_counts(generator: np.random.Generator, rows: int, n: int) -> Floats:
    """How often each actor was drawn, a draw a row."""
    import numpy as np

    drawn = generator.integers(0, n, (rows, n)) + np.arange(rows)[:, None] * n
    counts: Floats = np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n).astype(np.float64)
    return counts


def _resampled(square: Floats, counts: Floats, picked: NDArray[np.intp], ends: NDArray[np.intp]) -> Floats:
    """The sum over the pairs of each draw: pairs of two actors, and those picked for pairs of an actor with itself."""
    import numpy as np

    sums = np.concatenate(([0.0], np.cumsum(square.ravel()[picked])))
    own = np.diff(sums[np.concatenate(([0], ends))])
    total: Floats = np.einsum("ri,ri->r", counts @ square, counts) + own
    return np.where(total == 0, 0.0, total)


def _seen(ids: tuple[str, ...], rows: Rows) -> NDArray[np.bool_]:
    import numpy as np

    place = {a: i for i, a in enumerate(ids)}
    seen = np.zeros((len(ids), len(ids)), dtype=bool)
    for a, i in place.items():
        row = rows[a]
        seen[i, :] = row.full
        seen[i, [place[b] for b in row.but if b in place]] = not row.full
    np.fill_diagonal(seen, False)
    return seen


def _squares(ratio: Ratio, ids: tuple[str, ...], seen: NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """What stands above and below the line, as squares."""
    import numpy as np

    place = {a: i for i, a in enumerate(ids)}
    top, below = np.zeros(seen.shape), seen.astype(np.float64)
    for (a, b), value in ratio.top.items():
        top[place[a], place[b]] = float(value or 0)
    if ratio.below is not None:
        below = np.zeros(seen.shape)
        for (a, b), count in ratio.below.items():
            below[place[a], place[b]] = count
    return top, below
