"""Where does a tie at one level stand alone, with no tie at another level behind it? A family worker's, say, without the organisation's."""

from __future__ import annotations

from typing import NamedTuple

from sysmap.errors import UsageError
from sysmap.model.ties import Relationship
from sysmap.model.vocabulary import CLOSED
from sysmap.service.scenes import Scene


class Standing(NamedTuple):
    """The relationships at the lower level that have none at the upper one between the same two ends, ``among`` how many."""

    alone: tuple[Relationship, ...]
    among: int
    method: str


def standing_alone(here: Scene, lower: str, upper: str) -> Standing:
    """The relationships at one level without one at another, in map order. Raises UsageError for words that are no levels."""
    for level in (lower, upper):
        if level not in CLOSED["level"]:
            raise UsageError(f"{level!r} is no level", fix=f"Choose one of {', '.join(CLOSED['level'])}.")
    ties = [tie for tie in here.held("relationship").values() if tie.from_id is not None and tie.to_id is not None]
    backed = {frozenset((tie.from_id, tie.to_id)) for tie in ties if tie.level == upper}
    below = [tie for tie in ties if tie.level == lower]
    alone = tuple(tie for tie in below if frozenset((tie.from_id, tie.to_id)) not in backed)
    method = (
        f"Recorded relationships between the same two ends, whichever way they point: {len(below)} at {lower}, of which {len(alone)} "
        f"have none at {upper}. What is not recorded may be there; ties of an organisation that an end is part of are not counted."
    )
    hidden = here.hidden.get("relationship", 0)
    if hidden and here.viewer.spaces > {"public"}:
        method = f"{method} {hidden} relationships are not for these readers, and may stand behind some of these."
    return Standing(alone, len(below), method)
