"""Could somebody work out a few answers from everything that was published, by adding and subtracting? Linear disclosure control.

A published figure about answers is a weighted sum over them: a **cell**. Whoever holds several cells holds every combination of
them. A combination is *thin* when what is left in it are fewer than five answers or those of fewer than three organisations, the
limits below which no mean is shown (contract.md, *Disclosure*). A set of cells is safe when no combination of them is thin.

Answers that stand alike in every cell cannot be told apart, so they are put together first. Ranks are taken modulo a large prime,
which makes them exact and quick; a rank can come out too small by chance only (fewer than one time in a million).
Source: linear-programming audits of statistical databases; Chin & Ozsoyoglu 1982, *Auditing and inference control*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from math import comb
from typing import TYPE_CHECKING, Any, NamedTuple

from sysmap.analysis.grouping import enough

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PRIME = 2_147_483_647
MOST_TRIED = 20_000
"""Beyond so many combinations to look at one by one, a set of cells counts as unsafe: it is refused rather than guessed."""


class Answer(NamedTuple):
    """What one organisation said of another: the unknown behind a figure. ``what`` tells several of them about one pair apart."""

    rater: str
    rated: str
    what: tuple[Any, ...] = ()


Cell = Mapping[Answer, Fraction | int]
"""A published sum: how much each answer counts in it."""


def is_thin(answers: Iterable[Answer]) -> bool:
    """Do these tell too much of too few? Several figures of one pair are one answer."""
    pairs = {(a.rater, a.rated) for a in answers}
    return not enough(len(pairs), len({rater for rater, _ in pairs}))


class Published:
    """The cells that are out, and whether one more may join them."""

    def __init__(self, cells: Iterable[Cell] = ()) -> None:
        self.cells: list[Cell] = list(cells)

    def admits(self, *new: Cell) -> bool:
        """May these cells be published too, without anything thin coming out of them together with all that is out already?"""
        fresh = [cell for cell in new if cell]
        if any(is_thin(cell) for cell in fresh):
            return False
        return is_safe([*self.cells, *fresh]) or self._adds_nothing(fresh)

    def add(self, *new: Cell) -> None:
        self.cells += [cell for cell in new if cell]

    def _adds_nothing(self, fresh: Sequence[Cell]) -> bool:
        """Can they be worked out from what is published already? Then they tell nothing new, whatever was told before."""
        matrix, _ = _matrix([*self.cells, *fresh])
        return _rank(matrix) == _rank(matrix[: len(self.cells)])


def is_safe(cells: Sequence[Cell]) -> bool:
    """Is no combination of these cells thin?"""
    if not cells:
        return True
    matrix, atoms = _matrix(cells)
    small = [place for place, atom in enumerate(atoms) if is_thin(atom)]
    if not small:
        return True
    rest = [place for place in range(len(atoms)) if place not in set(small)]
    inside = _combinations_within(matrix, small, rest)
    if not len(inside):
        return True
    return not _some_is_thin(inside, [atoms[place] for place in small])


def _matrix(cells: Sequence[Cell]) -> tuple[NDArray[np.int64], list[tuple[Answer, ...]]]:
    """One row a cell and one column for answers that stand alike in every cell, modulo the prime."""
    import numpy as np

    columns: dict[Answer, list[tuple[int, int]]] = {}
    for row, cell in enumerate(cells):
        for answer, weight in cell.items():
            exact = Fraction(weight)
            columns.setdefault(answer, []).append((row, exact.numerator * pow(exact.denominator, -1, PRIME) % PRIME))
    alike: dict[tuple[tuple[int, int], ...], list[Answer]] = {}
    for answer, column in columns.items():
        alike.setdefault(tuple(column), []).append(answer)
    matrix = np.zeros((len(cells), len(alike)), dtype=np.int64)
    for place, column_of in enumerate(alike):
        for row, value in column_of:
            matrix[row, place] = value
    return matrix, [tuple(found) for found in alike.values()]


def _combinations_within(matrix: NDArray[np.int64], small: list[int], rest: list[int]) -> NDArray[np.int64]:
    """A basis of the combinations of rows that leave nothing outside the ``small`` columns, on those columns."""
    import numpy as np

    reduced, pivots = _reduced(matrix[:, [*rest, *small]])
    first = sum(1 for pivot in pivots if pivot < len(rest))
    return np.ascontiguousarray(reduced[first : len(pivots), len(rest) :])


def _some_is_thin(basis: NDArray[np.int64], atoms: list[tuple[Answer, ...]]) -> bool:
    """Is there a combination, not nothing, whose answers are too few or of too few?

    If there is one, there is one of those that cannot lose an answer more: each is what remains when as many independent columns
    as can be are made nothing. Columns that are multiples of one another go together, and few are left to choose from.
    """
    classes = _alike(basis)
    if comb(len(classes), len(basis) - 1) > MOST_TRIED:
        return True
    for gone in combinations(classes, len(basis) - 1):
        left = _without(basis, [columns[0] for columns in gone])
        if left is not None and is_thin(answer for place in left.nonzero()[0] for answer in atoms[place]):
            return True
    return False


def _alike(basis: NDArray[np.int64]) -> list[list[int]]:
    """The columns that are not nothing, those together that are multiples of one another."""
    found: dict[tuple[int, ...], list[int]] = {}
    for place in range(basis.shape[1]):
        column = [int(value) for value in basis[:, place]]
        first = next((value for value in column if value), None)
        if first is not None:
            by = pow(first, -1, PRIME)
            found.setdefault(tuple(value * by % PRIME for value in column), []).append(place)
    return list(found.values())


def _without(basis: NDArray[np.int64], gone: list[int]) -> NDArray[np.int64] | None:
    """The one combination of rows in which these columns are nothing; None when there are several."""
    import numpy as np

    rows = len(basis)
    reduced, pivots = _reduced(np.hstack([basis[:, gone], np.eye(rows, dtype=np.int64)]))
    if sum(1 for pivot in pivots if pivot < len(gone)) < rows - 1:
        return None
    weights = reduced[rows - 1, len(gone) :]
    return np.asarray((weights[:, None] * basis % PRIME).sum(axis=0) % PRIME)


def _rank(matrix: NDArray[np.int64]) -> int:
    return len(_reduced(matrix)[1])


def _reduced(matrix: NDArray[np.int64]) -> tuple[NDArray[np.int64], list[int]]:
    """The matrix in row echelon form modulo the prime, and the column of each of its steps."""
    import numpy as np

    work = matrix.copy() % PRIME
    pivots: list[int] = []
    row = 0
    for column in range(work.shape[1]):
        if row == len(work):
            break
        below = np.flatnonzero(work[row:, column])
        if not len(below):
            continue
        chosen = row + int(below[0])
        work[[row, chosen]] = work[[chosen, row]]
        work[row] = work[row] * pow(int(work[row, column]), -1, PRIME) % PRIME
        factors = work[row + 1 :, column].copy()
        work[row + 1 :] = (work[row + 1 :] - np.outer(factors, work[row]) % PRIME) % PRIME
        pivots.append(column)
        row += 1
    return work, pivots
