"""What goes with a tie once everything else is held still? Regression of a network on others, MRQAP with double semi-partialling.

For each predictor: what the others do not account for in it is relabelled, rows and columns together; the outcome is regressed again on
that and the others; and its t, not its coefficient, is compared with the t of the unrelabelled. Dekker, Krackhardt & Snijders 2007:
it stays right when predictors go together, which relabelling the outcome does not. Only pairs observed in every network count, before
relabelling and after. A yes/no outcome is fitted by the same straight line, and a coefficient is then a difference in share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from sysmap.analysis.holm import holm
from sysmap.analysis.resampling import LARGEST_EXACT, NOBODY, Tell, all_ways, nobody_hears, p_of, relabellings
from sysmap.analysis.square import Square

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

METHOD = "MRQAP, double semi-partialling"
DRAWS = 2_000
SAME = 1e-9
"""A predictor of which no more than this share is left once the others are taken out says nothing of its own."""

CONSTANT = "It is the same for every pair, so nothing can go with it."
COLLINEAR = "The predictors before it say the same together, so its own part cannot be told."
NO_OUTCOME = "Every pair has the same outcome, so there is nothing to account for."
TOO_FEW_PAIRS = "There are no more observed pairs than predictors."


class Predictor(NamedTuple):
    """A network that may account for the outcome: its name, and its values with what of it is known."""

    name: str
    square: Square


@dataclass(frozen=True, slots=True)
class Term:
    """One predictor's line. ``p`` is two-sided, ``p_upper`` that chance gives as high a t or higher, ``p_lower`` as low or lower."""

    name: str
    coefficient: float | None = None
    t: float | None = None
    p: float | None = None
    p_upper: float | None = None
    p_lower: float | None = None
    p_holm: float | None = None
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Regression:
    """The lines, over ``pairs`` observed in every network among ``actors``; ``why`` where nothing could be fitted."""

    terms: tuple[Term, ...]
    pairs: int
    actors: int
    intercept: float | None = None
    r_squared: float | None = None
    draws: int | None = None
    exact: bool = False
    seed: int | None = None
    why: str | None = None

    def as_json(self) -> dict[str, Any]:
        told = {name: getattr(self, name) for name in self.__slots__ if name != "terms"}
        return {"predictors": [term.as_json() for term in self.terms], "method": METHOD, **told}


def mrqap(
    outcome: Square, predictors: Sequence[Predictor], draws: int = DRAWS, seed: int = 1, *, exact: bool | None = None,
    chance: bool = True, tell: Tell = nobody_hears,
) -> Regression:  # fmt: skip
    """Regress the outcome on the predictors. ``chance`` False leaves every p out (too few respondents for drawn ones)."""
    import numpy as np

    seen = outcome.seen.copy()
    for predictor in predictors:
        seen &= predictor.square.seen
    pairs, n = int(seen.sum()), outcome.n
    y = outcome.cells[seen]
    kept, reasons = _usable(predictors, seen)
    why = NOBODY if not pairs else NO_OUTCOME if np.ptp(y) == 0 else TOO_FEW_PAIRS if pairs < len(kept) + 3 else None
    if why is not None or not kept:
        return Regression(tuple(Term(p.name, why=reasons.get(p.name, why)) for p in predictors), pairs, n, why=why)
    columns = np.column_stack([np.ones(pairs), *(p.square.cells[seen] for p in kept)])
    fitted, *_ = np.linalg.lstsq(columns, y, rcond=None)
    left = y - columns @ fitted
    whole = n <= LARGEST_EXACT if exact is None else exact
    lines: dict[str, Term] = {}
    for place, predictor in enumerate(kept):
        one = _Partial(columns, place + 1, y, seen)
        of = all_ways(n) if whole else draws
        heard = partial(_of_all, tell, place * of, len(kept) * of)
        lines[predictor.name] = _term(one, predictor.name, float(fitted[place + 1]), draws, seed + place, whole, chance, heard)
    terms = _with_holm([lines.get(p.name) or Term(p.name, why=reasons[p.name]) for p in predictors])
    drawn = chance and not whole
    explained = 1 - float(left @ left) / float(((y - y.mean()) ** 2).sum())
    return Regression(terms, pairs, n, float(fitted[0]), explained, draws if drawn else None, whole, seed if drawn else None)


def _of_all(tell: Tell, before: int, whole: int, done: int, of: int) -> None:
    """Tell how far the whole is, while one predictor of several is worked on."""
    tell(before + done, whole)


def _usable(predictors: Sequence[Predictor], seen: NDArray[np.bool_]) -> tuple[list[Predictor], dict[str, str]]:
    """The predictors that say something of their own, one after the other, and why each of the rest does not."""
    import numpy as np

    kept: list[Predictor] = []
    reasons: dict[str, str] = {}
    basis = np.ones((int(seen.sum()), 1))
    for predictor in predictors:
        x = predictor.square.cells[seen]
        if len(x) == 0 or np.ptp(x) == 0:
            reasons[predictor.name] = CONSTANT if len(x) else NOBODY
            continue
        own = _residual(x, basis)
        if own @ own <= SAME * ((x - x.mean()) ** 2).sum():
            reasons[predictor.name] = COLLINEAR
            continue
        kept.append(predictor)
        basis = np.column_stack([basis, x])
    return kept, reasons


