"""Where did it move: within, towards or from groups that were named beforehand?"""

from __future__ import annotations

from sysmap.analysis.change import Change
from sysmap.model.actors import Map
from tests.analysis.maps import changed, said, state_of, wave

TWO = (wave("w1"), wave("w2", "2025"))
GROUPED = Map("m", codebook='{"groups": {"schools": "a|b"}}')


def moved(before: tuple[str, ...], after: tuple[str, ...]) -> Change:
    return changed(state_of(*TWO, *said("w1", *before), *said("w2", *after), actors="abcd", map=GROUPED))


def test_a_fall_that_is_only_towards_a_group_is_found_there() -> None:
    change = moved(("c a 4", "d b 4", "a b 3", "c d 3"), ("c a 3", "d b 3", "a b 3", "c d 3"))
    (place,) = [p for p in change.places if p.there.down]
    assert (place.group, place.where, place.only_here, place.members) == ("schools", "towards", True, ("a", "b"))
    assert (place.there.n, place.elsewhere.n) == (2, 2)
    assert place.there.mean == -1


def test_a_move_that_is_also_elsewhere_is_not_only_here() -> None:
    change = moved(("c a 4", "c d 4"), ("c a 3", "c d 3"))
    assert [place.only_here for place in change.places] == [False]
