"""A network as a square of numbers, with what was observed beside it: what relabelling tests turn round."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from sysmap.analysis.network import Network
from sysmap.analysis.observation import rows_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Cells = NDArray[np.float64]
    Seen = NDArray[np.bool_]


LARGEST = 3_000
TOO_LARGE = f"There are more than {LARGEST:,} actors: nine million pairs are as many as are held in memory at once."


class Square(NamedTuple):
    """Row i, column j: what i says of j. ``cells`` is 0 where there is no tie and where nothing was observed; ``seen`` tells them apart.

    The diagonal is never seen.
    """

    cells: Cells
    seen: Seen

    @property
    def n(self) -> int:
        return len(self.cells)

    def observed(self) -> int:
        """How many pairs were observed."""
        return int(self.seen.sum())

    def turned(self) -> Square:
        """The same with rows and columns changed round: what j says of i."""
        return Square(self.cells.T.copy(), self.seen.T.copy())


def square(network: Network, ids: Sequence[str], valued: bool = False) -> Square:
    """The network among ``ids`` (all of them members), ties as 1, or as their value. A tie whose value is not stated is then not seen."""
    import numpy as np

    place = {a: i for i, a in enumerate(ids)}
    n = len(ids)
    cells = np.zeros((n, n))
    seen = np.zeros((n, n), dtype=bool)
    rows = rows_of(network)
    for a, i in place.items():
        row = rows[a]
        seen[i, :] = row.full
        seen[i, [place[b] for b in row.but if b in place]] = not row.full
    for (a, b), tie in network.ties.items():
        if a in place and b in place:
            if valued and tie.value is None:
                seen[place[a], place[b]] = False
            else:
                cells[place[a], place[b]] = float(tie.value) if valued and tie.value is not None else 1.0
    np.fill_diagonal(seen, False)
    cells[~seen] = 0.0
    return Square(cells, seen)


def full_square(cells: Cells) -> Square:
    """A square of which every pair was observed."""
    import numpy as np

    seen = ~np.eye(len(cells), dtype=bool)
    return Square(np.where(seen, cells, 0.0), seen)