def _residual(x: Floats, columns: Floats) -> Floats:
    """What is left of x once the columns are taken out."""
    import numpy as np

    fitted, *_ = np.linalg.lstsq(columns, x, rcond=None)
    left: Floats = x - columns @ fitted
    return left


class _Partial:
    """One predictor apart from the others: its residual as a square to relabel, and the others with the outcome beside it."""

    def __init__(self, columns: Floats, place: int, y: Floats, seen: NDArray[np.bool_]) -> None:
        import numpy as np

        others = np.delete(columns, place, axis=1)
        own = _residual(columns[:, place], others)
        self.n, self.complete = len(seen), bool(seen.sum() == len(seen) * (len(seen) - 1))
        self.first, self.second = np.nonzero(seen)
        square = np.zeros(seen.shape)
        square[seen] = own / np.sqrt(own @ own / len(own))
        self.flat, self.seen = square.ravel(), seen.ravel().astype(np.float64)
        # Each column to mean 0 and spread 1, so that predictors in very different units do not blur one another; t stays what it is.
        spread = others[:, 1:].std(axis=0)
        self.columns = np.column_stack([others[:, 0], (others[:, 1:] - others[:, 1:].mean(axis=0)) / spread, y])
        self.width = self.columns.shape[1]
        self.pairs = np.triu_indices(self.width)
        self.products = self.columns[:, self.pairs[0]] * self.columns[:, self.pairs[1]]

    def ts(self, labels: NDArray[np.intp]) -> Floats:
        """The t of the relabelled residual, for each row of labels; NaN where it cannot be told."""
        import numpy as np

        at = labels[:, self.first] * self.n + labels[:, self.second]
        own = self.flat[at]
        if self.complete:
            products, pairs = np.repeat(self.products.sum(axis=0)[None, :], len(labels), axis=0), np.full(len(labels), len(self.first))
        else:
            there = self.seen[at]
            products, pairs = there @ self.products, there.sum(axis=1)
        squares = np.empty((len(labels), self.width, self.width))
        squares[:, self.pairs[0], self.pairs[1]] = products
        squares[:, self.pairs[1], self.pairs[0]] = products
        return _ts(squares, own @ self.columns, np.einsum("rc,rc->r", own, own), pairs)


def _ts(squares: Floats, cross: Floats, own: Floats, pairs: Any) -> Floats:
    """t of one column from sums of products: ``squares`` of the others and, last, the outcome; ``cross`` of the column with each."""
    import numpy as np

    others = squares[:, :-1, :-1]
    right = np.stack([squares[:, :-1, -1], cross[:, :-1]], axis=2)
    singular = np.linalg.matrix_rank(others, hermitian=True) < others.shape[1]
    safe = np.where(singular[:, None, None], np.eye(others.shape[1]), others)
    solved = np.linalg.solve(safe, right)
    with np.errstate(divide="ignore", invalid="ignore"):
        yy = squares[:, -1, -1] - np.einsum("ri,ri->r", right[:, :, 0], solved[:, :, 0])
        ye = cross[:, -1] - np.einsum("ri,ri->r", right[:, :, 1], solved[:, :, 0])
        ee = own - np.einsum("ri,ri->r", right[:, :, 1], solved[:, :, 1])
        freedom = pairs - others.shape[1] - 1
        rest = np.maximum(yy - ye * ye / ee, 0) / freedom
        found: Floats = np.where(singular | (ee <= SAME * own) | (freedom <= 0), np.nan, ye / np.sqrt(rest * ee))
    return found


def _term(
    one: _Partial, name: str, coefficient: float, draws: int, seed: int, exact: bool, chance: bool, tell: Tell
) -> Term:
    import numpy as np

    observed = float(one.ts(np.arange(one.n)[None, :])[0])
    # Where the predictors account for everything nothing is left to hold a coefficient against, and t is without bound.
    told = observed if np.isfinite(observed) else None
    if not chance:
        return Term(name, coefficient, told)
    above = below = apart = 0
    near = 1e-9 * max(1.0, abs(observed)) if np.isfinite(observed) else 0.0
    done = 0
    for found in _by_chance(one, draws, seed, exact):
        done += len(found)
        tell(done, draws)
        undefined = np.isnan(found)
        above += int((undefined | (found >= observed - near)).sum())
        below += int((undefined | (found <= observed + near)).sum())
        apart += int((undefined | (np.abs(found) >= abs(observed) - near)).sum())
    of = all_ways(one.n) if exact else draws
    return Term(name, coefficient, told, p_of(apart, of, exact), p_of(above, of, exact), p_of(below, of, exact))


def _by_chance(one: _Partial, draws: int, seed: int, exact: bool) -> Iterator[Floats]:
    for labels in relabellings(one.n, draws, seed, exact, 3 * len(one.first)):
        yield one.ts(labels)


def _with_holm(terms: list[Term]) -> tuple[Term, ...]:
    adjusted = holm([term.p for term in terms])
    return tuple(replace(term, p_holm=p) for term, p in zip(terms, adjusted, strict=True))
