"""Is the change of a mean taken apart so that the parts add up to it, exactly?"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given

from sysmap.analysis.change import compare
from sysmap.analysis.change_mean import PARTS
from sysmap.analysis.network import Network
from sysmap.analysis.question import Question
from tests.analysis.drawn import patchy
from tests.analysis.maps import from_rows


def test_by_hand_a_new_weak_tie_pulls_the_mean_down_although_the_lasting_one_rose() -> None:
    """4 to (5 and 1): total -1 = +1 on the lasting tie, and (1 - 5) / 2 by the new one."""
    mean = compare(from_rows(["04", "00"]), from_rows(["05", "10"]), Question()).core.mean
    assert [mean.as_json()[part] for part in ("total", "continuing", "entry", "exit")] == [-1, 1, -2, 0]


def test_with_no_lasting_tie_there_is_nothing_to_compare_entry_with() -> None:
    mean = compare(from_rows(["04", "00"]), from_rows(["00", "20"]), Question()).core.mean
    assert [mean.as_json()[part] for part in ("total", "continuing", "entry", "exit")] == [-2, None, None, None]


@given(patchy(), patchy())
def test_the_parts_add_up_exactly(then: Network, now: Network) -> None:
    change = compare(then, now, Question())
    for part in (change.core.mean, change.everyone.mean):
        if part.continuing is not None and part.entry is not None and part.exit is not None:
            assert part.total == part.continuing + part.entry + part.exit
            assert part.total == sum((part.parts[name] or Fraction(0) for name in PARTS), Fraction(0))


@given(patchy(), patchy())
def test_in_the_core_nothing_comes_or_goes_with_an_organisation(then: Network, now: Network) -> None:
    parts = compare(then, now, Question()).core.mean.parts
    assert not parts["came_or_went"] and not parts["heard_once"]
