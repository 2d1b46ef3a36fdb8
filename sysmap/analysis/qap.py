"""How alike are two networks of the same actors, and is that more than chance labels would give? QAP correlation.

Pearson's correlation over the pairs observed in both. Chance: the actors of one network are relabelled, rows and columns together,
what was not observed moving along, and the correlation is taken over the pairs then observed in both. Mantel 1967; Hubert &
Schultz 1976; Krackhardt 1988. Two waves of one network are always much alike: it shows continuity, and is no test of change.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sysmap.analysis.resampling import DRAWS, LARGEST_EXACT, NEAR, NOBODY, Tell, all_ways, nobody_hears, p_of, relabellings
from sysmap.analysis.square import Square

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Places = NDArray[np.intp]

METHOD = "QAP, labels permuted"
ONE_KIND = "All pairs are alike in one of the two, so nothing can go with anything."


@dataclass(frozen=True, slots=True)
class Qap:
    """The correlation over ``n`` pairs; ``p`` that chance labels give as much or more, ``p_lower`` as little or less, and two-sided.

    None with ``why`` where it is undefined.
    """

    n: int
    correlation: float | None = None
    p: float | None = None
    p_lower: float | None = None
    p_two_sided: float | None = None
    draws: int | None = None
    exact: bool = False
    why: str | None = None


def qap(
    x: Square, y: Square, draws: int = DRAWS, seed: int = 1, *, exact: bool | None = None, tell: Tell = nobody_hears
) -> Qap:
    """Correlate two networks of the same actors in the same order. ``exact`` tries all relabellings (default: up to nine actors)."""
    import numpy as np

    both = x.seen & y.seen
    n = int(both.sum())
    if not n:
        return Qap(0, why=NOBODY)
    sums = [np.array([s]) for s in _plain_sums(x, y, both)]
    found = _correlation(float(n), sums[0], sums[1], sums[2], sums[3], sums[4])[0]
    if np.isnan(found):
        return Qap(n, why=ONE_KIND)
    whole = x.n <= LARGEST_EXACT if exact is None else exact
    of = all_ways(x.n) if whole else draws
    above = below = apart = done = 0
    for chance in _by_chance(x, y, draws, seed, whole):
        undefined = np.isnan(chance)
        # A relabelling that leaves nothing to compare counts for chance: that can only make p larger.
        above += int((undefined | (chance >= found - NEAR)).sum())
        below += int((undefined | (chance <= found + NEAR)).sum())
        apart += int((undefined | (np.abs(chance) >= abs(found) - NEAR)).sum())
        done += len(chance)
        tell(done, of)
    p, lower, both_sided = (p_of(hits, of, whole) for hits in (above, below, apart))
    return Qap(n, float(found), p, lower, both_sided, None if whole else draws, whole)


def _plain_sums(x: Square, y: Square, both: Any) -> tuple[float, ...]:
    a, b = x.cells[both], y.cells[both]
    return float(a.sum()), float((a * a).sum()), float(b.sum()), float((b * b).sum()), float((a * b).sum())


def _correlation(n: Any, sx: Floats, sxx: Floats, sy: Floats, syy: Floats, sxy: Floats) -> Floats:
    """Pearson's correlation from sums; NaN where one of the two does not vary."""
    import numpy as np

    spread = (n * sxx - sx * sx) * (n * syy - sy * sy)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(spread > NEAR, (n * sxy - sx * sy) / np.sqrt(np.maximum(spread, 0)), np.nan)
    return found


def _by_chance(x: Square, y: Square, draws: int, seed: int, exact: bool) -> Iterator[Floats]:
    """The correlations under relabelling, block by block.

    Only the pairs with a tie in the sparser network are looked up in the other, and only those that were not observed are taken
    off: the work for a relabelling is in proportion to ties and silences, never to all pairs.
    """
    if (x.cells != 0).sum() < (y.cells != 0).sum():
        x, y = y, x
    fixed, moved = _Fixed(y), _Moved(x)
    width = x.n + len(fixed.first) + len(fixed.gaps_first)
    for labels in relabellings(x.n, draws, seed, exact, width):
        yield _block(fixed, moved, labels)


class _Fixed:
    """The network that keeps its labels: its ties, and what of it was not observed, as whole rows and single pairs."""

    def __init__(self, y: Square) -> None:
        import numpy as np

        self.first, self.second = np.nonzero(y.cells)
        self.value = y.cells[self.first, self.second]
        gaps = ~y.seen & ~np.eye(y.n, dtype=bool)
        self.gaps = int(gaps.sum())
        self.silent = np.flatnonzero(~y.seen.any(axis=1))
        gaps[self.silent] = False
        self.gaps_first, self.gaps_second = np.nonzero(gaps)


class _Moved:
    """The network that is relabelled: flat, for looking up many pairs at once, with row sums."""

    def __init__(self, x: Square) -> None:
        import numpy as np

        gaps = (~x.seen & ~np.eye(x.n, dtype=bool)).astype(np.float64)
        self.n = x.n
        self.gaps = int(gaps.sum())
        self.flat = [part.ravel() for part in (x.cells, x.cells**2, gaps)]
        self.row = [part.sum(axis=1) for part in (x.cells, x.cells**2, gaps)]
        self.total = [float(part.sum()) for part in self.row]

    def off(self, which: int, fixed: _Fixed, labels: Places, at: Places) -> Floats:
        """What stands where the fixed network was not observed."""
        found: Floats = self.row[which][labels[:, fixed.silent]].sum(axis=1) + self.flat[which][at].sum(axis=1)
        return found


def _block(fixed: _Fixed, moved: _Moved, labels: Places) -> Floats:
    import numpy as np

    at = labels[:, fixed.first] * moved.n + labels[:, fixed.second]
    sxy = moved.flat[0][at] @ fixed.value
    if not fixed.gaps and not moved.gaps:
        y1, y2 = float(fixed.value.sum()), float((fixed.value**2).sum())
        n = float(moved.n * (moved.n - 1))
        sums = [np.full(len(labels), s) for s in (*moved.total[:2], y1, y2)]
        return _correlation(n, sums[0], sums[1], sums[2], sums[3], sxy)
    gap = moved.flat[2][at]
    sy, syy = fixed.value.sum() - gap @ fixed.value, (fixed.value**2).sum() - gap @ (fixed.value**2)
    at = labels[:, fixed.gaps_first] * moved.n + labels[:, fixed.gaps_second]
    sx, sxx, overlap = (total - moved.off(i, fixed, labels, at) for i, total in enumerate(moved.total))
    n_all = moved.n * (moved.n - 1) - fixed.gaps - overlap
    return _correlation(n_all, sx, sxx, sy, syy, sxy)
