"""Which pictures does a page slide through? Those of several points, and what changed from each to the next, nobody moving."""

from __future__ import annotations

from dataclasses import dataclass

from sysmap.draw.picture import Picture
from sysmap.errors import UsageError


@dataclass(frozen=True, slots=True)
class Slides:
    """``points`` in the order of time; ``changes`` is empty, or one picture from each point to the next.

    All are drawn with one set of positions. The page opens at the last point, with ``changed`` at its change.
    """

    points: tuple[Picture, ...]
    changes: tuple[Picture, ...] = ()
    changed: bool = False

    def __post_init__(self) -> None:
        if not self.points:
            raise UsageError("There is no picture to show", fix="Give at least one point.")
        if self.changes and len(self.changes) != len(self.points) - 1:
            wanted, came = len(self.points) - 1, len(self.changes)
            raise UsageError(f"{len(self.points)} points have {wanted} changes between them, not {came}", fix="Leave the changes out.")

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The points, then the changes: the number of a picture here is its number on the page."""
        return (*self.points, *self.changes)

    @property
    def opens(self) -> int:
        """The number of the picture that is shown first."""
        return len(self.pictures) - 1 if self.changed and self.changes else len(self.points) - 1
